"""Tables of documents and print jobs."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key
from hall.storage.journal import JournalRow
from hall.storage.sealer import WrittenBy
from hall.storage.sealing import Sealed


class Document(Base):
    """A paper that the hall issued (文书), with the content that was printed.

    The content is the canonical JSON over which the digest is taken; it never changes. A voided document keeps its
    number (编号不回收、不补号).
    """

    __tablename__ = "document"
    __table_args__ = (
        Index("ix_document_subject_id", "subject_id"),
        Index("ix_document_status_code", "status_code"),
        Index("ix_document_issued_at", "issued_at"),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    hall_id: Mapped[str] = mapped_column(Key)
    version: Mapped[int]
    kind: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(80), unique=True)
    status_code: Mapped[str] = mapped_column(String(8))
    subject_id: Mapped[str] = mapped_column(Key)
    issued_at: Mapped[datetime]
    content: Mapped[str] = mapped_column(Sealed(WrittenBy.SLIPS))
    digest: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(20))
    reprints: Mapped[int]
    out: Mapped[bool] = mapped_column(server_default="0")
    sealed_copies: Mapped[int] = mapped_column(server_default="0")
    sealed_pages: Mapped[int] = mapped_column(server_default="0")
    handed_over: Mapped[bool] = mapped_column(server_default="0")


class DocumentEvent(JournalRow, Base):
    """The life of a document.

    Drafted, approved, issued, sent, printed, sealed, handed_over, reprinted, spoiled, voided, revoked.
    """

    __tablename__ = "document_event"
    subject_table = "document"


class DocumentNote(Base):
    """What was said when a paper was revoked or a draft sent back; it may name people, so it is not in the journal."""

    __tablename__ = "document_note"
    __table_args__ = (Index("ix_document_note_document_id", "document_id"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    document_id: Mapped[str] = mapped_column(Key, ForeignKey("document.id"))
    at: Mapped[datetime]
    staff_id: Mapped[str | None] = mapped_column(Key)
    purpose: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text)


class PrintJob(Base):
    """A paper that waits for its printer (打印任务).

    The row is the outbox: it is written in the transaction that issues the document. A run of the window that owns the
    device claims it, says before each copy that it hands it to the spooler, and after the last that all are sent. A
    crash between two of these leaves at most one copy of which nobody knows: the spooler is asked, then a person.

    Attributes:
        state: `queued`, `claimed`, `handing` (a copy), `sent`, `confirmed`, `spoiled` or `in_doubt`.
        copy: how many copies were handed over, in `handing` and `in_doubt` with the one that is under way.
        run: the run of a window that has claimed it; another takes it up when that run has ended.
        leased_until: until then a run on another computer is trusted to be at work.
    """

    __tablename__ = "print_job"
    __table_args__ = (
        Index("ix_print_job_state", "state", "device_id", "queued_at"),
        Index("ix_print_job_document_id", "document_id"),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    document_id: Mapped[str] = mapped_column(Key, ForeignKey("document.id"))
    device_id: Mapped[str] = mapped_column(Key)
    role: Mapped[str] = mapped_column(String(20))
    reprint: Mapped[int]
    staff_number: Mapped[str] = mapped_column(String(20))
    queued_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10))
    claimed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    spooled_as: Mapped[str] = mapped_column(String(120), default="")
    copy: Mapped[int] = mapped_column(default=0, server_default="0")
    run: Mapped[str] = mapped_column(String(80), default="", server_default="")
    leased_until: Mapped[datetime | None]
