"""The actor's counter: whose it is, and whether it may call."""

from hall.kernel.refusal import Refusal
from hall.posts.actions import OPEN as COUNTER_OPEN
from hall.posts.model import Counter
from hall.queue import order
from hall.storage.work import Work


def own_counter_id(work: Work) -> str:
    """Return the key of the actor's counter; `posts.no_counter` where the device stands at none."""
    if work.actor.counter_id is None:
        raise Refusal("posts.no_counter")
    return work.actor.counter_id


def own_counter(work: Work) -> Counter:
    """Return the actor's counter, locked until the commit, so that it calls one ticket at a time."""
    return work.session.get_one(Counter, own_counter_id(work), with_for_update=True)


def free_counter(work: Work) -> Counter:
    """Return the actor's counter, locked, if it may call.

    Raises:
        Refusal: `queue.open_first`, `queue.finish_first`, `posts.no_counter`.
    """
    counter = own_counter(work)
    refuse_not_open(counter)
    refuse_occupied(work, counter)
    return counter


def refuse_not_open(counter: Counter) -> None:
    """Refuse what only an open counter may do (`queue.open_first`)."""
    if counter.state != COUNTER_OPEN:
        raise Refusal("queue.open_first", counter=counter.number)


def refuse_occupied(work: Work, counter: Counter) -> None:
    """Refuse a call, a pause or the closing where somebody is called or served (`queue.finish_first`)."""
    if (there := work.session.scalar(order.at_counter(counter.id))) is not None:
        raise Refusal("queue.finish_first", ticket=there.number, counter=counter.number)
