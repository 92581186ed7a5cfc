"""Zip files: written so that the same things give the same bytes, read so that one from a stranger can do no harm."""

import stat
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from hall.kernel.refusal import Refusal

_PIECE: Final = 1 << 16
_END, _END_LENGTH, _LONGEST_END = b"PK\x05\x06", 22, 22 + 65535
_UNSAID = (0xFFFF, 0xFFFFFFFF)
_LOCKED, _PLAIN = 0x1, (ZIP_STORED, ZIP_DEFLATED)
_SMALL: Final = 1 << 16
"""Below this size the ratio says nothing: a page of blanks is no bomb."""
BROKEN = (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, struct.error)


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a zip file may be before anything of it is unpacked.

    Attributes:
        files: how many things may lie in it.
        file_bytes: the most that one of them may unpack to; `total_bytes` all of them together.
        ratio: how many times its packed size a large one may unpack to.
    """

    files: int
    file_bytes: int
    total_bytes: int
    ratio: int = 200


@contextmanager
def open_zip(file: IO[bytes], limits: Limits) -> Iterator[ZipFile]:
    """Open a zip file of which nobody knows who made it.

    Raises:
        Refusal: `zip.damaged`; `zip.name`, `zip.link`, `zip.twice`, `zip.locked` (name) for what no honest file holds;
            `zip.many`, `zip.large`, `zip.bomb` (name) for what would fill the disk; `zip.hidden` for bytes beside it.
    """
    _check_count(file, limits)
    try:
        archive = ZipFile(file)
    except BROKEN as broken:
        raise Refusal("zip.damaged") from broken
    with archive:
        _check(archive, limits)
        yield archive


def pieces(archive: ZipFile, name: str) -> Iterator[bytes]:
    """Yield what one file holds, piece by piece.

    Raises:
        Refusal: `zip.damaged` where it cannot be unpacked.
    """
    try:
        with archive.open(name) as file:
            while piece := file.read(_PIECE):
                yield piece
    except (*BROKEN, KeyError) as broken:
        raise Refusal("zip.damaged") from broken


def lines(archive: ZipFile, name: str, longest: int = 1 << 20) -> Iterator[bytes]:
    """Yield the lines of one file; one longer than `longest` counts as damage."""
    try:
        with archive.open(name) as file:
            while line := file.readline(longest):
                if not line.endswith(b"\n"):
                    raise Refusal("zip.damaged")
                yield line
    except (*BROKEN, KeyError) as broken:
        raise Refusal("zip.damaged") from broken


def entry(name: str, at: datetime, *, pack: bool = True) -> ZipInfo:
    """Return the head of a file that is to be written: nothing of this computer stands in it.

    Args:
        name: its path, with slashes.
        at: the local time that it bears.
        pack: whether packing makes it smaller; PDFs are packed already.
    """
    head = ZipInfo(name, (max(at.year, 1980), at.month, at.day, at.hour, at.minute, at.second // 2 * 2))
    head.compress_type = ZIP_DEFLATED if pack else ZIP_STORED
    head.create_system = 3
    head.external_attr = (stat.S_IFREG | 0o644) << 16
    return head


def _check_count(file: IO[bytes], limits: Limits) -> None:
    """Refuse a list of contents that is itself too long to be read, before it is read."""
    try:
        size = file.seek(0, 2)
        file.seek(max(0, size - _LONGEST_END))
        tail = file.read()
        file.seek(0)
    except OSError as broken:
        raise Refusal("zip.damaged") from broken
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_LENGTH:
        raise Refusal("zip.damaged")
    count, listed = struct.unpack("<HI", tail[at + 10 : at + 16])
    said = count in _UNSAID or listed in _UNSAID
    if (said and limits.files < _UNSAID[0]) or (not said and listed > limits.files * 1024):
        raise Refusal("zip.many", most=limits.files)


def _check(archive: ZipFile, limits: Limits) -> None:
    heads = archive.infolist()
    if len(heads) > limits.files:
        raise Refusal("zip.many", most=limits.files)
    seen: set[str] = set()
    for head in heads:
        _check_head(head, limits)
        folded = head.filename.casefold()
        if folded in seen:
            raise Refusal("zip.twice", name=_shown(head.filename))
        seen.add(folded)
    if sum(head.file_size for head in heads) > limits.total_bytes:
        raise Refusal("zip.large", most=limits.total_bytes >> 20)
    _check_places(archive, heads)


def _check_head(head: ZipInfo, limits: Limits) -> None:
    name = _shown(head.filename)
    if not _is_safe(head.filename) or head.filename != head.orig_filename:
        raise Refusal("zip.name", name=name)
    if not stat.S_ISREG(kind := head.external_attr >> 16) and stat.S_IFMT(kind):
        raise Refusal("zip.link", name=name)
    if head.flag_bits & _LOCKED or head.compress_type not in _PLAIN:
        raise Refusal("zip.locked", name=name)
    if head.file_size > limits.file_bytes:
        raise Refusal("zip.bomb", name=name)
    if head.file_size > _SMALL and head.file_size > head.compress_size * limits.ratio:
        raise Refusal("zip.bomb", name=name)


def _check_places(archive: ZipFile, heads: list[ZipInfo]) -> None:
    """Refuse files that share their bytes, and bytes in front or behind that belong to none of them."""
    reached = 0
    for head in sorted(heads, key=lambda each: each.header_offset):
        if head.header_offset < reached:
            raise Refusal("zip.bomb", name=_shown(head.filename))
        if reached == 0 and head.header_offset != 0:
            raise Refusal("zip.hidden")
        reached = head.header_offset + head.compress_size
    if archive.comment:
        raise Refusal("zip.hidden")


def _is_safe(name: str) -> bool:
    """Say whether a path stays where it is unpacked, on every system."""
    parts = name.split("/")
    plain = name.isprintable() and not set(name) & set('\\:*?"<>|')
    return plain and all(part not in ("", ".", "..") and part == part.strip(" .") for part in parts)


def _shown(name: str) -> str:
    return "".join(sign if sign.isprintable() else "□" for sign in name)[:60]
