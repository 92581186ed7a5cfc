"""Office hours: when the hall's counters serve."""

import datetime as dt
from dataclasses import dataclass

Span = tuple[dt.time, dt.time]
"""Opening and closing: open at the first, no longer open at the second."""


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
            edges = [edge for span in spans for edge in span]
            if not edges or edges != sorted(set(edges)):
                raise ValueError("office hours open before they close, one after another")

    def on(self, day: dt.date) -> tuple[Span, ...]:
        """Return the day's openings."""
        return next((season.spans for season in self.seasons if day in season), self.spans)

    def closing(self, day: dt.date) -> dt.time:
        """Return when the office closes for the day."""
        return self.on(day)[-1][1]

    def open_at(self, local: dt.datetime) -> bool:
        """Say whether the counters serve at a time on the hall's wall clock, on a day that is worked."""
        return any(start <= local.time() < end for start, end in self.on(local.date()))
