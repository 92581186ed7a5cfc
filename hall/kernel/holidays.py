"""Holiday tables: which days the State Council gave off, and which weekends are worked for them."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from hall.kernel.refusal import Refusal

LARGEST: Final = 1024 * 1024
"""Bytes of the largest holiday file that is read; a year's table has less than one thousand."""

DEEPEST: Final = 8
"""Blocks within blocks; a table has three."""

_KEYS: Final = {"year", "source", "local", "off", "workdays"}
_SATURDAY: Final = 5
_LONGEST: Final = dt.timedelta(days=31)
_REACH: Final = dt.timedelta(days=31)
_FIRST_YEAR, _LAST_YEAR = 1950, 9000


@dataclass(frozen=True, slots=True)
class HolidayTable:
    """What the yearly notices change in the plain week (放假调休).

    The source is the notice of the State Council's General Office, one file a year; autonomous areas add holidays of
    their own (全国年节及纪念日放假办法, article 4) in a file marked `local: true`, which does not make a year known.

    Attributes:
        days: what a day is, whatever its weekday: True a workday, False a day off.
        years: the years whose national notice has been read.
    """

    days: Mapping[dt.date, bool] = field(default_factory=dict)
    years: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class HolidayYear:
    """One year's table as it was read.

    Attributes:
        year: whose notice it is; its days may reach into the neighbouring months.
        source: the notice by title and number.
        local: an area's own holidays, which lie over the national table.
        days: True a workday, False a day off.
    """

    year: int
    source: str
    local: bool
    days: Mapping[dt.date, bool]


def read_holidays(*folders: Path) -> HolidayTable:
    """Read every `*.yaml` of the folders; where two files name one day, the later folder and then file name wins.

    Raises:
        Refusal: as `read_year`.
    """
    return combine(read_year(file) for folder in folders for file in sorted(folder.glob("*.yaml")))


def combine(tables: Iterable[HolidayYear]) -> HolidayTable:
    """Return the tables as one; where two name one day, the later one wins."""
    days: dict[dt.date, bool] = {}
    years: set[int] = set()
    for table in tables:
        days |= table.days
        if not table.local:
            years.add(table.year)
    return HolidayTable(days, frozenset(years))


def read_year(file: Path) -> HolidayYear:
    """Read one year's table.

    Raises:
        Refusal: `kernel.holiday_file` (file), `kernel.holiday_day` (file, day), `kernel.holiday_twice` (file, day),
            `kernel.holiday_weekday` (file, day).
    """
    return _HolidayFile(file).table()


class _HolidayFile:
    """One year's table, checked day by day so that a typing mistake is named."""

    def __init__(self, file: Path) -> None:
        self._name = file.name
        table = self._load(file)
        try:
            self._year = _year(table["year"])
            self._source = _source(table["source"])
            self._local = table.get("local", "false") == "true"
            self._off = [(_text(row["first"]), _text(row["last"])) for row in table.get("off") or []]
            self._workdays = [_text(day) for day in table.get("workdays") or []]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Refusal("kernel.holiday_file", file=self._name) from error

    def table(self) -> HolidayYear:
        """Return what the file says; no day may be named twice."""
        days: dict[dt.date, bool] = {}
        for day, works in self._named():
            if day in days:
                raise Refusal("kernel.holiday_twice", file=self._name, day=day.isoformat())
            if works and not self._local and day.weekday() < _SATURDAY:
                raise Refusal("kernel.holiday_weekday", file=self._name, day=day.isoformat())
            days[day] = works
        return HolidayYear(self._year, self._source, self._local, days)

    def _named(self) -> Iterator[tuple[dt.date, bool]]:
        """Yield each day off, then each make-up workday."""
        for first, last in self._off:
            day, end = self._day(first), self._day(last)
            if not dt.timedelta(0) <= end - day <= _LONGEST:
                raise Refusal("kernel.holiday_day", file=self._name, day=last[:20])
            while day <= end:
                yield day, False
                day += dt.timedelta(days=1)
        for text in self._workdays:
            yield self._day(text), True

    def _day(self, text: str) -> dt.date:
        """Read a day; New Year's holiday and its make-up days may reach into the neighbouring month."""
        try:
            day = dt.date.fromisoformat(text)
        except ValueError as error:
            raise Refusal("kernel.holiday_day", file=self._name, day=text[:20]) from error
        if not dt.date(self._year, 1, 1) - _REACH <= day <= dt.date(self._year, 12, 31) + _REACH:
            raise Refusal("kernel.holiday_day", file=self._name, day=text[:20])
        return day

    def _load(self, file: Path) -> dict[str, Any]:
        """Return the file's keys and texts; dates stay text, so that a wrong one can be named."""
        try:
            if file.stat().st_size > LARGEST:
                raise ValueError("a table of one year is short")
            table = yaml.load(file.read_text(encoding="utf-8-sig"), Loader=_Loader)
        except (yaml.YAMLError, ValueError, OSError, RecursionError) as error:
            raise Refusal("kernel.holiday_file", file=self._name) from error
        # A misspelt key would silently lose days, so none is passed over.
        if not isinstance(table, dict) or not {"year", "source", "off"} <= table.keys() <= _KEYS:
            raise Refusal("kernel.holiday_file", file=self._name)
        return table


class _Loader(yaml.BaseLoader):
    """Reads texts, lists and blocks only, a few levels deep; a key that stands twice is a mistake."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self._depth = 0

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:  # noqa: ANN401 -- PyYAML's own form
        """Count the depth, so that no file takes the program down."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise yaml.YAMLError("nested too deeply")

    def ascend_resolver(self) -> None:
        """Count the way back."""
        self._depth -= 1

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Build a block, refusing a key that stands twice: YAML would silently keep the last."""
        names = [str(key.value) for key, _ in node.value]
        if len(set(names)) < len(names):
            raise yaml.YAMLError("a key stands twice")
        built: dict[Any, Any] = super().construct_mapping(node, deep)
        return built


def _text(value: object) -> str:
    """Return a text; anything else in its place is a mistake."""
    if not isinstance(value, str):
        raise TypeError("a text was expected")
    return value


def _source(value: object) -> str:
    """Return where the table comes from; one that nobody can look up is no table."""
    source = _text(value).strip()
    if not source:
        raise ValueError("no source")
    return source[:200]


def _year(value: object) -> int:
    """Return a year in which somebody may still count days."""
    year = int(_text(value))
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError("no such year")
    return year
