"""One document while an action has hold of it: locked, journalled, queued for a printer."""

from sqlalchemy import select, update

from hall.documents import rules
from hall.documents.model import Document, DocumentEvent, PrintJob
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.storage.journal import Event, Journal
from hall.storage.work import Work

JOURNAL = Journal(Document, DocumentEvent, rules.DocumentState, rules.fold)
QUEUED, CLAIMED, HANDING, SENT, CONFIRMED, SPOILED, IN_DOUBT = (
    "queued", "claimed", "handing", "sent", "confirmed", "spoiled", "in_doubt",
)  # fmt: skip
UNDER_WAY = (CLAIMED, HANDING)


def locked(work: Work, document_id: str) -> Document:
    """Return the document, locked until the commit."""
    return work.session.get_one(Document, document_id, with_for_update=True)


def happened(work: Work, document: Document, event: Event) -> None:
    """Write what a rule decided into the journal and the row."""
    JOURNAL.happened(work, document, event)
    work.touched(Topic.DOCUMENTS)


def queue(work: Work, document: Document, role: str, *, device_id: str | None = None) -> None:
    """Queue a document for a printer of this role: of the named device, else of the actor's own."""
    work.session.add(
        PrintJob(
            id=new_id(),
            document_id=document.id,
            device_id=device_id or work.actor.device_id,
            role=role,
            reprint=document.reprints,
            staff_number=work.actor.staff_number,
            queued_at=work.now,
            state=QUEUED,
        )
    )


def end_jobs(work: Work, document_id: str, state: str, *, of: tuple[str, ...]) -> None:
    """Give every job of a document that is in one of these states its end."""
    jobs = PrintJob.document_id == document_id, PrintJob.state.in_(of)
    work.session.execute(update(PrintJob).where(*jobs).values(state=state, ended_at=work.now))


def check_at_rest(work: Work, document_id: str, *states: str) -> None:
    """Refuse while a job of the document is in one of these states (`documents.still_printing`, `documents.in_doubt`).

    What is in doubt is settled by whoever looks at the printer, before anything else is done with the paper.
    """
    jobs = select(PrintJob.state).where(PrintJob.document_id == document_id, PrintJob.state.in_(states))
    if (found := work.session.scalar(jobs.limit(1))) is not None:
        raise Refusal("documents.in_doubt" if found == IN_DOUBT else "documents.still_printing")
