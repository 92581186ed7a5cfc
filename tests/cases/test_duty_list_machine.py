"""Whatever is tried in whatever order, a duty list has one holder, moves by signature only, and folds to its state."""

import datetime as dt
from collections.abc import Callable

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from hall.cases import duty_rules as rules
from hall.kernel.refusal import Refusal
from hall.storage.journal import Entry, Event

STAFF = ("a", "b", "c")
LEADERS = ("c",)
AT = dt.datetime(2026, 11, 23, 1, 0, tzinfo=dt.UTC)
people = st.sampled_from(STAFF)


class DutyListMachine(RuleBasedStateMachine):
    """Plays the rules of one list; refused moves leave it as it was."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.state: rules.ListState | None = None

    @initialize(by=people, to=people)
    def left(self, by: str, to: str) -> None:
        try:
            event = rules.offer(by=by, to=to, reason="休假")
        except Refusal:
            assert by == to
            event = rules.offer(by=by, to=next(each for each in STAFF if each != by), reason="休假")
        self._enter(event)

    @rule(by=people)
    def signed(self, by: str) -> None:
        before = self.now
        if self._try(lambda state: rules.sign(state, by=by, leads=by in LEADERS)):
            assert before.state == rules.OFFERED
            assert by in (before.receiver, *LEADERS)
            assert self.now.holder == by != before.leaver

    @rule(to=people)
    def redirected(self, to: str) -> None:
        before = self.now
        self._try(lambda state: rules.redirect(state, to=to))
        assert self.now.holder == before.holder

    @rule(by=people)
    def taken_back(self, by: str) -> None:
        before = self.now
        if self._try(lambda state: rules.take_back(state, by=by)):
            assert by == before.leaver == self.now.holder

    @rule()
    def pressed(self) -> None:
        self._try(rules.remind)
        self._try(rules.escalate)

    @invariant()
    def exactly_one_is_responsible(self) -> None:
        if self.state is not None:
            signed = self.state.state == rules.SIGNED
            assert self.state.holder == (self.state.receiver if signed else self.state.leaver)
            assert (self.state.signed_at is not None) >= signed

    @invariant()
    def the_journal_folds_to_the_state(self) -> None:
        folded: rules.ListState | None = None
        for entry in self.entries:
            folded = rules.fold(folded, entry)
        assert folded == self.state

    @property
    def now(self) -> rules.ListState:
        assert self.state is not None
        return self.state

    def _try(self, decide: Callable[[rules.ListState], Event]) -> bool:
        try:
            event = decide(self.now)
        except Refusal:
            return False
        self._enter(event)
        return True

    def _enter(self, event: Event) -> None:
        entry = Entry(len(self.entries) + 1, AT, event.kind, None, None, event.details)
        self.entries.append(entry)
        self.state = rules.fold(self.state, entry)


TestDutyList = DutyListMachine.TestCase
TestDutyList.settings = settings(max_examples=20, deadline=None)
