"""How a ticket lives: its class, its number, its place, and what may happen to it at a counter."""

from dataclasses import replace
from datetime import datetime, timedelta

from hall.kernel.refusal import Refusal
from hall.queue.life import CALLING, HELD, SERVING, WAITING, TicketState, worked_until
from hall.queue.policy import (
    AGE,
    BY_APPOINTMENT,
    GROUNDS,
    HOLD_REASONS,
    IN_NEED,
    ORDINARY,
    OUTCOMES,
    PRIORITIES,
    QueuePolicy,
)
from hall.storage.journal import Event


def classify(
    priority: str, ground: str, *, age: int | None, seen_by_staff: bool, policy: QueuePolicy
) -> tuple[str, str]:
    """Return the priority class and its ground.

    Args:
        priority: the class asked for; empty for whatever follows from the age.
        ground: how it is justified.
        age: in full years, None if nobody knows.
        seen_by_staff: a machine cannot look at a certificate, so there only the age counts.
        policy: the hall's settings.

    Raises:
        Refusal: `queue.unknown_priority`, `queue.too_young`, `queue.ask_the_guide`, `queue.ground_missing`.
    """
    if priority and (priority not in PRIORITIES or priority == BY_APPOINTMENT):
        raise Refusal("queue.unknown_priority", priority=priority)
    old = age is not None and 0 < policy.age_line <= age
    if old and (priority in {"", ORDINARY, IN_NEED}):
        return IN_NEED, AGE
    if priority in {"", ORDINARY}:
        return ORDINARY, ""
    if ground == AGE:
        raise Refusal("queue.too_young", line=policy.age_line)
    if not seen_by_staff:
        raise Refusal("queue.ask_the_guide")
    if ground not in GROUNDS:
        raise Refusal("queue.ground_missing")
    return priority, ground


def number(series: str, seq: int) -> str:
    """Return the number as it is printed and called: A001, A1000 after A999."""
    return f"{series}{seq:03d}"


def take(
    *,
    number: str,
    service: str,
    priority: str,
    ground: str,
    arrived_at: datetime,
    policy: QueuePolicy,
    score: datetime | None = None,
    source: str = "",
    silent: bool = False,
) -> Event:
    """Come into the line, as if the head start earlier.

    Args:
        number: as it is called.
        service: what it queues for.
        priority: its class.
        ground: how the class was justified.
        arrived_at: when the resident came, which may lie before the entry: a ticket of the paper book.
        policy: the hall's settings.
        score: its place in the order where that does not follow from the arrival: an appointment.
        source: how it came into the line.
        silent: to be called by the screen and not by the voice.
    """
    details: dict[str, object] = {
        "number": number,
        "service": service,
        "priority": priority,
        "ground": ground,
        "score": (score or arrived_at - policy.head_start(priority)).isoformat(),
        "queued_at": arrived_at.isoformat(),
        "source": source,
        "silent": silent,
    }
    return Event("taken", details)


# -- at the counter


def call(state: TicketState) -> Event:
    """Call the ticket whose turn it is.

    Raises:
        Refusal: `queue.not_waiting`.
    """
    if state.state != WAITING:
        raise Refusal("queue.not_waiting", ticket=state.number)
    return Event("called")


def choose(state: TicketState, *, counter_id: str, staff_id: str | None) -> Event:
    """Call a ticket out of turn; the journal keeps that it was chosen.

    Raises:
        Refusal: `queue.not_waiting`, `queue.meant_for_another` when it was passed on to another counter or person.
    """
    elsewhere = state.target_counter_id not in {None, counter_id} or state.target_staff_id not in {None, staff_id}
    if state.state == WAITING and elsewhere:
        raise Refusal("queue.meant_for_another", ticket=state.number)
    return replace(call(state), details={"chosen": True})


def recall(state: TicketState, *, counter_id: str, now: datetime, policy: QueuePolicy) -> Event:
    """Call the same ticket again.

    Raises:
        Refusal: `queue.not_at_your_counter`, `queue.not_calling`, `queue.called_enough`, `queue.called_just_now`.
    """
    at_counter(state, CALLING, counter_id)
    if state.calls >= policy.calls:
        raise Refusal("queue.called_enough", ticket=state.number, calls=state.calls)
    silent = timedelta(seconds=policy.recall_interval)
    # A clock that was set back shows a call in the future: that must not lock the key until then.
    if state.last_call_at is not None and timedelta() <= now - state.last_call_at < silent:
        raise Refusal("queue.called_just_now", ticket=state.number, seconds=policy.recall_interval)
    return Event("recalled")


def recall_by_itself(state: TicketState, policy: QueuePolicy) -> Event:
    """Call again because nobody came and nobody pressed a key.

    Raises:
        Refusal: `queue.not_calling`, `queue.called_enough`: nothing is left to do.
    """
    if state.state != CALLING:
        raise Refusal("queue.not_calling", ticket=state.number)
    if state.calls >= policy.calls:
        raise Refusal("queue.called_enough", ticket=state.number, calls=state.calls)
    return Event("recalled", {"by_itself": True})


def arrive(state: TicketState, *, counter_id: str) -> Event:
    """The resident has come to the counter.

    Raises:
        Refusal: `queue.not_at_your_counter`, `queue.not_calling`.
    """
    at_counter(state, CALLING, counter_id)
    return Event("arrived")


def serve_at_once(state: TicketState) -> Event:
    """Serve somebody who has only just got the number and never stood in line.

    Raises:
        Refusal: `queue.not_waiting`.
    """
    if state.state != WAITING:
        raise Refusal("queue.not_waiting", ticket=state.number)
    return Event("arrived", {"without_call": True})


def next_matter(state: TicketState, *, counter_id: str, service: str, matter: str, former: str, now: datetime) -> Event:
    """Go on with another matter of the same resident (一次办多事).

    The journal keeps the former matter and the seconds worked until then, so that each matter has its own length.

    Args:
        state: the ticket.
        counter_id: the actor's counter.
        service: the service of the matter that follows; empty for the same.
        matter: its code, empty where nobody knows it yet.
        former: the code of the matter that is done.
        now: the present instant.

    Raises:
        Refusal: `queue.not_at_your_counter`, `queue.not_serving`.
    """
    at_counter(state, SERVING, counter_id)
    details = {
        "service": service or state.service,
        "matter": matter,
        "former_service": state.service,
        "former_matter": former,
        "worked_seconds": worked_until(state, now),
    }
    return Event("next_matter", details)


def miss(state: TicketState, *, counter_id: str, policy: QueuePolicy) -> Event:
    """Nobody came (过号).

    Raises:
        Refusal: `queue.not_at_your_counter`, `queue.not_calling`, `queue.call_again` before the last call.
    """
    at_counter(state, CALLING, counter_id)
    if state.calls < policy.calls:
        raise Refusal("queue.call_again", ticket=state.number, calls=state.calls, wanted=policy.calls)
    return Event("missed")


def miss_by_itself(state: TicketState) -> Event:
    """Nobody came after the last call.

    Raises:
        Refusal: `queue.not_calling`.
    """
    if state.state != CALLING:
        raise Refusal("queue.not_calling", ticket=state.number)
    return Event("missed", {"by_itself": True})


def hold(state: TicketState, *, counter_id: str, reason: str) -> Event:
    """Let the resident go for something and serve others meanwhile (挂起).

    Raises:
        Refusal: `queue.not_at_your_counter`, `queue.not_serving`, `queue.unknown_reason`.
    """
    at_counter(state, SERVING, counter_id)
    if reason not in HOLD_REASONS:
        raise Refusal("queue.unknown_reason")
    return Event("held", {"reason": reason})


def resume(state: TicketState, *, to_line: bool) -> Event:
    """Come back from hold, to the counter that asks or into the line with the old score.

    Raises:
        Refusal: `queue.not_held`.
    """
    if state.state != HELD:
        raise Refusal("queue.not_held", ticket=state.number)
    return Event("returned" if to_line else "resumed")


def finish(state: TicketState, *, counter_id: str, outcome: str) -> Event:
    """The resident has been served.

    Raises:
        Refusal: `queue.not_at_your_counter`, `queue.not_serving`, `queue.unknown_outcome`.
    """
    at_counter(state, SERVING, counter_id)
    if outcome not in OUTCOMES:
        raise Refusal("queue.unknown_outcome")
    return Event("finished", {"outcome": outcome})


def at_counter(state: TicketState, wanted: str, counter_id: str | None) -> None:
    """Refuse what only the counter may do that calls or serves the ticket."""
    if state.state != wanted:
        raise Refusal("queue.not_calling" if wanted == CALLING else "queue.not_serving", ticket=state.number)
    if state.counter_id != counter_id:
        raise Refusal("queue.not_at_your_counter", ticket=state.number)
