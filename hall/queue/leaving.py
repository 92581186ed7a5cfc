"""What a clerk who leaves the counter leaves behind: nobody at it, and nobody who waits for it alone."""

from hall.posts.actions import CLOSED, before_leaving
from hall.posts.model import Counter
from hall.queue import line_rules, order
from hall.queue.desk import refuse_occupied
from hall.queue.ledger import JOURNAL, happened
from hall.queue.life import MISSED, WAITING
from hall.queue.model import Ticket
from hall.storage.work import Work


@before_leaving
def leave_nobody_behind(work: Work, counter: Counter, state: str) -> None:
    """Refuse to leave somebody at the counter; one that closes lets go of whoever was passed on to it.

    Nobody else may call those, so they would wait until the evening. They keep their place and wait for any counter.

    Raises:
        Refusal: `queue.finish_first`.
    """
    refuse_occupied(work, counter)
    if state != CLOSED:
        return
    passed_on = order.still_open().where(Ticket.day == work.today, Ticket.state.in_((WAITING, MISSED)))
    mine = passed_on.where(order.passed_on_to(counter, work.actor.staff_id)).with_for_update()
    for ticket in work.session.scalars(mine).all():
        happened(work, ticket, line_rules.let_go(JOURNAL.of(ticket)))
