"""Papers from templates that bear the hall's seal ask for it by themselves, as certificates do.

Which kinds, under which entry and with which seal stands beside the entries (resources/papers/seals.toml, `papers`).
Handing such a paper over waits for no seal in the program: a posting hangs here, and an agreement binds by its
signatures (人民调解法 29).
"""

from sqlalchemy import select

from hall.cases.model import Case
from hall.cases.record import matter_of
from hall.documents.actions import after_confirming
from hall.documents.content import Content, SealPlace, from_json
from hall.documents.kinds import KINDS
from hall.documents.model import Document
from hall.queue.model import Ticket
from hall.seals.actions import request
from hall.seals.entries import bound_to
from hall.seals.model import SealUse
from hall.seals.record import parts_of, policy
from hall.seals.rules import LIVE
from hall.storage.work import Work


@after_confirming
def ask_for_seal(work: Work, document: Document) -> None:
    """Ask for the seal as soon as somebody holds the paper: only what lies on the table can be verified and sealed."""
    entry = bound_to(document.kind)
    if entry is None or not policy(work).delivery_needs_seal or _asked(work, document):
        return
    content = from_json(document.content)
    if not _bears_seal(content):
        return
    case = work.session.get(Case, document.subject_id)
    request(
        work,
        document_id=document.id,
        copies=parts_of(content),
        list_code=entry.code,
        reason=matter_of(work, case).public_name if case is not None else KINDS[document.kind].title,
        person_id=_person(work, document, case),
        case_id=case.id if case is not None else "",
    )


def _asked(work: Work, document: Document) -> bool:
    """Say whether a use of the seal is under way or done for this paper: a reprint asks for none beside it."""
    live = select(SealUse.id).where(SealUse.document_id == document.id, SealUse.state.in_(LIVE))
    return work.session.scalar(live.limit(1)) is not None


def _bears_seal(content: Content) -> bool:
    """Say whether a paper has a place for the seal of those who sign it here."""
    return any(isinstance(block, SealPlace) and block.sealed for block in content.blocks)


def _person(work: Work, document: Document, case: Case | None) -> str:
    if case is not None:
        return case.person_id
    ticket = work.session.get(Ticket, document.subject_id)
    return (ticket.person_id if ticket is not None else None) or ""
