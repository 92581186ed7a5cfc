"""Reads first-contact sheets: what I owe, what waits for my signature, what a leader has to assign."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select

from hall.contacts import rules
from hall.contacts.model import ContactNote, ContactSheet, ContactSheetEvent, HandOver
from hall.kernel.masks import mask_name
from hall.security.model import Staff
from hall.storage import settings
from hall.storage.work import Reading


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
    """Everything about one sheet, with the resident's name and phone in full."""

    card: SheetCard
    person_id: str | None
    name: str
    phone: str
    hand_overs: tuple[HandOverCard, ...]
    notes: tuple[NoteCard, ...]
    history: tuple[Step, ...]
    escalates_at: datetime | None


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A hand-over that its receiver let lie until the leader had to assign (推诿): counts against the receiver."""

    sheet_id: str
    number: str
    at: datetime
    receiver: str
    receiver_name: str


def mine(reading: Reading, *, staff_id: str) -> tuple[SheetCard, ...]:
    """Return the open sheets on which a person owes the work or the answer, oldest first."""
    owing = (ContactSheet.responsible == staff_id) | (ContactSheet.first_contact == staff_id)
    return _cards(reading, owing & (ContactSheet.state != rules.CLOSED))


def to_sign(reading: Reading, *, staff_id: str) -> tuple[SheetCard, ...]:
    """Return the sheets that wait for a person's signature, oldest first."""
    return _cards(reading, ContactSheet.receiver == staff_id)


def to_assign(reading: Reading) -> tuple[SheetCard, ...]:
    """Return the sheets that wait for a leader's assignment, oldest first."""
    return _cards(reading, ContactSheet.state == rules.ESCALATED)


def open_sheets(reading: Reading) -> tuple[SheetCard, ...]:
    """Return every sheet that is not closed, oldest first."""
    return _cards(reading, ContactSheet.state != rules.CLOSED)


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
    )


def unanswered(reading: Reading, *, since: datetime, until: datetime) -> tuple[Unanswered, ...]:
    """Return the hand-overs that timed out in a span of time, oldest first."""
    rows = reading.session.execute(
        select(ContactSheetEvent, ContactSheet.number)
        .join(ContactSheet, ContactSheet.id == ContactSheetEvent.subject_id)
        .where(ContactSheetEvent.kind == "timed_out", ContactSheetEvent.at >= since, ContactSheetEvent.at < until)
        .order_by(ContactSheetEvent.at, ContactSheetEvent.subject_id)
    ).all()
    names = _names(reading, [event.details["receiver"] for event, _ in rows])
    return tuple(
        Unanswered(event.subject_id, number, event.at, receiver, names.get(receiver, ""))
        for event, number in rows
        if (receiver := event.details["receiver"])
    )


def _cards(reading: Reading, which: ColumnElement[bool]) -> tuple[SheetCard, ...]:
    ordered = select(ContactSheet).where(which).order_by(ContactSheet.opened_at, ContactSheet.number)
    rows = reading.session.scalars(ordered).all()
    people = [person for row in rows for person in (row.first_contact, row.responsible, row.receiver)]
    names = _names(reading, people)
    return tuple(_card(row, names) for row in rows)


def _names(reading: Reading, staff: Iterable[str | None]) -> dict[str, str]:
    """Return the names of staff by their keys."""
    wanted = {each for each in staff if each}
    rows = reading.session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(wanted)))
    return dict(rows.tuples().all()) if wanted else {}


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
