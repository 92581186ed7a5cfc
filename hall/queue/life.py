"""What a ticket's journal folds to."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from hall.queue.policy import REPLACED
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
    matters: int = 1
    hold_reason: str = ""
    outcome: str = ""


def fold(state: TicketState | None, entry: Entry) -> TicketState:
    """Apply one entry of the journal."""
    if state is None:
        details = entry.details
        queued_at = instant(details.get("queued_at")) or entry.at
        return TicketState(details["number"], details["service"], datetime.fromisoformat(details["score"]), queued_at)
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


def _call_undone(state: TicketState, entry: Entry) -> TicketState:
    """Put it back where it stood: score and `queued_at` never moved."""
    details = entry.details
    return _in_line(state, called_at=instant(details["called_at"]), last_call_at=instant(details["last_call_at"]))


def _finish_undone(state: TicketState, entry: Entry) -> TicketState:
    """Serve on as if nothing had been pressed: the time at the counter runs on from `served_at`."""
    return replace(state, state=SERVING, outcome="", finished_at=None, worked_seconds=entry.details["worked_seconds"])


def _miss_undone(state: TicketState, entry: Entry) -> TicketState:
    missed_at = instant(entry.details["missed_at"])
    return replace(state, state=CALLING, misses=state.misses - 1, missed_at=missed_at)


def _requeued(state: TicketState, entry: Entry) -> TicketState:
    details = entry.details
    queued_at = instant(details.get("queued_at")) or entry.at
    return _in_line(state, score=datetime.fromisoformat(details["score"]), queued_at=queued_at)


def _replaced(state: TicketState, entry: Entry) -> TicketState:
    return replace(_expired(state, entry), outcome=REPLACED)


def _next_matter(state: TicketState, entry: Entry) -> TicketState:
    return replace(state, service=entry.details["service"], matters=state.matters + 1)


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


def _served_on_paper(state: TicketState, entry: Entry) -> TicketState:
    """The whole service as the paper book has it; the entry itself was written when the machine ran again."""
    details = entry.details
    served_at, finished_at = (datetime.fromisoformat(details[name]) for name in ("served_at", "finished_at"))
    return replace(
        state,
        state=DONE,
        calls=1,
        counter_id=details["counter"],
        staff_id=details["staff"] or None,
        called_at=served_at,
        last_call_at=served_at,
        served_at=served_at,
        finished_at=finished_at,
        worked_seconds=int((finished_at - served_at).total_seconds()),
        outcome=details["outcome"],
    )


def _raised(state: TicketState, entry: Entry) -> TicketState:
    return replace(state, score=datetime.fromisoformat(entry.details["score"]))


def _worked(state: TicketState, entry: Entry) -> int:
    return worked_until(state, entry.at)


def worked_until(state: TicketState, at: datetime) -> int:
    """Return the seconds at counters up to an instant; only serving counts, and a clock set back takes none away."""
    if state.state != SERVING or state.served_at is None:
        return state.worked_seconds
    return state.worked_seconds + max(0, int((at - state.served_at).total_seconds()))


def instant(written: str | None) -> datetime | None:
    """Return an instant as a journal's details hold it; None where there was none."""
    return datetime.fromisoformat(written) if written else None


_AFTER: dict[str, Callable[[TicketState, Entry], TicketState]] = {
    "called": _called,
    "recalled": _recalled,
    "arrived": _served,
    "resumed": _served,
    "missed": _missed,
    "requeued": _requeued,
    "let_go": lambda state, _entry: replace(state, target_counter_id=None, target_staff_id=None),
    "replaced": _replaced,
    "next_matter": _next_matter,
    "call_undone": _call_undone,
    "finish_undone": _finish_undone,
    "miss_undone": _miss_undone,
    "returned": lambda state, _entry: _in_line(state),
    "transferred": _transferred,
    "held": _held,
    "finished": _finished,
    "expired": _expired,
    "served_on_paper": _served_on_paper,
    "priority_raised": _raised,
}
