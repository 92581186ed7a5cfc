"""What each rule of retention clears: which rows are over their time, and what of them goes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from hall.appointments.model import Appointment
from hall.appointments.rules import BOOKED
from hall.cases.model import Case
from hall.contacts.model import ContactNote, ContactSheet, ContactSheetEvent, HandOver, Promise
from hall.contacts.rules import CLOSED
from hall.exchange.model import ExchangeAnswer, ExchangePackage
from hall.exchange.rules import ANSWERED
from hall.exchange.rules import CLOSED as PACKAGE_CLOSED
from hall.people.model import Person
from hall.privacy.model import Erasure, LegalHold
from hall.queue.life import OPEN_STATES
from hall.queue.model import Ticket
from hall.ratings.model import Rating, RatingEvent, RatingNote
from hall.ratings.rules import CLOSED as FOLLOWED_UP
from hall.storage.base import Base
from hall.storage.work import Reading

Column = InstrumentedAttribute[Any]
_GONE: Final = ""
_FOLLOWS: Final = ("person_fragment",)
"""Tables that say nothing of their own of a person: their rows come and go with the person's."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a rule clears.

    Attributes:
        key: column of the rows' keys.
        due: which rows are over their time; told the instant before which their event lies.
        clear: takes what is personal out of the rows with these keys.
    """

    key: Column
    due: Callable[[Reading, datetime], ColumnElement[bool]]
    clear: Callable[[Session, Sequence[str]], None]


def due_ids(reading: Reading, code: str, days: int) -> Select[tuple[str]]:
    """Return the query of the keys of the rows that a rule clears now, the oldest first."""
    target = TARGETS[code]
    cleared = exists().where(Erasure.rule == code, Erasure.subject_id == target.key)
    wanted = target.due(reading, reading.now - timedelta(days=days))
    return select(target.key).where(wanted, ~cleared).order_by(target.key)


def _blank(table: type[Base], where: ColumnElement[bool], session: Session, **values: object) -> None:
    """Take values out of rows one by one, so that the marks by which they are searched follow."""
    for row in session.scalars(select(table).where(where)):
        for name, value in values.items():
            setattr(row, name, value)


# -- who is held


def _held_persons() -> Select[tuple[str]]:
    standing = LegalHold.ended_at.is_(None)
    by_case = select(Case.person_id).join(LegalHold, LegalHold.case_id == Case.id).where(standing)
    named = select(LegalHold.person_id).where(standing, LegalHold.person_id.is_not(None))
    return by_case.union(named)  # type: ignore[return-value]


def _held_tickets() -> Select[tuple[str]]:
    held = Case.person_id.in_(_held_persons()) & Case.ticket_id.is_not(None)
    of_persons = select(Ticket.id).where(Ticket.person_id.in_(_held_persons()))
    return select(Case.ticket_id).where(held).union(of_persons)  # type: ignore[return-value]


def _free(person: Column, ticket: Column | None = None) -> ColumnElement[bool]:
    """A row of nobody whose data is held."""
    free = or_(person.is_(None), person.not_in(_held_persons()))
    if ticket is None:
        return free
    return and_(free, or_(ticket.is_(None), ticket.not_in(_held_tickets())))


# -- the rules


def _tickets(reading: Reading, before: datetime) -> ColumnElement[bool]:
    old = Ticket.day < reading.local(before).date()
    theirs = or_(Ticket.person_id.is_not(None), func.length(Ticket.note) > 0)
    over = Ticket.state.not_in(OPEN_STATES)
    return and_(old, theirs, over, _free(Ticket.person_id), Ticket.id.not_in(_held_tickets()))


def _clear_tickets(session: Session, ids: Sequence[str]) -> None:
    _blank(Ticket, Ticket.id.in_(ids), session, person_id=None, note=_GONE)


def _appointments(reading: Reading, before: datetime) -> ColumnElement[bool]:
    old = Appointment.day < reading.local(before).date()
    return and_(old, Appointment.state != BOOKED, _free(Appointment.person_id, Appointment.ticket_id))


def _clear_appointments(session: Session, ids: Sequence[str]) -> None:
    _blank(Appointment, Appointment.id.in_(ids), session, person_id=None, name=_GONE, phone=_GONE)


def _sheets(_: Reading, before: datetime) -> ColumnElement[bool]:
    entries = ContactSheetEvent
    ended = select(func.max(entries.at)).where(entries.subject_id == ContactSheet.id).scalar_subquery()
    promised = exists().where(Promise.sheet_id == ContactSheet.id, Promise.kept_at.is_(None))
    return and_(
        ContactSheet.state == CLOSED, ContactSheet.case_id.is_(None), ContactSheet.opened_at < before, ended < before,
        ~promised, _free(ContactSheet.person_id, ContactSheet.ticket_id),
    )  # fmt: skip


def _clear_sheets(session: Session, ids: Sequence[str]) -> None:
    _blank(ContactSheet, ContactSheet.id.in_(ids), session, person_id=None, name=_GONE, phone=_GONE, matter_text=_GONE)
    _blank(ContactNote, ContactNote.sheet_id.in_(ids), session, words=_GONE)
    _blank(HandOver, HandOver.sheet_id.in_(ids), session, note=_GONE, reason=_GONE)
    _blank(Promise, Promise.sheet_id.in_(ids), session, words=_GONE, told=_GONE, person_id=None)


def _ratings(_: Reading, before: datetime) -> ColumnElement[bool]:
    ended = select(func.max(RatingEvent.at)).where(RatingEvent.subject_id == Rating.id).scalar_subquery()
    settled = or_(Rating.grade.is_(None), Rating.grade > 2, Rating.state == FOLLOWED_UP)
    return and_(
        settled,
        Rating.asked_at < before,
        func.coalesce(ended, Rating.asked_at) < before,
        Rating.ticket_id.not_in(_held_tickets()),
    )


def _clear_ratings(session: Session, ids: Sequence[str]) -> None:
    _blank(Rating, Rating.id.in_(ids), session, name=_GONE, phone=_GONE, words=_GONE)
    _blank(RatingNote, RatingNote.rating_id.in_(ids), session, words=_GONE)


def _packages(_: Reading, before: datetime) -> ColumnElement[bool]:
    held = select(Case.id).where(Case.person_id.in_(_held_persons()))
    free = or_(ExchangePackage.case_id.is_(None), ExchangePackage.case_id.not_in(held))
    over = ExchangePackage.state.in_((ANSWERED, PACKAGE_CLOSED))
    return and_(over, func.coalesce(ExchangePackage.answered_at, ExchangePackage.recorded_at) < before, free)


def _clear_packages(session: Session, ids: Sequence[str]) -> None:
    _blank(ExchangePackage, ExchangePackage.id.in_(ids), session, words=_GONE)
    _blank(ExchangeAnswer, ExchangeAnswer.package_id.in_(ids), session, words=_GONE)


def _persons(named: bool) -> Callable[[Reading, datetime], ColumnElement[bool]]:
    def due(_: Reading, before: datetime) -> ColumnElement[bool]:
        name = Person.name != _GONE if named else Person.name == _GONE
        return and_(name, Person.created_at < before, ~_referred_to())

    return due


def _referred_to() -> ColumnElement[bool]:
    """Whether any record of the hall, in whatever table, says something of a person."""
    tables = (
        table for table in Base.metadata.sorted_tables if "person_id" in table.columns and table.name not in _FOLLOWS
    )
    return or_(*(exists(table.columns["person_id"]).where(table.columns["person_id"] == Person.id) for table in tables))


def _remove_persons(session: Session, ids: Sequence[str]) -> None:
    for row in session.scalars(select(Person).where(Person.id.in_(ids))):
        session.delete(row)


TARGETS: Final[Mapping[str, Target]] = MappingProxyType(
    {
        "ticket": Target(Ticket.id, _tickets, _clear_tickets),
        "appointment": Target(Appointment.id, _appointments, _clear_appointments),
        "identification": Target(Person.id, _persons(named=False), _remove_persons),
        "contact": Target(ContactSheet.id, _sheets, _clear_sheets),
        "rating": Target(Rating.id, _ratings, _clear_ratings),
        "exchange": Target(ExchangePackage.id, _packages, _clear_packages),
        "register": Target(Person.id, _persons(named=True), _remove_persons),
    }
)  # fmt: skip
"""By the codes of the rules; the order is that of `retention.toml`."""
