"""Reads promises: whose they are, which are late, and which belong to a sheet, a ticket or a case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select

from hall.contacts.model import ContactSheet, Promise
from hall.contacts.promise_rules import OPEN
from hall.contacts.record import staff_names
from hall.kernel.masks import mask_name
from hall.people.model import Person
from hall.storage.work import Reading


@dataclass(frozen=True, slots=True)
class PromiseCard:
    """A promise as lists show it; the resident's name is masked.

    Attributes:
        owner: who has to keep it now; `first_owner_name` made it.
        kept_at: when the resident was told, None while it is open; `told` in which words.
        late: its day is over and it is still open.
    """

    id: str
    words: str
    due_on: date
    owner: str
    owner_name: str
    first_owner_name: str
    sheet_id: str | None
    case_id: str | None
    ticket_id: str | None
    person_name: str
    kept_at: datetime | None
    number: str
    made_at: datetime
    told: str
    late: bool


def promises_of(reading: Reading, *, staff_id: str) -> tuple[PromiseCard, ...]:
    """Return the open promises of a person, the nearest day first."""
    return _cards(reading, (Promise.owner == staff_id) & (Promise.state == OPEN))


def promises_late(reading: Reading) -> tuple[PromiseCard, ...]:
    """Return the open promises whose day is over, whoever owns them, the latest kept first."""
    return _cards(reading, (Promise.state == OPEN) & (Promise.due_on < reading.today))


def promises_on(
    reading: Reading, *, sheet_id: str = "", ticket_id: str = "", case_id: str = ""
) -> tuple[PromiseCard, ...]:
    """Return the promises, open or kept, that belong to a sheet, a ticket or a case."""
    which = (Promise.sheet_id == sheet_id, Promise.ticket_id == ticket_id, Promise.case_id == case_id)
    wanted = [one for one, key in zip(which, (sheet_id, ticket_id, case_id), strict=True) if key]
    return _cards(reading, wanted[0]) if wanted else ()


def promise(reading: Reading, *, promise_id: str) -> PromiseCard:
    """Return one promise."""
    (card,) = _cards(reading, Promise.id == promise_id)
    return card


def _cards(reading: Reading, which: ColumnElement[bool]) -> tuple[PromiseCard, ...]:
    ordered = select(Promise).where(which).order_by(Promise.due_on, Promise.made_at, Promise.id)
    rows = reading.session.scalars(ordered).all()
    staff = staff_names(reading, [key for row in rows for key in (row.owner, row.first_owner)])
    people = _people(reading, rows)
    return tuple(
        PromiseCard(
            id=row.id,
            words=row.words,
            due_on=row.due_on,
            owner=row.owner,
            owner_name=staff.get(row.owner, ""),
            first_owner_name=staff.get(row.first_owner, ""),
            sheet_id=row.sheet_id,
            case_id=row.case_id,
            ticket_id=row.ticket_id,
            person_name=people.get(row.id, ""),
            kept_at=row.kept_at,
            number=row.number,
            made_at=row.made_at,
            told=row.told,
            late=row.state == OPEN and row.due_on < reading.today,
        )
        for row in rows
    )


def _people(reading: Reading, rows: Iterable[Promise]) -> dict[str, str]:
    """Return the masked names of the residents by promise: of the person where one is known, else of the sheet."""
    found = {}
    for row in rows:
        person = reading.session.get(Person, row.person_id) if row.person_id else None
        sheet = reading.session.get(ContactSheet, row.sheet_id) if row.sheet_id and person is None else None
        name = person.name if person else sheet.name if sheet else ""
        found[row.id] = mask_name(name) if name else ""
    return found
