"""Reads seals and their uses: what waits for whom, the register, what bears no seal yet."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, select, text

from hall.documents.content import from_json
from hall.documents.model import Document
from hall.documents.rules import DEAD
from hall.kernel.masks import mask_address, mask_name, mask_phone
from hall.people.model import Person
from hall.seals import rules
from hall.seals.cards import (
    CourseStep,
    Happening,
    SealCard,
    UnsealedPaper,
    UseCard,
    UseFile,
    Waiting,
)
from hall.seals.entries import CERTIFICATE, DECISIONS, Entry, entries, seal_word
from hall.seals.keepers import IN_USE
from hall.seals.model import OPEN_USES, Seal, SealNote, SealUse
from hall.seals.record import USES, is_cut
from hall.security.model import Staff
from hall.security.views import colleagues
from hall.storage.work import Reading

__all__ = [
    "Entry", "SealCard", "UnsealedPaper", "UseCard", "UseFile", "Waiting",
    "listed", "of_case", "of_document", "register", "seals", "unsealed_certificates", "use", "waiting",
]  # fmt: skip

TURNS = {rules.REQUESTED: "verify", rules.VERIFIED: "approve", rules.APPROVED: "seal"}
"""What comes next in each state that waits for somebody."""

_ACTS = {
    rules.REQUESTED: ("verify", "reject", "void", "print_form"),
    rules.VERIFIED: ("approve", "reject", "void", "print_form"),
    rules.APPROVED: ("seal", "reject", "void", "print_form"),
    rules.SEALED: ("print_form", "void"),
}
_ID_TAIL = 4


def waiting(reading: Reading) -> Waiting:
    """Return the uses that wait for whoever verifies, approves and seals, the oldest first."""
    cards = _cards(reading, text(f"seal_use.{OPEN_USES}"))
    return Waiting(*(tuple(card for card in cards if card.turn == turn) for turn in TURNS.values()))


def use(reading: Reading, *, use_id: str) -> UseFile:
    """Return one use with its way so far, its words and what the reader may do with it now."""
    row = reading.session.get_one(SealUse, use_id)
    card = _card(reading, row)
    notes = select(SealNote).where(SealNote.subject_id == use_id).order_by(SealNote.at, SealNote.id)
    return UseFile(
        card=card,
        course=_course(card),
        notes=tuple((each.at, each.purpose, each.words) for each in reading.session.scalars(notes)),
        history=tuple(
            Happening(each.at, each.kind, seal_word("events", each.kind), _name(reading, each.staff_id))
            for each in USES.history(reading.session, use_id)
        ),
        acts=tuple(act for act in _ACTS.get(row.state, ()) if _may(reading, row, act)),
    )


def register(reading: Reading, *, since: date, until: date, seal_id: str = "") -> tuple[UseCard, ...]:
    """Return the lines of the register from one of the hall's days to another, both included, also the void ones.

    Args:
        reading: the look.
        since: the first day.
        until: the last day.
        seal_id: of one seal; all by default.
    """
    span = (SealUse.sealed_at >= _begin(reading, since)) & (
        SealUse.sealed_at < _begin(reading, until + timedelta(days=1))
    )
    of_seal = SealUse.seal_id == seal_id if seal_id else SealUse.seal_id.is_not(None)
    rows = select(SealUse).where(span, of_seal).order_by(SealUse.sealed_at, SealUse.seal_id, SealUse.nth)
    return tuple(_card(reading, row) for row in reading.session.scalars(rows).all())


def of_document(reading: Reading, *, document_id: str) -> tuple[UseCard, ...]:
    """Return the uses of a paper, the oldest first."""
    return _cards(reading, SealUse.document_id == document_id)


def of_case(reading: Reading, *, case_id: str) -> tuple[UseCard, ...]:
    """Return the uses of a case, the oldest first."""
    return _cards(reading, SealUse.case_id == case_id)


def unsealed_certificates(reading: Reading) -> tuple[UnsealedPaper, ...]:
    """Return the certificates and decisions that asked for a seal and have none, the oldest first."""
    stamped = select(SealUse.id).where(SealUse.document_id == Document.id, SealUse.state.in_(rules.STAMPED))
    asked = select(SealUse.document_id).where(SealUse.document_id.is_not(None))
    papers = select(Document).where(
        Document.id.in_(asked),
        Document.kind.in_((CERTIFICATE, *DECISIONS)),
        Document.state.not_in(DEAD),
        ~stamped.exists(),
    )
    rows = reading.session.scalars(papers.order_by(Document.issued_at, Document.id)).all()
    return tuple(_unsealed(reading, row) for row in rows)


def seals(reading: Reading) -> tuple[SealCard, ...]:
    """Return the seals of the hall, those in use first."""
    rows = reading.session.scalars(select(Seal).order_by(Seal.added_at, Seal.id)).all()
    cards = tuple(_seal(reading, row) for row in rows)
    return tuple(sorted(cards, key=lambda card: card.state != IN_USE))


def listed(reading: Reading) -> tuple[Entry, ...]:
    """Return everything under which a seal may be asked for here."""
    return entries(reading)


def _cards(reading: Reading, which: ColumnElement[bool] | object) -> tuple[UseCard, ...]:
    rows = select(SealUse).where(which).order_by(SealUse.requested_at, SealUse.id)  # type: ignore[arg-type]
    return tuple(_card(reading, row) for row in reading.session.scalars(rows).all())


def _card(reading: Reading, row: SealUse) -> UseCard:
    person = reading.session.get(Person, row.person_id) if row.person_id else None
    document = reading.session.get_one(Document, row.document_id) if row.document_id else None
    turn, stamp = TURNS.get(row.state, ""), _seal_of(reading, row)
    return UseCard(
        id=row.id,
        version=row.version,
        number=row.number,
        state=row.state,
        state_name=seal_word("states", row.state),
        document_id=row.document_id,
        case_id=row.case_id,
        paper_name=row.paper_name,
        outside=row.document_id is None,
        list_code=row.list_code,
        list_name=row.list_name,
        basis=row.basis,
        weighty=row.weighty,
        seal_kind=row.seal_kind,
        seal_id=row.seal_id,
        seal_name=stamp.name if stamp else seal_word("kinds", row.seal_kind),
        pages=row.pages,
        copies=row.copies,
        reason=row.reason,
        person_id=row.person_id,
        applicant=mask_name(person.name) if person else "",
        id_tail=person.id_number[-_ID_TAIL:] if person else "",
        phone=mask_phone(person.phone) if person else "",
        address=mask_address(person.address) if person else "",
        requested_at=row.requested_at,
        requester=row.requester,
        requester_name=_name(reading, row.requester),
        verifier_name=_name(reading, row.verifier),
        verified_at=row.verified_at,
        originals=row.originals,
        approver_name=_name(reading, row.approver),
        approved_at=row.approved_at,
        resolution=row.resolution,
        year=row.year,
        nth=row.nth,
        sealer_name=_name(reading, row.sealer),
        sealed_at=row.sealed_at,
        sealed_copies=row.sealed_copies,
        sealed_pages=row.sealed_pages,
        straddle=row.straddle,
        across=_across(row, document),
        paper_void=document is not None and document.state in DEAD,
        retained=row.retained,
        rejected_for=row.rejected_for,
        why_not=_why_not(reading, row),
        turn=turn,
        turn_names=_turn_names(reading, row, turn, stamp),
    )


def _seal_of(reading: Reading, row: SealUse) -> Seal | None:
    """Return the seal that was used, or the one in use of the kind that is needed."""
    if row.seal_id is not None:
        return reading.session.get_one(Seal, row.seal_id)
    usable = select(Seal).where(Seal.kind == row.seal_kind, Seal.state == IN_USE).order_by(Seal.added_at.desc())
    return reading.session.scalars(usable.limit(1)).first()


def _turn_names(reading: Reading, row: SealUse, turn: str, stamp: Seal | None) -> str:
    """Return who has to act: the leaders but whoever asked, the keeper; anybody at a counter may verify."""
    if turn == "approve":
        names: Iterable[str] = (each.name for each in colleagues(reading, role="leader") if each.id != row.requester)
        return "、".join(names)
    return _name(reading, stamp.keeper) if turn == "seal" and stamp else ""


def _across(row: SealUse, document: Document | None) -> bool:
    """Tell whether the paper has a stub; only asked of papers that are still to be sealed."""
    if document is None or row.state not in rules.OPEN:
        return row.straddle
    return is_cut(from_json(document.content))


def _why_not(reading: Reading, row: SealUse) -> str:
    if row.state not in (rules.REJECTED, rules.VOIDED):
        return ""
    said = select(SealNote.words).where(SealNote.subject_id == row.id, SealNote.purpose == row.state)
    return reading.session.scalars(said.order_by(SealNote.at.desc()).limit(1)).first() or ""


def _course(card: UseCard) -> tuple[CourseStep, ...]:
    """Return the steps of every use in their order, done or still to come."""
    steps = (
        ("request", "requested", card.requester_name, card.requested_at),
        ("verify", "verified", card.verifier_name, card.verified_at),
        ("approve", "approved", card.approver_name, card.approved_at),
        ("seal", "sealed", card.sealer_name, card.sealed_at),
    )
    filed = CourseStep("log", seal_word("events", "logged"), "", None, card.state == rules.LOGGED)
    return (*(CourseStep(n, seal_word("events", e), who, at, at is not None) for n, e, who, at in steps), filed)


def _may(reading: Reading, row: SealUse, act: str) -> bool:
    """Tell whether the reader may do it: by permission, and not what the separation of duties forbids them."""
    actor = reading.actor
    if f"seals.{act}" not in actor.may:
        return False
    if actor.staff_id is None:
        return True
    forbidden = {"approve": row.requester, "seal": row.approver}
    return forbidden.get(act) != actor.staff_id


def _unsealed(reading: Reading, row: Document) -> UnsealedPaper:
    uses = of_document(reading, document_id=row.id)
    return UnsealedPaper(row.id, row.kind, row.number, row.issued_at, row.subject_id, uses[-1])


def _seal(reading: Reading, row: Seal) -> SealCard:
    return SealCard(
        id=row.id,
        kind=row.kind,
        kind_name=seal_word("kinds", row.kind),
        name=row.name,
        state=row.state,
        keeper=row.keeper,
        keeper_name=_name(reading, row.keeper),
        since=row.since,
        next_keeper=row.next_keeper,
        next_keeper_name=_name(reading, row.next_keeper),
        hand_over_by=row.hand_over_by,
        late=row.hand_over_by is not None and row.hand_over_by < reading.now,
    )


def _name(reading: Reading, staff_id: str | None) -> str:
    """Return a colleague's name, empty for nobody."""
    staff = reading.session.get(Staff, staff_id) if staff_id else None
    return staff.name if staff else ""


def _begin(reading: Reading, day: date) -> datetime:
    return datetime.combine(day, time(), reading.place.zone)
