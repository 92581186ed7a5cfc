"""Setting up counters, opening, pausing and closing them."""

from collections.abc import Sequence

from sqlalchemy import select

from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.posts.model import Counter
from hall.storage.action import action
from hall.storage.work import Work

OPEN, PAUSED, CLOSED = "open", "paused", "closed"
LARGEST = 999
"""The largest number of a counter that the voice can say."""


@action
def add_counter(work: Work, *, number: int, name: str, services: Sequence[str], takes_any: bool = False) -> str:
    """Set up a counter; answers with its key.

    Raises:
        Refusal: `posts.number_range`, `posts.number_taken`.
    """
    if not 1 <= number <= LARGEST:
        raise Refusal("posts.number_range", largest=LARGEST)
    if work.session.scalar(select(Counter.id).where(Counter.number == number)) is not None:
        raise Refusal("posts.number_taken", number=number)
    counter = Counter(
        id=new_id(),
        hall_id=work.place.hall_id,
        number=number,
        name=name,
        services=list(services),
        takes_any=takes_any,
        state=CLOSED,
        pause_reason="",
    )
    work.session.add(counter)
    work.concerns(counter.id)
    work.touched(Topic.POSTS)
    return counter.id


@action
def set_services(work: Work, *, counter_id: str, services: Sequence[str], takes_any: bool) -> None:
    """Change the services that a counter takes, in the order of its preference."""
    counter = work.session.get_one(Counter, counter_id, with_for_update=True)
    counter.services, counter.takes_any = list(services), takes_any
    work.concerns(counter_id)
    work.touched(Topic.POSTS)


@action
def open_counter(work: Work) -> None:
    """Open the actor's counter, or come back from a pause."""
    counter = own_counter(work)
    counter.state, counter.pause_reason, counter.staff_id = OPEN, "", work.actor.staff_id


@action
def pause_counter(work: Work, *, reason: str) -> None:
    """Leave the counter for a while; the display says that it is paused.

    Raises:
        Refusal: `posts.reason_missing`.
    """
    if not reason.strip():
        raise Refusal("posts.reason_missing")
    counter = own_counter(work)
    counter.state, counter.pause_reason = PAUSED, reason.strip()


@action
def close_counter(work: Work) -> None:
    """Close the actor's counter for the day."""
    counter = own_counter(work)
    counter.state, counter.pause_reason, counter.staff_id = CLOSED, "", None


def own_counter(work: Work) -> Counter:
    """Return the actor's counter, locked until the commit.

    Raises:
        Refusal: `posts.no_counter` when the device stands at none.
    """
    if work.actor.counter_id is None:
        raise Refusal("posts.no_counter")
    work.concerns(work.actor.counter_id)
    work.touched(Topic.POSTS)
    return work.session.get_one(Counter, work.actor.counter_id, with_for_update=True)
