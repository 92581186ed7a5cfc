"""Counts what simulated days left in the database."""

from collections import Counter
from datetime import date, datetime, time

from sqlalchemy import func, select

from hall.cases.model import Case
from hall.documents.model import Document
from hall.queue.model import Ticket
from hall.storage.work import Reading


def count_tickets(reading: Reading, since: date) -> Counter[str]:
    """Return the tickets by series."""
    rows = select(Ticket.series, func.count()).where(Ticket.day >= since).group_by(Ticket.series)
    return Counter(dict(reading.session.execute(rows).tuples().all()))


def count_papers(reading: Reading, since: date) -> Counter[str]:
    """Return the papers by kind."""
    rows = select(Document.kind, func.count()).where(Document.issued_at >= _begin(reading, since))
    return Counter(dict(reading.session.execute(rows.group_by(Document.kind)).tuples().all()))


def count_cases(reading: Reading, since: date) -> Counter[str]:
    """Return the cases by the stage that they have reached."""
    rows = select(Case.stage, func.count()).where(Case.opened_at >= _begin(reading, since)).group_by(Case.stage)
    return Counter(dict(reading.session.execute(rows).tuples().all()))


def waits_of(reading: Reading, since: date) -> dict[str, list[float]]:
    """Return the minutes from arrival to the first call, by priority class."""
    called = select(Ticket.priority, Ticket.arrived_at, Ticket.called_at).where(
        Ticket.day >= since, Ticket.called_at.is_not(None)
    )
    waits: dict[str, list[float]] = {}
    for priority, arrived, first_call in reading.session.execute(called.order_by(Ticket.arrived_at)):
        waits.setdefault(priority, []).append((first_call - arrived).total_seconds() / 60)
    return waits


def _begin(reading: Reading, day: date) -> datetime:
    return datetime.combine(day, time(), reading.place.zone)
