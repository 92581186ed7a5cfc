"""Counts what simulated days left in the database."""

from collections import Counter
from datetime import date, datetime, time

from sqlalchemy import func, select

from hall.appointments.model import Appointment
from hall.cases.model import Case
from hall.check import find_problems
from hall.documents.model import Document
from hall.queue.model import Ticket, TicketEvent
from hall.ratings.model import Rating
from hall.ratings.rules import BLANK
from hall.seals.model import SealUse
from hall.simulation.results import Results
from hall.storage.work import Reading

UNDONE = ("call_undone", "finish_undone", "miss_undone")


def account(reading: Reading, results: Results, since: date) -> None:
    """Write into the results what the database holds since a day, and the proof that it is whole."""
    results.tickets = count_tickets(reading, since)
    results.ways = count_ways(reading, since)
    results.appointments = count_appointments(reading, since)
    results.undone = count_undone(reading, since)
    results.several_matters = count_several_matters(reading, since)
    results.ratings = count_ratings(reading, since)
    results.papers = count_papers(reading, since)
    results.cases = count_cases(reading, since)
    results.seals = count_seals(reading, since)
    results.waits = waits_of(reading, since)
    results.problems = list(find_problems(reading))


def count_tickets(reading: Reading, since: date) -> Counter[str]:
    """Return the tickets by series."""
    rows = select(Ticket.series, func.count()).where(Ticket.day >= since).group_by(Ticket.series)
    return Counter(dict(reading.session.execute(rows).tuples().all()))


def count_ways(reading: Reading, since: date) -> Counter[str]:
    """Return the tickets by how they came into the line."""
    rows = select(Ticket.source, func.count()).where(Ticket.day >= since).group_by(Ticket.source)
    return Counter(dict(reading.session.execute(rows).tuples().all()))


def count_appointments(reading: Reading, since: date) -> Counter[str]:
    """Return the appointments by what became of them."""
    rows = select(Appointment.state, func.count()).where(Appointment.day >= since).group_by(Appointment.state)
    return Counter(dict(reading.session.execute(rows).tuples().all()))


def count_undone(reading: Reading, since: date) -> Counter[str]:
    """Return the presses that were taken back, by kind."""
    rows = select(TicketEvent.kind, func.count()).where(
        TicketEvent.at >= _begin(reading, since), TicketEvent.kind.in_(UNDONE)
    )
    return Counter(dict(reading.session.execute(rows.group_by(TicketEvent.kind)).tuples().all()))


def count_several_matters(reading: Reading, since: date) -> int:
    """Return the visits in which more than one matter was dealt with."""
    rows = select(func.count()).select_from(Ticket).where(Ticket.day >= since, Ticket.matters > 1)
    return reading.session.scalar(rows) or 0


def count_ratings(reading: Reading, since: date) -> Counter[str]:
    """Return the ratings by grade, 5 to 1; `blank` for who was asked and did not answer."""
    rows = select(Rating.grade, func.count()).where(Rating.day >= since).group_by(Rating.grade)
    counts = reading.session.execute(rows).tuples()
    return Counter({BLANK if grade is None else str(grade): count for grade, count in counts})


def count_papers(reading: Reading, since: date) -> Counter[str]:
    """Return the papers by kind."""
    rows = select(Document.kind, func.count()).where(Document.issued_at >= _begin(reading, since))
    return Counter(dict(reading.session.execute(rows.group_by(Document.kind)).tuples().all()))


def count_cases(reading: Reading, since: date) -> Counter[str]:
    """Return the cases by the stage that they have reached."""
    rows = select(Case.stage, func.count()).where(Case.opened_at >= _begin(reading, since)).group_by(Case.stage)
    return Counter(dict(reading.session.execute(rows).tuples().all()))


def count_seals(reading: Reading, since: date) -> Counter[str]:
    """Return the uses of the seals by the state that they have reached."""
    rows = select(SealUse.state, func.count()).where(SealUse.requested_at >= _begin(reading, since))
    return Counter(dict(reading.session.execute(rows.group_by(SealUse.state)).tuples().all()))


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
