"""Holiday tables out of the chinesecalendar package, where somebody has installed it beside the hall."""

from collections import defaultdict
from datetime import date
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from hall.kernel.calendar import TAIL
from hall.kernel.holidays import HolidayYear
from hall.kernel.refusal import Refusal

_PACKAGE: Final = "chinesecalendar"


def read_package(first: int) -> tuple[HolidayYear, ...]:
    """Return the package's tables from a year on, by year.

    Raises:
        Refusal: `workdays.no_package` when it is not installed.
    """
    try:
        known = import_module("chinese_calendar.constants")
        source = f"{_PACKAGE} {version(_PACKAGE)}"
    except (ImportError, PackageNotFoundError) as error:
        raise Refusal("workdays.no_package") from error
    days: dict[int, dict[date, bool]] = defaultdict(dict)
    last = max(day.year for day in known.holidays)
    for works, named in ((False, known.holidays), (True, known.workdays)):
        for day in named:
            days[_notice_of(day, last)][day] = works
    return tuple(HolidayYear(year, source, False, days[year]) for year in sorted(days) if year >= first)


def _notice_of(day: date, last: int) -> int:
    """Return the year whose notice names a day: the last of December belongs to the next year's."""
    return min(day.year + ((day.month, day.day) >= TAIL), last)
