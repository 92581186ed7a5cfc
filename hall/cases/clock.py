"""The clocks of a case (限时办结): when its limits end, what pauses leave out, and the colour of its light."""

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from hall.cases.life import PAUSED, REFUSAL_PROPOSED, RUNNING, SUPPLEMENT, UNDECIDED, CaseState
from hall.catalogue.matter import Limit, Limits
from hall.catalogue.terms import DayKind
from hall.kernel.allowed import Between
from hall.kernel.calendar import Due, LimitUnit, Pause, WorkCalendar
from hall.storage.journal import Entry

_DAY = dt.timedelta(days=1)
_UNITS = {DayKind.WORKING_DAY: LimitUnit.WORKING_DAY, DayKind.CALENDAR_DAY: LimitUnit.NATURAL_DAY}


@dataclass(frozen=True)
class CasePolicy:
    """What the law leaves open or local rules fix; defaults from the sources named.

    Attributes:
        notice_days: working days within which what is missing must be said (Administrative Licence Law 32).
        supplement_days: working days to supplement before the application counts as withdrawn (local practice).
        yellow_percent: the share of the limit that is left when the light turns yellow (this product's own).
        immediate_minutes: after this time at the counter an immediate matter turns yellow (this product's own).
        delivery_days: working days after the decision within which the result is delivered (行政许可法 44).
    """

    notice_days: Annotated[int, Between(1, 5)] = 5
    supplement_days: Annotated[int, Between(1, 90)] = 15
    yellow_percent: Annotated[int, Between(1, 99)] = 20
    immediate_minutes: Annotated[int, Between(1, 480)] = 30
    delivery_days: Annotated[int, Between(1, 60)] = 10


class Light(StrEnum):
    """The light of a case (红黄绿灯): green in time, yellow near the end, red over it, grey paused, blue done.

    Practice of several counties; `none` before acceptance and where a matter has no limit at all.
    """

    NONE = "none"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"
    BLUE = "blue"


def light_of(state: CaseState, now: dt.datetime) -> Light:
    """Return the light of a case at an instant (aware)."""
    if state.stage not in UNDECIDED:
        return Light.BLUE
    if state.stage in (PAUSED, SUPPLEMENT) or state.paused_on is not None:
        return Light.GREY
    if state.promised_due is None or state.stage not in (*RUNNING, REFUSAL_PROPOSED):
        return Light.NONE
    if now > state.promised_due:
        return Light.RED
    return Light.YELLOW if state.yellow_from is not None and now >= state.yellow_from else Light.GREEN


@dataclass(frozen=True, slots=True)
class Dues:
    """When the two limits of a case end, and from when on the promised one is near."""

    promised: Due | None = None
    statutory: Due | None = None
    yellow_from: dt.datetime | None = None

    def details(self) -> dict[str, Any]:
        """Return what the journal keeps of it."""
        return {
            "promised_due": self.promised and self.promised.at.astimezone(dt.UTC).isoformat(),
            "statutory_due": self.statutory and self.statutory.at.astimezone(dt.UTC).isoformat(),
            "yellow_from": self.yellow_from and self.yellow_from.astimezone(dt.UTC).isoformat(),
            "provisional": self.promised is not None and self.promised.provisional,
            "statutory_provisional": self.statutory is not None and self.statutory.provisional,
        }


@dataclass(frozen=True, slots=True)
class Pauses:
    """The days that do not count: those of the law for both limits, those inside the house for the promise alone.

    The law knows no pause for what an upper level asks for after acceptance (it should have been in the one notice), so
    a return stops the promised clock only.
    """

    lawful: tuple[Pause, ...] = ()
    internal: tuple[Pause, ...] = ()


def pauses_of(entries: Iterable[Entry], today: dt.date, calendar: WorkCalendar) -> Pauses:
    """Read the pauses of a case from its journal; one that is still open ends today."""
    lawful: list[Pause] = []
    internal: list[Pause] = []
    opened: tuple[list[Pause], dt.date] | None = None
    for entry in entries:
        if entry.kind in ("paused", "returned"):
            opened = (lawful if entry.kind == "paused" else internal, dt.date.fromisoformat(entry.details["on"]))
        elif opened and entry.kind in ("resumed", "supplemented"):
            kind, start = opened
            kind.append(Pause(start, max(start, calendar.hall_day(entry.at))))
            opened = None
    if opened:
        opened[0].append(Pause(opened[1], max(opened[1], today)))
    return Pauses(tuple(lawful), tuple(internal))


def dues(
    calendar: WorkCalendar,
    limits: Limits,
    accepted_at: dt.datetime,
    policy: CasePolicy,
    *,
    pauses: Pauses | None = None,
    extended: int = 0,
) -> Dues:
    """Return when the limits of a case end.

    Args:
        calendar: the hall's working days.
        limits: the statutory and the promised limit of the matter.
        accepted_at: the acceptance (aware).
        policy: thresholds of the warning.
        pauses: what is left out.
        extended: units by which the leader extended both limits.
    """
    out = pauses or Pauses()
    statutory = _end(calendar, limits.statutory, accepted_at, out.lawful, extended)
    promised = _end(calendar, limits.promised, accepted_at, (*out.lawful, *out.internal), extended) or statutory
    if promised and statutory and statutory.at < promised.at:
        promised = statutory
    left_out = (*out.lawful, *out.internal)
    near = _yellow(calendar, promised, accepted_at, policy, left_out) if promised else None
    return Dues(promised, statutory, near)


def overdue_days(calendar: WorkCalendar, due_at: dt.datetime, now: dt.datetime) -> int:
    """Return how many full working days have passed since the limit ended."""
    today = calendar.hall_day(now)
    if now <= due_at or today == calendar.hall_day(due_at):
        return 0
    over = calendar.is_workday(today) and now >= calendar.closing(today)
    return calendar.workdays_between(calendar.hall_day(due_at) + _DAY, today) + over


def days_left(calendar: WorkCalendar, due_at: dt.datetime, now: dt.datetime) -> int:
    """Return the working days after today up to the last one: 0 on the last day, below 0 for full days over it."""
    today, last = calendar.hall_day(now), calendar.hall_day(due_at)
    if now > due_at:
        return -overdue_days(calendar, due_at, now)
    return calendar.workdays_between(today + _DAY, last + _DAY)


def _end(
    calendar: WorkCalendar, limit: Limit, accepted_at: dt.datetime, pauses: Sequence[Pause], extended: int
) -> Due | None:
    if limit.value is None:
        return None
    return calendar.due(accepted_at, limit.value + extended, _UNITS[limit.unit], pauses=pauses)


def _yellow(
    calendar: WorkCalendar, due: Due, accepted_at: dt.datetime, policy: CasePolicy, left_out: Sequence[Pause]
) -> dt.datetime:
    """Return from when on no more than max(1, a fifth of the limit) is left, in working days that count."""
    if due.date == calendar.hall_day(accepted_at):
        return min(due.at, accepted_at + dt.timedelta(minutes=policy.immediate_minutes))
    start = calendar.counted_from(accepted_at)
    after = (start + n * _DAY for n in range(1, (due.date - start).days + 1))
    counted = [day for day in after if calendar.is_workday(day) and not any(day in pause for pause in left_out)]
    threshold = max(1, math.ceil(len(counted) * policy.yellow_percent / 100))
    day = counted[-threshold - 1] if len(counted) > threshold else start
    return max(accepted_at, dt.datetime.combine(day, dt.time(), tzinfo=calendar.zone))
