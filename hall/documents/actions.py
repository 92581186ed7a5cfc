"""Issuing papers, and what becomes of them: drafted, approved, confirmed, sealed, handed over, taken back."""

from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy import select

from hall.documents import rules
from hall.documents.content import Content, digest, from_json, to_json
from hall.documents.kinds import KINDS
from hall.documents.model import Document, DocumentEvent, DocumentNote
from hall.documents.outbox import (
    came_out,
    claim_job,
    not_out,
    report_doubt,
    report_handing,
    report_sent,
    report_spoiled,
    take_up,
)
from hall.documents.record import (
    CLAIMED,
    CONFIRMED,
    HANDING,
    IN_DOUBT,
    JOURNAL,
    QUEUED,
    SENT,
    SPOILED,
    check_at_rest,
    end_jobs,
    happened,
    locked,
    queue,
)
from hall.documents.signing import signed, signed_at_last, unsigned
from hall.documents.statement import Proof
from hall.documents.views import copies_in
from hall.kernel.ids import new_id, new_status_code
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.security.model import Device
from hall.stock import using as stock
from hall.storage import settings
from hall.storage.action import action
from hall.storage.journal import Event
from hall.storage.numbers import NumberSeries, next_number
from hall.storage.place import HallFacts
from hall.storage.work import Work

__all__ = [
    "JOURNAL",
    "after_confirming",
    "after_revoking",
    "after_voiding",
    "approve",
    "came_out",
    "claim_job",
    "confirm_printed",
    "draft",
    "hand_over",
    "issue",
    "not_out",
    "note_sealed",
    "report_doubt",
    "report_handing",
    "report_sent",
    "report_spoiled",
    "reprint",
    "reprint_original",
    "revoke",
    "send_back",
    "take_number",
    "take_up",
    "void",
]

LONGEST_WORDS = 500
_TORN_UP = ("spoiled", "unreadable")
"""Reasons for which the sheet before lies there and is torn up."""
Consequence = Callable[[Work, Document], object]
_AFTER_VOIDING: list[Consequence] = []
_AFTER_REVOKING: list[Consequence] = []
_AFTER_CONFIRMING: list[Consequence] = []


def after_voiding(consequence: Consequence) -> Consequence:
    """Mark what a later room does once a paper is void."""
    _AFTER_VOIDING.append(consequence)
    return consequence


def after_revoking(consequence: Consequence) -> Consequence:
    """Mark what a later room does once a paper that a resident may hold was revoked."""
    _AFTER_REVOKING.append(consequence)
    return consequence


def after_confirming(consequence: Consequence) -> Consequence:
    """Mark what a later room does once somebody holds a paper in their hand."""
    _AFTER_CONFIRMING.append(consequence)
    return consequence


def take_number(work: Work, kind: str, middle: str = "") -> str:
    """Take the next number of a kind of paper, or of a matter when `middle` names one, at this place in this year.

    Where the hall's code or region changes in the middle of a year a new series begins: its numbers begin otherwise.
    """
    day: date = work.today
    facts = settings.read(work.session, HallFacts)
    series = rules.series(rules.prefix(kind, middle, facts, day))
    taken = next_number(work.session, series)
    if taken == 1:
        taken += _carried_over(work, f"{kind}/{middle}/{day.year}", series)
    return rules.number(kind, middle, facts, day, taken)


def issue(work: Work, content: Content, *, subject_id: str, role: str = "", proves: Proof | None = None) -> str:
    """Keep a paper as it is handed out and queue it for the actor's printer; answers with the document's key.

    Args:
        work: the open transaction.
        content: what the paper says, complete with number and codes.
        subject_id: the ticket, sheet or case that it belongs to.
        role: the printer's role; by default that of the kind.
        proves: what the signed statement on it says, for a kind that carries one.
    """
    document = _kept(work, signed(work, content, proves), subject_id)
    JOURNAL.begin(work, document, Event("issued"))
    queue(work, document, role or KINDS[content.kind].role)
    work.touched(Topic.DOCUMENTS)
    return document.id


def draft(work: Work, content: Content, *, subject_id: str, proves: Proof | None = None) -> str:
    """Keep a paper that somebody else approves before it is printed; answers with the document's key.

    Its number is taken: a draft that comes to nothing is voided, and the number stays used.
    """
    document = _kept(work, unsigned(work, content, proves), subject_id)
    JOURNAL.begin(work, document, Event("drafted", {"device_id": work.actor.device_id}))
    work.touched(Topic.DOCUMENTS)
    return document.id


@action
def approve(work: Work, *, document_id: str) -> None:
    """Agree that a draft goes out; it is printed where it was drafted, by the clerk who waits for it there.

    Raises:
        Refusal: `documents.not_drafted`, `documents.own_draft`, `documents.voided`.
    """
    document = locked(work, document_id)
    first = select(DocumentEvent).where(DocumentEvent.subject_id == document_id, DocumentEvent.seq == 1)
    drafted = work.session.scalars(first).one()
    happened(work, document, rules.approve(JOURNAL.of(document), by=work.actor.staff_id, drafter=drafted.staff_id))
    happened(work, document, rules.release(JOURNAL.of(document)))
    document.issued_at = work.now
    content = signed_at_last(work, from_json(document.content))
    document.content, document.digest = to_json(content), digest(content)
    queue(work, document, KINDS[document.kind].role, device_id=_desk_of(work, drafted))


@action
def send_back(work: Work, *, document_id: str, words: str) -> None:
    """Do not let a draft go out: it is void, its number stays used, and whoever drafted it reads why (退回).

    Args:
        work: the open transaction.
        document_id: the draft.
        words: what has to be otherwise; kept outside the journal.

    Raises:
        Refusal: `documents.not_drafted`, `documents.voided`, `documents.words_missing`.
    """
    document = locked(work, document_id)
    if not words.strip():
        raise Refusal("documents.words_missing")
    note = _note(work, new_id(), document, words, purpose="sent_back")
    sent_back = rules.send_back(JOURNAL.of(document), note_id=note.id)
    work.session.add(note)
    _stop_printing(work, document, sent_back)
    for consequence in _AFTER_VOIDING:
        consequence(work, document)


@action
def confirm_printed(work: Work, *, document_id: str, serials: Sequence[str] = ()) -> None:
    """The clerk holds the numbered original in their hand.

    Args:
        work: the open transaction.
        document_id: the paper.
        serials: of the secure blanks (空白证明纸) that it was printed on, where its kind needs them.

    Raises:
        Refusal: `documents.not_sent`, `documents.voided`, and what `stock.use` says of the blanks.
    """
    document = locked(work, document_id)
    _confirm(work, document)
    stock.use(work, document.kind, document_id=document.id, serials=serials, copies=copies_in(document))


@action
def reprint(work: Work, *, document_id: str, reason: str) -> None:
    """Print a paper again, marked 补打 n. The reason is a code of `rules.REASONS`.

    Raises:
        Refusal: `documents.reason_missing`, `documents.voided`, `documents.still_printing`, `documents.in_doubt`;
            `documents.original_exists` where a reviewer has to do it (`reprint_original`).
    """
    _print_again(work, document_id, reason, may_replace=False)


@action
def reprint_original(work: Work, *, document_id: str, reason: str) -> None:
    """Print again a numbered original that was in somebody's hand: the sheet before counts no more.

    Raises:
        Refusal: as `reprint`, but for `documents.original_exists`.
    """
    _print_again(work, document_id, reason, may_replace=True)


@action
def void(work: Work, *, document_id: str, reason: str) -> None:
    """Void a paper that is still in the house; its number is never given again. The reason is a code.

    Raises:
        Refusal: `documents.reason_missing`, `documents.voided`, `documents.revoked`, `documents.only_revoked`;
            `documents.still_printing` while a copy is on its way to the printer.
    """
    document = locked(work, document_id)
    voided = rules.void(JOURNAL.of(document), reason)
    _stop_printing(work, document, voided)
    stock.take_out(work, document_id)
    for consequence in _AFTER_VOIDING:
        consequence(work, document)


@action
def revoke(work: Work, *, document_id: str, reason: str, words: str = "") -> None:
    """Declare void what a resident may hold: it stands in the list of revoked papers from now on.

    Args:
        work: the open transaction.
        document_id: the paper.
        reason: a code of `rules.REASONS`.
        words: what was found; kept outside the journal.

    Raises:
        Refusal: `documents.reason_missing`, `documents.only_voided`, `documents.voided`, `documents.revoked`,
            `documents.still_printing`.
    """
    document = locked(work, document_id)
    note_id = new_id() if words.strip() else ""
    revoked = rules.revoke(JOURNAL.of(document), reason, note_id=note_id)
    if note_id:
        work.session.add(_note(work, note_id, document, words, purpose="revoked"))
    _stop_printing(work, document, revoked)
    for consequence in _AFTER_REVOKING:
        consequence(work, document)


def note_sealed(work: Work, *, document_id: str, copies: int, pages: int) -> None:
    """The seal was put on so many parts; whoever seals a sheet has it in hand, so it is confirmed with that.

    Raises:
        Refusal: `documents.not_printed`, `documents.voided`, `documents.revoked`, `documents.in_doubt`.
    """
    document = _in_hand(work, document_id)
    happened(work, document, rules.seal(JOURNAL.of(document), copies=copies, pages=pages))


@action
def hand_over(work: Work, *, document_id: str, receipt: str = "") -> None:
    """The paper leaves the house; whoever hands a sheet over has it in hand, so it is confirmed with that.

    Args:
        work: the open transaction.
        document_id: the paper.
        receipt: key of the delivery or of the receipt that the receiver signed.

    Raises:
        Refusal: `documents.not_printed`, `documents.handed_over`, `documents.voided`, `documents.revoked`,
            `documents.in_doubt`.
    """
    document = _in_hand(work, document_id)
    happened(work, document, rules.hand_over(JOURNAL.of(document), receipt=receipt))


def _kept(work: Work, content: Content, subject_id: str) -> Document:
    """Return the row of a paper with what it says."""
    key = new_id()
    return Document(
        id=key,
        hall_id=work.place.hall_id,
        kind=content.kind,
        # Ticket numbers begin anew each day; all others are unique for ever, and a leaflet shows none.
        number=content.number if KINDS[content.kind].original else f"{work.today}/{content.number or key}",
        status_code=content.status_code or new_status_code(),
        subject_id=subject_id,
        issued_at=work.now,
        content=to_json(content),
        digest=digest(content),
    )


def _print_again(work: Work, document_id: str, reason: str, *, may_replace: bool) -> None:
    document = locked(work, document_id)
    check_at_rest(work, document_id, QUEUED, CLAIMED, HANDING, IN_DOUBT)
    guarded = KINDS[document.kind].guarded
    again = rules.reprint(JOURNAL.of(document), reason, guarded=guarded, may_replace=may_replace)
    end_jobs(work, document_id, SPOILED, of=(SENT,))
    if reason in _TORN_UP:
        stock.spoil(work, document_id)
    happened(work, document, again)
    queue(work, document, KINDS[document.kind].role)


def _stop_printing(work: Work, document: Document, event: Event) -> None:
    """Record that a paper is void or revoked; what waits for the printer is not printed any more."""
    check_at_rest(work, document.id, HANDING)
    end_jobs(work, document.id, SPOILED, of=(QUEUED, CLAIMED, IN_DOUBT, SENT))
    happened(work, document, event)


def _confirm(work: Work, document: Document) -> None:
    happened(work, document, rules.confirm(JOURNAL.of(document)))
    end_jobs(work, document.id, CONFIRMED, of=(SENT,))
    for consequence in _AFTER_CONFIRMING:
        consequence(work, document)


def _in_hand(work: Work, document_id: str) -> Document:
    """Return a document that somebody holds, confirmed if nobody has said so yet."""
    document = locked(work, document_id)
    check_at_rest(work, document_id, IN_DOUBT)
    if document.state == rules.SENT:
        if stock.needs(work, document.kind):
            raise Refusal("documents.confirm_first", number=document.number)
        _confirm(work, document)
    return document


def _desk_of(work: Work, drafted: DocumentEvent) -> str | None:
    """Return the device at which a draft was written, None where it is in use no more."""
    device = work.session.get(Device, drafted.details.get("device_id", ""))
    return device.id if device is not None and device.active else None


def _note(work: Work, note_id: str, document: Document, words: str, *, purpose: str) -> DocumentNote:
    said = words.strip()[:LONGEST_WORDS]
    return DocumentNote(
        id=note_id,
        document_id=document.id,
        at=work.now,
        staff_id=work.actor.staff_id,
        purpose=purpose,
        words=said,
    )


def _carried_over(work: Work, old: str, series: str) -> int:
    """Let a new series go on behind one that an older version of the program kept under another name."""
    before = work.session.get(NumberSeries, old, with_for_update=True)
    if before is None or not before.value:
        return 0
    taken, before.value = before.value, 0
    next_number(work.session, series, taken)
    return taken
