"""Reads counters and their states."""

from dataclasses import dataclass

from sqlalchemy import select

from hall.kernel.refusal import Refusal
from hall.posts.model import Counter
from hall.storage.work import Reading


@dataclass(frozen=True, slots=True)
class CounterCard:
    """A counter as screens show it."""

    id: str
    number: int
    name: str
    services: tuple[str, ...]
    takes_any: bool
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


def _card(row: Counter) -> CounterCard:
    return CounterCard(
        row.id, row.number, row.name, tuple(row.services), row.takes_any, row.state, row.pause_reason, row.staff_id
    )
