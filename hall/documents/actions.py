"""Issuing papers and seeing them through the printer."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import select

from hall.documents import rules
from hall.documents.content import Content, digest, to_json
from hall.documents.kinds import KINDS
from hall.documents.model import Document, DocumentEvent, PrintJob
from hall.kernel.ids import new_id, new_status_code
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.storage import settings
from hall.storage.action import action
from hall.storage.journal import Event, Journal
from hall.storage.numbers import next_number
from hall.storage.place import HallFacts
from hall.storage.work import Work

JOURNAL = Journal(Document, DocumentEvent, rules.DocumentState, rules.fold)

Consequence = Callable[[Work, Document], object]
_AFTER_VOIDING: list[Consequence] = []


def after_voiding(consequence: Consequence) -> Consequence:
    """Mark what a later room does once a paper is void."""
    _AFTER_VOIDING.append(consequence)
    return consequence


def take_number(work: Work, kind: str, middle: str = "") -> str:
    """Take the next number of a kind of paper, or of a matter when `middle` names one, in this year's series."""
    day: date = work.today
    serial = next_number(work.session, f"{kind}/{middle}/{day.year}")
    return rules.number(kind, middle, settings.read(work.session, HallFacts), day, serial)


def issue(work: Work, content: Content, *, subject_id: str, role: str = "") -> str:
    """Keep a paper as it is handed out and queue it for the actor's printer; answers with the document's key.

    Args:
        work: the open transaction.
        content: what the paper says, complete with number and codes.
        subject_id: the ticket, sheet or case that it belongs to.
        role: the printer's role; by default that of the kind.
    """
    kind = KINDS[content.kind]
    document = Document(
        id=new_id(),
        hall_id=work.place.hall_id,
        kind=content.kind,
        # Ticket numbers begin anew each day; all others are unique for ever.
        number=content.number if kind.original else f"{work.today}/{content.number}",
        status_code=content.status_code or new_status_code(),
        subject_id=subject_id,
        issued_at=work.now,
        content=to_json(content),
        digest=digest(content),
    )
    JOURNAL.begin(work, document, Event("issued"))
    _queue(work, document, role or kind.role)
    work.touched(Topic.DOCUMENTS)
    return document.id


@action
def claim_job(work: Work) -> str | None:
    """Take the longest waiting print job of the actor's device; answers with its key, or None."""
    waiting = (
        select(PrintJob)
        .where(PrintJob.device_id == work.actor.device_id, PrintJob.state == "queued")
        .order_by(PrintJob.queued_at, PrintJob.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if (job := work.session.scalar(waiting)) is None:
        return None
    job.state, job.claimed_at = "claimed", work.now
    work.concerns(job.document_id)
    return job.id


@action
def report_sent(work: Work, *, job_id: str, spooled_as: str) -> None:
    """The spooler has the paper: a ticket counts as printed, a numbered original waits for the clerk's key."""
    job = _job(work, job_id)
    document = _locked(work, job.document_id)
    JOURNAL.happened(work, document, rules.send(JOURNAL.of(document)))
    job.state, job.spooled_as, job.ended_at = "sent", spooled_as[:120], work.now
    if not KINDS[document.kind].original:
        JOURNAL.happened(work, document, rules.confirm(JOURNAL.of(document)))
        job.state = "confirmed"
    work.touched(Topic.DOCUMENTS)


@action
def report_spoiled(work: Work, *, job_id: str, reason: str) -> None:
    """The paper could not be printed; the reason is a refusal's code."""
    job = _job(work, job_id)
    document = _locked(work, job.document_id)
    JOURNAL.happened(work, document, rules.spoil(JOURNAL.of(document), reason))
    job.state, job.ended_at = "spoiled", work.now
    work.touched(Topic.DOCUMENTS)


@action
def confirm_printed(work: Work, *, document_id: str) -> None:
    """The clerk holds the numbered original in their hand.

    Raises:
        Refusal: `documents.not_sent`, `documents.voided`.
    """
    document = _locked(work, document_id)
    JOURNAL.happened(work, document, rules.confirm(JOURNAL.of(document)))
    jobs = select(PrintJob).where(PrintJob.document_id == document_id, PrintJob.state == "sent")
    for job in work.session.scalars(jobs):
        job.state = "confirmed"
    work.touched(Topic.DOCUMENTS)


@action
def reprint(work: Work, *, document_id: str, reason: str) -> None:
    """Print a paper again, marked 补打 n. The reason is a code: `lost`, `spoiled`, `unreadable`, `other`.

    Raises:
        Refusal: `documents.reason_missing`, `documents.voided`, `documents.still_printing`.
    """
    document = _locked(work, document_id)
    open_jobs = select(PrintJob.id).where(
        PrintJob.document_id == document_id, PrintJob.state.in_(("queued", "claimed"))
    )
    if work.session.scalar(open_jobs.limit(1)) is not None:
        raise Refusal("documents.still_printing")
    JOURNAL.happened(work, document, rules.reprint(JOURNAL.of(document), reason))
    _queue(work, document, KINDS[document.kind].role)
    work.touched(Topic.DOCUMENTS)


@action
def void(work: Work, *, document_id: str, reason: str) -> None:
    """Void a paper; its number is never given again. The reason is a code, as for a reprint.

    Raises:
        Refusal: `documents.reason_missing`, `documents.voided`.
    """
    document = _locked(work, document_id)
    JOURNAL.happened(work, document, rules.void(JOURNAL.of(document), reason))
    work.touched(Topic.DOCUMENTS)
    for consequence in _AFTER_VOIDING:
        consequence(work, document)


def _queue(work: Work, document: Document, role: str) -> None:
    work.session.add(
        PrintJob(
            id=new_id(),
            document_id=document.id,
            device_id=work.actor.device_id,
            role=role,
            reprint=document.reprints,
            staff_number=work.actor.staff_number,
            queued_at=work.now,
            state="queued",
        )
    )


def _job(work: Work, job_id: str) -> PrintJob:
    """Return a job that this device has claimed.

    Raises:
        Refusal: `documents.job_of_another` when another window prints it, or it has ended.
    """
    job = work.session.get(PrintJob, job_id, with_for_update=True)
    if job is None or job.state != "claimed" or job.device_id != work.actor.device_id:
        raise Refusal("documents.job_of_another")
    return job


def _locked(work: Work, document_id: str) -> Document:
    return work.session.get_one(Document, document_id, with_for_update=True)
