"""Reads documents and print jobs."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from hall.documents.content import Content, from_json
from hall.documents.kinds import KINDS
from hall.documents.model import Document, PrintJob
from hall.documents.record import IN_DOUBT, QUEUED, UNDER_WAY
from hall.security.model import Device
from hall.storage.work import Reading

WITHOUT_STAFF = ("kiosk", "display", "rating")
"""Kinds of devices at which nobody sits who could look at the printer."""


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """A paper as lists show it.

    Attributes:
        in_doubt: nobody knows whether a sheet of it came out; somebody has to look.
        out: somebody holds or held the sheet of the last printing.
        guarded: a second sheet beside one that is out needs a reviewer.
        handed_over: it has left the house.
    """

    id: str
    kind: str
    title: str
    number: str
    state: str
    issued_at: datetime
    reprints: int
    original: bool
    in_doubt: bool = False
    out: bool = False
    guarded: bool = False
    sealed_copies: int = 0
    handed_over: bool = False


@dataclass(frozen=True, slots=True)
class JobCard:
    """What the print worker needs to draw one job: the content and how its copies are marked.

    Attributes:
        copy: how many copies were handed over; where `handing`, the last of them is under way.
    """

    id: str
    document_id: str
    role: str
    title: str
    content: Content
    printed_at: str
    staff_number: str
    reprint: int
    copy: int = 0
    handing: bool = False


@dataclass(frozen=True, slots=True)
class DoubtCard:
    """A paper of which nobody knows whether it came out, and the device at whose printer somebody has to look.

    Attributes:
        number: as it stands on the paper.
        here: it is the printer of the device that looks.
    """

    document_id: str
    title: str
    number: str
    device_name: str
    here: bool


@dataclass(frozen=True, slots=True)
class HeldJob:
    """A job that a run of a window has claimed.

    Attributes:
        run: that run.
        lapsed: its lease is over.
    """

    id: str
    run: str
    lapsed: bool


@dataclass(frozen=True, slots=True)
class Outbox:
    """What a device has to print: whether anything waits, and what some run has under way."""

    waiting: bool
    held: tuple[HeldJob, ...]


def documents_of(reading: Reading, *, subject_id: str) -> tuple[DocumentCard, ...]:
    """Return the papers of a ticket, a sheet or a case, oldest first."""
    doubtful = select(PrintJob.id).where(PrintJob.document_id == Document.id, PrintJob.state == IN_DOUBT).exists()
    rows = select(Document, doubtful).where(Document.subject_id == subject_id)
    found = reading.session.execute(rows.order_by(Document.issued_at, Document.id))
    return tuple(_card(row, in_doubt=in_doubt) for row, in_doubt in found)


def content_of(reading: Reading, *, document_id: str) -> Content:
    """Return what a paper says."""
    return from_json(reading.session.get_one(Document, document_id).content)


def copies_in(document: Document) -> int:
    """Return how many parts (联) a paper has."""
    return max(1, len(json.loads(document.content).get("copies", ())))


def outbox(reading: Reading) -> Outbox:
    """Return what there is to print at the actor's device."""
    jobs = select(PrintJob.id, PrintJob.state, PrintJob.run, PrintJob.leased_until).where(
        PrintJob.device_id == reading.actor.device_id, PrintJob.state.in_((QUEUED, *UNDER_WAY))
    )
    rows = reading.session.execute(jobs).all()
    held = (HeldJob(job.id, job.run, _over(reading, job.leased_until)) for job in rows if job.state != QUEUED)
    return Outbox(any(job.state == QUEUED for job in rows), tuple(held))


def _over(reading: Reading, until: datetime | None) -> bool:
    return until is None or until <= reading.now


def in_doubt(reading: Reading) -> tuple[DoubtCard, ...]:
    """Return the papers in doubt that fall to whoever sits at the actor's device, the longest first.

    These are its own and those of the devices without staff: of a kiosk's ticket only a guide can say whether it lies
    there. A counter answers for its own printer. What counts for one day, as a ticket, is asked about on that day.
    """
    mine = (PrintJob.device_id == reading.actor.device_id) | Device.kind.in_(WITHOUT_STAFF)
    rows = (
        select(Document, PrintJob, Device)
        .join(PrintJob, PrintJob.document_id == Document.id)
        .join(Device, Device.id == PrintJob.device_id)
        .where(PrintJob.state == IN_DOUBT, mine)
        .order_by(PrintJob.queued_at, PrintJob.id)
    )
    return tuple(
        DoubtCard(
            paper.id,
            KINDS[paper.kind].title,
            from_json(paper.content).number,
            device.name,
            device.id == reading.actor.device_id,
        )
        for paper, job, device in reading.session.execute(rows)
        if KINDS[paper.kind].original or reading.local(job.queued_at).date() == reading.today
    )


def to_confirm(reading: Reading) -> tuple[str, ...]:
    """Return the keys of the originals that the actor's device has sent to the printer and nobody has confirmed."""
    sent = select(PrintJob.document_id).where(PrintJob.device_id == reading.actor.device_id, PrintJob.state == "sent")
    return tuple(reading.session.scalars(sent.order_by(PrintJob.queued_at, PrintJob.id)))


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
        row.copy,
        row.state == "handing",
    )


def _card(row: Document, *, in_doubt: bool) -> DocumentCard:
    kind = KINDS[row.kind]
    return DocumentCard(
        row.id,
        row.kind,
        kind.title,
        row.number,
        row.state,
        row.issued_at,
        row.reprints,
        kind.original,
        in_doubt,
        row.out,
        kind.guarded,
        row.sealed_copies,
        row.handed_over,
    )
