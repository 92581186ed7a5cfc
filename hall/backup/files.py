"""Files of copies: put in their place whole or not at all, and opened as things from a stranger."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, cast
from zipfile import ZipFile

from hall.backup.manifest import MANIFEST, SIGNATURE, Manifest, from_bytes
from hall.kernel.refusal import Refusal
from hall.kernel.whole_file import is_full, whole_file
from hall.storage import zip_file
from hall.storage.zip_file import Limits, open_zip

Opened = tuple[ZipFile, bytes, bytes, Manifest]

_LIMITS: Final = Limits(files=1000, file_bytes=1 << 40, total_bytes=1 << 42, ratio=1100)
"""A table of equal rows packs as well as a bomb does: what a table may unpack to stands in the signed list."""
_LONGEST_LIST: Final = 8 << 20
_LONGEST_SIGNATURE: Final = 200
_LONGEST_ROW: Final = 256 << 20
_PIECE: Final = 1 << 16
_BEGINNING: Final = b"PK\x03\x04"


@contextmanager
def new_copy(out: Path) -> Iterator[IO[bytes]]:
    """Open a file that is in its place only when all of it is on the disk.

    Raises:
        Refusal: `backup.exists` (file), `backup.disk_full`, `backup.cannot_write` (folder).
    """
    if not out.name or out.exists():
        raise Refusal("backup.exists", file=out.name or str(out))
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(out) as file:
            yield file
    except OSError as failed:
        code = "backup.disk_full" if is_full(failed) else "backup.cannot_write"
        raise Refusal(code, folder=str(out.parent)) from failed


@contextmanager
def open_copy(file: Path) -> Iterator[Opened]:
    """Open a copy by its name.

    Raises:
        Refusal: `backup.cannot_read` (file), and what `open_archive` says.
    """
    try:
        opened = file.open("rb")
    except OSError as failed:
        raise Refusal("backup.cannot_read", file=file.name) from failed
    with opened, open_archive(opened) as found:
        yield found


@contextmanager
def open_archive(opened: IO[bytes]) -> Iterator[Opened]:
    """Open a copy and read its list: the zip file, the list and its signature as bytes, the list.

    Raises:
        Refusal: `backup.not_a_copy`, `backup.damaged`, `backup.newer_format`.
    """
    opened.seek(0)
    if opened.read(len(_BEGINNING)) != _BEGINNING:
        raise Refusal("backup.not_a_copy")
    with _unmasked(), open_zip(opened, _LIMITS) as archive:
        content = _small(archive, MANIFEST, _LONGEST_LIST)
        yield archive, content, _small(archive, SIGNATURE, _LONGEST_SIGNATURE), from_bytes(content)


def lines(archive: ZipFile, name: str) -> Iterator[bytes]:
    """Yield the lines of a table.

    Raises:
        Refusal: `backup.damaged`.
    """
    try:
        with archive.open(name) as packed, io.BufferedReader(cast(io.RawIOBase, packed), _PIECE) as reader:
            while line := reader.readline(_LONGEST_ROW):
                if not line.endswith(b"\n"):
                    raise Refusal("backup.damaged")
                yield line
    except zip_file.BROKEN as broken:
        raise Refusal("backup.damaged") from broken


def pieces(archive: ZipFile, name: str) -> Iterator[bytes]:
    """Yield what one file of a copy holds, piece by piece."""
    with _unmasked():
        yield from zip_file.pieces(archive, name)


def _small(archive: ZipFile, name: str, most: int) -> bytes:
    """Return a small file of a copy; its length is looked at before it is unpacked."""
    try:
        head = archive.getinfo(name)
    except KeyError as missing:
        raise Refusal("backup.not_a_copy") from missing
    if head.file_size > most:
        raise Refusal("backup.not_a_copy")
    return b"".join(pieces(archive, name))


@contextmanager
def _unmasked() -> Iterator[None]:
    """Say of a damaged zip file what it means for a copy."""
    try:
        yield
    except Refusal as refusal:
        if not refusal.code.startswith("zip."):
            raise
        raise Refusal("backup.damaged" if refusal.code == "zip.damaged" else "backup.not_a_copy") from refusal
