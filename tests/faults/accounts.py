"""That what was done stands in the books twice: in the record of who did what, and in the journal of the thing itself.

Both are written by the commit that does it, and each names the same thing at the same instant. One without the other
means that a fault has cut through the middle of an action.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hall.audit.model import AuditEntry
from hall.audit.rules import DONE
from hall.check import JOURNALS
from hall.people.actions import identify, register
from hall.people.model import Person
from tests.faults import diary
from tests.faults.diary import Entry

_CHUNK = 500
_REGISTERS = (identify.name, register.name)
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


def unrecorded(session: Session, told: list[Entry]) -> Iterator[str]:
    """Yield each acknowledged action that the record of who did what lacks, has twice, or knows otherwise."""
    for start in range(0, len(told), _CHUNK):
        part = {entry.request_id: entry for entry in told[start : start + _CHUNK]}
        columns = select(AuditEntry.request_id, AuditEntry.action, AuditEntry.outcome)
        kept: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for request_id, action, outcome in session.execute(columns.where(AuditEntry.request_id.in_(part))):
            kept[request_id].append((action, outcome))
        for request_id, entry in part.items():
            if not _fits(entry, kept[request_id]):
                yield f"{entry.action} {request_id} was answered {entry.kind}, and its record says {kept[request_id]}"


def _fits(told: Entry, kept: list[tuple[str, str]]) -> bool:
    if len(kept) != 1 or kept[0][0] != told.action:
        return False
    return told.kind == diary.DONE or kept[0][1] == told.value


def vanished(session: Session, told: list[Entry]) -> Iterator[str]:
    """Yield each person who was registered, as somebody was told, and is gone: no journal tells of them."""
    given = {str(entry.value) for entry in told if entry.kind == diary.DONE and entry.action in _REGISTERS}
    known = set(session.scalars(select(Person.id)))
    yield from (f"person {person_id} was registered and is gone" for person_id in sorted(given - known))


def stumbled(told: list[Entry]) -> Iterator[str]:
    """Yield each refusal that is no rule of the hall: what was asked for is not there, or may not be done here."""
    for entry in told:
        if entry.kind == diary.REFUSED and str(entry.value).startswith("gate."):
            yield f"{entry.action} {entry.request_id} met {entry.value}"


def half_done(session: Session, since: datetime = BEGINNING) -> Iterator[str]:
    """Yield what a journal says and the record does not, and what the record says and no journal does.

    Args:
        session: the look at the data.
        since: from when on; what was there before may have come without a record.
    """
    recorded = list(_recorded(session, since))
    named = {(subject_id, at) for _action, at, subjects in recorded for subject_id in subjects}
    happened, tables = set[tuple[str, datetime]](), dict[str, str]()
    for journal in JOURNALS:
        entries, table = journal.entries, journal.row.__tablename__
        columns = select(entries.subject_id, entries.at, entries.kind).where(entries.at >= since)
        for subject_id, at, kind in session.execute(columns):
            happened.add((subject_id, at))
            tables[subject_id] = table
            if (subject_id, at) not in named:
                yield f"{table} {subject_id}: {kind} stands in its journal, and no record says who did it"
    for action, at, subjects in recorded:
        told = [subject_id for subject_id in subjects if subject_id in tables]
        if told and not any((subject_id, at) in happened for subject_id in told):
            yield f"{tables[told[0]]} {told[0]}: {action} was done, and no journal knows of it"


def _recorded(session: Session, since: datetime) -> Iterable[tuple[str, datetime, list[str]]]:
    """Return what was done, when, and to which things: most stand in a journal, some only beside one that does."""
    columns = select(AuditEntry.action, AuditEntry.at, AuditEntry.subjects)
    return session.execute(columns.where(AuditEntry.outcome == DONE, AuditEntry.at >= since)).tuples()
