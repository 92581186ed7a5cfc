"""What the screen asks the hall, and what it tells it."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from hall.service import Hall, Reading, facts_of, ratings, ratings_views, screens_facing


@dataclass(frozen=True, slots=True)
class Screen:
    """One look at the counter.

    Attributes:
        facing: who is called or served, and what the clerk writes.
        to_rate: the visit about which the resident is asked; None for nobody.
        reasons: code and words of each reason for a bad grade.
        hall_name: of the hall.
        zone: the zone in which the hall's clocks show.
    """

    facing: screens_facing.FacingCard
    to_rate: ratings_views.ToRate | None
    reasons: tuple[tuple[str, str], ...]
    hall_name: str
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Answer:
    """What a resident answered about a visit; no grade means that they were asked and said nothing."""

    ticket_id: str
    grade: int | None = None
    reasons: tuple[str, ...] = ()
    phone: str = ""


def look(hall: Hall) -> Screen:
    """Return what the screen shows now; for a worker thread."""
    return hall.see(_look)


def send(hall: Hall, answer: Answer) -> None:
    """Tell the hall what the resident answered; for a worker thread.

    Raises:
        Refusal: what `ratings.rate` says.
    """
    hall.do(
        ratings.rate,
        ticket_id=answer.ticket_id,
        grade=answer.grade,
        reasons=answer.reasons,
        phone=answer.phone,
    )


def _look(reading: Reading) -> Screen:
    at = reading.actor.counter_id or ""
    facts = facts_of(reading)
    return Screen(
        screens_facing.facing_screen(reading, counter_id=at),
        ratings_views.to_rate(reading, counter_id=at),
        ratings_views.reasons(reading),
        facts.name,
        ZoneInfo(facts.zone),
    )
