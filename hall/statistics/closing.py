"""Reads whether a day balances: what came in is what went out, line by line, and what is open by its name."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import select

from hall.security.model import Staff
from hall.statistics.model import ClosedDay
from hall.storage.work import Reading


@dataclass(frozen=True, slots=True)
class OpenThing:
    """One thing that keeps a line from balancing; kind and key open it in a window, residents are masked."""

    kind: str
    key: str
    words: str


@dataclass(frozen=True, slots=True)
class CloseLine:
    """One line of the day's end.

    Attributes:
        code: of the line, such as `tickets`; `title` and `text` say it in words.
        count: how much of it there was today.
        balanced: nothing is open.
        items: what is open.
    """

    code: str
    title: str
    text: str
    count: int
    balanced: bool
    items: tuple[OpenThing, ...] = ()


@dataclass(frozen=True, slots=True)
class Closing:
    """How a day was closed: when, by whom, with what open, under which anchor, and what became of the copy.

    Attributes:
        lines: the figures as they stood then; of what was open only kind and key.
        copy: `made`, `host`, `failed`, or empty while it is being made.
    """

    id: str
    day: dt.date
    closed_at: dt.datetime
    closed_by: str
    reason: str
    open_count: int
    lines: tuple[CloseLine, ...]
    heads: tuple[tuple[str, int, str], ...]
    anchor: str
    key_id: str
    signature: str
    copy: str
    copy_name: str
    copy_size: int
    copy_rows: int
    copy_problem: str


@dataclass(frozen=True, slots=True)
class DayClose:
    """The end of the present day (日结): its lines as they stand, and how it was closed, if it was."""

    day: dt.date
    lines: tuple[CloseLine, ...]
    closed: Closing | None

    @property
    def open_count(self) -> int:
        """How many things are open."""
        return sum(len(line.items) for line in self.lines)

    @property
    def balanced(self) -> bool:
        """Whether every line balances."""
        return all(line.balanced for line in self.lines)


Line = Callable[[Reading], CloseLine | None]
_LINES: list[Line] = []


def close_line(read: Line) -> Line:
    """Add a line to the day's end, None where the hall has none of it; they stand in the order of adding."""
    _LINES.append(read)
    return read


def line(code: str, title: str, text: str, count: int, items: Iterable[OpenThing]) -> CloseLine:
    """Return a line that balances where nothing is open."""
    left = tuple(items)
    return CloseLine(code, title, text, count, not left, left)


def day_close(reading: Reading) -> DayClose:
    """Return the end of the present day as it stands."""
    lines = tuple(found for read in _LINES if (found := read(reading)) is not None)
    return DayClose(reading.today, lines, closing_of(reading, day=reading.today))


def closing_of(reading: Reading, *, day: dt.date) -> Closing | None:
    """Return how a day was closed; None where it was not."""
    row = reading.session.scalar(select(ClosedDay).where(ClosedDay.day == day))
    return _closing(reading, row) if row is not None else None


def closings(reading: Reading, *, since: dt.date, until: dt.date) -> tuple[Closing, ...]:
    """Return the days that were closed, from one day to another, both included."""
    rows = select(ClosedDay).where(ClosedDay.day >= since, ClosedDay.day <= until).order_by(ClosedDay.day)
    return tuple(_closing(reading, row) for row in reading.session.scalars(rows))


def _closing(reading: Reading, row: ClosedDay) -> Closing:
    staff = reading.session.get(Staff, row.closed_by) if row.closed_by else None
    return Closing(
        row.id,
        row.day,
        row.closed_at,
        staff.name if staff else "",
        row.reason,
        row.open_count,
        tuple(_kept(each) for each in row.lines),
        tuple((str(each["device"]), int(each["seq"]), str(each["digest"])) for each in row.heads),
        row.anchor,
        row.key_id,
        row.signature,
        row.copy,
        row.copy_name,
        row.copy_size,
        row.copy_rows,
        row.copy_problem,
    )


def _kept(plain: dict[str, object]) -> CloseLine:
    things = plain["items"]
    items = tuple(OpenThing(str(kind), str(key), "") for kind, key in things) if isinstance(things, list) else ()
    count = plain["count"] if isinstance(plain["count"], int) else 0
    return CloseLine(str(plain["code"]), str(plain["title"]), str(plain["text"]), count, not items, items)
