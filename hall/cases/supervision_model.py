"""Tables of supervision slips: the slip, its journal, and what was said on it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key
from hall.storage.journal import JournalRow

STILL_OPEN = "state <> 'closed'"


class SupervisionSlip(Base):
    """A supervision slip (督办单): an overdue case, or one that a supervisor presses, has to be answered for.

    Practice of several counties: whoever handles the case explains, puts it right, and the supervisor closes. While
    nobody answers, its level rises after each full working day (每满1工作日升级一次). A case has one open slip at most,
    and the slip goes along with the case to another handler. The coloured cards of staff discipline are not this.

    Attributes:
        cause: `overdue`, issued by itself, or `pressed` by a supervisor.
        level: 1 when issued; rises while the slip is unanswered.
        addressed_to: who handled the case when the slip was issued.
        explained_at: when the handler said why; `rectified_at` when what was done about it.
    """

    __tablename__ = "supervision_slip"
    __table_args__ = (
        Index(
            "uq_supervision_slip_open",
            "case_id",
            unique=True,
            sqlite_where=text(STILL_OPEN),
            postgresql_where=text(STILL_OPEN),
        ),
        Index("ix_supervision_slip_case_id", "case_id"),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    version: Mapped[int]
    number: Mapped[str] = mapped_column(String(80), unique=True)
    case_id: Mapped[str] = mapped_column(Key, ForeignKey("case_file.id"))
    issued_at: Mapped[datetime]
    issued_by: Mapped[str | None] = mapped_column(Key)

    state: Mapped[str] = mapped_column(String(10))
    cause: Mapped[str] = mapped_column(String(10))
    level: Mapped[int]
    addressed_to: Mapped[str | None] = mapped_column(Key)
    explained_at: Mapped[datetime | None]
    rectified_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class SupervisionEvent(JournalRow, Base):
    """What happened to a slip: issued, raised, explained, rectified, closed."""

    __tablename__ = "supervision_event"
    subject_table = "supervision_slip"


class SupervisionNote(Base):
    """Words that belong to an entry of the journal: why the supervisor presses, the explanation, what was done."""

    __tablename__ = "supervision_note"
    __table_args__ = (Index("ix_supervision_note_slip_id", "slip_id", "at"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    slip_id: Mapped[str] = mapped_column(Key, ForeignKey("supervision_slip.id"))
    at: Mapped[datetime]
    staff_id: Mapped[str | None] = mapped_column(Key)
    purpose: Mapped[str] = mapped_column(String(10))
    words: Mapped[str] = mapped_column(Text)
