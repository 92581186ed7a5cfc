"""Who calls, writes or asks while nobody stands at the counter: a sheet without a ticket (来电来信网询登记)."""

from dataclasses import dataclass
from datetime import date

from hall.service import Hall, Reading
from ui.counter.book import Book, book_of


@dataclass(frozen=True, slots=True)
class Contact:
    """What is on offer for a question, and who looks.

    Attributes:
        book: the colleagues and what the catalogue says today.
        me: key of whoever looks.
        today: the hall's day.
    """

    book: Book
    me: str
    today: date


def look(hall: Hall) -> Contact:
    """Return what is on offer now; for a worker thread."""
    return hall.see(_contact)


def _contact(reading: Reading) -> Contact:
    return Contact(book_of(reading), reading.actor.staff_id or "", reading.today)
