"""Holiday tables: which days the State Council gave off, and which weekends are worked for them."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from hall.kernel.refusal import Refusal

_KEYS: Final = {"year", "source", "local", "off", "workdays"}
_SATURDAY: Final = 5
_LONGEST: Final = dt.timedelta(days=31)
_REACH: Final = dt.timedelta(days=31)


@dataclass(frozen=True, slots=True)
class HolidayTable:
    """What the yearly notice changes in the plain week (放假调休).

    The source is the notice of the State Council's General Office, one file a year; autonomous areas add holidays of
    their own (全国年节及纪念日放假办法, article 4) in a file marked `local: true`, which does not make a year known.

    Attributes:
        days: what a day is, whatever its weekday: True a workday, False a day off.
        years: the years whose national notice has been read.
    """

    days: Mapping[dt.date, bool] = field(default_factory=dict)
    years: frozenset[int] = frozenset()


def read_holidays(*folders: Path) -> HolidayTable:
    """Read every `*.yaml` of the folders; where two files name one day, the later folder and then file name wins.

    Raises:
        Refusal: `kernel.holiday_file` (file), `kernel.holiday_day` (file, day), `kernel.holiday_twice` (file, day),
            `kernel.holiday_weekday` (file, day).
    """
    days: dict[dt.date, bool] = {}
    years: set[int] = set()
    for file in (file for folder in folders for file in sorted(folder.glob("*.yaml"))):
        table = _HolidayFile(file)
        days |= table.days()
        if not table.local:
            years.add(table.year)
    return HolidayTable(days, frozenset(years))


class _HolidayFile:
    """One year's table, checked day by day so that a typing mistake is named."""

    def __init__(self, file: Path) -> None:
        self._name = file.name
        table = self._load(file)
        try:
            self.year = int(table["year"])
            self.local = table.get("local", "false") == "true"
            self._off = [(str(row["first"]), str(row["last"])) for row in table.get("off") or []]
            self._workdays = [str(day) for day in table.get("workdays") or []]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Refusal("kernel.holiday_file", file=self._name) from error

    def days(self) -> dict[dt.date, bool]:
        """Return the days that the file changes; no day may be named twice."""
        days: dict[dt.date, bool] = {}
        for day, works in self._named():
            if day in days:
                raise Refusal("kernel.holiday_twice", file=self._name, day=day.isoformat())
            if works and not self.local and day.weekday() < _SATURDAY:
                raise Refusal("kernel.holiday_weekday", file=self._name, day=day.isoformat())
            days[day] = works
        return days

    def _named(self) -> Iterator[tuple[dt.date, bool]]:
        """Yield each day off, then each make-up workday."""
        for first, last in self._off:
            day, end = self._day(first), self._day(last)
            if not dt.timedelta(0) <= end - day <= _LONGEST:
                raise Refusal("kernel.holiday_day", file=self._name, day=last)
            while day <= end:
                yield day, False
                day += dt.timedelta(days=1)
        for text in self._workdays:
            yield self._day(text), True

    def _day(self, text: str) -> dt.date:
        """Read a day; New Year's holiday and its make-up days may reach into the neighbouring month."""
        try:
            day = dt.date.fromisoformat(text)
            near = dt.date(self.year, 1, 1) - _REACH <= day <= dt.date(self.year, 12, 31) + _REACH
        except (ValueError, OverflowError) as error:
            raise Refusal("kernel.holiday_day", file=self._name, day=text) from error
        if not near:
            raise Refusal("kernel.holiday_day", file=self._name, day=text)
        return day

    def _load(self, file: Path) -> dict[str, Any]:
        """Return the file's keys and texts; dates stay text, so that a wrong one can be named."""
        try:
            table = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        except (yaml.YAMLError, ValueError, OSError) as error:
            raise Refusal("kernel.holiday_file", file=self._name) from error
        # A misspelt key would silently lose days, so none is passed over.
        if not isinstance(table, dict) or not {"year", "source", "off"} <= table.keys() <= _KEYS:
            raise Refusal("kernel.holiday_file", file=self._name)
        return table
