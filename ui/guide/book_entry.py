"""One leaf of the paper book as it is typed, and how it is entered."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from hall.kernel.refusal import Refusal
from hall.service import Hall, books
from ui.guide.words import claim

STILL_WAITING = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A leaf as typed from its stub.

    Attributes:
        day: on which it was written; `came`, `called` and `done` are times of that day, HH:MM.
        claim: the code of the ticked ground, empty for none.
        counter_id: where the resident was served; empty for somebody who still waits.
    """

    number: str
    day: date
    came: str
    service: str
    claim: str = ""
    counter_id: str = STILL_WAITING
    called: str = ""
    done: str = ""


def read_time(text: str) -> time | None:
    """Return a time as people write it: 9:05, 09：05, 905 or 0905; None for anything else."""
    found = re.fullmatch(r"(\d{1,2})[:：.点时]?(\d{2})分?", "".join(text.split()))
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return time(int(found[1]), int(found[2]))


def first_wrong(entry: Entry) -> str:
    """Return the field that cannot be read, empty for none."""
    served = entry.counter_id != STILL_WAITING
    times = {"came": entry.came, **({"called": entry.called, "done": entry.done} if served else {})}
    unreadable = [name for name, text in times.items() if read_time(text) is None]
    empty = [name for name, text in (("number", entry.number), ("service", entry.service)) if not text.strip()]
    order = ("number", "came", "service", "called", "done")
    return next((name for name in order if name in (*empty, *unreadable)), "")


def enter(hall: Hall, entry: Entry, zone: ZoneInfo) -> str:
    """Enter a leaf; answers with the number as it is called.

    Raises:
        Refusal: what `books.enter_leaf` says.
    """
    ground = claim(entry.claim)
    served = entry.counter_id != STILL_WAITING
    hall.do(
        books.enter_leaf,
        number=entry.number,
        arrived_at=_at(entry, entry.came, zone),
        service_code=entry.service,
        priority=ground.priority if ground else "",
        ground=ground.ground if ground else "",
        counter_id=entry.counter_id,
        served_at=_at(entry, entry.called, zone) if served else None,
        finished_at=_at(entry, entry.done, zone) if served else None,
    )
    return entry.number.strip().upper()


def following(number: str) -> str:
    """Return the number behind one: H0008 behind H0007; empty where there is none."""
    found = re.fullmatch(r"([A-Z]*)(\d+)", number.strip().upper())
    return f"{found[1]}{int(found[2]) + 1:0{len(found[2])}d}" if found else ""


def _at(entry: Entry, text: str, zone: ZoneInfo) -> datetime:
    read = read_time(text)
    if read is None:
        raise Refusal("books.order", number=entry.number)
    return datetime.combine(entry.day, read, tzinfo=zone)
