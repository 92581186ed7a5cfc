"""What somebody owes, of every kind, and how each kind of duty is given to somebody else."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import select

from hall.cases import life, rules
from hall.cases.model import Case
from hall.cases.record import JOURNAL, happened, locked, matter_of
from hall.cases.supervision import slips_for
from hall.cases.supervision_model import SupervisionSlip
from hall.contacts import rules as contacts
from hall.contacts.model import ContactSheet, Promise
from hall.contacts.promises import promises_of
from hall.contacts.promising import take_over as take_over_promise
from hall.contacts.taking_over import responsible_for, take_over
from hall.kernel.masks import mask_name
from hall.kernel.refusal import Refusal
from hall.originals.custody import pass_on
from hall.originals.model import Original
from hall.originals.record import HERE_NOW
from hall.people.model import Person
from hall.security.actions import before_leaving
from hall.security.model import Staff
from hall.storage.journal import Event
from hall.storage.work import Reading, Work


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that somebody owes; whoever is served is masked.

    Attributes:
        kind: `sheet`, `answer`, `case`, `promise` and so on.
        key: of the thing.
        number: as papers name it, empty where it has none.
        words: what it is about.
        due: until when, None without a day.
    """

    kind: str
    key: str
    number: str
    words: str
    due: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A duty on its way with a signed list, from one person to another."""

    key: str
    of: str
    to: str
    list_id: str
    offered_at: dt.datetime


Owed = Callable[[Reading, str], Iterable[Duty]]
Mover = Callable[[Work, Move], bool]


@dataclass(frozen=True, slots=True)
class DutyKind:
    """A kind of duty (未结事项).

    Attributes:
        name: as lists and papers call it.
        owed: finds what a person owes of it.
        move: gives one thing to another person; False where it has ended or is no longer theirs. None for what stays
            with the leaver for good: the answer that a first contact owes.
    """

    kind: str
    name: str
    owed: Owed
    move: Mover | None


_KINDS: dict[str, DutyKind] = {}


def duty_kind(kind: str, name: str, owed: Owed, move: Mover | None) -> DutyKind:
    """Make a kind of duty known; a later room, such as the agency's, adds its own."""
    found = DutyKind(kind, name, owed, move)
    _KINDS[kind] = found
    return found


def kind_of(kind: str) -> DutyKind:
    """Return a kind by its code."""
    return _KINDS[kind]


def duties(reading: Reading, *, staff_id: str) -> tuple[Duty, ...]:
    """Return everything that somebody owes now, kind by kind."""
    return tuple(duty for kind in _KINDS.values() for duty in kind.owed(reading, staff_id))


# -- what this room and those below know


@before_leaving
def _owe_nothing(work: Work, staff_id: str) -> None:
    """Let nobody leave for good who still owes somebody something (`security.open_duties`)."""
    if owed := duties(work, staff_id=staff_id):
        raise Refusal("security.open_duties", name=work.session.get_one(Staff, staff_id).name, count=len(owed))


def _sheets(reading: Reading, staff_id: str) -> Iterable[Duty]:
    for key in responsible_for(reading, staff_id):
        yield _of_sheet("sheet", reading.session.get_one(ContactSheet, key))


def _answers(reading: Reading, staff_id: str) -> Iterable[Duty]:
    """Yield the answers that a first contact owes though the work is another's: these never move."""
    owed = select(ContactSheet).where(
        ContactSheet.first_contact == staff_id,
        ContactSheet.responsible != staff_id,
        ContactSheet.state.in_(contacts.NOT_CLOSED),
    )
    for row in reading.session.scalars(owed.order_by(ContactSheet.opened_at, ContactSheet.id)):
        yield _of_sheet("answer", row)


def _of_sheet(kind: str, row: ContactSheet) -> Duty:
    who = f"{mask_name(row.name)}：" if row.name else ""
    return Duty(kind, row.id, row.number, who + row.matter_text)


def _cases(reading: Reading, staff_id: str) -> Iterable[Duty]:
    theirs = select(Case).where(Case.handler == staff_id, Case.stage.in_(life.OPEN))
    for row in reading.session.scalars(theirs.order_by(Case.promised_due.is_(None), Case.promised_due, Case.id)):
        who = mask_name(reading.session.get_one(Person, row.person_id).name)
        due = row.promised_due or row.supplement_due
        yield Duty("case", row.id, row.number, f"{who}：{matter_of(reading, row).public_name}", due)


def _slips(reading: Reading, staff_id: str) -> Iterable[Duty]:
    for card in slips_for(reading, staff_id=staff_id):
        yield Duty("slip", card.id, card.number, f"{card.matter_name} {card.case_number}", card.promised_due)


def _promises(reading: Reading, staff_id: str) -> Iterable[Duty]:
    for card in promises_of(reading, staff_id=staff_id):
        closing = dt.datetime.combine(card.due_on, dt.time(23, 59), reading.place.zone)
        who = f"{card.person_name}：" if card.person_name else ""
        yield Duty("promise", card.id, card.number, who + card.words, closing)


def _originals(reading: Reading, staff_id: str) -> Iterable[Duty]:
    theirs = select(Original).where(HERE_NOW, Original.holder == staff_id)
    for row in reading.session.scalars(theirs.order_by(Original.taken_at, Original.id)):
        owner = reading.session.get(Person, row.person_id) if row.person_id else None
        who = f"{mask_name(owner.name)}：" if owner else ""
        yield Duty("original", row.id, "", f"{who}{row.name} {row.count - row.out}件")


def _move_sheet(work: Work, move: Move) -> bool:
    return take_over(work, sheet_id=move.key, of=move.of, to=move.to, list_id=move.list_id, offered_at=move.offered_at)


def _move_case(work: Work, move: Move) -> bool:
    row = locked(work, move.key)
    if row.handler != move.of or row.stage in (*life.ENDED, life.ARCHIVED):
        return False
    moved = rules.reassign(JOURNAL.of(row), to=move.to)
    happened(work, row, Event(moved.kind, {**moved.details, "list_id": move.list_id}))
    return True


def _follow_case(work: Work, move: Move) -> bool:
    """A slip is answered by whoever handles its case, which has moved just before."""
    slip = work.session.get_one(SupervisionSlip, move.key)
    return slip.closed_at is None and work.session.get_one(Case, slip.case_id).handler == move.to


def _move_promise(work: Work, move: Move) -> bool:
    row = work.session.get_one(Promise, move.key)
    if row.kept_at is not None or row.owner != move.of:
        return False
    take_over_promise(work, move.key, move.to)
    return True


def _move_original(work: Work, move: Move) -> bool:
    return pass_on(work, move.key, of=move.of, to=move.to)


duty_kind("sheet", "首问单", _sheets, _move_sheet)
duty_kind("case", "办件", _cases, _move_case)
duty_kind("slip", "督办单", _slips, _follow_case)
duty_kind("promise", "承诺", _promises, _move_promise)
duty_kind("original", "原件", _originals, _move_original)
duty_kind("answer", "首问答复", _answers, None)
