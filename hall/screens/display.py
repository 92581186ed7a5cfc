"""Reads what the hall's big screens show: numbers and counters, never a name."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from hall.posts.views import CounterCard, counters
from hall.queue import order
from hall.queue.life import CALLING, MISSED, SERVING
from hall.queue.model import Ticket
from hall.queue.policy import BY_LAW, IN_NEED, URGENT
from hall.screens.policy import DisplayPolicy, VoicePolicy
from hall.storage import settings
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
        priority: goes before others by law or need, so that those who are overtaken know why.
        silent: called by the screen and not by the voice (静音叫号).
    """

    ticket_id: str
    number: str
    counter_number: int
    state: str
    calls: int
    at: datetime
    priority: bool = False
    silent: bool = False


@dataclass(frozen=True, slots=True)
class CounterSign:
    """What stands above a counter: its state, the number that it calls or serves, and whether it is a quick counter."""

    number: int
    name: str
    state: str
    pause_reason: str
    ticket_number: str
    ticket_state: str
    quick: bool = False


@dataclass(frozen=True, slots=True)
class DisplayFeed:
    """Everything on a big screen but the waiting counts.

    Attributes:
        newest: the latest call whose resident has not come yet, None when nobody is called.
        calls: the last calls of the day, the latest first.
        counters: the counters by number.
        day: the hall's day that this is about.
    """

    newest: Call | None
    calls: tuple[Call, ...]
    counters: tuple[CounterSign, ...]
    day: date


@dataclass(frozen=True, slots=True)
class DisplaySettings:
    """What the hall has set about its screens and its voice."""

    shown: DisplayPolicy
    spoken: VoicePolicy


def display_feed(reading: Reading, *, last: int = LAST_CALLS, area: str = "") -> DisplayFeed:
    """Return what a big screen shows.

    Args:
        reading: the open look.
        last: how many calls at most.
        area: the part of the hall that it hangs in; empty for the whole hall.

    Raises:
        Refusal: `screens.no_areas`, `screens.unknown_area`.
    """
    cards = counters_shown(reading, area=area)
    calls = _calls(reading, {card.id: card.number for card in cards}, last)
    there = _occupied(reading)
    newest = next((call for call in calls if call.state == CALLING), None)
    signs = tuple(_sign(card, there.get(card.id, ("", ""))) for card in cards)
    return DisplayFeed(newest, calls, signs, reading.today)


def counters_shown(reading: Reading, *, area: str = "") -> tuple[CounterCard, ...]:
    """Return the counters of a part of the hall by number, all of them where no area is named.

    Raises:
        Refusal: `screens.no_areas`, `screens.unknown_area`.
    """
    cards = counters(reading)
    if not area:
        return cards
    inside: Collection[int] = settings.read(reading.session, DisplayPolicy).counters_in(area)
    return tuple(card for card in cards if card.number in inside)


def display_settings(reading: Reading) -> DisplaySettings:
    """Return what the hall has set about its screens and its voice."""
    return DisplaySettings(settings.read(reading.session, DisplayPolicy), settings.read(reading.session, VoicePolicy))


def _calls(reading: Reading, numbers: Mapping[str, int], last: int) -> tuple[Call, ...]:
    columns = (Ticket.id, Ticket.number, Ticket.counter_id, Ticket.state, Ticket.calls, Ticket.last_call_at)
    rows = (
        select(*columns, Ticket.priority.in_((URGENT, BY_LAW, IN_NEED)), Ticket.silent)
        .where(
            Ticket.day == reading.today,
            Ticket.state.in_((CALLING, SERVING, MISSED)),
            Ticket.counter_id.in_(numbers),
            Ticket.last_call_at.is_not(None),  # served without a call: nobody was asked to come
        )
        .order_by(Ticket.last_call_at.desc(), Ticket.number)
        .limit(last)
    )
    found = reading.session.execute(rows)
    return tuple(Call(key, number, numbers[counter_id], *rest) for key, number, counter_id, *rest in found)


def _occupied(reading: Reading) -> dict[str, tuple[str, str]]:
    """Return the number and state of the ticket at each counter that has one."""
    rows = select(Ticket.counter_id, Ticket.number, Ticket.state).where(order.OCCUPIED)
    return {counter_id: (number, state) for counter_id, number, state in reading.session.execute(rows)}


def _sign(card: CounterCard, there: tuple[str, str]) -> CounterSign:
    return CounterSign(card.number, card.name, card.state, card.pause_reason, *there, card.quick_minutes > 0)
