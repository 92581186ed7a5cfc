"""Tables of agency: the errand, its journal, what was handed over for it, and the words of its steps."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key
from hall.storage.journal import JournalRow

_OPEN = text("state <> 'closed'")


class Errand(Base):
    """An agency errand (代办件): a member of staff does at upper levels what a resident has put into a mandate.

    The help is free, fees of the matter are the resident's own (代办免费，规费自理). What the mandate does not tick may
    not be done, and after its last day nothing but handing back and closing.

    Attributes:
        case_id: the case that is carried upward, where there is one.
        matter_text: what is to be done, in words.
        place: the office to which it is carried.
        receipt_number: that the office gave.
        fee: in fen, paid by the resident to the office.
        form_id: the acceptance form (代办受理单), which is the receipt for the originals.
        powers: what the agent may do: submit, supplement, collect, sign.
        until: last day of the mandate.
        report_due: by when it has to be handed in.
        late: that day has passed, and it was said.
        collected: the agent holds the result.
        ended: why it ended early.
    """

    __tablename__ = "agency_errand"
    __table_args__ = (
        Index("ix_agency_errand_agent", "agent", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_agency_errand_person_id", "person_id"),
        Index("ix_agency_errand_case_id", "case_id"),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    version: Mapped[int]
    number: Mapped[str] = mapped_column(String(80), unique=True)
    opened_at: Mapped[datetime]
    person_id: Mapped[str] = mapped_column(Key)
    ticket_id: Mapped[str | None] = mapped_column(Key)
    case_id: Mapped[str | None] = mapped_column(Key)
    matter_code: Mapped[str] = mapped_column(String(20))
    matter_text: Mapped[str] = mapped_column(Text)
    mandate_number: Mapped[str] = mapped_column(String(80))
    place: Mapped[str] = mapped_column(String(200))
    receipt_number: Mapped[str] = mapped_column(String(80))
    fee: Mapped[int]
    promised: Mapped[date | None]
    form_id: Mapped[str | None] = mapped_column(Key)

    state: Mapped[str] = mapped_column(String(12))
    agent: Mapped[str] = mapped_column(Key)
    powers: Mapped[list[str]]
    identity_way: Mapped[str] = mapped_column(String(12))
    until: Mapped[date]
    report_due: Mapped[datetime | None]
    late: Mapped[bool]
    submitted_at: Mapped[datetime | None]
    collected: Mapped[bool]
    outcome: Mapped[str] = mapped_column(String(10))
    delivered_at: Mapped[datetime | None]
    grade: Mapped[int | None]
    ended: Mapped[str] = mapped_column(String(12))


class ErrandEvent(JournalRow, Base):
    """What happened to an errand: entrusted, logged, handed in, sent back, answered, delivered, visited, closed."""

    __tablename__ = "agency_event"
    subject_table = "agency_errand"


class ErrandItem(Base):
    """One line of what was handed over for an errand (材料交接); originals lie in custody under `original_id`.

    Attributes:
        shown: the originals were looked at and handed back at once, as an identity card always is.
        up: how many originals are at the upper level now.
    """

    __tablename__ = "agency_item"
    __table_args__ = (Index("ix_agency_item_errand_id", "errand_id", "at"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    errand_id: Mapped[str] = mapped_column(Key, ForeignKey("agency_errand.id"))
    at: Mapped[datetime]
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(100))
    originals: Mapped[int]
    copies: Mapped[int]
    shown: Mapped[bool]
    up: Mapped[int]
    original_id: Mapped[str | None] = mapped_column(Key)


class ErrandNote(Base):
    """Words of an errand's steps, which may name people: what is missing, what came of it, what was said at a visit."""

    __tablename__ = "agency_note"
    __table_args__ = (Index("ix_agency_note_errand_id", "errand_id", "at"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    errand_id: Mapped[str] = mapped_column(Key, ForeignKey("agency_errand.id"))
    at: Mapped[datetime]
    staff_id: Mapped[str | None] = mapped_column(Key)
    purpose: Mapped[str] = mapped_column(String(12))
    words: Mapped[str] = mapped_column(Text)
