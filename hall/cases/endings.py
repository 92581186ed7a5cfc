"""Nobody leaves with empty hands (不空手): what came of a visit, and the guard that asks for it before a ticket ends.

A visit ends with an answer, an acceptance, a written notice, a colleague or an office by name, a refusal on its way, a
promise, or something done to a case of this person. Only what happened since the serving of this matter began counts.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Final

from sqlalchemy import ColumnElement, or_, select

from hall.cases.model import Case, CaseEvent, RefusalProposal
from hall.contacts import rules as contacts
from hall.contacts.model import ContactSheet, ContactSheetEvent, Promise
from hall.contacts.rules import ContactPolicy
from hall.kernel.refusal import Refusal
from hall.queue.ending import before_finishing
from hall.queue.model import Ticket, TicketEvent
from hall.queue.policy import NOT_SERVED
from hall.storage import settings
from hall.storage.work import Reading, Work

ANSWERED: Final = "answered"
REFERRED: Final = "referred"
HANDED_OVER: Final = "handed_over"
LEADER_ASKED: Final = "leader_asked"
PROMISED: Final = "promised"
ACCEPTED: Final = "accepted"
NOTICE: Final = "notice"
REFUSAL: Final = "refusal"
SLIP: Final = "slip"
SUPPLEMENTED: Final = "supplemented"
DONE: Final = "done"
WITHDRAWN: Final = "withdrawn"

_OF_SHEETS: Final = {
    "answered": ANSWERED, "replied": ANSWERED, "referred": REFERRED, "handed_over": HANDED_OVER,
    "escalated": LEADER_ASKED, "promised": PROMISED,
}  # fmt: skip
_OF_CASES: Final = {
    "accepted": ACCEPTED, "notice_given": NOTICE, "refusal_proposed": REFUSAL, "refusal_agreed": REFUSAL,
    "supplemented": SUPPLEMENTED, "decided": DONE, "readied": DONE, "notified": DONE, "delivered": DONE,
    "withdrawn": WITHDRAWN, "aborted": WITHDRAWN,
}  # fmt: skip
_OVERRULED = "refusal_overruled"
_A_DAY = dt.timedelta(days=1)

Finder = Callable[[Reading, Ticket, dt.datetime], Iterable[str]]
_FURTHER: list[Finder] = []


def also_ends(finder: Finder) -> Finder:
    """Mark what a later room knows of a ticket's endings since an instant, such as an agency entrusted (代办)."""
    _FURTHER.append(finder)
    return finder


def endings_of(reading: Reading, *, ticket_id: str) -> tuple[str, ...]:
    """Return what has come of the matter that a ticket is served for now, each code once; empty for nothing yet."""
    ticket = reading.session.get_one(Ticket, ticket_id)
    return tuple(dict.fromkeys(_endings(reading, ticket, _begun(reading, ticket))))


def visits_must_end(reading: Reading) -> bool:
    """Tell whether this hall finishes no ticket without something on record."""
    return settings.read(reading.session, ContactPolicy).every_visit_ends


@before_finishing
def refuse_empty_hands(work: Work, ticket: Ticket, outcome: str) -> None:
    """Refuse to finish a ticket, or one matter of it, that has come to nothing.

    Raises:
        Refusal: `cases.no_ending` (ticket).
    """
    if outcome in NOT_SERVED or not visits_must_end(work):
        return
    if ticket.matters == 1 and ticket.served_at is not None and _any(_of_sheets(work, ticket, ticket.served_at)):
        return  # most visits end so, and this is one question to the database
    if not _any(_endings(work, ticket, _begun(work, ticket))):
        raise Refusal("cases.no_ending", ticket=ticket.number)


def _any(found: Iterable[str]) -> bool:
    return next(iter(found), None) is not None


def _endings(reading: Reading, ticket: Ticket, since: dt.datetime) -> Iterator[str]:
    yield from _of_sheets(reading, ticket, since)
    sheets = reading.session.scalars(select(ContactSheet).where(ContactSheet.ticket_id == ticket.id)).all()
    own = reading.session.scalars(select(Case).where(Case.ticket_id == ticket.id)).all()
    known = [ticket.person_id, *(sheet.person_id for sheet in sheets), *(case.person_id for case in own)]
    people = {person_id for person_id in known if person_id is not None}
    yield from _of_cases(reading, ticket, since, people)
    yield from _slips(reading, ticket, since, [sheet.id for sheet in sheets])
    yield from _promises(reading, ticket, since, [case.id for case in own], people)
    yield from chain.from_iterable(finder(reading, ticket, since) for finder in _FURTHER)


def _of_sheets(reading: Reading, ticket: Ticket, since: dt.datetime) -> Iterator[str]:
    """Yield what the sheets of a ticket have come to; a hand-over that was sent back has left nothing but a promise."""
    kinds = (
        select(ContactSheetEvent.kind, ContactSheet.state)
        .join(ContactSheet, ContactSheet.id == ContactSheetEvent.subject_id)
        .where(
            ContactSheet.ticket_id == ticket.id,
            ContactSheetEvent.kind.in_(_OF_SHEETS),
            ContactSheetEvent.at >= since,
        )
    )
    for kind, state in reading.session.execute(kinds):
        if state != contacts.OPEN or kind == "promised":
            yield _OF_SHEETS[kind]


def _of_cases(reading: Reading, ticket: Ticket, since: dt.datetime, people: set[str]) -> Iterator[str]:
    """Yield what was done to the ticket's own cases anywhere, and to others of this person at this counter."""
    here: ColumnElement[bool] = CaseEvent.counter_id == ticket.counter_id
    if people:  # where nobody knows who it is, whatever is done at the counter meanwhile is for whoever stands there
        here &= Case.person_id.in_(people)
    done = (
        select(CaseEvent.subject_id, CaseEvent.kind)
        .join(Case, Case.id == CaseEvent.subject_id)
        .where(CaseEvent.at >= since, CaseEvent.kind.in_((*_OF_CASES, _OVERRULED)))
        .where(or_(Case.ticket_id == ticket.id, here))
        .order_by(CaseEvent.subject_id, CaseEvent.seq)
    )
    latest = dict(reading.session.execute(done).tuples().all())  # the last thing done to each
    yield from (_OF_CASES[kind] for kind in latest.values() if kind != _OVERRULED)


def _slips(reading: Reading, ticket: Ticket, since: dt.datetime, sheets: list[str]) -> Iterator[str]:
    """Yield a slip for a certificate that no community issues; it belongs to a sheet, or to whoever serves here."""
    without_sheet = RefusalProposal.contact_id.is_(None) & (RefusalProposal.proposed_by == ticket.staff_id)
    filed = select(RefusalProposal.id).where(
        RefusalProposal.case_id.is_(None),
        RefusalProposal.proposed_at >= since,
        or_(RefusalProposal.contact_id.in_(sheets), without_sheet),
    )
    if reading.session.scalar(filed.limit(1)) is not None:
        yield SLIP


def _promises(
    reading: Reading, ticket: Ticket, since: dt.datetime, cases: list[str], people: set[str]
) -> Iterator[str]:
    theirs = or_(Promise.ticket_id == ticket.id, Promise.case_id.in_(cases), Promise.person_id.in_(people))
    made = select(Promise.id).where(Promise.made_at >= since, theirs)
    if reading.session.scalar(made.limit(1)) is not None:
        yield PROMISED


def _begun(reading: Reading, ticket: Ticket) -> dt.datetime:
    """Return since when the matter at hand is served: the arrival, or the end of the matter before.

    A matter under which nothing was begun was a slip of the key: then what came of the one before still counts.
    """
    begun = _beginnings(reading, ticket)
    while len(begun) > 1 and not _left_a_trace(reading, ticket, begun[-1]):
        begun.pop()
    since = begun[-1] if begun else ticket.served_at or reading.now
    return since if since <= reading.now else reading.now - _A_DAY  # a clock that was set back must not lock the key


def _beginnings(reading: Reading, ticket: Ticket) -> list[dt.datetime]:
    """Return when each matter began since the ticket came to this counter, the first with the arrival."""
    entries = (
        select(TicketEvent.kind, TicketEvent.at)
        .where(TicketEvent.subject_id == ticket.id, TicketEvent.kind.in_(("arrived", "transferred", "next_matter")))
        .order_by(TicketEvent.seq)
    )
    begun: list[dt.datetime] = []
    for kind, at in reading.session.execute(entries):
        if kind == "transferred":
            begun.clear()
        elif kind == "next_matter" or not begun:  # whoever comes back from aside goes on with the same matter
            begun.append(at)
    return begun


def _left_a_trace(reading: Reading, ticket: Ticket, since: dt.datetime) -> bool:
    opened = (
        select(table.id).where(table.ticket_id == ticket.id, table.opened_at >= since) for table in (ContactSheet, Case)
    )
    return any(reading.session.scalar(each.limit(1)) is not None for each in opened)
