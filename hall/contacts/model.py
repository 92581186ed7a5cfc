"""Tables of first-contact sheets, their hand-overs, what was said, what was promised, and who let things lie."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key
from hall.storage.journal import JournalRow
from hall.storage.sealing import Sealed

_OPEN = text("state = 'open'")


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
        Index("ix_contact_sheet_state", "state", "opened_at"),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    version: Mapped[int]
    number: Mapped[str] = mapped_column(String(80), unique=True)
    opened_at: Mapped[datetime]
    way: Mapped[str] = mapped_column(String(10))
    person_id: Mapped[str | None] = mapped_column(Key)
    name: Mapped[str] = mapped_column(String(100))
    phone: Mapped[str] = mapped_column(Sealed)
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
    __table_args__ = (
        Index("ix_contact_note_sheet_id", "sheet_id", "at"),
        Index("ix_contact_note_purpose", "purpose", "at"),
    )

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


class Promise(Base):
    """A promise to a resident (承诺): a dated slip with one owner, who changes when the work does and never vanishes.

    Residents lose what was promised by word of mouth when a clerk is moved or resigns; here the first owner stays on
    record and the present one is always somebody. The words name what will be done and may name people, so they stand
    here and not in the journal.

    Attributes:
        due_on: the last day; `told` are the words by which the resident learned that it was kept.
    """

    __tablename__ = "contact_promise"
    __table_args__ = (
        Index("ix_contact_promise_owner", "owner", "state"),
        Index("ix_contact_promise_open", "due_on", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_contact_promise_sheet_id", "sheet_id"),
        Index("ix_contact_promise_ticket_id", "ticket_id"),
        Index("ix_contact_promise_case_id", "case_id"),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    version: Mapped[int]
    number: Mapped[str] = mapped_column(String(80), unique=True)
    made_at: Mapped[datetime]
    words: Mapped[str] = mapped_column(Text)
    sheet_id: Mapped[str | None] = mapped_column(Key, ForeignKey("contact_sheet.id"))
    ticket_id: Mapped[str | None] = mapped_column(Key)
    case_id: Mapped[str | None] = mapped_column(Key)
    person_id: Mapped[str | None] = mapped_column(Key)
    told: Mapped[str] = mapped_column(Text)

    state: Mapped[str] = mapped_column(String(10))
    owner: Mapped[str] = mapped_column(Key)
    first_owner: Mapped[str] = mapped_column(Key)
    due_on: Mapped[date] = mapped_column(Date)
    kept_at: Mapped[datetime | None]


class PromiseEvent(JournalRow, Base):
    """The owners of a promise one after the other, and its end: made, passed on, kept."""

    __tablename__ = "contact_promise_event"
    subject_table = "contact_promise"


class ContactViolation(Base):
    """Shirking on record (推诿): a hand-over left `unanswered` until it timed out, or declined without a ground.

    A decline without a ground (`shirking`) is found by a leader; the system itself takes no decline without a reason.
    """

    __tablename__ = "contact_violation"
    __table_args__ = (Index("ix_contact_violation_at", "at"), Index("ix_contact_violation_sheet_id", "sheet_id"))

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    sheet_id: Mapped[str] = mapped_column(Key, ForeignKey("contact_sheet.id"))
    hand_over_id: Mapped[str] = mapped_column(Key, ForeignKey("contact_hand_over.id"), unique=True)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(12))
    against: Mapped[str] = mapped_column(Key)
    noted_by: Mapped[str | None] = mapped_column(Key)
