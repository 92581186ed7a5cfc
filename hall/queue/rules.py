"""How a ticket lives: who may be called, what follows from which state, and where it stands in the line."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from hall.kernel.refusal import Refusal
from hall.queue.life import CALLING, HELD, MISSED, OPEN_STATES, SERVING, WAITING, TicketState
from hall.queue.policy import (
    AGE,
    BY_APPOINTMENT,
    END,
    GROUNDS,
    HOLD_REASONS,
    IN_NEED,
    ORDINARY,
    OUTCOMES,
    PRIORITIES,
    VOID,
    QueuePolicy,
)
from hall.storage.journal import Event

ENOUGH_FOR_AN_AVERAGE = 3
THIRD_COMES_AFTER = 2
STEP = timedelta(microseconds=1)


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


def take(*, number: str, service: str, priority: str, ground: str, arrived_at: datetime, policy: QueuePolicy) -> Event:
    """Come into the line, as if the head start earlier."""
    score = arrived_at - policy.head_start(priority)
    details = {
        "number": number,
        "service": service,
        "priority": priority,
        "ground": ground,
        "score": score.isoformat(),
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
    _at_counter(state, CALLING, counter_id)
    if state.calls >= policy.calls:
        raise Refusal("queue.called_enough", ticket=state.number, calls=state.calls)
    silent = timedelta(seconds=policy.recall_interval)
    if state.last_call_at is not None and now - state.last_call_at < silent:
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
    _at_counter(state, CALLING, counter_id)
    return Event("arrived")


def miss(state: TicketState, *, counter_id: str, policy: QueuePolicy) -> Event:
    """Nobody came (过号).

    Raises:
        Refusal: `queue.not_at_your_counter`, `queue.not_calling`, `queue.call_again` before the last call.
    """
    _at_counter(state, CALLING, counter_id)
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
    _at_counter(state, SERVING, counter_id)
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
    _at_counter(state, SERVING, counter_id)
    if outcome not in OUTCOMES:
        raise Refusal("queue.unknown_outcome")
    return Event("finished", {"outcome": outcome})


# -- moving in the line


def transfer(
    state: TicketState,
    *,
    counter_id: str | None,
    service: str = "",
    to_counter: str = "",
    to_staff: str = "",
) -> Event:
    """Pass a ticket on to another service, counter or person; it keeps its score.

    Raises:
        Refusal: `queue.transfer_where`, `queue.not_at_your_counter`, `queue.not_transferable`.
    """
    if not (service or to_counter or to_staff):
        raise Refusal("queue.transfer_where", ticket=state.number)
    if state.state not in {WAITING, SERVING}:
        raise Refusal("queue.not_transferable", ticket=state.number)
    if state.state == SERVING:
        _at_counter(state, SERVING, counter_id)
    return Event("transferred", {"service": service or state.service, "counter": to_counter, "staff": to_staff})


def requeue(state: TicketState, *, now: datetime, line: Sequence[datetime], policy: QueuePolicy) -> Event:
    """Come back into the line after a miss (顺延).

    Args:
        state: the ticket.
        now: the present instant.
        line: the scores of the service's waiting tickets in the order of calling.
        policy: the hall's settings.

    Raises:
        Refusal: `queue.not_missed`, `queue.missed_is_void`, `queue.missed_too_often`, `queue.missed_too_long_ago`.
    """
    if state.state != MISSED or state.missed_at is None:
        raise Refusal("queue.not_missed", ticket=state.number)
    if policy.requeue_place == VOID:
        raise Refusal("queue.missed_is_void", ticket=state.number)
    if state.misses > policy.requeue_times:
        raise Refusal("queue.missed_too_often", ticket=state.number, times=policy.requeue_times)
    if now - state.missed_at > timedelta(minutes=policy.requeue_minutes):
        raise Refusal("queue.missed_too_long_ago", ticket=state.number, minutes=policy.requeue_minutes)
    return Event("requeued", {"score": score_after_miss(state.score, line, policy.requeue_place).isoformat()})


def score_after_miss(own: datetime, line: Sequence[datetime], place: str) -> datetime:
    """Return the score with which a missed ticket stands behind two others, or behind all.

    It stands the smallest step of the clock behind the ticket that it comes after, so before everybody with a greater
    score. A miss never gains anything: the score is at least the old one.
    """
    before = line if place == END else line[:THIRD_COMES_AFTER]
    return max(own, before[-1] + STEP) if before else own


def expire(state: TicketState) -> Event:
    """Leave the line because the day is over.

    Raises:
        Refusal: `queue.closed_already`.
    """
    if state.state not in OPEN_STATES:
        raise Refusal("queue.closed_already", ticket=state.number)
    return Event("expired", {"from": state.state})


# -- the estimate


def average_minutes(seconds: Sequence[int], policy: QueuePolicy) -> float:
    """Return how long a service takes, from those finished today, or the hall's own figure while they are few."""
    if len(seconds) < ENOUGH_FOR_AN_AVERAGE:
        return float(policy.default_minutes)
    return sum(seconds) / len(seconds) / 60


def estimated_minutes(ahead: int, average: float, counters: int) -> int | None:
    """Return the whole minutes until the call; None while no counter is open, for then nobody knows."""
    return math.ceil(average * ahead / counters) if counters else None


def _at_counter(state: TicketState, wanted: str, counter_id: str | None) -> None:
    """Refuse what only the counter may do that calls or serves the ticket."""
    if state.state != wanted:
        raise Refusal("queue.not_calling" if wanted == CALLING else "queue.not_serving", ticket=state.number)
    if state.counter_id != counter_id:
        raise Refusal("queue.not_at_your_counter", ticket=state.number)
