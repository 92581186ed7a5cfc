"""Which holiday tables hold, whether one is complete, and what the hall may set about its office hours."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Final

from hall.kernel.allowed import DayHours, MonthDay, TimeOfDay
from hall.kernel.holidays import HolidayYear
from hall.kernel.office import OfficeHours, Season, read_month_day, read_spans
from hall.kernel.refusal import Refusal

_SATURDAY: Final = 5
_LAW_SINCE: Final = 2008
"""From this year on the seven festivals below are days off (全国年节及纪念日放假办法)."""

_FESTIVALS: Final = (
    ("元旦", (1, 1), (1, 1), 1),
    ("春节", (1, 20), (2, 24), 3),
    ("清明节", (4, 4), (4, 6), 1),
    ("劳动节", (5, 1), (5, 1), 1),
    ("端午节", (5, 26), (6, 26), 1),
    ("中秋节", (9, 6), (10, 9), 1),
    ("国庆节", (10, 1), (10, 3), 3),
)
"""Name, first and last day on which it may fall by the solar calendar, and how many days off the law gives at least."""


@dataclass(frozen=True)
class OfficePolicy:
    """The hall's office hours (办公时间): when a limit's last day ends (Civil Code 203) and which slots there are.

    Attributes:
        spans: the openings of a day.
        summer: other openings for a part of the year (夏令作息); empty where the hours never change.
        summer_from: the first day of that part; it may run over New Year.
        summer_until: the last day of that part.
        late_from: from here on an acceptance counts as the next working day's (16:59 in some places); empty where the
            day itself always counts.
    """

    spans: Annotated[str, DayHours()] = "09:00-12:00,13:30-17:30"
    summer: Annotated[str, DayHours(or_none=True)] = ""
    summer_from: Annotated[str, MonthDay()] = "06-01"
    summer_until: Annotated[str, MonthDay()] = "09-30"
    late_from: Annotated[str, TimeOfDay(or_never=True)] = ""

    def check(self) -> None:
        """Refuse a late afternoon that begins outside the openings (`workdays.late_outside`)."""
        if not self.late_from:
            return
        late = dt.time.fromisoformat(self.late_from)
        for text in filter(None, (self.spans, self.summer)):
            spans = read_spans(text)
            if not spans[0][0] < late <= spans[-1][1]:
                raise Refusal("workdays.late_outside", late=self.late_from)

    def hours(self) -> OfficeHours:
        """Return the hours as the calendar counts by them."""
        late = dt.time.fromisoformat(self.late_from) if self.late_from else None
        return OfficeHours(read_spans(self.spans), self._seasons(), late)

    def _seasons(self) -> tuple[Season, ...]:
        if not self.summer:
            return ()
        return (Season(read_month_day(self.summer_from), read_month_day(self.summer_until), read_spans(self.summer)),)


def in_force(product: Iterable[HolidayYear], imported: Iterable[HolidayYear]) -> tuple[HolidayYear, ...]:
    """Return the tables that hold, in the order in which they are laid over each other: local ones last.

    What the hall has read in takes the place of the product's table for the same year.
    """
    by_year = {(table.local, table.year): table for table in (*product, *imported)}
    return tuple(by_year[key] for key in sorted(by_year))


def check_complete(table: HolidayYear) -> None:
    """Refuse a national table in which a festival of the year is not off: dates would count as firm and be wrong.

    Raises:
        Refusal: `workdays.incomplete` (year, festival).
    """
    if table.local or table.year < _LAW_SINCE:
        return
    for festival, first, last, least in _FESTIVALS:
        day, end = dt.date(table.year, *first), dt.date(table.year, *last)
        span = (day + dt.timedelta(days=n) for n in range((end - day).days + 1))
        if sum(table.days.get(each) is False for each in span) < least:
            raise Refusal("workdays.incomplete", year=table.year, festival=festival)


def same_effect(one: HolidayYear, other: HolidayYear) -> bool:
    """Tell whether two tables make the same days workdays, however they name weekends."""
    return _changes(one.days) == _changes(other.days)


def _changes(days: Mapping[dt.date, bool]) -> dict[dt.date, bool]:
    """Return what differs from the plain week."""
    return {day: works for day, works in days.items() if works is not (day.weekday() < _SATURDAY)}
