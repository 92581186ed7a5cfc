"""What the window shows: the bad ratings by what is due, one of them in full, and the figures of some days."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from hall.kernel.refusal import Refusal
from hall.service import Hall, Reading, facts_of, ratings_figures, ratings_views, security, security_views

OVERSEES = "ratings.find"
CLOSED_DAYS = 30

Card = ratings_views.RatingCard
File = ratings_views.RatingFile


class Period(StrEnum):
    """Of which days the figures are."""

    TODAY = "today"
    WEEK = "week"
    MONTH = "month"

    def first(self, today: date) -> date:
        """Return the first day: today, or the seventh or thirtieth one counted back."""
        return today - timedelta(days={Period.TODAY: 0, Period.WEEK: 6, Period.MONTH: 29}[self])


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked at: a rating, empty for whichever is due first, and a period."""

    rating_id: str = ""
    period: Period = Period.WEEK


@dataclass(frozen=True, slots=True)
class Office:
    """One look.

    Attributes:
        person: who is signed in; the rest is empty while nobody is.
        may: names of the actions that they may do.
        open: bad ratings that are not closed, what is due first on top.
        closed: those of the last thirty days that are.
        file: the rating that is looked at.
        staff: who may be named to follow one up.
        figures: of the period.
        reasons: code and words of each reason.
    """

    hall_name: str
    zone: ZoneInfo
    person: security_views.StaffCard | None = None
    may: frozenset[str] = frozenset()
    open: tuple[Card, ...] = ()
    closed: tuple[Card, ...] = ()
    file: File | None = None
    staff: tuple[security_views.StaffCard, ...] = ()
    figures: ratings_figures.RatingFigures | None = None
    reasons: tuple[tuple[str, str], ...] = ()

    def local(self, instant: datetime) -> datetime:
        """Return an instant as the hall's clocks show it."""
        return instant.astimezone(self.zone)


def look(hall: Hall, wanted: Wanted) -> Office:
    """Look at everything at one instant; for a worker thread."""
    return hall.see(_look, wanted=wanted)


def sit_down(hall: Hall, number: str, password: str) -> bool:
    """Sign in whoever follows ratings up; False for a wrong number or password.

    Raises:
        Refusal: `ratings.not_yours` for anybody else; what `security.sign_in` says.
    """
    if hall.do(security.sign_in, number=number, password=password) is None:
        return False
    if OVERSEES not in hall.actor.may:
        hall.do(security.sign_out)
        raise Refusal("ratings.not_yours")
    return True


def leave(hall: Hall) -> None:
    """Sign out."""
    hall.do(security.sign_out)


def _look(reading: Reading, *, wanted: Wanted) -> Office:
    facts, actor = facts_of(reading), reading.actor
    zone = ZoneInfo(facts.zone)
    if actor.staff_id is None or OVERSEES not in actor.may:
        return Office(facts.name, zone)
    open_ones = ratings_views.bad_ratings(reading)
    closed = ratings_views.closed_ratings(reading, since=reading.today - timedelta(days=CLOSED_DAYS))
    return Office(
        facts.name,
        zone,
        security_views.colleague(reading, staff_id=actor.staff_id),
        actor.may,
        open_ones,
        closed,
        _file(reading, wanted.rating_id, (*open_ones, *closed)),
        security_views.colleagues(reading),
        ratings_figures.rating_figures(reading, first=wanted.period.first(reading.today), last=reading.today),
        ratings_views.reasons(reading),
    )


def _file(reading: Reading, rating_id: str, cards: tuple[Card, ...]) -> File | None:
    """Return the rating that is looked at, or the first of the list."""
    chosen = next((card for card in cards if card.id == rating_id), cards[0] if cards else None)
    return ratings_views.rating(reading, rating_id=chosen.id) if chosen is not None else None
