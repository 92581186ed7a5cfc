"""Reads first-contact sheets: what I owe, what waits for my signature, what a leader has to assign."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select

from hall.contacts import rules
from hall.contacts.chain import Link as Link
from hall.contacts.chain import chain_of
from hall.contacts.model import ContactNote, ContactSheet, ContactSheetEvent, ContactViolation, HandOver
from hall.contacts.promises import PromiseCard, promises_on
from hall.contacts.record import staff_names as _names
from hall.kernel.masks import mask_name
from hall.storage import settings
from hall.storage.work import Reading

_LOOK_BACK = 200
"""Referrals that are looked through for the offices of today; older ones may have moved."""


@dataclass(frozen=True, slots=True)
class SheetCard:
    """A sheet as lists show it; the resident's name is masked."""

    id: str
    version: int
    number: str
    opened_at: datetime
    way: str
    name: str
    matter_text: str
    state: str
    belonging: str
    first_contact: str
    first_contact_name: str
    responsible: str
    responsible_name: str
    receiver: str | None
    receiver_name: str
    reminded: bool
    declines: int
    replied: bool
    case_id: str | None
    ticket_id: str | None


@dataclass(frozen=True, slots=True)
class HandOverCard:
    """One hand-over of the chain: from whom to whom, with which materials, and how it ended."""

    id: str
    giver: str
    giver_name: str
    receiver: str
    receiver_name: str
    materials: tuple[tuple[str, int], ...]
    note: str
    given_at: datetime
    wanted_by: datetime | None
    ended_at: datetime | None
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class NoteCard:
    """Something said or decided about a sheet; `office`, `address` and `phone` stand for a referral."""

    id: str
    at: datetime
    staff_name: str
    purpose: str
    way: str
    words: str
    office: str
    address: str
    phone: str


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of a sheet's history: what happened, when, and who did it."""

    at: datetime
    kind: str
    staff_name: str


@dataclass(frozen=True, slots=True)
class SheetFile:
    """Everything about one sheet, with the resident's name and phone in full.

    Attributes:
        chain: everything that happened, with who, to whom, in which words.
        promises: what the resident was promised.
    """

    card: SheetCard
    person_id: str | None
    name: str
    phone: str
    hand_overs: tuple[HandOverCard, ...]
    notes: tuple[NoteCard, ...]
    history: tuple[Step, ...]
    escalates_at: datetime | None
    chain: tuple[Link, ...] = ()
    promises: tuple[PromiseCard, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactViolationCard:
    """Shirking on record (推诿): `unanswered` until it timed out, or `shirking`, declined without a ground.

    `reason` is what the receiver wrote when they declined.
    """

    id: str
    kind: str
    sheet_id: str
    number: str
    at: datetime
    against: str
    against_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class OfficeCard:
    """An office outside the hall as it was named in a referral."""

    office: str
    address: str
    phone: str


def mine(reading: Reading, *, staff_id: str) -> tuple[SheetCard, ...]:
    """Return the open sheets on which a person owes the work or the answer, oldest first."""
    owing = (ContactSheet.responsible == staff_id) | (ContactSheet.first_contact == staff_id)
    return _cards(reading, owing & (ContactSheet.state.in_(rules.NOT_CLOSED)))


def to_sign(reading: Reading, *, staff_id: str) -> tuple[SheetCard, ...]:
    """Return the sheets that wait for a person's signature, oldest first."""
    return _cards(reading, ContactSheet.receiver == staff_id)


def pressed(reading: Reading, *, staff_id: str = "") -> tuple[SheetCard, ...]:
    """Return the hand-overs that are late and have been pressed once; those that a person gave, or all."""
    late = (ContactSheet.state == rules.HANDOVER_PENDING) & ContactSheet.reminded
    return _cards(reading, late & (ContactSheet.responsible == staff_id) if staff_id else late)


def to_assign(reading: Reading) -> tuple[SheetCard, ...]:
    """Return the sheets that wait for a leader's assignment, oldest first."""
    return _cards(reading, ContactSheet.state == rules.ESCALATED)


def open_sheets(reading: Reading) -> tuple[SheetCard, ...]:
    """Return every sheet that is not closed, oldest first."""
    return _cards(reading, ContactSheet.state.in_(rules.NOT_CLOSED))


def of_ticket(reading: Reading, *, ticket_id: str) -> tuple[SheetCard, ...]:
    """Return the sheets of a ticket, oldest first."""
    return _cards(reading, ContactSheet.ticket_id == ticket_id)


def of_case(reading: Reading, *, case_id: str) -> tuple[SheetCard, ...]:
    """Return the sheets from which a case came."""
    return _cards(reading, ContactSheet.case_id == case_id)


def sheet(reading: Reading, *, sheet_id: str) -> SheetFile:
    """Return one sheet with its chain of hand-overs, its words and its history."""
    row = reading.session.get_one(ContactSheet, sheet_id)
    chain = select(HandOver).where(HandOver.sheet_id == sheet_id).order_by(HandOver.given_at, HandOver.id)
    hand_overs = reading.session.scalars(chain).all()
    said = select(ContactNote).where(ContactNote.sheet_id == sheet_id).order_by(ContactNote.at, ContactNote.id)
    notes = reading.session.scalars(said).all()
    steps = select(ContactSheetEvent).where(ContactSheetEvent.subject_id == sheet_id).order_by(ContactSheetEvent.seq)
    entries = reading.session.scalars(steps).all()
    people = [row.first_contact, row.responsible, row.receiver, *(e.staff_id for e in entries)]
    names = _names(reading, [*people, *(h.giver for h in hand_overs), *(h.receiver for h in hand_overs)])
    return SheetFile(
        _card(row, names),
        row.person_id,
        row.name,
        row.phone,
        tuple(_hand_over(each, names) for each in hand_overs),
        tuple(_note(each, names) for each in notes),
        tuple(Step(entry.at, entry.kind, names.get(entry.staff_id or "", "")) for entry in entries),
        _escalates_at(reading, row, hand_overs),
        chain_of(reading, sheet_id=sheet_id),
        promises_on(reading, sheet_id=sheet_id),
    )


def violations(reading: Reading, *, since: datetime, until: datetime) -> tuple[ContactViolationCard, ...]:
    """Return who let a hand-over lie or declined it without a ground in a span of time, oldest first."""
    rows = reading.session.execute(
        select(ContactViolation, ContactSheet.number, HandOver.reason)
        .join(ContactSheet, ContactSheet.id == ContactViolation.sheet_id)
        .join(HandOver, HandOver.id == ContactViolation.hand_over_id)
        .where(ContactViolation.at >= since, ContactViolation.at < until)
        .order_by(ContactViolation.at, ContactViolation.id)
    ).all()
    names = _names(reading, [row.against for row, *_ in rows])
    return tuple(
        ContactViolationCard(
            row.id, row.kind, row.sheet_id, number, row.at, row.against, names.get(row.against, ""), reason
        )
        for row, number, reason in rows
    )


def offices(reading: Reading) -> tuple[OfficeCard, ...]:
    """Return the offices to which this hall has shown the way, as they were named last; the latest first."""
    referrals = select(ContactNote).where(ContactNote.purpose == "referral", ContactNote.phone != "")
    known: dict[str, OfficeCard] = {}
    for row in reading.session.scalars(referrals.order_by(ContactNote.at.desc(), ContactNote.id).limit(_LOOK_BACK)):
        known.setdefault(row.office, OfficeCard(row.office, row.address, row.phone))
    return tuple(known.values())


def _cards(reading: Reading, which: ColumnElement[bool]) -> tuple[SheetCard, ...]:
    ordered = select(ContactSheet).where(which).order_by(ContactSheet.opened_at, ContactSheet.number)
    rows = reading.session.scalars(ordered).all()
    people = [person for row in rows for person in (row.first_contact, row.responsible, row.receiver)]
    names = _names(reading, people)
    return tuple(_card(row, names) for row in rows)


def _escalates_at(reading: Reading, row: ContactSheet, chain: Iterable[HandOver]) -> datetime | None:
    """Return when an unsigned hand-over goes to the leader."""
    if row.state != rules.HANDOVER_PENDING:
        return None
    policy = settings.read(reading.session, rules.ContactPolicy)
    return max(h.given_at for h in chain) + timedelta(minutes=policy.remind_minutes + policy.escalate_minutes)


def _card(row: ContactSheet, names: dict[str, str]) -> SheetCard:
    return SheetCard(
        id=row.id,
        version=row.version,
        number=row.number,
        opened_at=row.opened_at,
        way=row.way,
        name=mask_name(row.name) if row.name else "",
        matter_text=row.matter_text,
        state=row.state,
        belonging=row.belonging,
        first_contact=row.first_contact,
        first_contact_name=names.get(row.first_contact, ""),
        responsible=row.responsible,
        responsible_name=names.get(row.responsible, ""),
        receiver=row.receiver,
        receiver_name=names.get(row.receiver or "", ""),
        reminded=row.reminded,
        declines=row.declines,
        replied=row.replied,
        case_id=row.case_id,
        ticket_id=row.ticket_id,
    )


def _hand_over(row: HandOver, names: dict[str, str]) -> HandOverCard:
    return HandOverCard(
        row.id,
        row.giver,
        names.get(row.giver, ""),
        row.receiver,
        names.get(row.receiver, ""),
        tuple((str(each["name"]), int(each["count"])) for each in row.materials),
        row.note,
        row.given_at,
        row.wanted_by,
        row.ended_at,
        row.outcome,
        row.reason,
    )


def _note(row: ContactNote, names: dict[str, str]) -> NoteCard:
    staff = names.get(row.staff_id or "", "")
    return NoteCard(row.id, row.at, staff, row.purpose, row.way, row.words, row.office, row.address, row.phone)
