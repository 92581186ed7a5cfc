"""What may happen to the limits of a case: pauses for the matter's reasons, and one extension in time."""

import datetime as dt
from typing import Any

from hall.cases.life import PAUSED, RUNNING, CaseState
from hall.cases.rules import expect
from hall.kernel.refusal import Refusal
from hall.storage.journal import Event


def pause(state: CaseState, *, reason: str, allowed: tuple[str, ...], on: dt.date) -> Event:
    """Stop the clock for a reason that the matter allows (行政许可法 45 and local rules)."""
    expect(state, *RUNNING)
    if reason not in allowed:
        raise Refusal("cases.pause_reason")
    return Event("paused", {"reason": reason, "on": on.isoformat()})


def resume(state: CaseState, *, on: dt.date, dues: dict[str, Any]) -> Event:
    """The clock runs again; the days of [pause, resume) are left out."""
    expect(state, PAUSED)
    return Event("resumed", {**dues, "on": on.isoformat()})


def propose_extension(state: CaseState, *, days: int, most: int | None, now: dt.datetime) -> Event:
    """Ask for more time: once, before the promised day, and no more than the matter allows."""
    expect(state, *RUNNING)
    _extensible(state, now)
    if state.extension_asked:
        raise Refusal("cases.extension_waits")
    if most is None:
        raise Refusal("cases.extension_none")
    if not 0 < days <= most:
        raise Refusal("cases.extension_long", most=most)
    return Event("extension_proposed", {"days": days})


def approve_extension(
    state: CaseState, *, agree: bool, by: str | None, asked_by: str | None, now: dt.datetime, dues: dict[str, Any]
) -> Event:
    """A leader grants it or not, never their own; once the promise is over nothing is granted (过期后不可补批)."""
    expect(state, *RUNNING)
    if not state.extension_asked:
        raise Refusal("cases.extension_not_asked")
    if by is not None and by == asked_by:
        raise Refusal("cases.own_extension")
    if not agree:
        return Event("extension_declined")
    _extensible(state, now)
    return Event("extended", {**dues, "days": state.extension_asked})


def _extensible(state: CaseState, now: dt.datetime) -> None:
    if state.extended:
        raise Refusal("cases.extension_once")
    ends = state.promised_due
    if ends is None:
        raise Refusal("cases.extension_none")
    if now > ends:
        raise Refusal("cases.extension_late")
