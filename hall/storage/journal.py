"""Journals: append-only records whose fold is the row that screens read.

A room names its journal table, its row and the pure function that folds one entry into a state. The row is written
in the same transaction as the entry; `hall check` folds the journal again and compares.
"""

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ForeignKey, Index, func, select
from sqlalchemy.orm import Mapped, Session, declared_attr, mapped_column

from hall.storage.base import Base, Key
from hall.storage.work import Work

State = TypeVar("State")


@dataclass(frozen=True, slots=True)
class Event:
    """What a rule decided: a kind and its details, ids and codes only."""

    kind: str
    details: dict[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as it stands in the journal: with its place, its time and who did it."""

    seq: int
    at: datetime
    kind: str
    staff_id: str | None
    counter_id: str | None
    details: dict[str, Any]


class JournalRow:
    """Columns of every journal table; a room adds `subject_table`."""

    subject_table: str

    @declared_attr
    def subject_id(cls) -> Mapped[str]:  # noqa: N805 -- declared_attr hands over the class
        """The thing that the entry is about."""
        return mapped_column(Key, ForeignKey(f"{cls.subject_table}.id"), primary_key=True, index=True)

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    kind: Mapped[str]
    staff_id: Mapped[str | None] = mapped_column(Key)
    counter_id: Mapped[str | None] = mapped_column(Key)
    details: Mapped[dict[str, Any]]

    def entry(self) -> Entry:
        """Return the entry as a value."""
        return Entry(self.seq, self.at, self.kind, self.staff_id, self.counter_id, self.details)


@dataclass(frozen=True)
class Journal(Generic[State]):
    """Ties a row, its journal and its fold together.

    Attributes:
        row: the table that screens read; has the state's fields as columns, `id`, `version`.
        entries: the journal table.
        state: the frozen dataclass that rules work on.
        fold: applies one entry to a state (None before the first).
    """

    row: type[Base]
    entries: type[Any]
    state: type[State]
    fold: Callable[[State | None, Entry], State]

    def of(self, row: Any) -> State:  # noqa: ANN401 -- any row of the room
        """Return the state that a row holds."""
        names = (field.name for field in dataclasses.fields(self.state))  # type: ignore[arg-type]
        return self.state(**{name: getattr(row, name) for name in names})

    def begin(self, work: Work, row: Any, event: Event) -> None:  # noqa: ANN401
        """Write the first entry of a new row and add the row."""
        entry = self._entry(work, 1, event)
        self._set(row, self.fold(None, entry), 1)
        work.session.add(row)
        work.session.flush()  # the row comes before the entries that refer to it
        self._append(work, row.id, entry)

    def happened(self, work: Work, row: Any, event: Event) -> None:  # noqa: ANN401
        """Append an entry and fold it into its row."""
        entry = self._entry(work, row.version + 1, event)
        self._set(row, self.fold(self.of(row), entry), entry.seq)
        self._append(work, row.id, entry)

    def refold(self, entries: Iterable[Entry]) -> State | None:
        """Fold a whole journal, as `hall check` does."""
        state: State | None = None
        for entry in entries:
            state = self.fold(state, entry)
        return state

    def history(self, session: Session, subject_id: str) -> tuple[Entry, ...]:
        """Return the journal of one thing, oldest first."""
        rows = session.scalars(
            select(self.entries).where(self.entries.subject_id == subject_id).order_by(self.entries.seq)
        )
        return tuple(row.entry() for row in rows)

    def count(self, session: Session, subject_id: str, kind: str) -> int:
        """Return how often something happened to one thing."""
        return (
            session.scalar(
                select(func.count())
                .select_from(self.entries)
                .where(self.entries.subject_id == subject_id, self.entries.kind == kind)
            )
            or 0
        )

    def _entry(self, work: Work, seq: int, event: Event) -> Entry:
        actor = work.actor
        return Entry(seq, work.now, event.kind, actor.staff_id, actor.counter_id, event.details)

    def _set(self, row: Any, state: State, seq: int) -> None:  # noqa: ANN401
        for field in dataclasses.fields(state):  # type: ignore[arg-type]
            value = getattr(state, field.name)
            if getattr(row, field.name) != value:
                setattr(row, field.name, value)
        row.version = seq

    def _append(self, work: Work, subject_id: str, entry: Entry) -> None:
        work.concerns(subject_id)
        work.session.add(
            self.entries(
                subject_id=subject_id,
                seq=entry.seq,
                at=entry.at,
                kind=entry.kind,
                staff_id=entry.staff_id,
                counter_id=entry.counter_id,
                details=entry.details,
            )
        )


def by_time(table: str) -> Index:
    """Return the index by which a day's journal is read in the order in which it happened."""
    return Index(f"ix_{table}_at", "at")
