"""Writes a copy from one consistent snapshot, and reads it again before it counts."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session

from hall import schema
from hall.backup.files import new_copy
from hall.backup.manifest import FORMAT, MANIFEST, SIGNATURE, Manifest, TablePart, from_bytes, sign
from hall.backup.proving import prove_archive
from hall.backup.snapshot import snapshot
from hall.backup.tables import Row, Shape, count_rows, read_rows, shapes_of
from hall.kernel.clock import Clock, SystemClock
from hall.kernel.refusal import Refusal
from hall.storage import pc, settings
from hall.storage.place import HallFacts
from hall.storage.sealing import Sealing
from hall.storage.zip_file import entry

Progress = Callable[[int, int], object]
"""Told how many rows are done and how many there are; what it raises ends the work, and nothing half-done stays."""

_BATCH: Final = 1000
_PROGRAM: Final = "one-stop-hall"


@dataclass(frozen=True, slots=True)
class Written:
    """A copy that was read again whole.

    Attributes:
        size: bytes of the file.
        manifest: what it says about itself.
    """

    file: Path
    size: int
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class Head:
    """What a copy says about the hall before its tables."""

    revision: str
    hall_id: str
    hall: str
    key_id: str


def write(
    engine: Engine,
    file: Path,
    *,
    progress: Progress | None = None,
    clock: Clock | None = None,
) -> Written:
    """Copy a hall into one file while it works.

    Args:
        engine: the hall's database, of either kind.
        file: the copy; a file of that name is left alone.
        progress: told of each thousand rows.
        clock: the hall's time; the PC's by default.

    Raises:
        Refusal: `backup.exists`, `backup.key_missing` where this PC has not the hall's key, `backup.disk_full`,
            `backup.cannot_write`, `backup.unequal` when the copy read again differs from the snapshot, `storage.…`.
    """
    with snapshot(engine) as connection, new_copy(file) as out:
        head = head_of(connection)
        root = root_of(head)
        shapes = shapes_of(connection)
        counts = {shape.name: count_rows(connection, shape) for shape in shapes}
        tell = teller(progress, sum(counts.values()))
        made_at = (clock or SystemClock()).now()
        with ZipFile(out, "w", ZIP_DEFLATED, allowZip64=True) as archive:

            def put(name: str, content: Iterator[bytes]) -> tuple[int, str]:
                return _put(archive, name, content, made_at)

            parts = tuple(_table(connection, shape, put, tell) for shape in shapes)
            manifest = Manifest(FORMAT, _program(), head.revision, head.hall_id, head.hall, head.key_id, made_at,
                                connection.dialect.name, parts)  # fmt: skip
            content = manifest.to_bytes()
            put(MANIFEST, iter([content]))
            put(SIGNATURE, iter([sign(content, root)]))
        out.flush()
        if prove_archive(out, root).tables != parts or {part.name: part.rows for part in parts} != counts:
            raise Refusal("backup.unequal")
        size = out.seek(0, 2)
    return Written(file, size, from_bytes(content))


def head_of(connection: Connection) -> Head:
    """Return what a database says about its hall.

    Raises:
        Refusal: `backup.no_hall` for one that holds none.
    """
    with Session(connection) as session:
        facts = settings.read(session, HallFacts)
    if not (facts.hall_id or facts.name):
        raise Refusal("backup.no_hall")
    key_id = connection.scalar(select(Sealing.key_id))
    return Head(schema.revision_on(connection) or schema.HEAD, facts.hall_id, facts.name, key_id or "")


def root_of(head: Head) -> bytes:
    """Return the root secret of a hall, which this PC must have.

    Raises:
        Refusal: `backup.key_missing`.
    """
    root = pc.key_of(head.key_id) if head.key_id else None
    if root is None:
        raise Refusal("backup.key_missing")
    return root


def encoded(rows: Iterator[Row], tell: Callable[[int], object]) -> Iterator[bytes]:
    """Yield rows as the lines of a copy, a thousand at a time."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=list).encode
    while batch := list(islice(rows, _BATCH)):
        yield ("\n".join(map(encode, map(list, batch))) + "\n").encode()
        tell(len(batch))


def _table(
    connection: Connection,
    shape: Shape,
    put: Callable[[str, Iterator[bytes]], tuple[int, str]],
    tell: Callable[[int], object],
) -> TablePart:
    rows = 0

    def counted(count: int) -> None:
        nonlocal rows
        rows += count
        tell(count)

    part = TablePart(shape.name, shape.columns, 0, 0, "")
    size, digest = put(part.file, encoded(read_rows(connection, shape), counted))
    return TablePart(shape.name, shape.columns, rows, size, digest)


def _put(archive: ZipFile, name: str, content: Iterator[bytes], made_at: datetime) -> tuple[int, str]:
    """Write one file of the copy; answers with its length and digest before packing."""
    digest, size = hashlib.sha256(), 0
    with archive.open(entry(name, made_at), "w", force_zip64=True) as out:
        for piece in content:
            digest.update(piece)
            size += len(piece)
            out.write(piece)
    return size, digest.hexdigest()


def teller(progress: Progress | None, total: int) -> Callable[[int], None]:
    """Return what is told of further rows and tells of all of them."""
    done = 0

    def tell(count: int) -> None:
        nonlocal done
        done += count
        if progress is not None:
            progress(done, total)

    return tell


def _program() -> str:
    try:
        return version(_PROGRAM)
    except PackageNotFoundError:
        return "0"
