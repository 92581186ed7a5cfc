"""Carries a hall from its file to a server or back: through the same rows as a copy, and nothing is lost on the way."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine

from hall import schema
from hall.backup.actions import note_moved
from hall.backup.filling import fill, finish, measure
from hall.backup.manifest import TablePart
from hall.backup.scratch import Scratch, put_in_place, set_aside
from hall.backup.snapshot import alone, sentences, stands_in
from hall.backup.tables import Row, Shape, count_rows, read_rows, shapes_of
from hall.backup.writing import Progress, head_of, root_of, teller
from hall.kernel.clock import Clock, SystemClock
from hall.kernel.refusal import Refusal
from hall.storage.connection import FILE
from hall.storage.engine import open_engine, sqlite_url
from hall.storage.folder import database_in, prepare_folder
from hall.storage.work import Work

_PASSES = 3
"""Each row is measured where it was, put in, and read again where it is."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A hall that has another home.

    Attributes:
        tables: what was carried over; the digests were the same at both ends.
        digest: over all of them, as the audit record has it.
        problems: what `hall check` found there, at most twenty sentences.
        kept: the former file, or the former way to the server, under its dated name.
    """

    tables: tuple[TablePart, ...]
    digest: str
    problems: tuple[str, ...]
    kept: Path

    @property
    def rows(self) -> int:
        """How many rows were carried over."""
        return sum(table.rows for table in self.tables)


def to_server(
    folder: Path,
    target: Engine,
    connect: Callable[[], object],
    *,
    progress: Progress | None = None,
    clock: Clock | None = None,
) -> Moved:
    """Carry the hall of a data folder over to a PostgreSQL database in which no hall stands yet.

    Args:
        folder: the data folder with the file.
        target: the database.
        connect: puts the way to the server into the folder; called when everything is there.
        progress: told of rows that were measured, put in or read again.
        clock: the hall's time; the PC's by default.

    Raises:
        Refusal: `backup.in_use` while any window is open, `backup.not_empty` when a hall stands there,
            `backup.no_hall`, `backup.key_missing`, `backup.cannot_hold`, `backup.unequal`, `storage.…`.
    """
    now = (clock or SystemClock()).now()
    database = database_in(folder)
    if not database.exists() or (folder / FILE).exists():
        raise Refusal("backup.no_file_to_move")
    source = open_engine(sqlite_url(database))
    try:
        with alone(source) as reading:
            load = _Load(reading, progress)
            with sentences(), target.begin() as connection:
                if stands_in(connection):
                    raise Refusal("backup.not_empty")
                problems = load.into(connection, now)
            connect()
    finally:
        source.dispose()
        target.dispose()
    return Moved(load.parts, load.digest, problems, set_aside(database, f"moved-{now:%Y%m%d-%H%M%S}"))


def to_file(
    source: Engine, folder: Path, *, progress: Progress | None = None, clock: Clock | None = None
) -> Moved:  # fmt: skip
    """Carry the hall of a PostgreSQL database back into a file on this PC; the server's data are marked as left.

    Raises:
        Refusal: as `to_server`.
    """
    now = (clock or SystemClock()).now()
    prepare_folder(folder)
    database = database_in(folder)
    if database.exists():
        raise Refusal("backup.not_empty")
    with alone(source) as reading, Scratch(folder) as scratch:
        load = _Load(reading, progress)
        with scratch.transaction() as connection:
            problems = load.into(connection, now)
        with sentences():
            schema.leave(reading)
            put_in_place(scratch.file, database, "", ExitStack())
            reading.commit()
    kept = folder / f"connection-moved-{now:%Y%m%d-%H%M%S}.toml"
    way = folder / FILE
    if way.exists():
        way.replace(kept)
    return Moved(load.parts, load.digest, problems, kept)


class _Load:
    """All rows of a database that nobody changes meanwhile."""

    def __init__(self, reading: Connection, progress: Progress | None) -> None:
        self._reading = reading
        self._head = head_of(reading)
        root_of(self._head)
        self._shapes: dict[str, Shape] = {shape.name: shape for shape in shapes_of(reading)}
        total = sum(count_rows(reading, shape) for shape in self._shapes.values())
        self._tell = teller(progress, total * _PASSES)
        self.parts = tuple(measure(reading, shape, self._tell) for shape in self._shapes.values())
        said = "\n".join(f"{part.name} {part.rows} {part.sha256}" for part in self.parts)
        self.digest = hashlib.sha256(said.encode()).hexdigest()

    def into(self, connection: Connection, now: datetime) -> tuple[str, ...]:
        fill(connection, self._head.revision, self.parts, self._rows, self._tell)
        return finish(connection, now, self._note)

    def _rows(self, part: TablePart) -> Iterator[Row]:
        return read_rows(self._reading, self._shapes[part.name])

    def _note(self, work: Work) -> str:
        note_moved(work, digest=self.digest)
        return note_moved.name
