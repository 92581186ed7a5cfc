"""Taking a ticket at the guide's desk, and what the guide tells the resident with it."""

from dataclasses import dataclass

from hall.service import Hall, queue, queue_views


@dataclass(frozen=True, slots=True)
class Wish:
    """A ticket that is wanted.

    Attributes:
        service: its code; `matter` the matter's, if it is known.
        person_id: the resident, if they are known.
        priority: the class asked for, with its ground; both empty for an ordinary ticket.
        silent: called without voice.
    """

    service: str
    matter: str = ""
    person_id: str = ""
    priority: str = ""
    ground: str = ""
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """A ticket that came out, and what its holder may expect."""

    ticket: queue_views.TicketCard
    outlook: queue_views.Outlook


def take(hall: Hall, wish: Wish) -> Taken:
    """Take a ticket.

    Raises:
        Refusal: what `queue.take_ticket` says.
    """
    ticket_id = hall.do(
        queue.take_ticket,
        service_code=wish.service,
        matter_code=wish.matter,
        priority=wish.priority,
        ground=wish.ground,
        person_id=wish.person_id,
        silent=wish.silent,
    )
    return see(hall, ticket_id)


def see(hall: Hall, ticket_id: str) -> Taken:
    """Return a ticket in line with what its holder may expect."""
    ticket = hall.see(queue_views.ticket, ticket_id=ticket_id)
    return Taken(ticket, hall.see(queue_views.outlook, ticket_id=ticket_id))
