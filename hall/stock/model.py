"""Tables of secure blanks."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key
from hall.storage.journal import JournalRow


class BlankPacket(Base):
    """A packet of secure blanks as it came in (入库): who brought it, who took it, from which serial to which."""

    __tablename__ = "blank_packet"

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    kind: Mapped[str] = mapped_column(String(40))
    first: Mapped[str] = mapped_column(String(30))
    last: Mapped[str] = mapped_column(String(30))
    count: Mapped[int]
    source: Mapped[str] = mapped_column(String(80))
    received_at: Mapped[datetime]
    received_by: Mapped[str | None] = mapped_column(Key)


class Blank(Base):
    """One secure blank (空白证明纸): at any time its serial is in exactly one state.

    In the manner of the national rules on bills (财政票据管理办法): received, issued and used by serial, spoiled ones
    kept and destroyed by two people.
    """

    __tablename__ = "blank"
    __table_args__ = (
        Index("uq_blank_serial", "hall_id", "kind", "serial", unique=True),
        Index("ix_blank_document_id", "document_id"),
        Index("ix_blank_state", "state"),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    packet_id: Mapped[str] = mapped_column(Key, ForeignKey("blank_packet.id"))
    kind: Mapped[str] = mapped_column(String(40))
    serial: Mapped[str] = mapped_column(String(30))
    version: Mapped[int]
    state: Mapped[str] = mapped_column(String(10))
    holder: Mapped[str] = mapped_column(Key)
    document_id: Mapped[str] = mapped_column(Key)


class BlankEvent(JournalRow, Base):
    """Received, loaded, passed, returned, used, spoiled, voided, destroyed, transferred."""

    __tablename__ = "blank_event"
    __table_args__ = (Index("ix_blank_event_at", "at"),)
    subject_table = "blank"


class BlankCount(Base):
    """What somebody found when counting the blanks of the store or of a colleague (盘点).

    Attributes:
        holder: whose blanks, the store's where empty.
        missing: serials, one line each, that should lie there and do not; `surplus` those that should not.
    """

    __tablename__ = "blank_count"
    __table_args__ = (Index("ix_blank_count_day", "day"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    kind: Mapped[str] = mapped_column(String(40))
    holder: Mapped[str] = mapped_column(Key)
    day: Mapped[date]
    at: Mapped[datetime]
    staff_id: Mapped[str | None] = mapped_column(Key)
    found: Mapped[int]
    missing: Mapped[list[str]]
    surplus: Mapped[list[str]]
