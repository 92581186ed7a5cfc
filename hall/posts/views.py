"""Reads counters and their states."""

from dataclasses import dataclass

from sqlalchemy import select

from hall.kernel.refusal import Refusal
from hall.posts.model import Counter
from hall.posts.rules import short_enough
from hall.storage.work import Reading


@dataclass(frozen=True, slots=True)
class CounterCard:
    """A counter as screens show it.

    Attributes:
        quick_minutes: the longest matter that it takes, 0 for any.
        state: one of `rules.STATES`.
        pause_reason: a code of `rules.PAUSE_REASONS` or the clerk's own words; empty while it serves.
    """

    id: str
    number: int
    name: str
    services: tuple[str, ...]
    takes_any: bool
    quick_minutes: int
    state: str
    pause_reason: str
    staff_id: str | None


def counters(reading: Reading) -> tuple[CounterCard, ...]:
    """Return all counters by number."""
    return tuple(_card(row) for row in reading.session.scalars(select(Counter).order_by(Counter.number)))


def counter(reading: Reading, *, counter_id: str) -> CounterCard:
    """Return one counter."""
    return _card(reading.session.get_one(Counter, counter_id))


def counter_numbered(reading: Reading, *, number: int) -> CounterCard:
    """Return the counter of a number.

    Raises:
        Refusal: `posts.no_such_counter`.
    """
    row = reading.session.scalar(select(Counter).where(Counter.number == number))
    if row is None:
        raise Refusal("posts.no_such_counter", number=number)
    return _card(row)


def counters_taking(reading: Reading, *, service_code: str, minutes: int = 0) -> tuple[CounterCard, ...]:
    """Return the counters that take a service, open or not; without any, those that take everything.

    Args:
        reading: the open look.
        service_code: the service.
        minutes: how long the matter usually takes, 0 where nobody knows: then no quick counter takes it.
    """
    everyone = tuple(card for card in counters(reading) if short_enough(card.quick_minutes, minutes))
    own = tuple(card for card in everyone if service_code in card.services)
    return own or tuple(card for card in everyone if card.takes_any)


def _card(row: Counter) -> CounterCard:
    return CounterCard(
        id=row.id,
        number=row.number,
        name=row.name,
        services=tuple(row.services),
        takes_any=row.takes_any,
        quick_minutes=row.quick_minutes,
        state=row.state,
        pause_reason=row.pause_reason,
        staff_id=row.staff_id,
    )
