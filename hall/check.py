"""Proof that the hall's data is whole: numbers, journals, audit chains, and one responsible person at any moment."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import func, select

from hall.audit.views import broken_chains
from hall.cases.record import JOURNAL as CASES
from hall.contacts import rules as contacts
from hall.contacts.model import ContactSheet
from hall.contacts.record import JOURNAL as CONTACTS
from hall.documents.actions import JOURNAL as DOCUMENTS
from hall.documents.model import Document, PrintJob
from hall.queue.ledger import JOURNAL as TICKETS
from hall.queue.model import Ticket
from hall.storage.journal import Journal
from hall.storage.numbers import NumberSeries
from hall.storage.work import Reading

JOURNALS: tuple[Journal[Any], ...] = (TICKETS, CONTACTS, CASES, DOCUMENTS)


def find_problems(reading: Reading) -> Iterable[str]:
    """Yield one sentence for each thing that does not hold; nothing when the data is whole."""
    yield from broken_chains(reading.session)
    for journal in JOURNALS:
        yield from _unfaithful_rows(reading, journal)
    yield from _ticket_numbers(reading)
    yield from _crowded_counters(reading)
    yield from _series_overrun(reading)
    yield from _orphan_sheets(reading)
    yield from _altered_documents(reading)
    yield from _jobs_without_end(reading)


def _unfaithful_rows(reading: Reading, journal: Journal[Any]) -> Iterator[str]:
    """Fold each journal again and compare it with the row that screens read."""
    table = journal.row.__tablename__
    entries: Any = journal.entries
    rows: Iterable[Any] = reading.session.scalars(select(journal.row).execution_options(yield_per=500))
    for row in rows:
        of_row = select(entries).where(entries.subject_id == row.id).order_by(entries.seq)
        history = [entry.entry() for entry in reading.session.scalars(of_row)]
        if [entry.seq for entry in history] != list(range(1, row.version + 1)):
            yield f"{table} {row.id}: its journal has a gap"
        elif journal.refold(history) != journal.of(row):
            yield f"{table} {row.id}: the row differs from its journal"


def _ticket_numbers(reading: Reading) -> Iterator[str]:
    """Each day's series of tickets is 1..n without a hole."""
    groups = select(
        Ticket.day, Ticket.series, func.count(), func.count(Ticket.seq.distinct()), func.max(Ticket.seq)
    ).group_by(Ticket.day, Ticket.series)
    for day, series, count, distinct, last in reading.session.execute(groups):
        if not count == distinct == last:
            yield f"tickets {series} of {day}: {count} tickets, {distinct} numbers, the last is {last}"


def _crowded_counters(reading: Reading) -> Iterator[str]:
    """A counter serves one ticket at a time."""
    there = (
        select(Ticket.counter_id, func.count())
        .where(Ticket.state.in_(("calling", "serving")))
        .group_by(Ticket.counter_id)
        .having(func.count() > 1)
    )
    for counter_id, count in reading.session.execute(there):
        yield f"counter {counter_id} holds {count} tickets"


def _series_overrun(reading: Reading) -> Iterator[str]:
    """No number of tickets was used that its series has not given out."""
    given = {row.series: row.value for row in reading.session.scalars(select(NumberSeries))}
    last = select(Ticket.day, Ticket.series, func.max(Ticket.seq)).group_by(Ticket.day, Ticket.series)
    for day, series, seq in reading.session.execute(last):
        if given.get(f"ticket/{day}/{series}") != seq:
            yield f"tickets {series} of {day}: the series stands at {given.get(f'ticket/{day}/{series}')}, used {seq}"


def _orphan_sheets(reading: Reading) -> Iterator[str]:
    """Each open sheet has its first contact and exactly one responsible person; a closed one has a reply."""
    for sheet in reading.session.scalars(select(ContactSheet)):
        if not sheet.responsible or not sheet.first_contact:
            yield f"contact sheet {sheet.number}: nobody is responsible"
        if sheet.state == contacts.CLOSED and not sheet.replied:
            yield f"contact sheet {sheet.number}: closed without a reply to the resident"


def _altered_documents(reading: Reading) -> Iterator[str]:
    """Each paper's content still has the digest under which it was issued."""
    from hashlib import sha256

    for document in reading.session.scalars(select(Document).execution_options(yield_per=500)):
        if sha256(document.content.encode()).hexdigest() != document.digest:
            yield f"document {document.number}: its content was altered"


def _jobs_without_end(reading: Reading) -> Iterator[str]:
    """A paper that counts as printed has a print job that reached the printer."""
    printed = select(Document.number).where(
        Document.state == "printed",
        ~select(PrintJob.id)
        .where(PrintJob.document_id == Document.id, PrintJob.state.in_(("sent", "confirmed")))
        .exists(),
    )
    for number in reading.session.scalars(printed):
        yield f"document {number}: printed, and no printer has taken it"
