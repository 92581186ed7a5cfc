"""The working-day calendar: when a limit ends, in the hall's days and office hours."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from hall.kernel.dates import HALL_ZONE, add_months, in_hall
from hall.kernel.holidays import HolidayTable, read_holidays
from hall.kernel.office import OfficeHours
from hall.kernel.resources import resource

_DAY: Final = dt.timedelta(days=1)
_SATURDAY: Final = 5
TAIL: Final = (12, 29)
"""From this day on, December belongs to the next year's notice: 2018-12-29 was worked for New Year, 2022-12-31 off."""


class LimitUnit(StrEnum):
    """What a limit (时限) counts; a law that does not say working days (工作日) means calendar days (自然日)."""

    WORKING_DAY = "working_day"
    NATURAL_DAY = "natural_day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that a limit does not count (扣除): from the day of the pause up to, not including, the day of resuming.

    Hearings, tests and expert reviews are left out (行政许可法 45); which others are is a matter's own list of reasons.
    """

    start: dt.date
    resume: dt.date

    def __post_init__(self) -> None:
        if self.resume < self.start:
            raise ValueError("a pause cannot end before it starts")

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day < self.resume


@dataclass(frozen=True, slots=True)
class Due:
    """The end of a limit (到期).

    Attributes:
        date: the last day, in the hall's zone.
        at: the instant at which the office closes on it (aware, in the hall's zone; Civil Code 203).
        provisional: a year's notice that could move it is not out yet (暂定); count again when it is imported.
    """

    date: dt.date
    at: dt.datetime
    provisional: bool


class WorkCalendar:
    """Counts working days (工作日): Monday to Friday, as changed by the holiday tables.

    The law counts permits in working days without statutory holidays (行政许可法 82); where no notice is known yet, the
    plain week stands in and what rests on it is provisional.

    Attributes:
        hours: the hall's office hours.
        zone: the zone in which the hall's days begin.
    """

    def __init__(self, table: HolidayTable, hours: OfficeHours | None = None, zone: dt.tzinfo = HALL_ZONE) -> None:
        self._days = dict(table.days)
        self._years = table.years
        self.hours = hours or OfficeHours()
        self.zone = zone

    def known(self, year: int) -> bool:
        """Say whether the year's notice has been imported."""
        return year in self._years

    def settled(self, day: dt.date) -> bool:
        """Say whether no notice still to come can change the day; the last of December waits for the next year's."""
        return self.known(day.year) and ((day.month, day.day) < TAIL or self.known(day.year + 1))

    def is_workday(self, day: dt.date) -> bool:
        """Say whether offices work on the day."""
        return self._days.get(day, day.weekday() < _SATURDAY)

    def nth_workday(self, start: dt.date, n: int) -> dt.date:
        """Return the n-th working day after the start, which is day 0 whatever day it is.

        Raises:
            ValueError: n is negative.
        """
        return self._count(start, n, self.is_workday)

    def workdays_between(self, first: dt.date, end: dt.date) -> int:
        """Count the working days of [first, end); negative if the end lies before."""
        if end < first:
            return -self.workdays_between(end, first)
        return sum(self.is_workday(day) for day in _days(first, end))

    def hall_day(self, instant: dt.datetime) -> dt.date:
        """Return the hall's day of an instant (aware)."""
        return in_hall(instant, self.zone).date()

    def closing(self, day: dt.date) -> dt.datetime:
        """Return the instant at which the office closes on the day."""
        return dt.datetime.combine(day, self.hours.closing(day), tzinfo=self.zone)

    def counted_from(self, accepted: dt.datetime) -> dt.date:
        """Return day 0: the day of acceptance.

        Where the hall sets `late_from`, what comes later that day, or on a day off, counts as the next working day's.
        """
        local = in_hall(accepted, self.zone)
        late = self.hours.late_from
        if late is None or (self.is_workday(local.date()) and local.time() < late):
            return local.date()
        return self.nth_workday(local.date(), 1)

    def due(
        self,
        accepted: dt.datetime,
        limit: int,
        unit: LimitUnit,
        *,
        pauses: Sequence[Pause] = (),
        roll: bool = True,
    ) -> Due:
        """Return when a limit ends that started with an acceptance.

        Args:
            accepted: the instant of acceptance (aware).
            limit: how many units; 0 is the same day.
            unit: what is counted; months and years end on the corresponding day (Civil Code 202).
            pauses: what is left out, in any order; close an open pause with today for a preview.
            roll: a limit of calendar days, months or years that ends on a day off ends on the next working day
                (Civil Code 203).

        Raises:
            ValueError: the limit is negative or the instant naive.
        """
        start, unit = self.counted_from(accepted), LimitUnit(unit)
        # Whether the late-afternoon rule moved day 0 rests on the days that it passed.
        rests_on = [*_days(self.hall_day(accepted), start + _DAY)] if self.hours.late_from is not None else []
        if unit is LimitUnit.WORKING_DAY:
            end = self._count(start, limit, lambda day: self.is_workday(day) and not _paused(day, pauses))
            return self._due(end, [*rests_on, *_days(start + _DAY, end + _DAY)])
        end = self._count(start, _length(start, limit, unit), lambda day: not _paused(day, pauses))
        if not roll or end == start:
            return self._due(end, rests_on)
        rolled = self._roll(end, pauses)
        return self._due(rolled, [*rests_on, *_days(end, rolled + _DAY)])

    def _due(self, day: dt.date, rests_on: Sequence[dt.date]) -> Due:
        """Close the limit on a day whose choice rested on these being, or not being, working days."""
        return Due(day, self.closing(day), not all(map(self.settled, rests_on)))

    def _count(self, start: dt.date, n: int, counts: Callable[[dt.date], bool]) -> dt.date:
        """Return the n-th counting day after the start."""
        if n < 0:
            raise ValueError("a limit cannot be negative")
        day = start
        while n:
            day += _DAY
            n -= counts(day)
        return day

    def _roll(self, day: dt.date, pauses: Sequence[Pause]) -> dt.date:
        """Return the day, or the first working day after it on which the limit runs."""
        while not self.is_workday(day) or _paused(day, pauses):
            day += _DAY
        return day


def load_calendar(*folders: Path, hours: OfficeHours | None = None, zone: dt.tzinfo = HALL_ZONE) -> WorkCalendar:
    """Return the calendar of the product's own tables and, over them, those of the folders (a hall's imports).

    Raises:
        Refusal: a table is wrong; the refusal names file and day.
    """
    return WorkCalendar(read_holidays(resource("calendar"), *folders), hours, zone)


def _length(start: dt.date, limit: int, unit: LimitUnit) -> int:
    """Return the calendar days from the start to the limit's last day, pauses aside."""
    if unit is LimitUnit.NATURAL_DAY:
        return limit
    return (add_months(start, limit * (12 if unit is LimitUnit.YEAR else 1)) - start).days


def _paused(day: dt.date, pauses: Sequence[Pause]) -> bool:
    return any(day in pause for pause in pauses)


def _days(first: dt.date, end: dt.date) -> Iterator[dt.date]:
    """Yield the days of [first, end)."""
    return (first + n * _DAY for n in range((end - first).days))
