"""Takes the ticket and has it printed: the two slow things that a kiosk does."""

from dataclasses import dataclass

from hall.service import Hall, documents_views, queue, queue_views
from printing.spooler import Spooler
from ui.shared.print_worker import print_waiting

PRINTED = "printed"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a resident wants a ticket for.

    Attributes:
        request_id: the same for a second touch of the button, so that nobody draws two numbers.
        service_code: what they queue for.
        matter_code: the matter, if they said it.
    """

    request_id: str
    service_code: str
    matter_code: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A ticket as its holder reads it; neither a name nor a matter stands in it.

    Attributes:
        minutes: estimate until the call; None while no counter is open.
        counters: numbers of the counters that take it.
    """

    ticket_id: str
    number: str
    name: str
    ahead: int
    minutes: int | None
    counters: tuple[int, ...]


def take(hall: Hall, wish: Wish) -> Taken:
    """Take a ticket.

    Raises:
        Refusal: what `queue.take_ticket` says, or that the hall's database is out of reach.
    """
    ticket_id = hall.do_once(
        wish.request_id, queue.take_ticket, service_code=wish.service_code, matter_code=wish.matter_code
    )
    ticket = hall.see(queue_views.ticket, ticket_id=ticket_id)
    expected = hall.see(queue_views.outlook, ticket_id=ticket_id)
    return Taken(ticket_id, ticket.number, ticket.display_name, expected.ahead, expected.minutes, expected.counters)


def print_ticket(hall: Hall, spooler: Spooler, ticket_id: str) -> bool:
    """Print what waits at this kiosk; answers whether this ticket came out.

    Raises:
        Refusal: the hall's database is out of reach.
    """
    print_waiting(hall, spooler)
    return any(paper.state == PRINTED for paper in hall.see(documents_views.documents_of, subject_id=ticket_id))
