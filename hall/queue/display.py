"""Reads what the hall's big screen shows: numbers and counters, never a name."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from hall.posts.views import CounterCard, counters
from hall.queue import order
from hall.queue.life import CALLING, MISSED, SERVING
from hall.queue.model import Ticket
from hall.storage.work import Reading

LAST_CALLS = 8


@dataclass(frozen=True, slots=True)
class Call:
    """A call (叫号) as it is shown and spoken: A001 to counter 3.

    Attributes:
        ticket_id: with `calls`, tells a window whether it has spoken this call already.
        state: `calling`, `serving` (arrived), or `missed`.
        calls: which call it is, 1 for the first.
        at: the latest call.
    """

    ticket_id: str
    number: str
    counter_number: int
    state: str
    calls: int
    at: datetime


@dataclass(frozen=True, slots=True)
class CounterSign:
    """What stands above a counter: its state, and the number that it calls or serves."""

    number: int
    name: str
    state: str
    pause_reason: str
    ticket_number: str
    ticket_state: str


@dataclass(frozen=True, slots=True)
class DisplayFeed:
    """Everything on the big screen but the waiting counts.

    Attributes:
        newest: the latest call whose resident has not come yet, None when nobody is called.
        calls: the last calls, the latest first.
        counters: all counters by number.
    """

    newest: Call | None
    calls: tuple[Call, ...]
    counters: tuple[CounterSign, ...]


def display_feed(reading: Reading, *, last: int = LAST_CALLS) -> DisplayFeed:
    """Return what the big screen shows.

    Args:
        reading: the open look.
        last: how many calls at most.
    """
    cards = counters(reading)
    calls = _calls(reading, {card.id: card.number for card in cards}, last)
    there = _occupied(reading)
    newest = next((call for call in calls if call.state == CALLING), None)
    return DisplayFeed(newest, calls, tuple(_sign(card, there.get(card.id, ("", ""))) for card in cards))


def _calls(reading: Reading, numbers: dict[str, int], last: int) -> tuple[Call, ...]:
    rows = (
        select(Ticket.id, Ticket.number, Ticket.counter_id, Ticket.state, Ticket.calls, Ticket.last_call_at)
        .where(Ticket.day == reading.today, Ticket.state.in_((CALLING, SERVING, MISSED)))
        .order_by(Ticket.last_call_at.desc(), Ticket.number)
        .limit(last)
    )
    return tuple(
        Call(key, number, numbers[counter_id], state, calls, at)
        for key, number, counter_id, state, calls, at in reading.session.execute(rows)
    )


def _occupied(reading: Reading) -> dict[str, tuple[str, str]]:
    """Return the number and state of the ticket at each counter that has one."""
    rows = select(Ticket.counter_id, Ticket.number, Ticket.state).where(order.OCCUPIED)
    return {counter_id: (number, state) for counter_id, number, state in reading.session.execute(rows)}


def _sign(card: CounterCard, there: tuple[str, str]) -> CounterSign:
    return CounterSign(card.number, card.name, card.state, card.pause_reason, *there)
