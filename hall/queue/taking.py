"""What happens when a ticket is taken: its number, its name, its paper, and the morning's clearing up."""

from datetime import datetime

from hall.catalogue.views import ServiceCard, current
from hall.documents.actions import issue
from hall.kernel.ids import new_id, new_status_code
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.queue import order, rules
from hall.queue.ledger import JOURNAL, expire
from hall.queue.model import Ticket
from hall.queue.papers import ticket_paper
from hall.queue.policy import ORDINARY, QueuePolicy
from hall.queue.views import outlook
from hall.storage import due, settings
from hall.storage.numbers import next_number
from hall.storage.place import HallFacts
from hall.storage.work import Work

CLOSING = "queue.expire_line"


def new_ticket(work: Work, wanted: ServiceCard, priority: str, ground: str, policy: QueuePolicy) -> Ticket:
    """Return a ticket with the next number of its series; the day's first one clears up what earlier days left."""
    series = wanted.series if priority == ORDINARY else policy.priority_series or wanted.series
    seq = next_number(work.session, f"ticket/{work.today}/{series}")
    if seq == 1:
        _begin_day(work, policy)
    return Ticket(
        id=new_id(),
        hall_id=work.place.hall_id,
        day=work.today,
        series=series,
        seq=seq,
        number=rules.number(series, seq),
        status_code=new_status_code(),
        priority=priority,
        ground=ground,
        arrived_at=work.now,
    )


def _begin_day(work: Work, policy: QueuePolicy) -> None:
    expire(work, order.still_open().where(Ticket.day < work.today))
    closing = datetime.combine(work.today, policy.closing, tzinfo=work.place.zone)
    if closing <= work.now:
        return
    day = f"queue/{work.today}"
    due.cancel(work, day)
    due.schedule(work, CLOSING, day, closing)


def begin(work: Work, ticket: Ticket, service: str, policy: QueuePolicy) -> None:
    """Write the first entry of the ticket's journal."""
    taken = rules.take(
        number=ticket.number,
        service=service,
        priority=ticket.priority,
        ground=ticket.ground,
        arrived_at=ticket.arrived_at,
        policy=policy,
    )
    JOURNAL.begin(work, ticket, taken)
    work.touched(Topic.QUEUE)
    work.session.flush()


def refuse_second_ticket(work: Work, person_id: str, wanted: ServiceCard) -> None:
    """Refuse a second ticket for the same service while the first waits (`queue.already_waiting`)."""
    if not person_id:
        return
    same = order.line(work.today).where(Ticket.person_id == person_id, Ticket.service == wanted.code)
    if (waiting := work.session.scalar(same.limit(1))) is not None:
        raise Refusal("queue.already_waiting", ticket=waiting.number, service=wanted.name)


def public_name(work: Work, wanted: ServiceCard, matter_code: str) -> str:
    """Return what screens and the paper may call it: the neutral name of a sensitive matter, else the service's."""
    matter = current(work, code=matter_code).matter if matter_code else None
    return (matter.queue_name if matter is not None else None) or wanted.name


def print_ticket(work: Work, ticket: Ticket, policy: QueuePolicy) -> None:
    """Compose the paper and queue it for the printer.

    Raises:
        Refusal: `queue.no_counter` when no counter of the hall takes the service: nobody would ever call it.
    """
    expected = outlook(work, ticket_id=ticket.id)
    if not expected.counters:
        raise Refusal("queue.no_counter", service=ticket.display_name)
    paper = ticket_paper(
        ticket_number=ticket.number,
        service=ticket.display_name,
        priority=ticket.priority,
        status_code=ticket.status_code,
        taken_at=work.local(ticket.arrived_at),
        outlook=expected,
        facts=settings.read(work.session, HallFacts),
        policy=policy,
    )
    issue(work, paper, subject_id=ticket.id, role="ticket")
