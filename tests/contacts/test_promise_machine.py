"""Whoever passes a promise on to whom, it has one owner and its maker stays on record until it is kept."""

import datetime as dt
from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from hall.contacts import promise_rules
from hall.kernel.refusal import Refusal
from hall.storage.journal import Entry, Event

MONDAY = dt.date(2026, 11, 23)
FRIDAY = dt.date(2026, 11, 27)


class Kept(RuleBasedStateMachine):
    """Plays a promise: it has one owner at any moment, and its maker stays on record."""

    @initialize()
    def made(self) -> None:
        self.state: promise_rules.PromiseState | None = None
        self.seq = 0
        self._enter(promise_rules.make(by="a", words="问清楚", due_on=FRIDAY, today=MONDAY, days=30))

    @rule(to=st.sampled_from("abc"))
    def passed_on(self, to: str) -> None:
        assert self.state is not None
        if self._try(lambda: promise_rules.pass_on(self.state, to=to), ""):
            assert self.state.owner == to

    @rule(by=st.sampled_from("abc"), words=st.sampled_from(["", "能补"]))
    def kept(self, by: str, words: str) -> None:
        assert self.state is not None
        not_mine = "" if by == self.state.owner else "contacts.not_your_promise"
        gap = "" if words else "contacts.words_missing"
        self._try(lambda: promise_rules.keep(self.state, by=by, words=words), not_mine or gap)

    @invariant()
    def it_has_one_owner_and_its_maker_stays(self) -> None:
        state = getattr(self, "state", None)
        assert state is None or (state.owner in "abc" and state.first_owner == "a")
        assert state is None or (state.state == "kept") == (state.kept_at is not None)

    def _try(self, decide: Callable[[], Event], otherwise: str) -> bool:
        assert self.state is not None
        expected = "contacts.promise_kept" if self.state.state == "kept" else otherwise
        try:
            event = decide()
        except Refusal as refusal:
            assert refusal.code == expected  # noqa: PT017 -- a refusal is one of two right answers
            return False
        assert not expected
        self._enter(event)
        return True

    def _enter(self, event: Event) -> None:
        self.seq += 1
        at = dt.datetime(2026, 11, 23, 1, self.seq % 60, tzinfo=dt.UTC)
        self.state = promise_rules.fold(self.state, Entry(self.seq, at, event.kind, None, None, event.details))


TestKept = Kept.TestCase
