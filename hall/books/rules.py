"""The law of the paper ticket book: which leaf may be entered, with which times."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final

from hall.kernel.allowed import Between, SeriesLetter
from hall.kernel.refusal import Refusal
from hall.queue.policy import OUTCOMES
from hall.storage.journal import Event

UNUSED, ENTERED, VOIDED = "unused", "entered", "voided"
VOID_REASONS: Final = ("spoiled", "lost", "left", "other")
"""写坏、丢失、居民拿了票没有办、其他."""

DIGITS = 4
MOST_LEAVES = 200


@dataclass(frozen=True)
class BookPolicy:
    """How this hall's books are printed.

    Attributes:
        series: letter of the numbers, one that no service and no class of tickets uses.
        leaves: leaves of a book.
    """

    series: Annotated[str, SeriesLetter()] = "H"
    leaves: Annotated[int, Between(1, MOST_LEAVES)] = 60


@dataclass(frozen=True, slots=True)
class Served:
    """How somebody was served while the machine was down, as the stub has it."""

    counter_id: str
    staff_id: str
    served_at: datetime
    finished_at: datetime
    outcome: str = "done"


def number(series: str, seq: int) -> str:
    """Return the number as it is printed and called: H0007; a digit more than a machine's, so nobody mixes them up."""
    return f"{series}{seq:0{DIGITS}d}"


def read_number(text: str, series: str) -> str:
    """Return the number of a leaf as it was typed: H0007, h7 or 7; a text that is none comes back as it is."""
    typed = "".join(text.split()).upper()
    found = re.fullmatch(rf"(?:{re.escape(series)})?0*([1-9]\d{{0,8}})", typed)
    return number(series, int(found[1])) if found else typed


def check_book(series: str, leaves: int, taken: frozenset[str]) -> None:
    """Refuse a book whose numbers could be taken for others, or that has too few or too many leaves.

    Raises:
        Refusal: `books.size`, `books.series` when a service or a class has the letter already.
    """
    if not 1 <= leaves <= MOST_LEAVES:
        raise Refusal("books.size", most=MOST_LEAVES)
    if series in taken:
        raise Refusal("books.series", series=series)


def check_unused(leaf: str, state: str, settled: str) -> None:
    """Refuse a leaf that is entered or voided already (`books.entered`, `books.voided`); says when."""
    if state == ENTERED:
        raise Refusal("books.entered", number=leaf, at=settled)
    if state == VOIDED:
        raise Refusal("books.voided", number=leaf, at=settled)


def check_times(
    leaf: str,
    arrived_at: datetime,
    served: Served | None,
    *,
    printed_at: datetime,
    now: datetime,
    same_day: bool,
) -> None:
    """Refuse times that cannot be.

    Args:
        leaf: its number.
        arrived_at: when the resident came.
        served: how they were served, None for somebody who still waits.
        printed_at: when the book was printed.
        now: the present instant.
        same_day: whether the resident came today; who still waits cannot have come on another day.

    Raises:
        Refusal: `books.in_future`, `books.not_printed_then`, `books.another_day`, `books.order`.
    """
    if arrived_at > now or (served is not None and served.finished_at > now):
        raise Refusal("books.in_future", number=leaf)
    # Times on paper have no seconds, so a book may be used in the very minute in which it was printed.
    if arrived_at < printed_at.replace(second=0, microsecond=0):
        raise Refusal("books.not_printed_then", number=leaf)
    if served is None and not same_day:
        raise Refusal("books.another_day", number=leaf)
    if served is not None and not arrived_at <= served.served_at <= served.finished_at:
        raise Refusal("books.order", number=leaf)


def serve_on_paper(served: Served) -> Event:
    """Record a whole service of which only the paper knew: one entry with the facts, made later (补录).

    Raises:
        Refusal: `queue.unknown_outcome`.
    """
    if served.outcome not in OUTCOMES:
        raise Refusal("queue.unknown_outcome")
    details = {
        "counter": served.counter_id,
        "staff": served.staff_id,
        "served_at": served.served_at.isoformat(),
        "finished_at": served.finished_at.isoformat(),
        "outcome": served.outcome,
    }
    return Event("served_on_paper", details)


def check_void_reason(reason: str) -> None:
    """Refuse a void without one of the known reasons (`books.void_reason`)."""
    if reason not in VOID_REASONS:
        raise Refusal("books.void_reason")
