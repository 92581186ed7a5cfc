"""Reads the originals that are here: in a tray, kept against a receipt, owed to their owner."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select

from hall.documents.model import Document
from hall.kernel.masks import mask_name
from hall.originals import rules
from hall.originals.model import Original, OriginalNote
from hall.originals.record import HERE_NOW, JOURNAL, of_ticket
from hall.people.model import Person
from hall.posts.model import Counter
from hall.queue.life import CALLING, HELD, SERVING
from hall.queue.model import Ticket
from hall.queue.order import at_counter
from hall.security.model import Staff
from hall.storage.work import Reading

_PRESENT = (CALLING, SERVING, HELD)
"""A ticket whose holder is in the hall and expects the originals back."""


@dataclass(frozen=True, slots=True)
class OriginalCard:
    """Originals of one kind as lists show them; the resident's name is masked.

    Attributes:
        left: how many are still here.
        here: their owner is at the counter whose tray was looked at.
        overdue: it lies in a tray, and its owner has left the counter.
        receipt: number of the paper that the resident holds for them.
        note: why they are still here, the latest words.
    """

    id: str
    name: str
    count: int
    left: int
    state: str
    identity_card: bool
    owed: bool
    overdue: bool
    here: bool
    taken_at: datetime
    holder: str | None
    holder_name: str
    counter_id: str | None
    counter_number: int | None
    ticket_id: str | None
    ticket_number: str
    person_id: str | None
    person_name: str
    case_id: str | None
    mandate_id: str | None
    material_id: str
    receipt: str
    note: str


@dataclass(frozen=True, slots=True)
class Movement:
    """One entry of the custody of originals: what happened, when, who did it, how many, and to whom they went."""

    at: datetime
    kind: str
    staff_name: str
    count: int
    to: str


def tray(reading: Reading, *, counter_id: str) -> tuple[OriginalCard, ...]:
    """Return what lies in the tray of a counter, and what its present resident left in another one's."""
    there = reading.session.scalar(at_counter(counter_id).limit(1))
    at_this = Original.counter_id == counter_id
    in_tray = and_(HERE_NOW, Original.state == rules.TRAY, at_this)
    return _cards(reading, in_tray | of_ticket(there) if there else in_tray, there)


def of_visit(reading: Reading, *, ticket_id: str) -> tuple[OriginalCard, ...]:
    """Return what lies in trays and belongs to the holder of a ticket."""
    ticket = reading.session.get_one(Ticket, ticket_id)
    return _cards(reading, of_ticket(ticket), ticket)


def kept(reading: Reading) -> tuple[OriginalCard, ...]:
    """Return every original that is here, in trays and against receipts, the oldest first."""
    return _cards(reading, and_(HERE_NOW))


def left_over(reading: Reading) -> tuple[OriginalCard, ...]:
    """Return what should not be here at the end of a day: what lies in trays, and what is owed to its owner."""
    return _cards(reading, and_(HERE_NOW, (Original.state == rules.TRAY) | Original.owed))


def to_hand_back(reading: Reading, *, staff_id: str) -> tuple[OriginalCard, ...]:
    """Return what a person has to hand back because the work for which it was taken is over."""
    return _cards(reading, and_(HERE_NOW, Original.owed, Original.holder == staff_id))


def of_case(reading: Reading, *, case_id: str) -> tuple[OriginalCard, ...]:
    """Return all originals that came for a case, those that have left too."""
    return _cards(reading, Original.case_id == case_id)


def of_mandate(reading: Reading, *, mandate_id: str) -> tuple[OriginalCard, ...]:
    """Return all originals that came for an agent's errand, those that have left too."""
    return _cards(reading, Original.mandate_id == mandate_id)


def original(reading: Reading, *, original_id: str) -> OriginalCard:
    """Return originals by their key, whether they are still here or not."""
    return _cards(reading, Original.id == original_id)[0]


def movements(reading: Reading, *, original_id: str) -> tuple[Movement, ...]:
    """Return the custody of originals, from the first hand to the last."""
    entries = JOURNAL.history(reading.session, original_id)
    names = _names(reading, {entry.staff_id for entry in entries})
    return tuple(
        Movement(
            entry.at, entry.kind, names.get(entry.staff_id or "", ""), entry.details.get("count", 0),
            entry.details.get("to", ""),
        )
        for entry in entries
    )  # fmt: skip


def _cards(reading: Reading, which: ColumnElement[bool], there: Ticket | None = None) -> tuple[OriginalCard, ...]:
    joined = (
        select(Original, Person.name, Staff.name, Counter.number, Ticket, Document.number)
        .outerjoin(Person, Person.id == Original.person_id)
        .outerjoin(Staff, Staff.id == Original.holder)
        .outerjoin(Counter, Counter.id == Original.counter_id)
        .outerjoin(Ticket, Ticket.id == Original.ticket_id)
        .outerjoin(Document, Document.id == Original.receipt_id)
        .where(which)
        .order_by(Original.taken_at, Original.id)
    )
    rows = reading.session.execute(joined).tuples().all()
    notes = _notes(reading, [row.id for row, *_ in rows if row.noted])
    return tuple(
        _card(row, mask_name(person) if person else "", staff or "", counter, ticket, receipt or "", there, notes)
        for row, person, staff, counter, ticket, receipt in rows
    )


def _card(
    row: Original, person: str, holder: str, counter: int | None, ticket: Ticket | None, receipt: str,
    there: Ticket | None, notes: dict[str, str],
) -> OriginalCard:  # fmt: skip
    here = there is not None and _belongs(row, there)
    gone = ticket is None or ticket.state not in _PRESENT
    return OriginalCard(
        id=row.id,
        name=row.name,
        count=row.count,
        left=row.count - row.out,
        state=row.state,
        identity_card=row.identity_card,
        owed=row.owed,
        overdue=row.state == rules.TRAY and gone and not here,
        here=here,
        taken_at=row.taken_at,
        holder=row.holder,
        holder_name=holder,
        counter_id=row.counter_id,
        counter_number=counter,
        ticket_id=row.ticket_id,
        ticket_number=ticket.number if ticket else "",
        person_id=row.person_id,
        person_name=person,
        case_id=row.case_id,
        mandate_id=row.mandate_id,
        material_id=row.material_id,
        receipt=receipt,
        note=notes.get(row.id, ""),
    )


def _belongs(row: Original, ticket: Ticket) -> bool:
    return row.ticket_id == ticket.id or (ticket.person_id is not None and row.person_id == ticket.person_id)


def _notes(reading: Reading, originals: list[str]) -> dict[str, str]:
    """Return the latest words on originals by their keys."""
    if not originals:
        return {}
    said = select(OriginalNote).where(OriginalNote.original_id.in_(originals)).order_by(OriginalNote.at)
    return {note.original_id: note.words for note in reading.session.scalars(said)}


def _names(reading: Reading, staff: set[str | None]) -> dict[str, str]:
    wanted = {each for each in staff if each}
    return dict(reading.session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(wanted))).tuples().all())
