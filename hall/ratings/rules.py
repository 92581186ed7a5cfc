"""Which answers count as a rating, and how a bad one is followed up until somebody has been told (差评处置)."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Annotated, Final

from hall.kernel.allowed import Between
from hall.kernel.refusal import Refusal
from hall.storage.journal import Entry, Event

GRADES: Final = (5, 4, 3, 2, 1)
BAD_GRADES: Final = (2, 1)

BLANK, GIVEN, BAD, ASSIGNED, VERIFYING, VALID, INVALID = (
    "blank", "given", "bad", "assigned", "verifying", "valid", "invalid",
)  # fmt: skip
RECTIFYING, FEEDBACK, REVISIT, APPEAL, UPHELD, EXCLUDED, CLOSED = (
    "rectifying", "feedback", "revisit", "appeal", "upheld", "excluded", "closed",
)  # fmt: skip
AT_REST: Final = (BLANK, GIVEN, CLOSED)
"""States in which nobody owes anything."""

SIMPLE, COMPLEX = "simple", "complex"
WAYS: Final = ("phone", "visit", "letter", "net")
PUBLIC: Final = "public"
"""How nobody in particular is told: what came of an anonymous rating is put up for all to read."""


@dataclass(frozen=True)
class RatingPolicy:
    """Until when a visit may be rated, and how long each step of the follow-up may take.

    The State Council's opinion names no days (国办发〔2019〕51号). Local rules do: the contact within 1 working day
    (安阳市政务服务条例 52, 汝州), the rest within 2 to 15; the longest of them are the defaults.

    Attributes:
        screen_minutes: after the end of a visit, at the counter's own screen.
        code_days: after the day of a visit, by the code on the ticket.
        least_for_totals: grades that a clerk's totals hold at least, so that nobody can be recognised in them.
        verify_days: working days until a bad rating has been looked into.
        simple_days: working days to put right what can be put right at once (立行立改).
        rectify_days: working days for what takes longer (限期整改).
        revisit_days: working days from the answer to the revisit (回访).
        review_days: working days to review an appeal; no rule names any.
    """

    screen_minutes: Annotated[int, Between(1, 120)] = 10
    code_days: Annotated[int, Between(0, 30)] = 7
    least_for_totals: Annotated[int, Between(1, 100)] = 5
    verify_days: Annotated[int, Between(1, 15)] = 1
    simple_days: Annotated[int, Between(1, 30)] = 5
    rectify_days: Annotated[int, Between(1, 60)] = 15
    revisit_days: Annotated[int, Between(1, 30)] = 5
    review_days: Annotated[int, Between(1, 60)] = 5

    @property
    def at_screen(self) -> timedelta:
        """How long after its end a visit may be rated at the counter."""
        return timedelta(minutes=self.screen_minutes)

    def last_day(self, visit: date) -> date:
        """Return the last day on which a visit may be rated by its code."""
        return visit + timedelta(days=self.code_days)


@dataclass(frozen=True, slots=True)
class RatingState:
    """Where a rating stands; what its journal folds to. The fields are explained at `Rating`."""

    state: str
    asked_at: datetime
    grade: int | None = None
    reasons: list[str] = field(default_factory=list)
    named: bool = False
    given_at: datetime | None = None
    handler: str | None = None
    due_at: datetime | None = None
    late: bool = False
    course: str = ""
    told: bool = False
    satisfied: bool | None = None
    excluded: bool = False


# -- the resident answers


def ask_again(state: RatingState | None, *, finished_at: datetime) -> bool:
    """Say whether the question may be put: never after a grade, and once more only where the visit went on."""
    return state is None or (state.grade is None and finished_at > state.asked_at)


def leave_blank(state: RatingState | None, *, finished_at: datetime) -> Event:
    """Asked and not answered, which is anybody's right.

    Raises:
        Refusal: `ratings.already`.
    """
    if not ask_again(state, finished_at=finished_at):
        raise Refusal("ratings.already")
    return Event("left_blank")


def grade(
    state: RatingState | None, *, given: int, reasons: Sequence[str], known: Collection[str], named: bool, due: datetime
) -> Event:
    """The resident's grade; a blank may still become one, a grade never another.

    Args:
        state: what was answered before, None for nothing.
        given: 5 to 1.
        reasons: why it is bad; may be empty.
        known: the codes of the hall's list of reasons.
        named: the resident wants an answer and has left a telephone number.
        due: by when a bad rating has to be looked into.

    Raises:
        Refusal: `ratings.already`, `ratings.grade`, `ratings.reason`, `ratings.only_bad`.
    """
    if state is not None and state.grade is not None:
        raise Refusal("ratings.already")
    if given not in GRADES:
        raise Refusal("ratings.grade")
    if not set(reasons) <= set(known):
        raise Refusal("ratings.reason")
    if (reasons or named) and given not in BAD_GRADES:
        raise Refusal("ratings.only_bad")
    details = {"grade": given, "reasons": list(dict.fromkeys(reasons)), "named": named}
    return Event("graded", details | ({"due": due.isoformat()} if given in BAD_GRADES else {}))


# -- the bad one is followed up


def assign(state: RatingState, *, to: str) -> Event:
    """The leader names who follows it up (谁办理谁负责); also somebody else later on."""
    if state.state in (*AT_REST, EXCLUDED):
        _expect(state, BAD)
    return Event("assigned", {"to": to})


def contact(state: RatingState, *, way: str, note_id: str) -> Event:
    """Speak with whoever gave their name, or look into what an anonymous rating says."""
    _expect(state, ASSIGNED)
    return Event("contacted", {"way": _way(state, way, ""), "note_id": note_id})


def find(state: RatingState, *, valid: bool, note_id: str, due: datetime) -> Event:
    """Say what came of looking into it: there is something to it, or it is a mistake or malice."""
    _expect(state, VERIFYING)
    return Event("found_valid" if valid else "found_invalid", {"note_id": note_id, "due": due.isoformat()})


def rectify(state: RatingState, *, course: str, note_id: str, due: datetime) -> Event:
    """Set about putting it right: at once, or by a later day with a reason.

    Raises:
        Refusal: `ratings.course`, `ratings.now_…`.
    """
    if state.state != REVISIT or state.satisfied:
        _expect(state, VALID, UPHELD)
    if course not in (SIMPLE, COMPLEX):
        raise Refusal("ratings.course")
    return Event("rectifying", {"course": course, "note_id": note_id, "due": due.isoformat()})


def feed_back(state: RatingState, *, way: str, note_id: str, due: datetime) -> Event:
    """Tell the person what was put right, or why it cannot be; what came of an anonymous rating is made public."""
    _expect(state, RECTIFYING, INVALID)
    told = {"way": _way(state, way, PUBLIC), "note_id": note_id}
    return Event("told", told | ({"due": due.isoformat()} if state.named else {}))


def revisit(state: RatingState, *, satisfied: bool, note_id: str, due: datetime) -> Event:
    """Ask everybody who gave their name whether it is right now (回访)."""
    _expect(state, FEEDBACK)
    details = {"satisfied": satisfied, "note_id": note_id}
    return Event("revisited", details | ({} if satisfied else {"due": due.isoformat()}))


def appeal(state: RatingState, *, note_id: str, due: datetime) -> Event:
    """The clerk objects to a rating that was found to be mistaken or malicious (申诉)."""
    _expect(state, INVALID)
    return Event("appealed", {"note_id": note_id, "due": due.isoformat()})


def review(
    state: RatingState, *, exclude: bool, by: str | None, served_by: str | None, note_id: str, due: datetime
) -> Event:
    """Decide the appeal (复核): the rating is left out, or it stands and is put right like any other.

    Raises:
        Refusal: `ratings.own_service` when the reviewer served the visit, `ratings.now_…`.
    """
    _expect(state, APPEAL)
    if by is not None and by == served_by:
        raise Refusal("ratings.own_service")
    if exclude:
        return Event("excluded", {"note_id": note_id})
    return Event("upheld", {"note_id": note_id, "due": due.isoformat()})


def close(state: RatingState, *, note_id: str = "") -> Event:
    """End the follow-up; without an answer to somebody only a rating that was left out can end.

    Raises:
        Refusal: `ratings.now_…`; `ratings.why_close` when a person who is not satisfied is left without a word why.
    """
    anonymous = state.state == FEEDBACK and not state.named
    if not anonymous:
        _expect(state, REVISIT, EXCLUDED)
    if state.state == REVISIT and not state.satisfied and not note_id:
        raise Refusal("ratings.why_close")
    return Event("closed", {"note_id": note_id} if note_id else {})


def turn_late(state: RatingState, *, now: datetime) -> Event:
    """The step at hand is overdue.

    Raises:
        Refusal: `ratings.not_due` when it was done meanwhile.
    """
    if state.late or state.due_at is None or now <= state.due_at:
        raise Refusal("ratings.not_due")
    return Event("turned_late")


# -- the fold


def fold(state: RatingState | None, entry: Entry) -> RatingState:
    """Apply one entry of the journal."""
    return _AFTER[entry.kind](state or RatingState(BLANK, entry.at), entry)


def _graded(state: RatingState, entry: Entry) -> RatingState:
    details = entry.details
    where = BAD if details["grade"] in BAD_GRADES else GIVEN
    return replace(
        _to(state, where, entry),
        grade=details["grade"],
        reasons=details["reasons"],
        named=details["named"],
        asked_at=entry.at,
        given_at=entry.at,
    )


def _assigned(state: RatingState, entry: Entry) -> RatingState:
    return replace(state, state=ASSIGNED if state.state == BAD else state.state, handler=entry.details["to"])


def _rectifying(state: RatingState, entry: Entry) -> RatingState:
    return replace(_to(state, RECTIFYING, entry), course=entry.details["course"], satisfied=None)


def _revisited(state: RatingState, entry: Entry) -> RatingState:
    return replace(_to(state, REVISIT, entry), satisfied=entry.details["satisfied"])


def _to(state: RatingState, where: str, entry: Entry) -> RatingState:
    """Move on; the next step has its own limit, or none."""
    due = entry.details.get("due")
    return replace(state, state=where, due_at=datetime.fromisoformat(due) if due else None, late=False)


_AFTER: Final[dict[str, Callable[[RatingState, Entry], RatingState]]] = {
    "left_blank": lambda state, entry: replace(state, asked_at=entry.at),
    "graded": _graded,
    "assigned": _assigned,
    "contacted": lambda state, _entry: replace(state, state=VERIFYING),
    "found_valid": lambda state, entry: _to(state, VALID, entry),
    "found_invalid": lambda state, entry: _to(state, INVALID, entry),
    "rectifying": _rectifying,
    "told": lambda state, entry: replace(_to(state, FEEDBACK, entry), told=True),
    "revisited": _revisited,
    "appealed": lambda state, entry: _to(state, APPEAL, entry),
    "excluded": lambda state, entry: replace(_to(state, EXCLUDED, entry), excluded=True),
    "upheld": lambda state, entry: _to(state, UPHELD, entry),
    "closed": lambda state, entry: _to(state, CLOSED, entry),
    "turned_late": lambda state, _entry: replace(state, late=True),
}


def _expect(state: RatingState, *allowed: str) -> None:
    """Refuse with the sentence of the present state, which says what can be done instead."""
    if state.state not in allowed:
        raise Refusal(f"ratings.now_{state.state}")


def _way(state: RatingState, way: str, anonymous: str) -> str:
    """Return how somebody was reached; a person who gave their name has to be reached."""
    if not state.named:
        return anonymous
    if way not in WAYS:
        raise Refusal("ratings.way_missing")
    return way
