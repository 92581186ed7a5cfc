"""Sees the floor as it stands in the database, and looks ahead from there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import ColumnElement, TextClause, func, select

from hall.posts.rules import OPEN
from hall.posts.views import CounterCard, counters
from hall.queue import order
from hall.queue.estimate import Foresight, Pace, Range, Tending, look_ahead, told
from hall.queue.floor import ANYBODY, Desk, Floor, Waiting, Wish
from hall.queue.life import CALLING, WAITING
from hall.queue.model import Ticket
from hall.queue.pace import midnight, pace_of
from hall.queue.policy import QueuePolicy
from hall.storage import settings
from hall.storage.work import Reading

FAR = 150
"""So many of the line are looked at one by one; who stands further back waits in proportion."""

_IN_LINE = (
    Ticket.id, Ticket.score, Ticket.queued_at, Ticket.seq, Ticket.service, Ticket.minutes,
    Ticket.target_counter_id, Ticket.target_staff_id,
)  # fmt: skip
_LAST = 1_000_000


@dataclass(frozen=True, slots=True)
class Prospect:
    """What somebody in line may expect.

    Attributes:
        ahead: how many before them the same counters call first.
        counters: numbers of the counters that take them: the open ones, if there are any.
        foreseen: their wait as played on, None while no counter is open that takes them.
        said: what they are told of it.
    """

    ahead: int
    counters: tuple[int, ...]
    foreseen: Foresight | None = None
    said: Range | None = None


def prospect_of(reading: Reading, *, ticket: Ticket) -> Prospect:
    """Return what the holder of a ticket may expect; nothing more once it has been called."""
    wish = Wish(ticket.service, ticket.minutes, ticket.target_counter_id or ANYBODY, ticket.target_staff_id or ANYBODY)
    if ticket.state != WAITING:
        return Prospect(0, _Look(reading).numbers(wish))
    return _Look(reading).ahead_of(wish, ticket.id, order.ahead_of(ticket))


def prospects_of_newcomers(reading: Reading, *, service_codes: Sequence[str]) -> tuple[Prospect, ...]:
    """Return what somebody may expect who would take an ordinary ticket now, for several services at one look."""
    look = _Look(reading)
    return tuple(look.ahead_of(Wish(code), "", Ticket.score <= reading.now) for code in service_codes)


class _Look:
    """One look at the floor; instants are seconds since the hall's day began."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._midnight = midnight(reading, reading.today)
        self._now = self._since(reading.now)
        self._cards = counters(reading)
        self._open = [card for card in self._cards if card.state == OPEN]

    def ahead_of(self, wish: Wish, ticket_id: str, before: ColumnElement[bool]) -> Prospect:
        """Return the prospect of a ticket in line, or of somebody who would come now.

        Args:
            wish: what they queue for.
            ticket_id: empty for somebody who would come now.
            before: says who stands before them; asked only when they stand far back.
        """
        floor = Floor([_desk(card) for card in self._open or self._cards])
        for who in self._line.values():
            floor.join(who)
        me, share = self._place(wish, ticket_id, before)
        if ticket_id not in self._line:
            floor.join(me)
        takers = _takers(floor.desks, wish)
        them = takers or _takers([_desk(card) for card in self._cards], wish)
        shared = sum(1 for who in self._line.values() if who < me and any(_first(desk, who, wish) for desk in them))
        ahead, numbers = round(shared * share), self.numbers(wish)
        if not (self._open and takers):
            return Prospect(ahead, numbers)
        seen = look_ahead(floor, me, self._tending, self._pace, self._now).times(share)
        return Prospect(ahead, numbers, seen, told(seen, self._pace))

    @cached_property
    def _pace(self) -> Pace:
        return pace_of(self._reading, settings.read(self._reading.session, QueuePolicy))

    @cached_property
    def _line(self) -> dict[str, Waiting]:
        """The first of the line, in the order of calling."""
        rows = select(*_IN_LINE).where(*self._here).order_by(*order.CALLING_ORDER).limit(FAR)
        return {
            key: Waiting(
                self._since(score),
                self._since(queued),
                seq,
                Wish(service, minutes, counter or ANYBODY, staff or ANYBODY),
            )
            for key, score, queued, seq, service, minutes, counter, staff in self._reading.session.execute(rows)
        }

    @property
    def _here(self) -> tuple[ColumnElement[bool] | TextClause, ...]:
        return order.WAITING_NOW, Ticket.day == self._reading.today

    def _place(self, wish: Wish, ticket_id: str, before: ColumnElement[bool]) -> tuple[Waiting, float]:
        """Return who asks, and how many times as far back as that they stand."""
        if (me := self._line.get(ticket_id)) is not None:
            return me, 1.0
        standing = len(self._line)
        if standing < FAR:
            return Waiting(self._now, self._now, _LAST, wish), 1.0
        farther = self._reading.session.scalar(select(func.count()).where(*self._here, before)) or 0
        last = list(self._line.values())[-1]
        return Waiting(last.score, last.queued, _LAST, wish), max(1.0, farther / standing)

    def numbers(self, wish: Wish) -> tuple[int, ...]:
        """Return the counters to which somebody may be called: those of the service first, and open ones first."""
        own = [card for card in self._cards if _desk(card).owns(wish)]
        others = [card for card in self._cards if card.takes_any and _desk(card).may_take(wish)]
        for choice in (own, others):
            if found := [card.number for card in choice if card.state == OPEN]:
                return tuple(found)
        return tuple(card.number for card in own or others)

    @cached_property
    def _tending(self) -> list[Tending]:
        places = {card.id: desk for desk, card in enumerate(self._open)}
        there = select(Ticket.counter_id, Ticket.service, Ticket.state, Ticket.last_call_at, Ticket.served_at)
        busy: list[Tending] = []
        for counter_id, service, state, called, served in self._reading.session.execute(there.where(order.OCCUPIED)):
            if counter_id in places and called is not None:
                came = None if state == CALLING or served is None else self._since(served)
                busy.append(Tending(places[counter_id], service, self._since(called), came))
        return busy

    def _since(self, instant: datetime) -> float:
        return (instant - self._midnight).total_seconds()


def _desk(card: CounterCard) -> Desk:
    return Desk(frozenset(card.services), card.takes_any, card.quick_minutes, card.id, card.staff_id or "")


def _takers(desks: Sequence[Desk], wish: Wish) -> list[Desk]:
    """Return the counters of a service; where none has it, those that help."""
    return [desk for desk in desks if desk.owns(wish)] or [
        desk for desk in desks if desk.takes_any and desk.may_take(wish)
    ]


def _first(desk: Desk, who: Waiting, wish: Wish) -> bool:
    """Tell whether a counter calls somebody first who came first: its own, or anybody where it only helps out."""
    return desk.owns(who.wish) or (desk.takes_any and not desk.owns(wish) and desk.may_take(who.wish))
