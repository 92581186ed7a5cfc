"""Takes the ticket and has it printed: the two slow things that a kiosk does."""

from dataclasses import dataclass

from hall.service import Hall, documents_views, people, queue, queue_policy, queue_views
from printing.spooler import Spooler
from ui.kiosk.documents import Document
from ui.shared.print_worker import print_waiting

PRINTED = "printed"
FIRST = (queue_policy.URGENT, queue_policy.BY_LAW, queue_policy.IN_NEED)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a resident wants a ticket for.

    Attributes:
        request_id: the same for a second touch of the button, so that nobody draws two numbers.
        service_code: what they queue for.
        matter_code: the matter, if they said it.
        document: what they showed, None for nothing.
        phone: as typed, empty for none.
    """

    request_id: str
    service_code: str
    matter_code: str = ""
    document: Document | None = None
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A ticket as its holder reads it; neither a name nor a matter stands in it.

    Attributes:
        minutes: estimate until the call; None while no counter is open.
        counters: numbers of the counters that take it.
        low: eight of ten waits like this one last from so many minutes to `high`; 0 where nobody knows.
        first: whether it goes before others.
        starts: the time (HH:MM) from which an appointment that was made for later is called; empty for at once.
    """

    ticket_id: str
    number: str
    name: str
    ahead: int
    minutes: int | None
    counters: tuple[int, ...]
    low: int = 0
    high: int = 0
    first: bool = False
    starts: str = ""


def take(hall: Hall, wish: Wish) -> Taken:
    """Take a ticket, for the person whose document was shown if one was.

    Raises:
        Refusal: what `people.identify` and `queue.take_ticket` say, or that the hall's database is out of reach.
    """
    theirs = hall.showing(wish.document.number) if wish.document else hall
    ticket_id = theirs.do_once(
        wish.request_id,
        queue.take_ticket,
        service_code=wish.service_code,
        matter_code=wish.matter_code,
        person_id=person_of(theirs, wish.document, wish.phone) if wish.document else "",
    )
    return taken_of(hall, ticket_id)


def person_of(hall: Hall, document: Document, phone: str = "") -> str:
    """Take a document's holder into the register, or find them there; answers with their key.

    Raises:
        Refusal: what `people.identify` says.
    """
    return hall.do(people.identify, id_number=document.number, name=document.name, phone=phone)


def taken_of(hall: Hall, ticket_id: str, starts: str = "") -> Taken:
    """Return a ticket as its holder reads it."""
    ticket = hall.see(queue_views.ticket, ticket_id=ticket_id)
    expected = hall.see(queue_views.outlook, ticket_id=ticket_id)
    return Taken(
        ticket_id,
        ticket.number,
        ticket.display_name,
        expected.ahead,
        expected.minutes,
        expected.counters,
        low=expected.low,
        high=expected.high,
        first=ticket.priority in FIRST,
        starts=starts,
    )


def print_paper(hall: Hall, spooler: Spooler, subject_id: str) -> bool:
    """Print what waits at this kiosk; answers whether the paper of a ticket or an appointment came out.

    Raises:
        Refusal: the hall's database is out of reach.
    """
    print_waiting(hall, spooler)
    return any(paper.state == PRINTED for paper in hall.see(documents_views.documents_of, subject_id=subject_id))
