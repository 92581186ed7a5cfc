"""Reads duty lists: what waits for my signature, what I have handed over, what a leader has to look at."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from hall.cases.duties import Duty, duties, kind_of
from hall.cases.duty_model import DutyItem, DutyList, DutyListEvent
from hall.cases.duty_rules import OFFERED, SIGNED
from hall.security.model import Staff
from hall.storage.work import Reading

__all__ = [
    "Duty", "ItemCard", "ListCard", "ListFile", "duties", "duty_list", "lists_of", "offered_between", "to_sign",
    "unsigned",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListCard:
    """A duty list as lists show it.

    Attributes:
        receiver: who has to sign or has signed.
        holder: who is responsible for what stands on it.
        count: how many duties.
    """

    id: str
    number: str
    leaver: str
    leaver_name: str
    receiver: str
    receiver_name: str
    holder: str
    holder_name: str
    offered_at: datetime
    signed_at: datetime | None
    state: str
    reason: str
    words: str
    reminded: bool
    escalated: bool
    count: int


@dataclass(frozen=True, slots=True)
class ItemCard:
    """One duty of a list: what it is now, and what became of it."""

    kind: str
    kind_name: str
    key: str
    number: str
    words: str
    due: datetime | None
    outcome: str
    stays: bool


@dataclass(frozen=True, slots=True)
class ListFile:
    """One list with everything on it and its history (when, what, who)."""

    card: ListCard
    items: tuple[ItemCard, ...]
    history: tuple[tuple[datetime, str, str], ...]


def to_sign(reading: Reading, *, staff_id: str) -> tuple[ListCard, ...]:
    """Return the lists that wait for a person's signature, the oldest first."""
    return _cards(reading, (DutyList.receiver == staff_id) & (DutyList.state == OFFERED))


def unsigned(reading: Reading, *, escalated_only: bool = False) -> tuple[ListCard, ...]:
    """Return every list that nobody has signed, or those that have come to the leaders."""
    which = DutyList.state == OFFERED
    return _cards(reading, which & DutyList.escalated if escalated_only else which)


def offered_between(reading: Reading, *, since: datetime, until: datetime) -> int:
    """Return how many lists were written in a span of time."""
    written = select(func.count()).where(DutyList.offered_at >= since, DutyList.offered_at < until)
    return reading.session.scalar(written) or 0


def lists_of(reading: Reading, *, staff_id: str) -> tuple[ListCard, ...]:
    """Return the lists that somebody has handed over and may take back."""
    return _cards(reading, (DutyList.leaver == staff_id) & DutyList.state.in_((OFFERED, SIGNED)))


def duty_list(reading: Reading, *, list_id: str) -> ListFile:
    """Return one list."""
    row = reading.session.get_one(DutyList, list_id)
    steps = select(DutyListEvent).where(DutyListEvent.subject_id == list_id).order_by(DutyListEvent.seq)
    entries = reading.session.scalars(steps).all()
    items = items_of(reading, list_id)
    now = {(duty.kind, duty.key): duty for duty in _present(reading, row)}
    return ListFile(
        _card(reading, row, len(items)),
        tuple(_item(item, now.get((item.kind, item.subject_id))) for item in items),
        tuple((entry.at, entry.kind, _name(reading, entry.staff_id)) for entry in entries),
    )


def items_of(reading: Reading, list_id: str) -> list[DutyItem]:
    """Return the rows of a list in their order."""
    rows = select(DutyItem).where(DutyItem.list_id == list_id).order_by(DutyItem.position)
    return list(reading.session.scalars(rows))


def _present(reading: Reading, row: DutyList) -> tuple[Duty, ...]:
    """Return what the people of a list owe now: the words of its duties."""
    people = dict.fromkeys((row.leaver, row.holder, row.receiver))
    return tuple(duty for each in people for duty in duties(reading, staff_id=each))


def _cards(reading: Reading, which: ColumnElement[bool]) -> tuple[ListCard, ...]:
    rows = reading.session.scalars(select(DutyList).where(which).order_by(DutyList.offered_at, DutyList.id)).all()
    return tuple(_card(reading, row, len(items_of(reading, row.id))) for row in rows)


def _card(reading: Reading, row: DutyList, count: int) -> ListCard:
    return ListCard(
        row.id,
        row.number,
        row.leaver,
        _name(reading, row.leaver),
        row.receiver,
        _name(reading, row.receiver),
        row.holder,
        _name(reading, row.holder),
        row.offered_at,
        row.signed_at,
        row.state,
        row.reason,
        row.words,
        row.reminded,
        row.escalated,
        count,
    )


def _item(row: DutyItem, duty: Duty | None) -> ItemCard:
    kind = kind_of(row.kind)
    words, due = (duty.words, duty.due) if duty else ("", None)
    return ItemCard(row.kind, kind.name, row.subject_id, row.number, words, due, row.outcome, stays=kind.move is None)


def _name(reading: Reading, staff_id: str | None) -> str:
    staff = reading.session.get(Staff, staff_id) if staff_id else None
    return staff.name if staff else ""
