"""What a ticket's journal folds to."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from hall.storage.journal import Entry

WAITING, CALLING, SERVING, HELD, MISSED, DONE, EXPIRED = (
    "waiting", "calling", "serving", "held", "missed", "done", "expired",
)  # fmt: skip
OPEN_STATES = (WAITING, CALLING, SERVING, HELD, MISSED)


@dataclass(frozen=True, slots=True)
class TicketState:
    """Where a ticket stands; what its journal folds to."""

    number: str
    service: str
    score: datetime
    queued_at: datetime
    state: str = WAITING
    calls: int = 0
    misses: int = 0
    counter_id: str | None = None
    staff_id: str | None = None
    target_counter_id: str | None = None
    target_staff_id: str | None = None
    called_at: datetime | None = None
    last_call_at: datetime | None = None
    served_at: datetime | None = None
    missed_at: datetime | None = None
    finished_at: datetime | None = None
    worked_seconds: int = 0
    hold_reason: str = ""
    outcome: str = ""


def fold(state: TicketState | None, entry: Entry) -> TicketState:
    """Apply one entry of the journal."""
    if state is None:
        score = datetime.fromisoformat(entry.details["score"])
        return TicketState(entry.details["number"], entry.details["service"], score, entry.at)
    return _AFTER[entry.kind](state, entry)


def _called(state: TicketState, entry: Entry) -> TicketState:
    return replace(
        state,
        state=CALLING,
        calls=1,
        counter_id=entry.counter_id,
        staff_id=entry.staff_id,
        called_at=state.called_at or entry.at,
        last_call_at=entry.at,
    )


def _recalled(state: TicketState, entry: Entry) -> TicketState:
    return replace(state, calls=state.calls + 1, last_call_at=entry.at)


def _served(state: TicketState, entry: Entry) -> TicketState:
    return replace(
        state,
        state=SERVING,
        counter_id=entry.counter_id,
        staff_id=entry.staff_id,
        served_at=entry.at,
        hold_reason="",
        target_counter_id=None,
        target_staff_id=None,
    )


def _missed(state: TicketState, entry: Entry) -> TicketState:
    return replace(state, state=MISSED, misses=state.misses + 1, missed_at=entry.at)


def _in_line(state: TicketState, **changes: Any) -> TicketState:  # noqa: ANN401 -- fields of the state
    return replace(state, state=WAITING, calls=0, counter_id=None, staff_id=None, hold_reason="", **changes)


def _requeued(state: TicketState, entry: Entry) -> TicketState:
    return _in_line(state, score=datetime.fromisoformat(entry.details["score"]), queued_at=entry.at)


def _transferred(state: TicketState, entry: Entry) -> TicketState:
    details = entry.details
    return _in_line(
        state,
        service=details["service"],
        target_counter_id=details["counter"] or None,
        target_staff_id=details["staff"] or None,
        worked_seconds=_worked(state, entry),
    )


def _held(state: TicketState, entry: Entry) -> TicketState:
    return replace(state, state=HELD, hold_reason=entry.details["reason"], worked_seconds=_worked(state, entry))


def _finished(state: TicketState, entry: Entry) -> TicketState:
    return replace(
        state,
        state=DONE,
        outcome=entry.details["outcome"],
        finished_at=entry.at,
        worked_seconds=_worked(state, entry),
    )


def _expired(state: TicketState, entry: Entry) -> TicketState:
    return replace(state, state=EXPIRED, finished_at=entry.at)


def _worked(state: TicketState, entry: Entry) -> int:
    """Return the seconds at counters so far; only serving counts."""
    if state.state != SERVING or state.served_at is None:
        return state.worked_seconds
    return state.worked_seconds + int((entry.at - state.served_at).total_seconds())


_AFTER: dict[str, Callable[[TicketState, Entry], TicketState]] = {
    "called": _called,
    "recalled": _recalled,
    "arrived": _served,
    "resumed": _served,
    "missed": _missed,
    "requeued": _requeued,
    "returned": lambda state, _entry: _in_line(state),
    "transferred": _transferred,
    "held": _held,
    "finished": _finished,
    "expired": _expired,
}
