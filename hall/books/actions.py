"""The paper ticket book: printed beforehand, written by hand while the machine is down, entered leaf by leaf after."""

from datetime import datetime

from sqlalchemy import select

from hall.books import rules as book_rules
from hall.books.model import BookLeaf, TicketBook
from hall.books.papers import KIND, ticket_book
from hall.books.rules import ENTERED, UNUSED, VOIDED, BookPolicy, Served
from hall.catalogue.views import service, services
from hall.documents.actions import issue, take_number
from hall.kernel.ids import new_id, new_status_code
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.posts.model import Counter
from hall.queue import rules
from hall.queue.ledger import happened
from hall.queue.model import Ticket
from hall.queue.policy import BOOK, QueuePolicy
from hall.queue.taking import Arrival, Leaf, admit
from hall.queue.views import counters_for
from hall.storage import settings
from hall.storage.action import action
from hall.storage.numbers import next_number
from hall.storage.place import HallFacts
from hall.storage.work import Work

__all__ = ["enter_leaf", "print_book", "void_leaf"]


@action
def print_book(work: Work, *, count: int = 0) -> str:
    """Print a book for the day on which the machine is down; answers with its key.

    Args:
        work: the open transaction.
        count: how many leaves; 0 for as many as the hall's books have.

    Raises:
        Refusal: what `book_rules.check_book` says.
    """
    policy = settings.read(work.session, BookPolicy)
    leaves = count or policy.leaves
    book_rules.check_book(policy.series, leaves, _letters(work))
    last = next_number(work.session, f"ticket_book/{policy.series}", leaves)
    book = TicketBook(
        id=new_id(),
        hall_id=work.place.hall_id,
        number=take_number(work, KIND),
        series=policy.series,
        first=last - leaves + 1,
        last=last,
        printed_at=work.now,
        staff_id=work.actor.staff_id,
    )
    work.session.add(book)
    work.session.flush()
    rows = [_leaf(book, seq) for seq in range(book.first, book.last + 1)]
    work.session.add_all(rows)
    paper = ticket_book(
        settings.read(work.session, HallFacts),
        number=book.number,
        leaves=tuple((row.number, row.status_code) for row in rows),
        day=work.today,
    )
    issue(work, paper, subject_id=book.id)
    work.touched(Topic.QUEUE)
    return book.id


@action
def enter_leaf(
    work: Work,
    *,
    number: str,
    arrived_at: datetime,
    service_code: str,
    matter_code: str = "",
    priority: str = "",
    ground: str = "",
    counter_id: str = "",
    staff_id: str = "",
    served_at: datetime | None = None,
    finished_at: datetime | None = None,
    outcome: str = "done",
) -> str:
    """Enter one leaf that was written by hand (补录); answers with the ticket's key.

    Whoever still waits comes into the line as if the machine had run: with the time on the leaf, so nobody who came
    during the outage loses their place. Whoever has been served since is entered with both times.

    Args:
        work: the open transaction.
        number: H0007, h7 or 7.
        arrived_at: as written on the leaf.
        service_code: what the resident came for.
        matter_code: the matter, if it was noted.
        priority: the class that was ticked; empty for none.
        ground: how it was justified.
        counter_id: where the resident was served; empty for somebody who still waits.
        staff_id: who served them, if it was noted.
        served_at: when that began.
        finished_at: when it ended.
        outcome: how it ended, one of `OUTCOMES`.

    Raises:
        Refusal: `books.unknown`, `books.counter`, what `book_rules.check_unused`, `check_times` and
            `serve_on_paper` and `rules.classify` say; `queue.no_counter`, `catalogue.no_service`.
    """
    leaf, book = _unused(work, number)
    served = _served(work, leaf.number, counter_id, staff_id, served_at, finished_at, outcome)
    today = work.local(arrived_at).date() == work.today
    book_rules.check_times(leaf.number, arrived_at, served, printed_at=book.printed_at, now=work.now, same_day=today)
    ticket = _admitted(work, leaf, book, arrived_at, service_code, matter_code, priority, ground)
    if served is not None:
        happened(work, ticket, book_rules.serve_on_paper(served))
    _settle(work, leaf, ENTERED)
    leaf.ticket_id = ticket.id
    return ticket.id


@action
def void_leaf(work: Work, *, number: str, reason: str) -> None:
    """Void a leaf that became no ticket; the reason is one of `VOID_REASONS`.

    Raises:
        Refusal: `books.void_reason`, `books.unknown`, what `book_rules.check_unused` says.
    """
    book_rules.check_void_reason(reason)
    leaf, book = _unused(work, number)
    _settle(work, leaf, VOIDED)
    leaf.reason = reason
    work.concerns(book.id)


def _admitted(
    work: Work,
    leaf: BookLeaf,
    book: TicketBook,
    arrived_at: datetime,
    service_code: str,
    matter_code: str,
    priority: str,
    ground: str,
) -> Ticket:
    wanted = service(work, code=service_code)
    if not counters_for(work, service_code=wanted.code):
        raise Refusal("queue.no_counter", service=wanted.name)
    policy = settings.read(work.session, QueuePolicy)
    given, because = rules.classify(priority, ground, age=None, seen_by_staff=True, policy=policy)
    arrival = Arrival(
        wanted,
        given,
        because,
        matter_code,
        source=BOOK,
        arrived_at=arrived_at,
        series=book.series,
        leaf=Leaf(leaf.seq, leaf.number, leaf.status_code),
    )
    return admit(work, arrival, policy)


def _served(
    work: Work,
    number: str,
    counter_id: str,
    staff_id: str,
    served_at: datetime | None,
    finished_at: datetime | None,
    outcome: str,
) -> Served | None:
    """Return how somebody was served, None for nobody yet; half of it is refused (`books.counter`)."""
    if not (counter_id or served_at or finished_at):
        return None
    if served_at is None or finished_at is None or work.session.get(Counter, counter_id) is None:
        raise Refusal("books.counter", number=number)
    return Served(counter_id, staff_id, served_at, finished_at, outcome)


def _unused(work: Work, text: str) -> tuple[BookLeaf, TicketBook]:
    """Return a leaf that nobody has settled, locked, and its book."""
    number = book_rules.read_number(text, settings.read(work.session, BookPolicy).series)
    leaf = work.session.scalar(select(BookLeaf).where(BookLeaf.number == number).with_for_update())
    if leaf is None:
        raise Refusal("books.unknown", number=number[:20])
    settled = f"{work.local(leaf.settled_at):%m-%d %H:%M}" if leaf.settled_at else ""
    book_rules.check_unused(number, leaf.state, settled)
    return leaf, work.session.get_one(TicketBook, leaf.book_id)


def _settle(work: Work, leaf: BookLeaf, state: str) -> None:
    leaf.state, leaf.settled_at, leaf.staff_id = state, work.now, work.actor.staff_id
    work.touched(Topic.QUEUE)


def _leaf(book: TicketBook, seq: int) -> BookLeaf:
    return BookLeaf(
        book_id=book.id,
        seq=seq,
        number=book_rules.number(book.series, seq),
        status_code=new_status_code(),
        state=UNUSED,
        reason="",
    )


def _letters(work: Work) -> frozenset[str]:
    """Return the letters that the hall's tickets have already."""
    priority = settings.read(work.session, QueuePolicy).priority_series
    return frozenset({card.series for card in services(work)} | {priority})
