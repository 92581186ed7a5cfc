"""Proof that the hall's data is whole: numbers, journals, audit chains, and one responsible person at any moment."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import func, select

from hall.agency.model import Errand
from hall.agency.record import JOURNAL as ERRANDS
from hall.appointments.model import Appointment
from hall.appointments.record import JOURNAL as APPOINTMENTS
from hall.appointments.rules import CAME
from hall.audit import guard
from hall.audit.chain import broken_chains
from hall.books.model import BookLeaf, TicketBook
from hall.books.rules import ENTERED
from hall.cases.duty_model import DutyItem, DutyList
from hall.cases.leaving import LISTS
from hall.cases.life import ARCHIVED, ENDED
from hall.cases.model import Case, RefusalProposal
from hall.cases.record import JOURNAL as CASES
from hall.cases.refusal_proofs import find_refusal_problems
from hall.cases.reuse_proofs import find_reuse_problems
from hall.cases.sealing import find_unsealed_deliveries
from hall.cases.supervision import JOURNAL as SLIPS
from hall.cases.supervision import RAISE
from hall.cases.supervision_model import SupervisionSlip
from hall.cases.supervision_rules import ISSUED
from hall.contacts import rules as contacts
from hall.contacts.model import ContactNote, ContactSheet, Promise
from hall.contacts.promising import JOURNAL as PROMISES
from hall.contacts.record import JOURNAL as CONTACTS
from hall.documents.actions import JOURNAL as DOCUMENTS
from hall.documents.model import Document
from hall.documents.proofs import find_document_problems
from hall.documents.verifying import find_statement_problems
from hall.exchange.record import JOURNAL as PACKAGES
from hall.originals import rules as originals
from hall.originals.model import Original
from hall.originals.record import JOURNAL as ORIGINALS
from hall.queue.ledger import JOURNAL as TICKETS
from hall.queue.model import Ticket
from hall.queue.policy import APPOINTMENT, BOOK
from hall.ratings import rules as ratings
from hall.ratings.model import Rating
from hall.ratings.record import JOURNAL as RATINGS
from hall.seals.model import SealUse
from hall.seals.proofs import find_seal_problems
from hall.seals.record import SEALS, USES
from hall.statistics.anchor_proofs import find_anchor_problems
from hall.stock.record import JOURNAL as BLANKS
from hall.stock.views import find_stock_problems
from hall.storage.due import DueAct
from hall.storage.journal import Journal
from hall.storage.numbers import NumberSeries, gaps
from hall.storage.sealing_proofs import find_broken_seals, find_open_values
from hall.storage.work import Reading

JOURNALS: tuple[Journal[Any], ...] = (
    TICKETS,
    APPOINTMENTS,
    CONTACTS,
    PROMISES,
    CASES,
    SLIPS,
    DOCUMENTS,
    BLANKS,
    ORIGINALS,
    ERRANDS,
    PACKAGES,
    LISTS,
    SEALS,
    USES,
    RATINGS,
)  # fmt: skip

_REGISTERS = (
    Case.number,
    ContactSheet.number,
    Promise.number,
    RefusalProposal.register_number,
    Errand.number,
    Errand.mandate_number,
    SealUse.number,
    DutyList.number,
    SupervisionSlip.number,
    TicketBook.number,
)
"""Where numbers of papers stand besides the papers themselves."""


def find_problems(reading: Reading) -> Iterable[str]:
    """Yield one sentence for each thing that does not hold; nothing when the data is whole."""
    broken = tuple(find_broken_seals(reading.session))
    yield from broken
    if broken:
        return  # whatever is looked at next would stumble over them
    yield from find_open_values(reading.session)
    yield from broken_chains(reading.session)
    for journal in JOURNALS:
        yield from _unfaithful_rows(reading, journal)
    yield from _ticket_numbers(reading)
    yield from _crowded_counters(reading)
    yield from _series_overrun(reading)
    yield from _torn_books(reading)
    yield from _stray_leaves(reading)
    yield from _stray_appointments(reading)
    yield from _orphan_sheets(reading)
    yield from _uncounted_originals(reading)
    yield from _forgotten_originals(reading)
    yield from _torn_lists(reading)
    yield from find_seal_problems(reading)
    yield from find_unsealed_deliveries(reading)
    yield from find_reuse_problems(reading)
    yield from find_refusal_problems(reading)
    yield from _unpressed_slips(reading)
    yield from _unanswered_ratings(reading)
    yield from _altered_documents(reading)
    yield from find_statement_problems(reading)
    yield from find_document_problems(reading, _REGISTERS)
    yield from find_stock_problems(reading)
    yield from find_anchor_problems(reading)
    yield from _unguarded(reading)


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
    """Each day's series of tickets is 1..n without a hole; leaves of the paper book have a law of their own."""
    groups = select(
        Ticket.day, Ticket.series, func.count(), func.count(Ticket.seq.distinct()), func.max(Ticket.seq)
    ).where(Ticket.source != BOOK)
    groups = groups.group_by(Ticket.day, Ticket.series)
    left_out = gaps(reading.session)
    for day, series, count, distinct, last in reading.session.execute(groups):
        if not count == distinct == last - len(left_out.numbers(f"ticket/{day}/{series}", last)):
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
    left_out = gaps(reading.session)
    last = select(Ticket.day, Ticket.series, func.max(Ticket.seq)).where(Ticket.source != BOOK)
    for day, series, seq in reading.session.execute(last.group_by(Ticket.day, Ticket.series)):
        name = f"ticket/{day}/{series}"
        if not left_out.explain(name, seq, given.get(name)):
            yield f"tickets {series} of {day}: the series stands at {given.get(f'ticket/{day}/{series}')}, used {seq}"


def _torn_books(reading: Reading) -> Iterator[str]:
    """The paper books of a letter follow each other without a hole or an overlap, and none of their leaves is gone."""
    given = {row.series: row.value for row in reading.session.scalars(select(NumberSeries))}
    leaves = dict(
        reading.session.execute(select(BookLeaf.book_id, func.count()).group_by(BookLeaf.book_id)).tuples().all()
    )
    reached: dict[str, int] = {}
    left_out = gaps(reading.session)
    for book in reading.session.scalars(select(TicketBook).order_by(TicketBook.series, TicketBook.first)):
        follows = left_out.explain(f"ticket_book/{book.series}", reached.get(book.series, 0), book.first - 1)
        if not follows or leaves.get(book.id) != book.last - book.first + 1:
            yield f"ticket book {book.number}: its numbers do not follow the book before, or leaves are missing"
        reached[book.series] = book.last
    for series, last in reached.items():
        if not left_out.explain(f"ticket_book/{series}", last, given.get(f"ticket_book/{series}")):
            yield f"ticket books {series}: the series stands at {given.get(f'ticket_book/{series}')}, printed {last}"


def _stray_leaves(reading: Reading) -> Iterator[str]:
    """Each ticket of a paper book stands on one leaf with its number, and each entered leaf has its ticket."""
    leaves = select(BookLeaf.number, BookLeaf.state, Ticket.number, Ticket.source)
    settled = leaves.outerjoin(Ticket, Ticket.id == BookLeaf.ticket_id).where(
        (BookLeaf.state == ENTERED) | BookLeaf.ticket_id.is_not(None)
    )
    for leaf, state, ticket, source in reading.session.execute(settled):
        if not (ticket == leaf and source == BOOK and state == ENTERED):
            yield f"leaf {leaf} of a ticket book is {state}, its ticket is {ticket}"
    without = select(Ticket.number).where(
        Ticket.source == BOOK, ~select(BookLeaf.seq).where(BookLeaf.ticket_id == Ticket.id).exists()
    )
    for number in reading.session.scalars(without):
        yield f"ticket {number} says that it is of a ticket book, and no leaf has it"


def _stray_appointments(reading: Reading) -> Iterator[str]:
    """Whoever came for an appointment holds one ticket of that day, and each ticket by appointment has its own."""
    came = select(Appointment.code, Appointment.day, Ticket.day, Ticket.source)
    joined = came.outerjoin(Ticket, Ticket.id == Appointment.ticket_id)
    for code, day, ticket_day, source in reading.session.execute(joined.where(Appointment.state.in_(CAME))):
        if (ticket_day, source) != (day, APPOINTMENT):
            yield f"appointment {code}: checked in, and its ticket is missing or of another day"
    held = select(func.count()).where(Appointment.ticket_id == Ticket.id).scalar_subquery()
    for number, day, count in reading.session.execute(
        select(Ticket.number, Ticket.day, held).where(Ticket.source == APPOINTMENT, held != 1)
    ):
        yield f"ticket {number} of {day}: by appointment, and {count} appointments have it"


def _orphan_sheets(reading: Reading) -> Iterator[str]:
    """Each open sheet has its first contact and exactly one responsible person; a closed one has a reply in words."""
    told = select(ContactNote.sheet_id).where(ContactNote.purpose.in_(("answer", "reply")), ContactNote.way != "")
    answered = set(reading.session.scalars(told))
    for sheet in reading.session.scalars(select(ContactSheet)):
        if not sheet.responsible or not sheet.first_contact:
            yield f"contact sheet {sheet.number}: nobody is responsible"
        if sheet.state == contacts.CLOSED and not (sheet.replied and sheet.id in answered):
            yield f"contact sheet {sheet.number}: closed without a reply to the resident"


def _uncounted_originals(reading: Reading) -> Iterator[str]:
    """No more originals went out than came in, and what counts as gone is gone to the last."""
    count, out, gone = Original.count, Original.out, Original.state == originals.OUT
    wrong = (count < 1) | (out < 0) | (out > count) | (gone & (out != count)) | (~gone & (out == count))
    for original_id, taken, left in reading.session.execute(select(Original.id, count, out).where(wrong)):
        yield f"original {original_id}: {taken} came, {left} went"


def _forgotten_originals(reading: Reading) -> Iterator[str]:
    """No case that has ended holds originals that nobody was told to hand back and no note accounts for."""
    forgotten = select(Original.id, Case.number).join(Case, Case.id == Original.case_id)
    forgotten = forgotten.where(
        Original.state != originals.OUT, ~Original.owed, ~Original.noted, Case.stage.in_((*ENDED, ARCHIVED))
    )
    for original_id, number in reading.session.execute(forgotten):
        yield f"original {original_id}: case {number} has ended and nobody was told to hand it back"


def _torn_lists(reading: Reading) -> Iterator[str]:
    """No duty has moved by a list that nobody has signed, and a signed list leaves none of its duties undecided."""
    rows = select(DutyList.number, DutyList.state, DutyItem.outcome).join(DutyItem, DutyItem.list_id == DutyList.id)
    moved = DutyItem.outcome.in_(("moved", "back"))
    torn = rows.where(DutyList.state.in_(("offered", "withdrawn")) & moved)
    for number, state, outcome in reading.session.execute(torn):
        yield f"duty list {number}: it is {state}, and a duty on it is {outcome}"


def _unpressed_slips(reading: Reading) -> Iterator[str]:
    """A supervision slip that nobody has answered owes its next level, so that it cannot be forgotten."""
    owed = select(DueAct.id).where(DueAct.subject_id == SupervisionSlip.id, DueAct.action == RAISE).exists()
    forgotten = select(SupervisionSlip.number).where(SupervisionSlip.state == ISSUED, ~owed)
    for number in reading.session.scalars(forgotten):
        yield f"supervision slip {number}: unanswered, and its level will not rise"


def _unanswered_ratings(reading: Reading) -> Iterator[str]:
    """A bad rating is closed only when somebody was told what came of it, or when a review left it out."""
    closed = select(Rating.id).where(Rating.state == ratings.CLOSED, ~Rating.told, ~Rating.excluded)
    for rating_id in reading.session.scalars(closed):
        yield f"rating {rating_id}: closed without an answer to anybody"


def _altered_documents(reading: Reading) -> Iterator[str]:
    """Each paper's content still has the digest under which it was issued."""
    from hashlib import sha256

    for document in reading.session.scalars(select(Document).execution_options(yield_per=500)):
        if sha256(document.content.encode()).hexdigest() != document.digest:
            yield f"document {document.number}: its content was altered"


def _unguarded(reading: Reading) -> Iterator[str]:
    """The database itself keeps what happened from being changed."""
    for table in guard.missing(reading.session.connection()):
        yield f"{table}: the guard that keeps its rows from being changed is gone"
