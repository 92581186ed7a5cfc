"""Setting up counters, opening, pausing and closing them."""

from collections.abc import Callable, Sequence

from sqlalchemy import select

from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.posts import rules
from hall.posts.manning import come_back, drop_post, import_row, set_duty, set_post
from hall.posts.model import Counter
from hall.posts.rules import BACK_OFFICE, CLOSED, LARGEST, OPEN, PAUSED
from hall.storage.action import action
from hall.storage.work import Work

__all__ = [
    "BACK_OFFICE",
    "CLOSED",
    "LARGEST",
    "OPEN",
    "PAUSED",
    "add_counter",
    "before_leaving",
    "close_counter",
    "drop_post",
    "import_row",
    "open_counter",
    "own_counter",
    "pause_counter",
    "set_duty",
    "set_post",
    "set_services",
    "work_in_back_office",
]

Guard = Callable[[Work, Counter, str], None]
_GUARDS: list[Guard] = []
_FOLLOWING: list[Callable[[Work], None]] = []


def before_leaving(guard: Guard) -> Guard:
    """Mark what a later room does before a clerk leaves the counter for a state; it may refuse."""
    _GUARDS.append(guard)
    return guard


def after_opening(follow: Callable[[Work], None]) -> Callable[[Work], None]:
    """Mark what a later room does once a counter is open, in the same transaction."""
    _FOLLOWING.append(follow)
    return follow


@action
def add_counter(
    work: Work,
    *,
    number: int,
    name: str,
    services: Sequence[str],
    takes_any: bool = False,
    quick_minutes: int = 0,
) -> str:
    """Set up a counter; answers with its key.

    Raises:
        Refusal: `posts.number_range`, `posts.number_taken`, `posts.quick_range`.
    """
    rules.check_quick_minutes(quick_minutes)
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
        quick_minutes=quick_minutes,
        state=CLOSED,
        pause_reason="",
    )
    work.session.add(counter)
    work.concerns(counter.id)
    work.touched(Topic.POSTS)
    return counter.id


@action
def set_services(
    work: Work, *, counter_id: str, services: Sequence[str], takes_any: bool, quick_minutes: int = 0
) -> None:
    """Change what a counter takes: its services in the order of its preference, any other, only quick matters.

    Args:
        work: the open transaction.
        counter_id: the counter.
        services: codes of its services.
        takes_any: whether it helps out with the others.
        quick_minutes: the longest matter that it takes, 0 for any.

    Raises:
        Refusal: `posts.quick_range`.
    """
    rules.check_quick_minutes(quick_minutes)
    counter = work.session.get_one(Counter, counter_id, with_for_update=True)
    work.noted("counter.services", counter.services, services)
    work.noted("counter.takes_any", counter.takes_any, takes_any)
    work.noted("counter.quick_minutes", counter.quick_minutes, quick_minutes)
    counter.services, counter.takes_any = list(services), takes_any
    counter.quick_minutes = quick_minutes
    work.concerns(counter_id)
    work.touched(Topic.POSTS)


@action
def open_counter(work: Work) -> None:
    """Open the actor's counter, or come back from a pause, from the back office or to the post."""
    counter = own_counter(work)
    counter.state, counter.pause_reason, counter.staff_id = OPEN, "", work.actor.staff_id
    if work.actor.staff_id is not None:
        come_back(work, work.actor.staff_id)
    for follow in _FOLLOWING:
        follow(work)


@action
def pause_counter(work: Work, *, reason: str) -> None:
    """Leave the counter for a while (暂停); the display says that it is paused.

    Args:
        work: the open transaction.
        reason: one of `rules.PAUSE_REASONS`, or the clerk's own words.

    Raises:
        Refusal: `posts.reason_missing`, `posts.reason_too_long`, `queue.finish_first` with somebody at the counter.
    """
    _leave(work, PAUSED, rules.pause_reason(reason))


@action
def work_in_back_office(work: Work) -> None:
    """Work on files behind the counter and call nobody (后台办件); for the public the counter is paused.

    Raises:
        Refusal: `queue.finish_first` with somebody at the counter.
    """
    _leave(work, BACK_OFFICE, "")


@action
def close_counter(work: Work, *, reason: str = "") -> None:
    """Close the actor's counter for the day; a reason is kept where one is given.

    Raises:
        Refusal: `posts.reason_too_long`, `queue.finish_first` with somebody at the counter.
    """
    _leave(work, CLOSED, rules.pause_reason(reason) if reason.strip() else "").staff_id = None


def _leave(work: Work, state: str, reason: str) -> Counter:
    counter = own_counter(work)
    for guard in _GUARDS:
        guard(work, counter, state)
    counter.state, counter.pause_reason = state, reason
    return counter


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
