"""Writes what happens to tickets into their journal, and tells the windows."""

from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.queue import line_rules
from hall.queue.life import CALLING, TicketState, fold
from hall.queue.model import Ticket, TicketEvent
from hall.queue.order import Tickets
from hall.storage import due
from hall.storage.journal import Event, Journal
from hall.storage.work import Work

JOURNAL = Journal(Ticket, TicketEvent, TicketState, fold)


def happened(work: Work, ticket: Ticket, event: Event) -> None:
    """Append an entry and fold it into the ticket."""
    JOURNAL.happened(work, ticket, event)
    work.touched(Topic.QUEUE)


def locked(work: Work, ticket_id: str) -> Ticket:
    """Return a ticket, locked until the commit."""
    return work.session.get_one(Ticket, ticket_id, with_for_update=True)


def of_today(work: Work, ticket: Ticket) -> Ticket:
    """Return a ticket that may stand in today's line (`queue.of_another_day` otherwise)."""
    if ticket.day != work.today:
        raise Refusal("queue.of_another_day", ticket=ticket.number, day=f"{ticket.day.month}月{ticket.day.day}日")
    return ticket


def expire(work: Work, left: Tickets) -> None:
    """Expire tickets; those that somebody else is just working on are theirs."""
    for ticket in work.session.scalars(left.with_for_update(skip_locked=True)).all():
        if ticket.state == CALLING:
            due.cancel(work, ticket.id)
        happened(work, ticket, line_rules.expire(JOURNAL.of(ticket)))
