"""Tables of documents and print jobs."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.base import Base, Key
from hall.storage.journal import JournalRow


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
    content: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(20))
    reprints: Mapped[int]


class DocumentEvent(JournalRow, Base):
    """The life of a document: issued, sent, printed, spoiled, reprinted, voided."""

    __tablename__ = "document_event"
    subject_table = "document"


class PrintJob(Base):
    """A paper that waits for its printer (打印任务): queued, sent, confirmed or spoiled.

    The row is the outbox: it is written in the transaction that issues the document, so a crash loses no paper and
    prints none twice. The window that owns the device claims it.
    """

    __tablename__ = "print_job"
    __table_args__ = (
        Index(
            "ix_print_job_open",
            "device_id",
            "queued_at",
            sqlite_where=text("state = 'queued'"),
            postgresql_where=text("state = 'queued'"),
        ),
        Index("ix_print_job_document_id", "document_id"),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    document_id: Mapped[str] = mapped_column(Key, ForeignKey("document.id"))
    device_id: Mapped[str] = mapped_column(Key)
    role: Mapped[str] = mapped_column(String(10))
    reprint: Mapped[int]
    staff_number: Mapped[str] = mapped_column(String(20))
    queued_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10))
    claimed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    spooled_as: Mapped[str] = mapped_column(String(120), default="")
