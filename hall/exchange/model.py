"""Tables of packages that went out and came in, with their answers."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key
from hall.storage.journal import JournalRow
from hall.storage.sealing import Sealed


class ExchangePackage(Base):
    """A package of a case's papers (材料包) as this hall knows it: one that it made, or one that it opened.

    The papers themselves are not kept here a second time: what went out stands in the documents and the case, what
    came in lies where it was unpacked. Who made or opened it and what for is on record (Personal Information Protection
    Law, articles 6 and 23: another handler is given only what the purpose needs).

    Attributes:
        id: made by the sender and the same on both sides, so that a second arrival is recognised.
        direction: `out` or `in`.
        partner: key of the other hall.
        case_number: as the sender writes it.
        words: more about the purpose.
        manifest: the sender's signed list of what lies in it.
        forwarding_id: the step of the case that it carries, where there is one.
        answer: what the receiver wrote back, the last time.
    """

    __tablename__ = "exchange_package"
    __table_args__ = (
        Index("ix_exchange_package_case_id", "case_id"),
        Index("ix_exchange_package_direction", "direction", "recorded_at"),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    version: Mapped[int]
    number: Mapped[str] = mapped_column(String(80))
    direction: Mapped[str] = mapped_column(String(3))
    partner: Mapped[str] = mapped_column(Key)
    partner_name: Mapped[str] = mapped_column(String(60))
    case_id: Mapped[str | None] = mapped_column(Key)
    case_number: Mapped[str] = mapped_column(String(80))
    matter_name: Mapped[str] = mapped_column(Text)
    purpose: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text)
    basis: Mapped[str] = mapped_column(Text)
    papers: Mapped[int]
    made_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str | None] = mapped_column(Key)
    manifest: Mapped[str] = mapped_column(Sealed)
    forwarding_id: Mapped[str | None] = mapped_column(Key)
    receipt_number: Mapped[str] = mapped_column(String(80))
    answer: Mapped[str] = mapped_column(Text)

    state: Mapped[str] = mapped_column(String(10))
    outcome: Mapped[str] = mapped_column(String(10))
    answered_at: Mapped[datetime | None]


class ExchangeEvent(JournalRow, Base):
    """The life of a package: made or opened, opened_again, answered, closed."""

    __tablename__ = "exchange_event"
    subject_table = "exchange_package"


class ExchangeAnswer(Base):
    """One answer to a package (回执): given here to one that came in, or received for one that went out.

    Attributes:
        words: may name people, so they stand outside the journal.
        manifest: the receiver's signed sheet, as it travels.
    """

    __tablename__ = "exchange_answer"
    __table_args__ = (Index("ix_exchange_answer_package_id", "package_id"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    package_id: Mapped[str] = mapped_column(Key, ForeignKey("exchange_package.id"))
    at: Mapped[datetime]
    staff_id: Mapped[str | None] = mapped_column(Key)
    outcome: Mapped[str] = mapped_column(String(10))
    receipt_number: Mapped[str] = mapped_column(String(80))
    words: Mapped[str] = mapped_column(Text)
    manifest: Mapped[str] = mapped_column(Sealed)
