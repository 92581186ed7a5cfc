"""Seeing papers through the printer: each copy is announced before it is handed over, and a crash leaves a question."""

from datetime import timedelta

from sqlalchemy import select

from hall.documents import rules
from hall.documents.kinds import KINDS
from hall.documents.model import Document, PrintJob
from hall.documents.record import (
    CLAIMED,
    CONFIRMED,
    HANDING,
    IN_DOUBT,
    JOURNAL,
    QUEUED,
    SENT,
    SPOILED,
    UNDER_WAY,
    happened,
    locked,
)
from hall.documents.views import copies_in
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.storage.action import action
from hall.storage.work import Work

LEASE = timedelta(minutes=3)
"""So long a run on another computer is trusted between two reports; a print system is given up after 20 seconds."""


@action
def claim_job(work: Work, *, run: str = "") -> str | None:
    """Take the longest waiting print job of the actor's device; answers with its key, or None.

    Args:
        work: the open transaction.
        run: of the window that prints; only it may report on the job.
    """
    waiting = (
        select(PrintJob)
        .where(PrintJob.device_id == work.actor.device_id, PrintJob.state == QUEUED)
        .order_by(PrintJob.queued_at, PrintJob.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if (job := work.session.scalar(waiting)) is None:
        return None
    job.state, job.claimed_at = CLAIMED, work.now
    _lease(work, job, run)
    work.concerns(job.document_id)
    return job.id


@action
def take_up(work: Work, *, job_id: str, of: str, run: str, gone: bool = False) -> bool:
    """Go on with a job whose run has ended; answers whether it is now this run's.

    Args:
        work: the open transaction.
        job_id: a job of the actor's device.
        of: the run that had it; two windows that both want it get it once.
        run: the run that goes on.
        gone: the old run has surely ended; otherwise its lease must be over.
    """
    job = work.session.get(PrintJob, job_id, with_for_update=True)
    if job is None or job.state not in UNDER_WAY or (job.device_id, job.run) != (work.actor.device_id, of):
        return False
    if not gone and job.leased_until is not None and job.leased_until > work.now:
        return False
    _lease(work, job, run)
    work.concerns(job.document_id)
    return True


@action
def report_handing(work: Work, *, job_id: str, copy: int, run: str = "") -> None:
    """The next copy is about to be handed to the spooler; from here on it may be on paper.

    Raises:
        Refusal: `documents.job_of_another`; `documents.voided` or `documents.revoked` for what may not be printed any
            more.
    """
    job = _job(work, job_id, run)
    if copy not in (job.copy, job.copy + 1):
        raise Refusal("documents.job_of_another")
    rules.check_printable(JOURNAL.of(locked(work, job.document_id)))
    job.state, job.copy = HANDING, copy
    _lease(work, job, run)


@action
def report_sent(work: Work, *, job_id: str, spooled_as: str, run: str = "") -> None:
    """The spooler has the paper: a ticket counts as printed, a numbered original waits for the clerk's key."""
    job = _job(work, job_id, run)
    document = locked(work, job.document_id)
    job.spooled_as = spooled_as[:120]
    _sent(work, document, job)


@action
def report_spoiled(work: Work, *, job_id: str, reason: str, run: str = "") -> None:
    """The paper could not be printed; the reason is a refusal's code."""
    job = _job(work, job_id, run)
    document = locked(work, job.document_id)
    if document.state not in rules.DEAD:
        happened(work, document, rules.spoil(JOURNAL.of(document), reason))
    job.state, job.ended_at = SPOILED, work.now
    work.touched(Topic.DOCUMENTS)


@action
def report_doubt(work: Work, *, job_id: str, run: str = "") -> None:
    """Nobody can tell whether the copy under way came out: a person looks."""
    job = _job(work, job_id, run)
    job.state = IN_DOUBT
    work.concerns(job.document_id)
    work.touched(Topic.DOCUMENTS)


@action
def came_out(work: Work, *, document_id: str) -> None:
    """Somebody has looked: the sheet in doubt lies there. Copies that were not yet handed over are printed now.

    It is a person's answer, not a device's: a kiosk has no staff, so the guide goes there and answers at the guide's
    desk, and who goes on with a visit at another counter may answer for the one before. The journal names them.
    With the last copy the paper is with the clerk as any other that was sent: an original waits for the key.

    Raises:
        Refusal: `documents.not_in_doubt`.
    """
    document, job = _in_doubt(work, document_id)
    if job.copy < copies_in(document):
        job.state, job.run, job.leased_until = QUEUED, "", None
        return
    _sent(work, document, job)


@action
def not_out(work: Work, *, document_id: str) -> None:
    """Somebody has looked: the sheet in doubt is not there or is torn up; it may be printed again.

    Raises:
        Refusal: `documents.not_in_doubt`.
    """
    document, job = _in_doubt(work, document_id)
    happened(work, document, rules.spoil(JOURNAL.of(document), "not_out"))
    job.state, job.ended_at = SPOILED, work.now


def _sent(work: Work, document: Document, job: PrintJob) -> None:
    """Record that the printer has every copy; of what is no original nobody asks any more."""
    happened(work, document, rules.send(JOURNAL.of(document)))
    job.state, job.ended_at = SENT, work.now
    if not KINDS[document.kind].original:
        happened(work, document, rules.confirm(JOURNAL.of(document)))
        job.state = CONFIRMED


def _in_doubt(work: Work, document_id: str) -> tuple[Document, PrintJob]:
    """Return a document and its job that waits for a person's answer."""
    document = locked(work, document_id)
    doubtful = select(PrintJob).where(PrintJob.document_id == document_id, PrintJob.state == IN_DOUBT)
    job = work.session.scalar(doubtful.with_for_update().limit(1))
    if job is None:
        raise Refusal("documents.not_in_doubt")
    work.touched(Topic.DOCUMENTS)
    return document, job


def _job(work: Work, job_id: str, run: str) -> PrintJob:
    """Return a job that this run has under way.

    Raises:
        Refusal: `documents.job_of_another` when another window prints it, or it has ended.
    """
    job = work.session.get(PrintJob, job_id, with_for_update=True)
    if job is None or job.state not in UNDER_WAY or (job.device_id, job.run) != (work.actor.device_id, run):
        raise Refusal("documents.job_of_another")
    return job


def _lease(work: Work, job: PrintJob, run: str) -> None:
    job.run, job.leased_until = run, work.now + LEASE
