"""What the queue does by itself: the next call, the miss after the last one, and the end of the day."""

from datetime import timedelta

from hall.kernel.refusal import Refusal
from hall.queue import order, rules
from hall.queue.ledger import JOURNAL, expire, happened, locked
from hall.queue.life import HELD, MISSED, WAITING
from hall.queue.model import Ticket
from hall.queue.policy import QueuePolicy
from hall.storage import due, settings
from hall.storage.action import action
from hall.storage.work import Work

FORGOTTEN_AFTER = timedelta(hours=4)
"""A ticket of an earlier day that came to a counter longer ago than this was forgotten there."""


@action
def recall_by_itself(work: Work, *, ticket_id: str, seq: int) -> None:
    """Call again because nobody came and nobody pressed a key; `seq` is the journal entry after which it was owed.

    Raises:
        Refusal: `queue.not_calling` when something has happened since.
    """
    policy = settings.read(work.session, QueuePolicy)
    ticket = _unchanged(work, ticket_id, seq)
    happened(work, ticket, rules.recall_by_itself(JOURNAL.of(ticket), policy))
    owe_what_follows(work, ticket, policy)


@action
def miss_by_itself(work: Work, *, ticket_id: str, seq: int) -> None:
    """Nobody came after the last call; `seq` as in `recall_by_itself`.

    Raises:
        Refusal: `queue.not_calling` when something has happened since.
    """
    ticket = _unchanged(work, ticket_id, seq)
    happened(work, ticket, rules.miss_by_itself(JOURNAL.of(ticket)))


@action
def expire_line(work: Work) -> None:
    """Close the day: whoever still waits, is on hold or was missed has to take a new ticket another day.

    Who is being called or served is served to the end.
    """
    left = order.still_open().where(Ticket.day <= work.today, Ticket.state.in_((WAITING, HELD, MISSED)))
    expire(work, left)


@action
def expire_left_behind(work: Work) -> None:
    """Clear up what earlier days left, after a machine that may not do it itself has given a day's first ticket."""
    expire(work, order.left_behind(work.today, work.now - FORGOTTEN_AFTER))


def owe_what_follows(work: Work, ticket: Ticket, policy: QueuePolicy) -> None:
    """Owe the next call, or the miss after the last one."""
    if not policy.calls_by_itself:
        return
    last = ticket.calls >= policy.calls
    follows, seconds = (miss_by_itself, policy.miss_seconds) if last else (recall_by_itself, policy.recall_seconds)
    at = work.now + timedelta(seconds=seconds)
    due.schedule(work, follows.name, ticket.id, at, ticket_id=ticket.id, seq=ticket.version)


def _unchanged(work: Work, ticket_id: str, seq: int) -> Ticket:
    ticket = locked(work, ticket_id)
    if ticket.version != seq:
        raise Refusal("queue.not_calling", ticket=ticket.number)
    return ticket
