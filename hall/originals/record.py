"""Originals while an action has hold of them: locked, journalled, and who wants to hear that they have left."""

from collections.abc import Callable, Sequence

from sqlalchemy import ColumnElement, and_, select, text
from sqlalchemy.sql.elements import TextClause

from hall.kernel.topics import Topic
from hall.originals import rules
from hall.originals.model import HERE, Original, OriginalEvent
from hall.queue.model import Ticket
from hall.queue.order import at_counter
from hall.storage.journal import Event, Journal
from hall.storage.work import Work

JOURNAL = Journal(Original, OriginalEvent, rules.OriginalState, rules.fold)

HERE_NOW: TextClause = text(f"original.{HERE}")
"""Written out: a bound value would keep SQLite from using the small index over what is here."""

Listener = Callable[[Work, Original], None]
_LISTENERS: list[Listener] = []


def after_out(listener: Listener) -> Listener:
    """Mark what a later room does when somebody gave originals back at the tray, such as noting it on its own list."""
    _LISTENERS.append(listener)
    return listener


def tell(work: Work, row: Original) -> None:
    """Tell the later rooms that originals were given back."""
    for listener in _LISTENERS:
        listener(work, row)


def locked(work: Work, original_id: str) -> Original:
    """Return originals, locked until the commit."""
    return work.session.get_one(Original, original_id, with_for_update=True)


def happened(work: Work, row: Original, event: Event) -> None:
    """Write what a rule decided into the journal and the row."""
    JOURNAL.happened(work, row, event)
    work.touched(Topic.ORIGINALS)


def give(work: Work, row: Original, *, count: int = 0, to: str = rules.OWNER) -> int:
    """Give some or all of what is left to somebody; answers with how many."""
    given = rules.check_out(JOURNAL.of(row), count=count, to=to)
    happened(work, row, given)
    return int(given.details["count"])


def here(work: Work, which: ColumnElement[bool]) -> Sequence[Original]:
    """Return the originals that are still here and fit, locked, the oldest first."""
    rows = select(Original).where(HERE_NOW, which).order_by(Original.taken_at, Original.id)
    return work.session.scalars(rows.with_for_update()).all()


def ticket_at_counter(work: Work) -> Ticket | None:
    """Return the ticket that the actor's counter calls or serves."""
    counter_id = work.actor.counter_id
    return work.session.scalar(at_counter(counter_id).limit(1)) if counter_id else None


def of_ticket(ticket: Ticket) -> ColumnElement[bool]:
    """Say which originals in trays belong to the holder of a ticket."""
    own = Original.ticket_id == ticket.id
    if ticket.person_id is not None:
        own = own | (Original.person_id == ticket.person_id)
    return and_(HERE_NOW, Original.state == rules.TRAY, own)
