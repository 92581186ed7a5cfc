"""Moving in the line: passed on, back after a miss, out of it at the end of the day."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from hall.kernel.refusal import Refusal
from hall.queue.life import MISSED, OPEN_STATES, SERVING, WAITING, TicketState
from hall.queue.policy import THIRD, VOID, QueuePolicy
from hall.queue.rules import at_counter
from hall.storage.journal import Event

THIRD_COMES_AFTER = 2
STEP = timedelta(microseconds=1)


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
        at_counter(state, SERVING, counter_id)
    return Event("transferred", {"service": service or state.service, "counter": to_counter, "staff": to_staff})


def let_go(state: TicketState) -> Event:
    """Wait for any counter again, because the one that it was passed on to closes; it keeps its place.

    Raises:
        Refusal: `queue.not_waiting`.
    """
    if state.state not in {WAITING, MISSED}:
        raise Refusal("queue.not_waiting", ticket=state.number)
    return Event("let_go", {"counter": state.target_counter_id or "", "staff": state.target_staff_id or ""})


def requeue(
    state: TicketState,
    *,
    now: datetime,
    line: Sequence[datetime],
    policy: QueuePolicy,
    queued_at: datetime | None = None,
) -> Event:
    """Come back into the line after a miss (顺延).

    Args:
        state: the ticket.
        now: the present instant.
        line: the scores of the service's waiting tickets in the order of calling.
        policy: the hall's settings.
        queued_at: what decides among equal scores; now, unless the clock was set back.

    Raises:
        Refusal: `queue.not_missed`, `queue.missed_is_void`, `queue.missed_too_often`, `queue.missed_too_long_ago`.
    """
    refuse_coming_back(state, now, policy)
    score = score_after_miss(state.score, line, policy.requeue_place)
    return Event("requeued", {"score": score.isoformat(), "queued_at": (queued_at or now).isoformat()})


def replaced(*, by: str) -> Event:
    """End a missed number whose holder got a new one (重新取号); `by` is the new ticket's key."""
    return Event("replaced", {"by": by})


def refuse_coming_back(state: TicketState, now: datetime, policy: QueuePolicy) -> None:
    """Refuse to take a ticket back into the line, as `requeue` says."""
    if state.state != MISSED or state.missed_at is None:
        raise Refusal("queue.not_missed", ticket=state.number)
    if policy.requeue_place == VOID:
        raise Refusal("queue.missed_is_void", ticket=state.number)
    if state.misses > policy.requeue_times:
        raise Refusal("queue.missed_too_often", ticket=state.number, times=policy.requeue_times)
    if now - state.missed_at > timedelta(minutes=policy.requeue_minutes):
        raise Refusal("queue.missed_too_long_ago", ticket=state.number, minutes=policy.requeue_minutes)


def score_after_miss(own: datetime, line: Sequence[datetime], place: str) -> datetime:
    """Return the score with which a missed ticket stands behind two others, or behind all.

    It stands the smallest step of the clock behind the ticket that it comes after, so before everybody with a greater
    score. A miss never gains anything: the score is at least the old one.
    """
    before = line[:THIRD_COMES_AFTER] if place == THIRD else line
    return max(own, before[-1] + STEP) if before else own


def expire(state: TicketState) -> Event:
    """Leave the line because the day is over.

    Raises:
        Refusal: `queue.closed_already`.
    """
    if state.state not in OPEN_STATES:
        raise Refusal("queue.closed_already", ticket=state.number)
    return Event("expired", {"from": state.state})
