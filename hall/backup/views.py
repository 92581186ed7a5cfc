"""What a supervisor sees of returns from a copy."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from hall.backup.numbers import SeriesEnd
from hall.storage.restored import Restoring
from hall.storage.work import Reading


@dataclass(frozen=True, slots=True)
class RestoringCard:
    """One return of the hall from a copy, or one move: what lies between `made_at` and `at` is not in the data."""

    id: str
    at: datetime
    kind: str
    digest: str
    made_at: datetime
    ends: tuple[SeriesEnd, ...]
    skipped: int


def restorings(reading: Reading) -> tuple[RestoringCard, ...]:
    """Return all of them, the newest first."""
    rows = reading.session.scalars(select(Restoring).order_by(Restoring.at.desc()))
    return tuple(_card(reading, row) for row in rows)


def _card(reading: Reading, row: Restoring) -> RestoringCard:
    parts = (line.rpartition("=") for line in row.ends.splitlines())
    ends = tuple(SeriesEnd(series, int(last)) for series, _, last in parts)
    at, made_at = reading.local(row.at), reading.local(row.made_at)
    return RestoringCard(row.id, at, row.kind, row.digest, made_at, ends, row.skipped)
