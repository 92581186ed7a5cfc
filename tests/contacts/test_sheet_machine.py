"""Whatever the colleagues do in whatever order, a sheet has one responsible person and its first contact stays."""

import datetime as dt
from collections.abc import Callable

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from hall.contacts import rules
from hall.kernel.refusal import Refusal
from hall.storage.journal import Entry, Event

STAFF = ("a", "b", "c")
people = st.sampled_from(STAFF)
texts = st.sampled_from(["", " ", "归物业"])
AT = dt.datetime(2026, 11, 23, 1, 0, tzinfo=dt.UTC)

NOT_CLOSED = (
    "open", "answered", "linked", "handover_pending", "handed", "escalated", "referred", "followup",
)  # fmt: skip
POSSIBLE = {
    "answer": ("open", "handed"),
    "link": ("open", "handed"),
    "hand_over": ("open", "linked", "handed"),
    "sign": ("handover_pending",),
    "decline": ("handover_pending",),
    "remind": ("handover_pending",),
    "time_out": ("handover_pending",),
    "escalate": ("open", "handover_pending"),
    "assign": NOT_CLOSED,
    "take_over": NOT_CLOSED,
    "promise": NOT_CLOSED,
    "refer": ("open", "handed"),
    "case_done": ("linked", "handed", "handover_pending", "escalated"),
    "reply": ("answered", "referred", "followup"),
    "close": ("answered", "referred", "followup"),
}
"""In which states what may be done, as the rules of first contact have it."""


class Sheet(RuleBasedStateMachine):
    """Plays the rules of one sheet with moves legal and illegal; refused moves leave it as it was."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []

    @initialize(first=people, belonging=st.sampled_from(["", "A", "B", "C", "D"]))
    def asked(self, first: str, belonging: str) -> None:
        self.first = first
        self._enter(rules.open_sheet(first_contact=first, way="phone", belonging=belonging), fresh=True)

    @rule(by=people, told=st.booleans())
    def answered(self, by: str, told: bool) -> None:
        was = self.state.state
        if self._keeps("answer", lambda: rules.answer(self.state, by=by, note_id="n", told=told), self._own(by)):
            assert (self.state.state, self.state.replied) == (
                ("answered", told) if was == "open" else ("followup", False)
            )

    @rule(by=people)
    def linked(self, by: str) -> None:
        self._keeps("link", lambda: rules.link_case(self.state, by=by, case_id="k"), self._own(by))

    @rule(by=people, to=people, belonging=st.sampled_from(["A", "B", "C", "D"]))
    def handed_over(self, by: str, to: str, belonging: str) -> None:
        itself = "contacts.to_oneself" if to == self.state.responsible else ""
        wrong = "" if belonging in "BC" else "contacts.hand_over_belonging"
        self._keeps(
            "hand_over",
            lambda: rules.hand_over(self.state, by=by, to=to, hand_over_id="h", belonging=belonging),
            self._own(by) or itself or wrong,
        )

    @rule(by=people)
    def signed_for(self, by: str) -> None:
        if self._try("sign", lambda: rules.sign_for(self.state, by=by), self._receiving(by)):
            assert (self.state.state, self.state.responsible) == ("handed", by)

    @rule(by=people, reason=texts)
    def declined(self, by: str, reason: str) -> None:
        gap = "" if reason.strip() else "contacts.reason_missing"
        back, declines = self.state.back_to, self.state.declines
        if self._keeps("decline", lambda: rules.decline(self.state, by=by, reason=reason), self._receiving(by) or gap):
            assert self.state.state == ("escalated" if declines else back)

    @rule()
    def pressed(self) -> None:
        self._keeps("remind", lambda: rules.remind(self.state))

    @rule()
    def timed_out(self) -> None:
        if self._keeps("time_out", lambda: rules.time_out(self.state)):
            assert self.state.state == "escalated"

    @rule(by=people)
    def escalated(self, by: str) -> None:
        self._keeps("escalate", lambda: rules.escalate(self.state, by=by, note_id="n"), self._own(by))

    @rule(to=people)
    def assigned(self, to: str) -> None:
        if self._try("assign", lambda: rules.assign(self.state, to=to)):
            assert (self.state.responsible, self.state.receiver) == (to, None)

    @rule(to=people)
    def taken_over(self, to: str) -> None:
        if self._try("take_over", lambda: rules.take_over(self.state, to=to, list_id="l")):
            assert self.state.responsible == to

    @rule(by=people, office=texts, address=texts, phone=texts)
    def referred(self, by: str, office: str, address: str, phone: str) -> None:
        where = {"office": office, "address": address, "phone": phone}
        gap = next((f"contacts.{part}_missing" for part, said in where.items() if not said.strip()), "")
        self._keeps("refer", lambda: rules.refer_out(self.state, by=by, note_id="n", **where), self._own(by) or gap)

    @rule(by=people)
    def promised(self, by: str) -> None:
        self._keeps("promise", lambda: rules.promise(self.state, by=by, promise_id="p"), self._owing(by))

    @rule()
    def case_done(self) -> None:
        if self._keeps("case_done", lambda: rules.finish_case(self.state)):
            assert self.state.state == "followup"

    @rule(by=people, way=st.sampled_from(["phone", "shout"]), words=texts)
    def replied(self, by: str, way: str, words: str) -> None:
        gap = "contacts.way" if way == "shout" else "" if words.strip() else "contacts.words_missing"
        self._keeps(
            "reply",
            lambda: rules.reply(self.state, by=by, note_id="n", way=way, words=words),
            self._owing(by) or gap,
        )

    @rule(by=people)
    def closed(self, by: str) -> None:
        unheard = "" if self.state.replied else "contacts.reply_first"
        self._keeps("close", lambda: rules.close(self.state, by=by), self._owing(by) or unheard)

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

    def _own(self, by: str) -> str:
        return "" if by == self.state.responsible else "contacts.not_responsible"

    def _receiving(self, by: str) -> str:
        return "" if by == self.state.receiver else "contacts.not_receiver"

    def _owing(self, by: str) -> str:
        return "" if by in (self.state.first_contact, self.state.responsible) else "contacts.not_owing"

    def _keeps(self, doing: str, decide: Callable[[], Event], otherwise: str = "") -> bool:
        """Nothing but a signature, a duty list and an assignment moves responsibility."""
        before = self.state.responsible
        done = self._try(doing, decide, otherwise)
        assert self.state.responsible == before
        return done

    def _try(self, doing: str, decide: Callable[[], Event], otherwise: str = "") -> bool:
        """Do it, or see it refused with the code of the state, else of whoever tries or of what is missing."""
        impossible = "" if self.state.state in POSSIBLE[doing] else f"contacts.now_{self.state.state}"
        expected = impossible or otherwise
        try:
            event = decide()
        except Refusal as refusal:
            assert refusal.code == expected  # noqa: PT017 -- a refusal is one of two right answers
            return False
        assert not expected
        self._enter(event)
        return True

    def _enter(self, event: Event, *, fresh: bool = False) -> None:
        entry = Entry(len(self.entries) + 1, AT, event.kind, None, None, event.details)
        self.entries.append(entry)
        self.state = rules.fold(None if fresh else self.state, entry)


TestSheet = Sheet.TestCase
TestSheet.settings = settings(max_examples=60, stateful_step_count=30)
