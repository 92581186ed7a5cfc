"""Whatever is tried in whatever order, a case never skips acceptance, review or delivery, and folds to its state."""

import datetime as dt
from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from hall.cases import life, rules
from hall.cases.acts import next_acts
from hall.kernel.refusal import Refusal
from hall.storage.journal import Entry, Event

START = dt.datetime(2026, 11, 23, 1, 0, tzinfo=dt.UTC)
DUES = {
    "promised_due": "2026-12-28T09:30:00+00:00",
    "statutory_due": "2027-01-04T09:30:00+00:00",
    "yellow_from": "2026-12-20T16:00:00+00:00",
    "provisional": False,
    "statutory_provisional": True,
}
HERE = (True, False, True)
"""Three steps: of the hall, of an upper level, of the hall."""


class CaseMachine(RuleBasedStateMachine):
    """Plays the rules of one case; refused moves leave it as it was."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.state: life.CaseState | None = None
        self.now = START

    @initialize()
    def opened(self) -> None:
        self._enter(Event("opened", {"handler": "a", "steps": len(HERE)}))

    @rule(hours=st.integers(1, 400))
    def time_passes(self, hours: int) -> None:
        self.now += dt.timedelta(hours=hours)

    @rule()
    def submitted(self) -> None:
        self._try(lambda s: rules.submit(s))

    @rule(tolerant=st.booleans())
    def accepted(self, tolerant: bool) -> None:
        until = self.now + dt.timedelta(days=21) if tolerant else None
        self._try(lambda s: rules.accept(s, dues=DUES, tolerant_until=until))

    @rule()
    def noticed(self) -> None:
        self._try(lambda s: rules.give_notice(s, notice_id="n", due_at=self.now))

    @rule()
    def supplemented(self) -> None:
        self._try(lambda s: rules.supplement(s, dues=DUES))

    @rule()
    def lapsed(self) -> None:
        self._try(lambda s: rules.lapse(s))

    @rule()
    def refusal_proposed(self) -> None:
        self._try(lambda s: rules.propose_refusal(s, proposal_id="p"))

    @rule(agree=st.booleans(), by=st.sampled_from(["a", "b"]))
    def refusal_reviewed(self, agree: bool, by: str) -> None:
        self._try(lambda s: rules.review_refusal(s, agree=agree, by=by, proposed_by="a"))

    @rule()
    def stepped(self) -> None:
        self._try(lambda s: rules.begin_step(s, held_here=self._here()))
        self._try(lambda s: rules.complete_step(s))

    @rule()
    def forwarded(self) -> None:
        self._try(lambda s: rules.forward(s, held_here=self._here(), forwarding_id="f"))

    @rule(outcome=st.sampled_from(["passed", "approved", "denied", "perhaps"]))
    def resulted(self, outcome: str) -> None:
        self._try(lambda s: rules.record_result(s, forwarding_id="f", outcome=outcome))

    @rule(items=st.integers(0, 2))
    def returned(self, items: int) -> None:
        self._try(lambda s: rules.record_return(s, forwarding_id="f", items=items, on=self.now.date()))

    @rule(reason=st.sampled_from(["posting", "lunch"]))
    def paused(self, reason: str) -> None:
        self._try(lambda s: rules.pause(s, reason=reason, allowed=("posting",), on=self.now.date()))

    @rule()
    def resumed(self) -> None:
        self._try(lambda s: rules.resume(s, on=self.now.date(), dues=DUES))

    @rule(days=st.integers(0, 12))
    def extension_asked(self, days: int) -> None:
        self._try(lambda s: rules.propose_extension(s, days=days, most=10, now=self.now))

    @rule(agree=st.booleans())
    def extension_answered(self, agree: bool) -> None:
        self._try(lambda s: rules.approve_extension(s, agree=agree, now=self.now, dues=DUES))

    @rule()
    def decided(self) -> None:
        upper = any(not here for here in HERE[self.state.step - 1 :]) if self.state else False
        self._try(lambda s: rules.decide(s, immediate=False, upper_left=upper))

    @rule()
    def finished(self) -> None:
        for act in (rules.make_ready, rules.notify, lambda s: rules.deliver(s, delivery_id="d", way="direct")):
            self._try(act)

    @rule(which=st.sampled_from(["withdraw", "abort", "archive", "warn", "reassign"]))
    @precondition(lambda self: len(self.entries) > 12)
    def otherwise(self, which: str) -> None:
        self._try(_OTHER[which])

    @invariant()
    def the_journal_folds_to_the_state(self) -> None:
        folded: life.CaseState | None = None
        for entry in self.entries:
            folded = life.fold(folded, entry)
        assert folded == self.state

    @invariant()
    def nothing_is_skipped(self) -> None:
        kinds = [entry.kind for entry in self.entries]
        if self.state is None:
            return
        if self.state.stage in (*life.RUNNING, life.DECIDED_YES, life.DECIDED_NO):
            assert "accepted" in kinds
        if self.state.decision in ("refused",) or (self.state.decision == "denied" and "result_recorded" not in kinds):
            assert "refusal_agreed" in kinds
        if self.state.stage == life.CLOSED:
            assert "readied" in kinds
            assert self.state.decision
        assert kinds.count("extended") <= 1
        assert 1 <= self.state.step <= len(HERE) + 1

    @invariant()
    def there_is_always_a_way_on(self) -> None:
        if self.state is not None and self.state.stage != life.ARCHIVED:
            upper = any(not here for here in HERE[self.state.step - 1 :])
            assert next_acts(self.state, held_here=self._here(), upper_left=upper, immediate=False)

    def _here(self) -> bool:
        assert self.state is not None
        return self.state.step <= len(HERE) and HERE[self.state.step - 1]

    def _try(self, decide: Callable[[life.CaseState], Event]) -> None:
        assert self.state is not None
        try:
            event = decide(self.state)
        except Refusal:
            return
        self._enter(event)

    def _enter(self, event: Event) -> None:
        entry = Entry(len(self.entries) + 1, self.now, event.kind, None, None, event.details)
        self.entries.append(entry)
        self.state = life.fold(self.state, entry)


_OTHER: dict[str, Callable[[life.CaseState], Event]] = {
    "withdraw": lambda s: rules.withdraw(s, note_id="n"),
    "abort": lambda s: rules.abort(s, reason="died"),
    "archive": rules.archive,
    "warn": lambda s: rules.warn(s, light="yellow"),
    "reassign": lambda s: rules.reassign(s, to="b"),
}

TestCase = CaseMachine.TestCase
