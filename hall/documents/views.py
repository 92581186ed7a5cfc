"""Reads documents and print jobs."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from hall.documents.content import Content, from_json
from hall.documents.kinds import KINDS
from hall.documents.model import Document, PrintJob
from hall.storage.work import Reading


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """A paper as lists show it."""

    id: str
    kind: str
    title: str
    number: str
    state: str
    issued_at: datetime
    reprints: int
    original: bool


@dataclass(frozen=True, slots=True)
class JobCard:
    """What the print worker needs to draw one job: the content and how its copies are marked."""

    id: str
    document_id: str
    role: str
    title: str
    content: Content
    printed_at: str
    staff_number: str
    reprint: int


def documents_of(reading: Reading, *, subject_id: str) -> tuple[DocumentCard, ...]:
    """Return the papers of a ticket, a sheet or a case, oldest first."""
    rows = select(Document).where(Document.subject_id == subject_id).order_by(Document.issued_at, Document.id)
    return tuple(_card(row) for row in reading.session.scalars(rows))


def content_of(reading: Reading, *, document_id: str) -> Content:
    """Return what a paper says."""
    return from_json(reading.session.get_one(Document, document_id).content)


def job(reading: Reading, *, job_id: str) -> JobCard:
    """Return a print job with everything that drawing it needs."""
    row = reading.session.get_one(PrintJob, job_id)
    document = reading.session.get_one(Document, row.document_id)
    queued = reading.local(row.queued_at)
    content = from_json(document.content)
    return JobCard(
        row.id,
        document.id,
        row.role,
        f"{content.title} {document.number}",
        content,
        f"{queued:%Y-%m-%d %H:%M}",
        row.staff_number,
        row.reprint,
    )


def _card(row: Document) -> DocumentCard:
    kind = KINDS[row.kind]
    return DocumentCard(row.id, row.kind, kind.title, row.number, row.state, row.issued_at, row.reprints, kind.original)
