"""Reads who has looked at whose full numbers, when and why."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, cast, select

from hall.audit.model import AuditEntry
from hall.audit.rules import DONE, REVEAL
from hall.storage.work import Reading

MOST = 1000


@dataclass(frozen=True, slots=True)
class LookCard:
    """One look at a full number (查看全号): the keys of who looked and of whom; what it was and why, as codes.

    Attributes:
        person_id: empty for a number that somebody who is not registered left on a record.
        case_id: for which case, None without one.
        record: `sheet` or `rating` where the number stood there, else empty; `key` is that record's.
        words: the reason where the purpose is `other`.
    """

    at: datetime
    staff_id: str | None
    device_id: str
    person_id: str
    case_id: str | None
    what: str
    purpose: str
    words: str
    record: str = ""
    key: str = ""


def looks(
    reading: Reading,
    *,
    person_id: str = "",
    staff_id: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> tuple[LookCard, ...]:
    """Return at most 1000 looks, the newest first: at one person, by one colleague, within a time, or all."""
    found = select(AuditEntry).where(AuditEntry.action == REVEAL, AuditEntry.outcome == DONE)
    if person_id:
        found = found.where(cast(AuditEntry.subjects, String).contains(f'"{person_id}"', autoescape=True))
    if staff_id:
        found = found.where(AuditEntry.staff_id == staff_id)
    if since is not None:
        found = found.where(AuditEntry.at >= since)
    if until is not None:
        found = found.where(AuditEntry.at < until)
    rows = reading.session.scalars(found.order_by(AuditEntry.at.desc(), AuditEntry.seq.desc()).limit(MOST))
    return tuple(_card(row) for row in rows)


def _card(row: AuditEntry) -> LookCard:
    said = row.detail
    record = str(said.get("record", ""))
    subjects = list(row.subjects)
    key = subjects.pop() if record else ""
    person_id, case_id = (*subjects, None, None)[:2]
    return LookCard(
        row.at,
        row.staff_id,
        row.device_id,
        person_id or "",
        case_id,
        str(said.get("what", "")),
        str(said.get("purpose", "")),
        str(said.get("words", "")),
        record,
        key,
    )
