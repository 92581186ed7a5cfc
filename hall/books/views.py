"""Reads the paper ticket books: what is printed, what is entered, and which leaves are still missing."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select

from hall.books.model import BookLeaf, TicketBook
from hall.books.rules import ENTERED, UNUSED, VOIDED
from hall.storage.work import Reading


@dataclass(frozen=True, slots=True)
class BookCard:
    """A book.

    Attributes:
        first: the number of its first leaf; `last` of its last.
        next: the number behind the last leaf that is settled; empty when the book is used up.
        entered: how many leaves are entered, `voided` how many are voided, `unused` the others.
    """

    id: str
    number: str
    first: str
    last: str
    printed_at: datetime
    entered: int
    voided: int
    unused: int
    next: str


def books(reading: Reading) -> tuple[BookCard, ...]:
    """Return the books that have leaves left, the latest first."""
    by_book: dict[str, list[BookLeaf]] = {}
    with_leaves = select(BookLeaf.book_id).where(BookLeaf.state == UNUSED)
    for leaf in reading.session.scalars(
        select(BookLeaf).where(BookLeaf.book_id.in_(with_leaves)).order_by(BookLeaf.seq)
    ):
        by_book.setdefault(leaf.book_id, []).append(leaf)
    rows = select(TicketBook).where(TicketBook.id.in_(by_book)).order_by(TicketBook.first.desc())
    return tuple(_card(book, by_book[book.id]) for book in reading.session.scalars(rows))


def book_gaps(reading: Reading) -> tuple[str, ...]:
    """Return the leaves that lie before a settled one of their book and are neither entered nor voided themselves.

    Leaves are torn off in their order, so each of these has gone to somebody and is still to be entered.
    """
    settled = case((BookLeaf.state != UNUSED, BookLeaf.seq))
    reached = select(BookLeaf.book_id, func.max(settled).label("seq")).group_by(BookLeaf.book_id).subquery()
    gaps = (
        select(BookLeaf.number)
        .join(reached, reached.c.book_id == BookLeaf.book_id)
        .where(BookLeaf.state == UNUSED, BookLeaf.seq < reached.c.seq)
        .order_by(BookLeaf.seq)
    )
    return tuple(reading.session.scalars(gaps))


def _card(book: TicketBook, leaves: list[BookLeaf]) -> BookCard:
    settled = [leaf.seq for leaf in leaves if leaf.state != UNUSED]
    following = [leaf.number for leaf in leaves if leaf.seq == max(settled, default=book.first - 1) + 1]
    states = [leaf.state for leaf in leaves]
    return BookCard(
        book.id,
        book.number,
        leaves[0].number,
        leaves[-1].number,
        book.printed_at,
        states.count(ENTERED),
        states.count(VOIDED),
        states.count(UNUSED),
        following[0] if following else "",
    )
