"""Counts grades: for the hall over a span of days, and for a clerk in totals in which nobody is recognised."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import func, select

from hall.kernel.refusal import Refusal
from hall.queue.life import DONE
from hall.queue.model import Ticket
from hall.ratings import rules
from hall.ratings.model import Rating
from hall.ratings.views import refuse_others
from hall.screens.facing import LEFT
from hall.storage import settings
from hall.storage.work import Reading

Grades = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class RatingFigures:
    """What residents thought of the visits of some days (GB/T 39734 附录B names its own indicators; these are counts).

    Attributes:
        served: visits that ended at a counter.
        grades: pairs of grade and count, 5 to 1; ratings that a review left out are not among them.
        blank: asked and not answered; never counted as any grade.
        excluded: left out by a review.
        reasons: pairs of code and count for the bad ones, the commonest first.
        open: bad ones whose follow-up is not closed.
    """

    first: date
    last: date
    served: int
    grades: Grades
    blank: int
    excluded: int
    reasons: tuple[tuple[str, int], ...]
    open: int

    @property
    def given(self) -> int:
        """How many grades count."""
        return sum(count for _grade, count in self.grades)

    @property
    def bad(self) -> int:
        """How many of them are bad."""
        return sum(count for grade, count in self.grades if grade in rules.BAD_GRADES)

    @property
    def response(self) -> float | None:
        """Which share of the visits was rated; None without visits."""
        return (self.given + self.excluded) / self.served if self.served else None


@dataclass(frozen=True, slots=True)
class Totals:
    """The grades that a clerk was given from one day to another, never fewer than the hall's least number."""

    first: date
    last: date
    grades: Grades


def rating_figures(reading: Reading, *, first: date, last: date) -> RatingFigures:
    """Return the figures of the visits of some days, both included.

    Raises:
        Refusal: `ratings.not_yours` for whoever does not follow ratings up.
    """
    refuse_others(reading)
    visits = select(func.count()).select_from(Ticket).where(
        Ticket.day.between(first, last), Ticket.state == DONE, Ticket.outcome != LEFT
    )  # fmt: skip
    rows = reading.session.execute(
        select(Rating.grade, Rating.excluded, Rating.state, Rating.reasons).where(Rating.day.between(first, last))
    ).all()
    counted = [row for row in rows if row.grade is not None and not row.excluded]
    why = Counter(code for row in counted for code in row.reasons)
    return RatingFigures(
        first,
        last,
        reading.session.scalar(visits) or 0,
        _grades(row.grade for row in counted),
        sum(row.grade is None for row in rows),
        sum(row.excluded for row in rows),
        tuple(sorted(why.items(), key=lambda pair: (-pair[1], pair[0]))),
        sum(row.grade in rules.BAD_GRADES and row.state != rules.CLOSED for row in counted),
    )


def own_totals(reading: Reading) -> tuple[Totals, ...]:
    """Return what whoever is signed in was given, up to yesterday, in whole days that hold enough grades together.

    The spans of days follow one another and never change, so that no two of them can be subtracted to find one
    resident's grade.

    Raises:
        Refusal: `ratings.nobody`.
    """
    me = reading.actor.staff_id
    if me is None:
        raise Refusal("ratings.nobody")
    midnight = datetime.combine(reading.today, time.min, tzinfo=reading.place.zone)
    rows = reading.session.execute(
        select(Rating.given_at, Rating.grade, Rating.excluded)
        .where(Rating.staff_id == me, Rating.given_at.is_not(None), Rating.given_at < midnight)
        .order_by(Rating.given_at)
    ).all()
    days: dict[date, list[tuple[int, bool]]] = {}
    for given_at, grade, excluded in rows:
        days.setdefault(reading.local(given_at).date(), []).append((grade, excluded))
    return tuple(_spans(days, settings.read(reading.session, rules.RatingPolicy).least_for_totals))


def _spans(days: dict[date, list[tuple[int, bool]]], least: int) -> Iterable[Totals]:
    """Yield spans of days as soon as they hold enough; what is left over waits for more."""
    held: list[tuple[int, bool]] = []
    first: date | None = None
    for day, given in days.items():
        first = first or day
        held += given
        if len(held) >= least:
            yield Totals(first, day, _grades(grade for grade, excluded in held if not excluded))
            held, first = [], None


def _grades(given: Iterable[int]) -> Grades:
    tally = Counter(given)
    return tuple((grade, tally[grade]) for grade in rules.GRADES)
