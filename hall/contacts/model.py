"""Tables of first-contact sheets, their hand-overs and what was said to the resident."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key
from hall.storage.journal import JournalRow


class ContactSheet(Base):
    """A first-contact sheet (首问单): whoever is asked first owes the resident an answer (首问负责制).

    `first_contact` never changes. `responsible` is exactly one person at any moment and changes only when a receiver
    signs or a leader assigns. A closed sheet has a recorded reply to the resident.
    """

    __tablename__ = "contact_sheet"
    __table_args__ = (
        Index("ix_contact_sheet_responsible", "responsible", "state"),
        Index("ix_contact_sheet_first_contact", "first_contact", "state"),
        Index("ix_contact_sheet_receiver", "receiver"),
        Index("ix_contact_sheet_case_id", "case_id"),
        Index("ix_contact_sheet_ticket_id", "ticket_id"),
        Index("ix_contact_sheet_opened_at", "opened_at"),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    version: Mapped[int]
    number: Mapped[str] = mapped_column(String(80), unique=True)
    opened_at: Mapped[datetime]
    way: Mapped[str] = mapped_column(String(10))
    person_id: Mapped[str | None] = mapped_column(Key)
    name: Mapped[str] = mapped_column(String(100))
    phone: Mapped[str] = mapped_column(String(30))
    matter_text: Mapped[str] = mapped_column(Text)
    ticket_id: Mapped[str | None] = mapped_column(Key)

    state: Mapped[str] = mapped_column(String(20))
    belonging: Mapped[str] = mapped_column(String(1))
    first_contact: Mapped[str] = mapped_column(Key)
    responsible: Mapped[str] = mapped_column(Key)
    receiver: Mapped[str | None] = mapped_column(Key)
    back_to: Mapped[str] = mapped_column(String(20))
    declines: Mapped[int]
    reminded: Mapped[bool]
    case_id: Mapped[str | None] = mapped_column(Key)
    replied: Mapped[bool]


class ContactSheetEvent(JournalRow, Base):
    """What happened to a sheet: registered, handed over, signed for, declined, escalated, replied, closed."""

    __tablename__ = "contact_event"
    __table_args__ = (Index("ix_contact_event_kind", "kind", "at"),)
    subject_table = "contact_sheet"


class HandOver(Base):
    """A hand-over (转办) with its list of materials; responsibility moves with the receiver's signature (签收)."""

    __tablename__ = "contact_hand_over"
    __table_args__ = (Index("ix_contact_hand_over_sheet_id", "sheet_id", "given_at"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    sheet_id: Mapped[str] = mapped_column(Key, ForeignKey("contact_sheet.id"))
    giver: Mapped[str] = mapped_column(Key)
    receiver: Mapped[str] = mapped_column(Key)
    materials: Mapped[list[dict[str, Any]]]
    note: Mapped[str] = mapped_column(Text)
    given_at: Mapped[datetime]
    wanted_by: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)


class ContactNote(Base):
    """Words that belong to an entry of the journal: an answer, a reason, a referral, the reply to the resident.

    They may name people, so they stand here and not in the journal.
    """

    __tablename__ = "contact_note"
    __table_args__ = (Index("ix_contact_note_sheet_id", "sheet_id", "at"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    sheet_id: Mapped[str] = mapped_column(Key, ForeignKey("contact_sheet.id"))
    at: Mapped[datetime]
    staff_id: Mapped[str | None] = mapped_column(Key)
    purpose: Mapped[str] = mapped_column(String(20))
    way: Mapped[str] = mapped_column(String(10))
    words: Mapped[str] = mapped_column(Text)
    office: Mapped[str] = mapped_column(String(120))
    address: Mapped[str] = mapped_column(String(200))
    phone: Mapped[str] = mapped_column(String(40))
