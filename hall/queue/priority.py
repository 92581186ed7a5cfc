"""Noting later that somebody who waits already goes before others (事后登记优先)."""

from hall.kernel.refusal import Refusal
from hall.people.views import person
from hall.queue import rules
from hall.queue.ledger import JOURNAL, happened, locked
from hall.queue.life import WAITING, TicketState
from hall.queue.policy import PRIORITIES, QueuePolicy
from hall.storage import settings
from hall.storage.action import action
from hall.storage.journal import Event
from hall.storage.work import Work

__all__ = ["raise_priority"]


@action
def raise_priority(work: Work, *, ticket_id: str, priority: str, ground: str) -> None:
    """Give a ticket in line a higher class, for a reason that the resident mentions only now; it keeps its number.

    Args:
        work: the open transaction.
        ticket_id: a ticket that waits.
        priority: the class.
        ground: how it is justified.

    Raises:
        Refusal: `queue.not_waiting`, `queue.priority_not_higher`, what `rules.classify` says.
    """
    policy = settings.read(work.session, QueuePolicy)
    ticket = locked(work, ticket_id)
    age = person(work, person_id=ticket.person_id).age(work.today) if ticket.person_id else None
    given, because = rules.classify(priority, ground, age=age, seen_by_staff=True, policy=policy)
    raised = raise_class(JOURNAL.of(ticket), was=ticket.priority, priority=given, ground=because, policy=policy)
    ticket.priority, ticket.ground = given, because
    happened(work, ticket, raised)


def raise_class(state: TicketState, *, was: str, priority: str, ground: str, policy: QueuePolicy) -> Event:
    """Move a waiting ticket forward by what the higher class has more of a head start.

    The difference is counted, not the arrival anew: somebody who came back after a miss, or by appointment, keeps
    what that did to their place. So the bound of the order holds: nobody is passed by a person who came more than
    that class's head start later.

    Raises:
        Refusal: `queue.not_waiting`, `queue.priority_not_higher`.
    """
    if state.state != WAITING:
        raise Refusal("queue.not_waiting", ticket=state.number)
    if PRIORITIES.index(priority) >= PRIORITIES.index(was):
        raise Refusal("queue.priority_not_higher", ticket=state.number)
    score = state.score - (policy.head_start(priority) - policy.head_start(was))
    return Event("priority_raised", {"priority": priority, "ground": ground, "score": score.isoformat()})
