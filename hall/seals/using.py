"""A use of a seal from the wish to the filed register: asked for, verified, approved, sealed; or not."""

from sqlalchemy import select

from hall.documents.actions import after_revoking, after_voiding, issue, note_sealed, take_number
from hall.documents.kinds import KINDS
from hall.documents.model import Document
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.people.views import person
from hall.seals import entries, rules
from hall.seals.keepers import IN_USE
from hall.seals.model import Seal, SealUse
from hall.seals.papers import not_sealed_slip
from hall.seals.record import (
    USES,
    check_voidable,
    copies_taken,
    ended,
    happened,
    is_cut,
    locked,
    note,
    parts_of,
    seal_for,
    sound_content,
    touched,
    use_series,
)
from hall.storage import settings
from hall.storage.action import action
from hall.storage.journal import Event
from hall.storage.numbers import next_number
from hall.storage.place import HallFacts
from hall.storage.work import Work


@action
def request(
    work: Work,
    *,
    document_id: str = "",
    paper_name: str = "",
    pages: int = 1,
    copies: int = 1,
    list_code: str,
    reason: str,
    person_id: str = "",
    case_id: str = "",
    seal_kind: str = "",
) -> str:
    """Ask for a seal on a paper of this hall, or on an outside paper that was looked at; answers with the use's key.

    Args:
        work: the open transaction.
        document_id: the paper of this hall; its own name and number stand in the register.
        paper_name: of an outside paper, as it stands on it.
        pages: of one copy.
        copies: to be sealed.
        list_code: the entry of the local list, or of the hall's own papers, on which it rests.
        reason: what the paper is for.
        person_id: the resident for whom it is, empty for a paper of the hall itself.
        case_id: the case that it ends.
        seal_kind: another kind of seal than the entry names, such as `special` for what goes out in the street's name.

    Raises:
        Refusal: `seals.forbidden` (name, office), `seals.not_on_list`, `seals.list_mismatch`, `seals.blank`,
            `seals.paper_name`, `seals.reason_missing`, `seals.pages`, `seals.copies`, `seals.copies_gone`,
            `seals.document_voided`, `seals.document_spoiled`, `seals.document_altered`.
    """
    name = _paper_name(work, document_id, paper_name)
    rules.check_request(paper_name=name, reason=reason, pages=pages, copies=copies)
    entry = entries.entry_of(work, list_code, name)
    if document_id:
        _check_document(work, document_id, entry, copies)
    else:
        entries.check_name(name)
    row = _wish(work, entry, document_id=document_id, case_id=case_id, person_id=person_id, seal_kind=seal_kind)
    row.paper_name, row.pages, row.copies, row.reason = name[:200], pages, copies, reason.strip()
    USES.begin(work, row, Event("requested"))
    touched(work, row)
    return row.id


@action
def verify(work: Work, *, use_id: str, filled_in: bool = False, originals: bool = False, words: str = "") -> None:
    """Sign that the paper and what it says were looked at (核实人签).

    Args:
        work: the open transaction.
        use_id: the use.
        filled_in: an outside paper was read and is filled in on the pages that were named.
        originals: the originals were looked at.
        words: how it was verified.

    Raises:
        Refusal: `seals.blank`, `seals.document_…`, `seals.now_…`.
    """
    row = locked(work, use_id)
    verified = rules.verify(USES.of(row), outside=row.document_id is None, filled_in=filled_in, originals=originals)
    if row.document_id is not None:
        sound_content(work, row.document_id)
    note(work, row.id, "verified", words, required=False)
    happened(work, row, verified)


@action
def approve(work: Work, *, use_id: str, resolution: str = "") -> None:
    """Sign that the paper may be sealed (主任、书记签批).

    Args:
        work: the open transaction.
        use_id: the use.
        resolution: number of the residents' resolution, needed where the matter is weighty (重大事项决议号).

    Raises:
        Refusal: `seals.own_request` for one's own wish, `seals.resolution_missing`, `seals.resolution_long`,
            `seals.document_…`, `seals.now_…`.
    """
    row = locked(work, use_id)
    if len(resolution.strip()) > LONGEST_RESOLUTION:
        raise Refusal("seals.resolution_long", most=LONGEST_RESOLUTION)
    approved = rules.approve(
        USES.of(row), by=work.actor.staff_id, requester=row.requester, weighty=row.weighty, resolution=resolution
    )
    if row.document_id is not None:
        sound_content(work, row.document_id)
    happened(work, row, approved)


@action
def reject(work: Work, *, use_id: str, reason: str, words: str) -> str | None:
    """Say no; a resident who asked gets a slip that says why (不予出具告知单), whose key is the answer.

    Args:
        work: the open transaction.
        use_id: the use.
        reason: one of `rules.REJECTIONS`.
        words: what is wrong, and where to go or what to bring instead; the resident reads them.

    Raises:
        Refusal: `seals.reject_reason`, `seals.words_missing`, `seals.now_…`.
    """
    row = locked(work, use_id)
    rejected = rules.reject(USES.of(row), reason=reason, note_id=note(work, row.id, "rejected", words))
    happened(work, row, rejected)
    slip = _slip(work, row, words) if row.person_id is not None else None
    ended(work, row)
    return slip


@action
def seal(
    work: Work,
    *,
    use_id: str,
    copies: int,
    pages: int,
    straddle: bool = False,
    seal_id: str = "",
    retained: str = "",
) -> int:
    """Put the seal on; answers with the number of this use in the seal's register of this year (第n次用印).

    Args:
        work: the open transaction.
        use_id: the use.
        copies: sealed now; fewer than were approved leave the rest to another use.
        pages: of one copy, as the keeper counts them.
        straddle: the pages, or paper and stub, are sealed across (骑缝章).
        seal_id: the seal, where the keeper has several of the kind.
        retained: where the copy of an outside paper is filed; the hall's own papers keep themselves.

    Raises:
        Refusal: `seals.no_seal`, `seals.seal_kind`, `seals.seal_blocked`, `seals.not_keeper`,
            `seals.own_approval`, `seals.copies_left`, `seals.pages`, `seals.pages_differ`,
            `seals.straddle_missing`, `seals.retained_missing`, `seals.document_…`, `seals.now_…`.
    """
    row = locked(work, use_id)
    rules.expect(USES.of(row), rules.APPROVED)
    stamp = seal_for(work, row.seal_kind, seal_id)
    stamping = _stamping(work, row, stamp, copies=copies, pages=pages, straddle=straddle, retained=retained.strip())
    rules.check_stamping(USES.of(row), stamping)
    year = work.today.year
    nth = next_number(work.session, use_series(stamp.id, year))
    row.retained = retained.strip()[:200]
    happened(work, row, rules.seal(USES.of(row), stamping, seal_id=stamp.id, year=year, nth=nth))
    if row.document_id is not None:
        note_sealed(work, document_id=row.document_id, copies=copies, pages=pages)
    return nth


@action
def void(work: Work, *, use_id: str, words: str) -> None:
    """Take a use back, before or after the seal was put on; its numbers stay taken, the sheet is destroyed.

    Raises:
        Refusal: `seals.words_missing`, `seals.now_…`, and what a later room says, as `cases.seal_delivered`.
    """
    row = locked(work, use_id)
    voided = rules.void(USES.of(row), note_id=note(work, row.id, "voided", words))
    check_voidable(work, row)
    happened(work, row, voided)
    ended(work, row)


@after_revoking
@after_voiding
def drop_open_uses(work: Work, document: Document) -> None:
    """A void paper is not sealed any more: what was asked for is void with it; what is sealed stays in the register."""
    of_paper = select(SealUse).where(SealUse.document_id == document.id, SealUse.state.in_(rules.OPEN))
    for row in work.session.scalars(of_paper.with_for_update()).all():
        happened(work, row, rules.void(USES.of(row), note_id=note(work, row.id, "voided", _PAPER_VOID)))


_PAPER_VOID = "文书已经作废"
LONGEST_RESOLUTION = 60


def _wish(
    work: Work, entry: entries.Entry, *, document_id: str, case_id: str, person_id: str, seal_kind: str
) -> SealUse:
    """Return a new use with the entry as it stands today; who asks it is the actor."""
    return SealUse(
        id=new_id(),
        hall_id=work.place.hall_id,
        number=take_number(work, "seal_form"),
        requested_at=work.now,
        requester=work.actor.staff_id,
        document_id=document_id or None,
        case_id=case_id or None,
        person_id=person_id or None,
        list_code=entry.code,
        list_name=entry.name,
        basis=entry.basis,
        seal_kind=seal_kind or entry.seal_kind,
        weighty=entry.weighty,
        retained="",
    )


def _paper_name(work: Work, document_id: str, paper_name: str) -> str:
    """Return how the register names the paper: the hall's own by title and number."""
    if not document_id:
        return paper_name.strip()
    document = work.session.get_one(Document, document_id)
    return f"{KINDS[document.kind].title}　{document.number}"


def _check_document(work: Work, document_id: str, entry: entries.Entry, copies: int) -> None:
    """Refuse what is not whole, does not stand under this entry, or is sealed as often as it has parts."""
    content = sound_content(work, document_id)
    entries.check_kind(entry, content.kind)
    left = parts_of(content) - copies_taken(work, document_id)
    if copies > left:
        raise Refusal("seals.copies_gone", left=max(left, 0))


def _stamping(
    work: Work, row: SealUse, stamp: Seal, *, copies: int, pages: int, straddle: bool, retained: str
) -> rules.Stamping:
    """Return what is about to be done; a paper of the hall is looked at once more."""
    content = sound_content(work, row.document_id) if row.document_id is not None else None
    return rules.Stamping(
        by=work.actor.staff_id,
        keeper=stamp.keeper,
        in_use=stamp.state == IN_USE,
        copies=copies,
        wanted=row.copies,
        pages=pages,
        looked_at=row.pages if content is None else 0,
        straddle=straddle,
        across=content is not None and is_cut(content),
        retained=content is not None or bool(retained),
    )


def _slip(work: Work, row: SealUse, words: str) -> str:
    """Give the resident in writing why the paper is not sealed."""
    paper = not_sealed_slip(
        settings.read(work.session, HallFacts),
        name=row.list_name,
        applicant=person(work, person_id=str(row.person_id)).name,
        reason=entries.seal_word("rejections", row.rejected_for),
        words=words.strip(),
        number=take_number(work, "no_certificate_slip"),
        day=work.today,
    )
    return issue(work, paper, subject_id=row.case_id or row.id)
