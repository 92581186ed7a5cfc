"""Office hours: when the hall's counters serve."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

Span = tuple[dt.time, dt.time]
"""Opening and closing: open at the first, no longer open at the second."""

MOST_SPANS: Final = 6
_SPAN: Final = re.compile(r"(\d{1,2})[:：](\d\d)\s*[-–—~～至]\s*(\d{1,2})[:：](\d\d)")
_MONTH_DAY: Final = re.compile(r"(\d{1,2})\s*[-/月]\s*(\d{1,2})日?")
_LEAP_YEAR: Final = 2024


def read_spans(text: str) -> tuple[Span, ...]:
    """Return a day's openings as people write them: 09:00-12:00,13:30-17:30.

    Raises:
        ValueError: it is none, or the openings do not follow each other.
    """
    spans = tuple(_span(part.strip()) for part in re.split("[,，、]", text))
    if len(spans) > MOST_SPANS:
        raise ValueError("a day has a few openings")
    _check_order(spans)
    return spans


def read_month_day(text: str) -> tuple[int, int]:
    """Return a month and a day as people write them: 06-01, 6月1日.

    Raises:
        ValueError: no year has such a day.
    """
    found = _MONTH_DAY.fullmatch(text.strip())
    if found is None:
        raise ValueError("a month and a day were expected")
    day = dt.date(_LEAP_YEAR, int(found[1]), int(found[2]))
    return day.month, day.day


@dataclass(frozen=True, slots=True)
class Season:
    """Hours that hold for a part of every year (夏令/冬令作息).

    Attributes:
        first: the first (month, day); a season may run over New Year.
        last: the last (month, day).
        spans: the openings of each day.
    """

    first: tuple[int, int]
    last: tuple[int, int]
    spans: tuple[Span, ...]

    def __contains__(self, day: dt.date) -> bool:
        key = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= key <= self.last
        return key >= self.first or key <= self.last


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The hall's hours (办公时间); a limit ends when the office closes, not at midnight (Civil Code 203).

    Attributes:
        spans: the day's openings in order.
        seasons: other openings for parts of the year; the first that holds counts.
        late_from: from here on an acceptance counts as the next working day's; None if the day itself always counts.
        source: where the hours are laid down, shown beside the setting.
    """

    spans: tuple[Span, ...] = ((dt.time(9), dt.time(12)), (dt.time(13, 30), dt.time(17, 30)))
    seasons: tuple[Season, ...] = ()
    late_from: dt.time | None = None
    source: str = "本大厅公示的办公时间"

    def __post_init__(self) -> None:
        for spans in (self.spans, *(season.spans for season in self.seasons)):
            _check_order(spans)

    def on(self, day: dt.date) -> tuple[Span, ...]:
        """Return the day's openings."""
        return next((season.spans for season in self.seasons if day in season), self.spans)

    def closing(self, day: dt.date) -> dt.time:
        """Return when the office closes for the day."""
        return self.on(day)[-1][1]

    def open_at(self, local: dt.datetime) -> bool:
        """Say whether the counters serve at a time on the hall's wall clock, on a day that is worked."""
        return any(start <= local.time() < end for start, end in self.on(local.date()))


def _span(text: str) -> Span:
    found = _SPAN.fullmatch(text)
    if found is None:
        raise ValueError("an opening was expected")
    first, last = (dt.time(int(found[at]), int(found[at + 1])) for at in (1, 3))
    return first, last


def _check_order(spans: tuple[Span, ...]) -> None:
    edges = [edge for span in spans for edge in span]
    if not edges or edges != sorted(set(edges)):
        raise ValueError("office hours open before they close, one after another")
