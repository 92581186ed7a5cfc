"""Whatever is done with originals in whatever order, none is lost, none is made up, and no identity card stays."""

import datetime as dt
from collections.abc import Callable

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from hall.kernel.refusal import Refusal
from hall.originals import rules
from hall.storage.journal import Entry, Event

START = dt.datetime(2026, 11, 23, 1, 0, tzinfo=dt.UTC)


class Tray(RuleBasedStateMachine):
    """Plays the rules of one check-in, legal moves and illegal ones; refused moves leave it as it was."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.state: rules.OriginalState | None = None
        self.in_hands = 0

    @initialize(count=st.integers(1, 4), card=st.booleans())
    def checked_in(self, count: int, card: bool) -> None:
        self._enter(rules.check_in(count=count, identity_card=card))

    @rule(count=st.integers(-1, 5), to=st.sampled_from([*rules.RECEIVERS, "neighbour"]))
    def checked_out(self, count: int, to: str) -> None:
        left = self.known().left
        if self._try(lambda state: rules.check_out(state, count=count, to=to)):
            self.in_hands += count or left

    @rule()
    def kept(self) -> None:
        self._try(lambda state: rules.keep(state, receipt_id="r"))

    @rule(to_tray=st.booleans())
    def owed(self, to_tray: bool) -> None:
        self._try(lambda state: rules.owe(state, to_tray=to_tray))

    @rule()
    def noted(self) -> None:
        self._try(lambda state: rules.note(state, note_id="n"))

    @invariant()
    def none_is_lost_and_none_is_made_up(self) -> None:
        if self.state is not None:
            assert self.state.left + self.in_hands == self.state.count
            assert 0 <= self.state.out <= self.state.count
            assert (self.state.state == rules.OUT) == (self.state.left == 0)

    @invariant()
    def an_identity_card_stays_with_its_owner(self) -> None:
        if self.state is not None and self.state.identity_card:
            assert self.state.state != rules.KEPT
            assert not [entry for entry in self.entries if entry.details.get("to") in (rules.STREET, rules.FILE)]

    @invariant()
    def what_is_kept_has_its_receipt(self) -> None:
        if self.state is not None and self.state.state == rules.KEPT:
            assert self.state.receipt_id

    @invariant()
    def the_journal_folds_to_the_state(self) -> None:
        folded: rules.OriginalState | None = None
        for entry in self.entries:
            folded = rules.fold(folded, entry)
        assert folded == self.state

    def known(self) -> rules.OriginalState:
        assert self.state is not None
        return self.state

    def _try(self, decide: Callable[[rules.OriginalState], Event]) -> bool:
        try:
            event = decide(self.known())
        except Refusal:
            return False
        self._enter(event)
        return True

    def _enter(self, event: Event) -> None:
        entry = Entry(len(self.entries) + 1, START, event.kind, "clerk", "counter", event.details)
        self.entries.append(entry)
        self.state = rules.fold(self.state, entry)


TestTray = Tray.TestCase
TestTray.settings = settings(max_examples=30, stateful_step_count=12)
