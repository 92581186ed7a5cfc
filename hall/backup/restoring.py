"""Brings a hall back from a copy: built beside what stands, proven, and put in its place in one step at the end."""

import contextlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, inspect

from hall.audit.model import AuditHead
from hall.backup.actions import note_restored
from hall.backup.files import lines, open_copy
from hall.backup.filling import fill, finish, row_of
from hall.backup.manifest import Manifest, TablePart
from hall.backup.numbers import SeriesEnd, ends
from hall.backup.proving import prove_copy, refuse_newer
from hall.backup.scratch import Scratch, is_database, put_in_place
from hall.backup.snapshot import alone, refuse_others, sentences, stands_in
from hall.backup.tables import Row
from hall.backup.writing import Progress, teller, write
from hall.kernel.clock import Clock, SystemClock
from hall.kernel.refusal import Refusal
from hall.statistics import anchors
from hall.storage import pc
from hall.storage.engine import open_engine, sqlite_url
from hall.storage.folder import database_in, prepare_folder
from hall.storage.work import Work
from hall.witness import FILE as NOTE
from hall.witness import heads_on, keep_aside, lacking, note_in

_DAMAGED: Final = ("storage.damaged", "storage.cannot_open", "storage.disk_error")
_PASSES: Final = 2
"""Each row is put in, and read again."""


@dataclass(frozen=True, slots=True)
class Order:
    """How a hall is to be brought back.

    Attributes:
        replace: put it in the place of a hall that stands there; a copy of that one is kept.
        skip: how many numbers each series leaves out, because papers with them may have been given out since.
        papers: the newest numbers that were read from papers; their series go on behind them.
        safety: the copy of a PostgreSQL hall that is replaced; a SQLite file is kept in `backups/` as it is.
        note: what a PostgreSQL hall's witness has noted (`hall.witness`); that of a data folder lies in it.
    """

    replace: bool = False
    skip: int = 0
    papers: tuple[str, ...] = ()
    safety: Path | None = None
    note: Path | None = None


@dataclass(frozen=True, slots=True)
class Restored:
    """A hall that stands again.

    Attributes:
        manifest: what the copy says about itself.
        ends: where each living series of numbers stands now.
        problems: what `hall check` found, at most twenty sentences; empty when all holds.
        kept: where the hall that was replaced lies now; None where none stood.
        lost: how many entries of the record were known here and are not in the copy; None where nothing was known.
    """

    manifest: Manifest
    ends: tuple[SeriesEnd, ...]
    problems: tuple[str, ...]
    kept: Path | None
    lost: int | None = None


def restore(
    file: Path,
    target: Path | Engine,
    root: bytes,
    order: Order | None = None,
    *,
    progress: Progress | None = None,
    clock: Clock | None = None,
) -> Restored:
    """Bring a hall back from a copy; all of it, or nothing has changed.

    Args:
        file: the copy.
        target: the data folder for a hall on this PC, or the engine of a PostgreSQL database.
        root: the hall's root secret, from the recovery sheet.
        order: what else is wished; nothing that stands is replaced by default.
        progress: told of rows that were put in or read again.
        clock: the hall's time; the PC's by default.

    Raises:
        Refusal: `backup.not_empty` where a hall stands and is not to be replaced, `backup.in_use` while its windows
            are open, `backup.newer` for a copy of a newer program, `backup.wrong_key`, `backup.altered`,
            `backup.damaged`, `backup.not_a_copy`, `backup.unequal`, `backup.no_number`, `backup.skip_range`,
            `storage.…`.
    """
    manifest = prove_copy(file, root)
    refuse_newer(manifest)
    job = _Job(file, manifest, order or Order(), (clock or SystemClock()).now(), progress)
    pc.remember_key(root)
    return job.into_folder(target) if isinstance(target, Path) else job.into_server(target)


def prove_by_restoring(file: Path, root: bytes, folder: Path, *, progress: Progress | None = None) -> Restored:
    """Bring a copy back into a scratch database that is thrown away again, and check it.

    Args:
        file: the copy.
        root: the hall's root secret.
        folder: an existing folder with room for it.
        progress: as for `restore`.

    Raises:
        Refusal: as `restore`.
    """
    manifest = prove_copy(file, root)
    refuse_newer(manifest)
    pc.remember_key(root)
    job = _Job(file, manifest, Order(), manifest.made_at, progress)
    with Scratch(folder) as scratch:
        return job.build(scratch)


@dataclass(slots=True)
class _Job:
    """One return on its way."""

    file: Path
    manifest: Manifest
    order: Order
    now: datetime
    progress: Progress | None
    ends: tuple[SeriesEnd, ...] = field(default=())
    known: dict[str, int] = field(default_factory=dict)
    lost: int | None = None

    def into_folder(self, folder: Path) -> Restored:
        prepare_folder(folder)
        database = database_in(folder)
        self._know(_noted(folder / NOTE))
        with ExitStack() as held:
            if database.exists():
                self._expect_replacing()
                self._know(held.enter_context(_held(database)))
            with Scratch(folder) as scratch:
                restored = self.build(scratch)
                kept = put_in_place(scratch.file, database, f"restored-{self.now:%Y%m%d-%H%M%S}", held)
        self._set_aside(folder)
        return replace(restored, kept=kept)

    def into_server(self, engine: Engine) -> Restored:
        engine.dispose()
        kept, note = self._safety_copy(engine), self.order.note
        self._know(_noted(note) if note else {})
        with sentences(), engine.begin() as connection:
            refuse_others(connection)
            self._know(_heads(connection))
            problems = self._fill(connection)
        if note:
            self._set_aside(note.parent)
        return Restored(self.manifest, self.ends, problems, kept, self.lost)

    def build(self, scratch: "Scratch") -> Restored:
        with sentences(), scratch.transaction() as connection:
            problems = self._fill(connection)
        return Restored(self.manifest, self.ends, problems, None, self.lost)

    def _set_aside(self, folder: Path) -> None:
        """Put aside what was noted beside a hall that was put away on purpose; the record says how much it was."""
        keep_aside(folder / NOTE)
        anchors.set_aside(anchors.file_in(folder), self.now)

    def _know(self, heads: dict[str, int]) -> None:
        """Take note of how far the record reached here: the further of what is said of a device counts."""
        for device_id, seq in heads.items():
            self.known[device_id] = max(seq, self.known.get(device_id, 0))

    def _safety_copy(self, engine: Engine) -> Path | None:
        """Copy the hall that stands in a server's database; None for an empty one."""
        with sentences(), engine.connect() as connection:
            refuse_others(connection)
            if not stands_in(connection):
                return None
        self._expect_replacing()
        if self.order.safety is None:
            raise Refusal("backup.not_empty")
        kept = write(engine, self.order.safety).file
        engine.dispose()
        return kept

    def _expect_replacing(self) -> None:
        if not self.order.replace:
            raise Refusal("backup.not_empty")

    def _fill(self, connection: Connection) -> tuple[str, ...]:
        tell = teller(self.progress, self.manifest.rows * _PASSES)
        with open_copy(self.file) as (archive, _, _, manifest):
            if manifest.sha256 != self.manifest.sha256:
                raise Refusal("backup.altered")  # another file since it was proven

            def rows_of(part: TablePart) -> Iterator[Row]:
                return map(row_of, lines(archive, part.file))

            fill(connection, self.manifest.revision, self.manifest.tables, rows_of, tell)
        return finish(connection, self.now, self._note)

    def _note(self, work: Work) -> str:
        if self.known:
            self.lost = lacking(self.known, heads_on(work.session.connection()))
        note_restored(
            work,
            digest=self.manifest.sha256,
            made_at=self.manifest.made_at,
            count=self.order.skip,
            papers=self.order.papers,
            lost=self.lost,
        )
        self.ends = ends(work)
        return note_restored.name


def _noted(note: Path) -> dict[str, int]:
    """Return how far the record reached when that was noted last."""
    found = note_in(note)
    return found[1] if found is not None else {}


def _heads(connection: Connection) -> dict[str, int]:
    """Return how far the record of a hall reaches that is to be replaced; nothing where none stands."""
    return heads_on(connection) if inspect(connection).has_table(AuditHead.__tablename__) else {}


@contextlib.contextmanager
def _held(database: Path) -> Iterator[dict[str, int]]:
    """Hold a hall's file against its windows, and lend how far its record reaches; one that cannot be read has none."""
    engine = open_engine(sqlite_url(database))
    holding, heads = ExitStack(), {}
    try:
        if is_database(database):
            with sentences():
                heads = _heads(holding.enter_context(alone(engine)))
    except Refusal as refusal:
        if refusal.code not in _DAMAGED:
            raise
    try:
        yield heads
    finally:
        holding.close()
        engine.dispose()
