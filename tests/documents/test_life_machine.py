"""The life of a document as a machine: whatever is tried in whatever order, one original counts at any time."""

from collections.abc import Callable
from datetime import UTC, datetime

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from hall.documents import rules
from hall.kernel.refusal import Refusal
from hall.storage.journal import Entry, Event

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
REASONS = st.sampled_from(["", "lost", "spoiled", "no such reason"])


def has_lived(life: "DocumentLife") -> bool:
    """Tell whether so much has happened that an end comes neither always nor too early."""
    return len(life.kinds) > 3


class DocumentLife(RuleBasedStateMachine):
    """Tries every step; `sheets` is the world outside: sheets that somebody could show as the original."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: list[str] = []
        self.sheets = 0
        self.state = rules.DocumentState()

    @initialize(drafted=st.booleans())
    def begin(self, drafted: bool) -> None:
        self.happens(Event("drafted" if drafted else "issued"))

    def happens(self, event: Event) -> None:
        self.state = rules.fold(self.state, Entry(1, NOW, event.kind, None, None, event.details))
        self.kinds.append(event.kind)

    def tries(self, decide: Callable[[], Event]) -> bool:
        try:
            event = decide()
        except Refusal:
            return False
        self.happens(event)
        return True

    @rule(by=st.sampled_from(["drafter", "leader"]))
    def approve(self, by: str) -> None:
        if self.tries(lambda: rules.approve(self.state, by=by, drafter="drafter")):
            assert by == "leader"
            assert self.tries(lambda: rules.release(self.state))

    @rule()
    def send(self) -> None:
        self.tries(lambda: rules.send(self.state))

    @rule()
    def confirm(self) -> None:
        if self.tries(lambda: rules.confirm(self.state)):
            self.sheets += 1

    @rule()
    def print_well(self) -> None:
        """The usual way, so that lives go on beyond it."""
        self.send()
        self.confirm()

    @rule()
    def spoil(self) -> None:
        self.tries(lambda: rules.spoil(self.state, "printing.disk_full"))

    @rule(reason=REASONS, reviewer=st.booleans(), guarded=st.booleans())
    def reprint(self, reason: str, reviewer: bool, guarded: bool) -> None:
        original_there = self.sheets > 0
        again = rules.reprint
        if self.tries(lambda: again(self.state, reason, guarded=guarded, may_replace=reviewer)):
            assert reason in rules.REASONS
            assert reviewer or not (guarded and original_there)
            self.sheets = 0  # it is torn up or declared lost; the new one is marked 补打 n

    @rule(copies=st.integers(1, 2))
    def seal(self, copies: int) -> None:
        if self.tries(lambda: rules.seal(self.state, copies=copies, pages=1)):
            assert self.sheets == 1

    @rule()
    def hand_over(self) -> None:
        if self.tries(lambda: rules.hand_over(self.state, receipt="r")):
            assert self.sheets == 1

    @precondition(has_lived)
    @rule(reason=REASONS)
    def void(self, reason: str) -> None:
        left_the_house = "handed_over" in self.kinds
        if self.tries(lambda: rules.void(self.state, reason)):
            assert not left_the_house
            self.sheets = 0

    @precondition(has_lived)
    @rule(reason=REASONS)
    def revoke(self, reason: str) -> None:
        if self.tries(lambda: rules.revoke(self.state, reason, note_id="n")):
            assert "printed" in self.kinds

    @invariant()
    def one_original_counts(self) -> None:
        assert self.sheets <= 1
        if self.state.state != rules.REVOKED:
            assert self.state.out == bool(self.sheets)

    @invariant()
    def nothing_follows_a_void_or_revoked_paper(self) -> None:
        assert not {"voided", "revoked"} & set(self.kinds[:-1])

    @invariant()
    def a_seal_is_on_a_sheet_that_is_there(self) -> None:
        assert not self.state.sealed_copies or self.state.out or self.state.state in rules.DEAD

    @invariant()
    def the_marks_count_the_reprints(self) -> None:
        assert self.state.reprints == self.kinds.count("reprinted")


DocumentLife.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestDocumentLife = DocumentLife.TestCase
