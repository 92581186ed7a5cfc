"""Reads errands: what an agent has in hand, what is late, who is to be visited, one errand with everything in it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import ColumnElement, select

from hall.agency import papers, rules
from hall.agency.model import Errand, ErrandEvent, ErrandNote
from hall.agency.record import JOURNAL, counts, items_of
from hall.kernel.masks import mask_name
from hall.originals.views import OriginalCard, of_mandate
from hall.people.model import Person
from hall.people.views import person
from hall.security.model import Staff
from hall.security.views import colleague
from hall.storage import settings
from hall.storage.place import HallFacts
from hall.storage.work import Reading


@dataclass(frozen=True, slots=True)
class ErrandCard:
    """An errand as lists show it, the resident masked; `over` says that the mandate's last day has passed."""

    id: str
    version: int
    number: str
    state: str
    person_id: str
    person_name: str
    matter_code: str
    matter_text: str
    agent: str
    agent_name: str
    powers: tuple[str, ...]
    until: dt.date
    over: bool
    place: str
    receipt_number: str
    opened_at: dt.datetime
    report_due: dt.datetime | None
    late: bool
    outcome: str
    collected: bool
    grade: int | None
    ended: str
    case_id: str | None
    ticket_id: str | None


@dataclass(frozen=True, slots=True)
class ItemCard:
    """One line of what was handed over; `up` originals of it are above now."""

    name: str
    originals: int
    copies: int
    shown: bool
    up: int


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of an errand's history: what happened, when, and who did it."""

    at: dt.datetime
    kind: str
    staff_name: str


@dataclass(frozen=True, slots=True)
class ErrandFile:
    """Everything about one errand; `acts` are what can be done next, the likeliest first."""

    card: ErrandCard
    name: str
    phone: str
    fee: Decimal
    promised: dt.date | None
    identity_way: str
    items: tuple[ItemCard, ...]
    originals: tuple[OriginalCard, ...]
    notes: tuple[tuple[dt.datetime, str, str], ...]
    history: tuple[Step, ...]
    acts: tuple[str, ...]


def mine(reading: Reading, *, staff_id: str) -> tuple[ErrandCard, ...]:
    """Return the errands that a person carries and that are not filed, the oldest first."""
    return _cards(reading, (Errand.agent == staff_id) & (Errand.state != rules.CLOSED))


def open_errands(reading: Reading) -> tuple[ErrandCard, ...]:
    """Return every errand that is not filed, the oldest first."""
    return _cards(reading, Errand.state != rules.CLOSED)


def to_visit(reading: Reading) -> tuple[ErrandCard, ...]:
    """Return the errands whose residents are still to be asked how it was."""
    return _cards(reading, Errand.state == rules.DELIVERED)


def of_person(reading: Reading, *, person_id: str) -> tuple[ErrandCard, ...]:
    """Return all errands for a resident."""
    return _cards(reading, Errand.person_id == person_id)


def of_case(reading: Reading, *, case_id: str) -> tuple[ErrandCard, ...]:
    """Return the errands that carried a case."""
    return _cards(reading, Errand.case_id == case_id)


def errand(reading: Reading, *, agency_id: str) -> ErrandFile:
    """Return one errand with its list, its originals, its words, its history and what can be done next."""
    row = reading.session.get_one(Errand, agency_id)
    who = person(reading, person_id=row.person_id)
    here, up = counts(reading, row)
    said = select(ErrandNote).where(ErrandNote.errand_id == agency_id).order_by(ErrandNote.at, ErrandNote.id)
    return ErrandFile(
        card=_cards(reading, Errand.id == agency_id)[0],
        name=who.name,
        phone=who.phone,
        fee=_yuan(row.fee),
        promised=row.promised,
        identity_way=row.identity_way,
        items=tuple(
            ItemCard(each.name, each.originals, each.copies, each.shown, each.up)
            for each in items_of(reading, agency_id)
        ),
        originals=of_mandate(reading, mandate_id=agency_id),
        notes=tuple((each.at, each.purpose, each.words) for each in reading.session.scalars(said)),
        history=_history(reading, agency_id),
        acts=tuple(rules.next_acts(JOURNAL.of(row), reading.today, up=up > 0, here=here > 0)),
    )


def facts_of(reading: Reading, row: Errand) -> papers.Facts:
    """Return what the papers of an errand need to know."""
    agent = colleague(reading, staff_id=row.agent)
    return papers.Facts(
        hall=settings.read(reading.session, HallFacts),
        today=reading.today,
        zone=reading.place.zone,
        number=row.number,
        mandate_number=row.mandate_number,
        resident=person(reading, person_id=row.person_id),
        agent=f"{agent.name}（{agent.number}）",
        matter=row.matter_text,
        powers=tuple(row.powers),
        identity_way=row.identity_way,
        since=reading.local(row.opened_at).date(),
        until=row.until,
        place=row.place,
        fee=_yuan(row.fee),
        promised=row.promised,
        report_due=row.report_due,
    )


def progress_of(reading: Reading, row: Errand) -> Sequence[papers.Progress]:
    """Return how far an errand has come, for its form: each step once, with its day where it has been done."""
    days: dict[str, dt.date] = {}
    for entry in JOURNAL.history(reading.session, row.id):
        days[entry.kind] = reading.local(entry.at).date()
    words = {
        "submitted": f"上级收件号 {row.receipt_number}" if row.receipt_number else "",
        "result_recorded": papers.OUTCOMES.get(row.outcome, ""),
    }
    return [papers.Progress(kind, days.get(kind), words.get(kind, "")) for kind in papers.STEPS]


def _cards(reading: Reading, which: ColumnElement[bool]) -> tuple[ErrandCard, ...]:
    joined = select(Errand, Person.name, Staff.name).join(Person, Person.id == Errand.person_id)
    rows = joined.outerjoin(Staff, Staff.id == Errand.agent).where(which).order_by(Errand.opened_at, Errand.number)
    return tuple(
        _card(reading, row, mask_name(name), agent or "") for row, name, agent in reading.session.execute(rows).tuples()
    )


def _card(reading: Reading, row: Errand, name: str, agent: str) -> ErrandCard:
    return ErrandCard(
        id=row.id,
        version=row.version,
        number=row.number,
        state=row.state,
        person_id=row.person_id,
        person_name=name,
        matter_code=row.matter_code,
        matter_text=row.matter_text,
        agent=row.agent,
        agent_name=agent,
        powers=tuple(row.powers),
        until=row.until,
        over=reading.today > row.until,
        place=row.place,
        receipt_number=row.receipt_number,
        opened_at=row.opened_at,
        report_due=row.report_due,
        late=row.late,
        outcome=row.outcome,
        collected=row.collected,
        grade=row.grade,
        ended=row.ended,
        case_id=row.case_id,
        ticket_id=row.ticket_id,
    )


def _history(reading: Reading, agency_id: str) -> tuple[Step, ...]:
    entries = (
        select(ErrandEvent, Staff.name)
        .outerjoin(Staff, Staff.id == ErrandEvent.staff_id)
        .where(ErrandEvent.subject_id == agency_id)
        .order_by(ErrandEvent.seq)
    )
    return tuple(Step(entry.at, entry.kind, name or "") for entry, name in reading.session.execute(entries).tuples())


def _yuan(fen: int) -> Decimal:
    return Decimal(fen) / 100
