"""Tables of originals in the hall's custody, and of the words on those that stayed."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key
from hall.storage.journal import JournalRow

HERE = "state <> 'out'"


class Original(Base):
    """Originals of one kind that a resident handed to staff (原件): as many go out as came in.

    An identity card is shown and handed back; nobody may withhold one (居民身份证法 15). Whose an original is stands
    here as keys of later rooms, which this room does not read.

    Attributes:
        state: `tray` at a counter, `kept` against a receipt, `out` when nothing of it is left.
        count: how many came; `out` of them have left.
        holder: who put them where they are.
        owed: the work for which they were taken is over, so they go back to their owner.
        noted: somebody has written down why they are still here.
    """

    __tablename__ = "original"
    __table_args__ = (
        Index("ix_original_here", "counter_id", "taken_at", sqlite_where=text(HERE), postgresql_where=text(HERE)),
        Index("ix_original_ticket_id", "ticket_id"),
        Index("ix_original_case_id", "case_id"),
        Index("ix_original_mandate_id", "mandate_id"),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    version: Mapped[int]
    name: Mapped[str] = mapped_column(String(100))
    material_id: Mapped[str] = mapped_column(String(60))
    person_id: Mapped[str | None] = mapped_column(Key)
    ticket_id: Mapped[str | None] = mapped_column(Key)
    case_id: Mapped[str | None] = mapped_column(Key)
    mandate_id: Mapped[str | None] = mapped_column(Key)
    taken_at: Mapped[datetime]

    state: Mapped[str] = mapped_column(String(10))
    count: Mapped[int]
    out: Mapped[int]
    identity_card: Mapped[bool]
    counter_id: Mapped[str | None] = mapped_column(Key)
    holder: Mapped[str | None] = mapped_column(Key)
    receipt_id: Mapped[str | None] = mapped_column(Key)
    owed: Mapped[bool]
    noted: Mapped[bool]


class OriginalEvent(JournalRow, Base):
    """What happened to originals: checked in, kept against a receipt, owed back, noted, checked out to whom."""

    __tablename__ = "original_event"
    subject_table = "original"


class OriginalNote(Base):
    """Why originals are still here, in words that may name people: who was called, when they are fetched."""

    __tablename__ = "original_note"
    __table_args__ = (Index("ix_original_note_original_id", "original_id", "at"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    original_id: Mapped[str] = mapped_column(Key, ForeignKey("original.id"))
    at: Mapped[datetime]
    staff_id: Mapped[str | None] = mapped_column(Key)
    words: Mapped[str] = mapped_column(Text)
