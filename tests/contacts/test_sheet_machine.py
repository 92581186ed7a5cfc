"""Whatever the colleagues do in whatever order, a sheet has one responsible person and its first contact stays."""

import datetime as dt

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from hall.contacts import rules
from hall.kernel.refusal import Refusal
from hall.storage.journal import Entry, Event

STAFF = ("a", "b", "c")
people = st.sampled_from(STAFF)
AT = dt.datetime(2026, 11, 23, 1, 0, tzinfo=dt.UTC)


class Sheet(RuleBasedStateMachine):
    """Plays the rules of one sheet; refused moves leave it as it was."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.signed: list[str] = []

    @initialize(first=people)
    def asked(self, first: str) -> None:
        self.first = first
        self.state = rules.SheetState("", "", first, first)
        self._enter(rules.open_sheet(first_contact=first, way="phone", belonging=""), fresh=True)

    @rule(by=people)
    def answered(self, by: str) -> None:
        self._try(lambda: rules.answer(self.state, by=by, note_id="n"))

    @rule(by=people)
    def linked(self, by: str) -> None:
        self._try(lambda: rules.link_case(self.state, by=by, case_id="k"))

    @rule(by=people, to=people)
    def handed_over(self, by: str, to: str) -> None:
        self._try(lambda: rules.hand_over(self.state, by=by, to=to, hand_over_id="h", belonging="B"))

    @rule(by=people)
    def signed_for(self, by: str) -> None:
        if self._try(lambda: rules.sign_for(self.state, by=by)):
            assert self.state.responsible == by

    @rule(by=people, reason=st.sampled_from(["", "no"]))
    def declined(self, by: str, reason: str) -> None:
        self._keeps(lambda: rules.decline(self.state, by=by, reason=reason))

    @rule()
    def pressed(self) -> None:
        self._keeps(lambda: rules.remind(self.state))

    @rule()
    def timed_out(self) -> None:
        self._keeps(lambda: rules.time_out(self.state))

    @rule(by=people)
    def escalated(self, by: str) -> None:
        self._keeps(lambda: rules.escalate(self.state, by=by, note_id="n"))

    @rule(to=people)
    def assigned(self, to: str) -> None:
        if self._try(lambda: rules.assign(self.state, to=to)):
            assert self.state.responsible == to

    @rule(by=people)
    def referred(self, by: str) -> None:
        self._keeps(lambda: rules.refer_out(self.state, by=by, note_id="n", office="o"))

    @rule()
    def case_done(self) -> None:
        self._keeps(lambda: rules.finish_case(self.state))

    @rule(by=people)
    def replied(self, by: str) -> None:
        self._keeps(lambda: rules.reply(self.state, by=by, note_id="n", way="phone", words="w"))

    @rule(by=people)
    def closed(self, by: str) -> None:
        self._keeps(lambda: rules.close(self.state, by=by))

    @invariant()
    def one_is_responsible_and_the_first_contact_stays(self) -> None:
        if not self.entries:
            return
        assert self.state.responsible in STAFF
        assert self.state.first_contact == self.first
        assert (self.state.receiver is not None) == (self.state.state == rules.HANDOVER_PENDING)
        assert self.state.state != rules.CLOSED or self.state.replied

    @invariant()
    def the_journal_folds_to_the_state(self) -> None:
        folded: rules.SheetState | None = None
        for entry in self.entries:
            folded = rules.fold(folded, entry)
        assert folded is None or folded == self.state

    def _keeps(self, decide) -> None:  # noqa: ANN001
        """Nothing but a signature and an assignment moves responsibility."""
        before = self.state.responsible
        self._try(decide)
        assert self.state.responsible == before

    def _try(self, decide) -> bool:  # noqa: ANN001
        try:
            event = decide()
        except Refusal:
            return False
        self._enter(event)
        return True

    def _enter(self, event: Event, *, fresh: bool = False) -> None:
        entry = Entry(len(self.entries) + 1, AT, event.kind, None, None, event.details)
        self.entries.append(entry)
        self.state = rules.fold(None if fresh else self.state, entry)


TestSheet = Sheet.TestCase
