"""What anybody learns who holds a status code: how a ticket or a case stands, and nothing about whose it is."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from hall.cases.cards import StatusCard
from hall.cases.views import status
from hall.posts.views import counter
from hall.queue.life import CALLING, SERVING, WAITING
from hall.queue.views import Outlook, outlook, ticket_of_code
from hall.storage.work import Reading

__all__ = ["Progress", "StatusCard", "TicketProgress", "progress_of"]


@dataclass(frozen=True, slots=True)
class TicketProgress:
    """How a ticket stands; neither a name nor a matter, only what is called out in the hall anyway.

    Attributes:
        name: what screens call the service.
        today: whether it is a ticket of today; an older one is over.
        counter_number: the counter that calls or serves it, 0 for none.
        expected: what its holder may expect, None unless it waits today.
    """

    number: str
    name: str
    day: date
    today: bool
    state: str
    counter_number: int
    expected: Outlook | None


Progress: TypeAlias = TicketProgress | StatusCard


def progress_of(reading: Reading, *, status_code: str) -> Progress | None:
    """Return how the ticket or the case with a status code stands, None if nothing has this code.

    Args:
        reading: the look at the data.
        status_code: as typed or scanned; a dash, spaces and small letters are understood.
    """
    wanted = "".join(filter(str.isalnum, status_code)).upper()
    if not wanted:
        return None
    ticket = ticket_of_code(reading, status_code=wanted)
    if ticket is None:
        return status(reading, code=wanted)
    today = ticket.day == reading.today
    at_counter = today and ticket.state in (CALLING, SERVING) and ticket.counter_id is not None
    return TicketProgress(
        number=ticket.number,
        name=ticket.display_name,
        day=ticket.day,
        today=today,
        state=ticket.state,
        counter_number=counter(reading, counter_id=ticket.counter_id or "").number if at_counter else 0,
        expected=outlook(reading, ticket_id=ticket.id) if today and ticket.state == WAITING else None,
    )
