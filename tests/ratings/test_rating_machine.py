"""Whatever is done in whatever order, a resident rates once and every bad rating ends with an answer to somebody."""

import datetime as dt
from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from hall.kernel.refusal import Refusal
from hall.ratings import rules
from hall.storage.journal import Entry, Event

START = dt.datetime(2026, 11, 23, 1, 0, tzinfo=dt.UTC)
DUE = dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)
KNOWN = ("attitude", "speed")
PEOPLE = ("leader", "clerk", "supervisor")
yes_or_no = st.booleans()


class Life(RuleBasedStateMachine):
    """Plays the rules of one rating; refused moves leave it as it was."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.state: rules.RatingState | None = None
        self.finished_at = START

    @initialize()
    def served(self) -> None:
        self.finished_at = self.now()

    @rule()
    def left_blank(self) -> None:
        self._try(lambda: rules.leave_blank(self.state, finished_at=self.finished_at))

    @rule(given=st.integers(0, 6), named=yes_or_no, reasons=st.lists(st.sampled_from([*KNOWN, "colour"]), max_size=3))
    def graded(self, given: int, named: bool, reasons: list[str]) -> None:
        self._try(lambda: rules.grade(self.state, given=given, reasons=reasons, known=KNOWN, named=named, due=DUE))

    @rule(named=yes_or_no, way=yes_or_no)
    def went_on(self, named: bool, way: bool) -> None:
        """Take the step that the state asks for, so that a life gets somewhere."""
        state = self.state
        if state is None or state.grade is None:
            self._try(lambda: rules.grade(state, given=1 + way, reasons=["speed"], known=KNOWN, named=named, due=DUE))
            return
        by = "clerk" if named else "leader"
        likely: dict[str, Callable[[], Event]] = {
            rules.BAD: lambda: rules.assign(state, to="leader"),
            rules.ASSIGNED: lambda: rules.contact(state, way="phone", note_id="n"),
            rules.VERIFYING: lambda: rules.find(state, valid=way, note_id="n", due=DUE),
            rules.VALID: lambda: rules.rectify(state, course=rules.SIMPLE, note_id="n", due=DUE),
            rules.UPHELD: lambda: rules.rectify(state, course=rules.COMPLEX, note_id="n", due=DUE),
            rules.INVALID: lambda: rules.appeal(state, note_id="n", due=DUE),
            rules.APPEAL: lambda: rules.review(state, exclude=way, by=by, served_by="clerk", note_id="n", due=DUE),
            rules.RECTIFYING: lambda: rules.feed_back(state, way="phone", note_id="n", due=DUE),
            rules.FEEDBACK: lambda: rules.revisit(state, satisfied=way, note_id="n", due=DUE),
        }
        if state.state in likely:
            done = self._try(likely[state.state])
            assert not (done and state.state == rules.APPEAL and by == "clerk")

    @rule()
    def served_on(self) -> None:
        """The finish was taken back and the visit ended again."""
        self.finished_at = self.now()

    @precondition(lambda self: self.state is not None)
    @rule(to=st.sampled_from(PEOPLE))
    def assigned(self, to: str) -> None:
        self._try(lambda: rules.assign(self.known(), to=to))

    @precondition(lambda self: self.state is not None)
    @rule(way=st.sampled_from(["", "phone", "shout"]))
    def contacted(self, way: str) -> None:
        self._try(lambda: rules.contact(self.known(), way=way, note_id="n"))

    @precondition(lambda self: self.state is not None)
    @rule(valid=yes_or_no)
    def found(self, valid: bool) -> None:
        self._try(lambda: rules.find(self.known(), valid=valid, note_id="n", due=DUE))

    @precondition(lambda self: self.state is not None)
    @rule(course=st.sampled_from([rules.SIMPLE, rules.COMPLEX, ""]))
    def rectifying(self, course: str) -> None:
        self._try(lambda: rules.rectify(self.known(), course=course, note_id="n", due=DUE))

    @precondition(lambda self: self.state is not None)
    @rule(way=st.sampled_from(["", "visit"]))
    def told(self, way: str) -> None:
        self._try(lambda: rules.feed_back(self.known(), way=way, note_id="n", due=DUE))

    @precondition(lambda self: self.state is not None)
    @rule(satisfied=yes_or_no)
    def revisited(self, satisfied: bool) -> None:
        self._try(lambda: rules.revisit(self.known(), satisfied=satisfied, note_id="n", due=DUE))

    @precondition(lambda self: self.state is not None)
    @rule()
    def appealed(self) -> None:
        self._try(lambda: rules.appeal(self.known(), note_id="n", due=DUE))

    @precondition(lambda self: self.state is not None)
    @rule(exclude=yes_or_no, by=st.sampled_from(PEOPLE))
    def reviewed(self, exclude: bool, by: str) -> None:
        done = self._try(
            lambda: rules.review(self.known(), exclude=exclude, by=by, served_by="clerk", note_id="n", due=DUE)
        )
        assert not (done and by == "clerk")

    @precondition(lambda self: self.state is not None)
    @rule(note=st.sampled_from(["", "n"]))
    def closed(self, note: str) -> None:
        self._try(lambda: rules.close(self.known(), note_id=note))

    @precondition(lambda self: self.state is not None)
    @rule(hours=st.integers(0, 48))
    def turned_late(self, hours: int) -> None:
        self._try(lambda: rules.turn_late(self.known(), now=START + dt.timedelta(hours=hours)))

    @invariant()
    def nobody_is_graded_twice(self) -> None:
        assert sum(entry.kind == "graded" for entry in self.entries) <= 1

    @invariant()
    def only_an_answer_is_a_grade(self) -> None:
        graded = any(entry.kind == "graded" for entry in self.entries)
        assert (self.state is not None and self.state.grade is not None) == graded

    @invariant()
    def a_bad_rating_ends_with_an_answer(self) -> None:
        kinds = [entry.kind for entry in self.entries]
        if self.state is None or self.state.state != rules.CLOSED:
            return
        assert "told" in kinds or self.state.excluded
        assert self.state.told == ("told" in kinds)
        assert self.state.grade in rules.BAD_GRADES
        if self.state.named and not self.state.excluded:
            assert "revisited" in kinds

    @invariant()
    def what_is_under_way_has_a_limit(self) -> None:
        if self.state is None or self.state.state in (*rules.AT_REST, rules.EXCLUDED):
            assert self.state is None or self.state.due_at is None
            return
        rests = self.state.state == rules.FEEDBACK and not self.state.named
        rests |= self.state.state == rules.REVISIT and bool(self.state.satisfied)
        assert (self.state.due_at is None) == rests

    @invariant()
    def the_journal_folds_to_the_state(self) -> None:
        folded: rules.RatingState | None = None
        for entry in self.entries:
            folded = rules.fold(folded, entry)
        assert folded == self.state

    def known(self) -> rules.RatingState:
        assert self.state is not None
        return self.state

    def now(self) -> dt.datetime:
        return START + dt.timedelta(minutes=len(self.entries) + 1)

    def _try(self, decide: Callable[[], Event]) -> bool:
        try:
            event = decide()
        except Refusal:
            return False
        entry = Entry(len(self.entries) + 1, self.now(), event.kind, None, None, event.details)
        self.entries.append(entry)
        self.state = rules.fold(self.state, entry)
        return True


TestLife = Life.TestCase
