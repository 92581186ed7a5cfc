"""Tables of the paper ticket book."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key


class TicketBook(Base):
    """A paper ticket book (手写号票簿): numbers printed beforehand for the hour in which the machine is down.

    Its numbers run on from book to book and never begin anew, so that a leaf left over from last month cannot meet
    one of today. No machine gives them, and no number is printed twice.

    Attributes:
        number: of the printed document.
        first: of its numbers; `last` the last, both counted in the series.
    """

    __tablename__ = "ticket_book"
    __table_args__ = (Index("uq_ticket_book_first", "series", "first", "hall_id", unique=True),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    number: Mapped[str] = mapped_column(String(80))
    series: Mapped[str] = mapped_column(String(2))
    first: Mapped[int]
    last: Mapped[int]
    printed_at: Mapped[datetime]
    staff_id: Mapped[str | None] = mapped_column(Key)


class BookLeaf(Base):
    """One leaf (票联) of a book: unused, entered as a ticket, or voided with a reason, and neither ever undone.

    Attributes:
        state: `unused`, `entered` or `voided`.
        status_code: printed on the leaf; the ticket that is entered from it takes it over.
        settled_at: when it was entered or voided.
        reason: a code of `book_rules.VOID_REASONS`.
    """

    __tablename__ = "ticket_book_leaf"
    __table_args__ = (
        Index("uq_ticket_book_leaf_status_code", "status_code", unique=True),
        Index("uq_ticket_book_leaf_ticket_id", "ticket_id", unique=True),
    )

    book_id: Mapped[str] = mapped_column(Key, ForeignKey("ticket_book.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[str] = mapped_column(String(10), index=True)
    status_code: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(10))
    ticket_id: Mapped[str | None] = mapped_column(Key, ForeignKey("ticket.id"))
    settled_at: Mapped[datetime | None]
    staff_id: Mapped[str | None] = mapped_column(Key)
    reason: Mapped[str] = mapped_column(String(20))
