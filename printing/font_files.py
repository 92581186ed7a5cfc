"""What a font file says about itself, read without drawing anything: its names, its characters, its licence bits."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

_COLLECTION: Final = b"ttcf"
_FAMILIES: Final = (1, 16)  # family, and the family as typographers count it
_WINDOWS, _MACINTOSH = 3, 1
_NO_SUBSET, _BITMAPS_ONLY = 0x0100, 0x0200
_RESTRICTED, _ALLOWED = 0x0002, 0x000C  # preview & print, editable


@dataclass(frozen=True, slots=True)
class FontFile:
    """One font of a file.

    Attributes:
        path: of the file.
        index: of the font in a collection (.ttc), else 0.
        families: the names of its family, in every language that the file knows.
        style: 400 is regular, 700 bold.
        outlines: whether its outlines are TrueType (glyf), the only ones that our papers can embed.
        licence: fsType of OpenType: what its maker allows.
    """

    path: Path
    index: int
    families: frozenset[str]
    style: int
    outlines: bool
    licence: int

    @property
    def may_be_embedded(self) -> bool:
        """Whether its maker lets the characters that a paper uses go into the paper (OpenType, OS/2, fsType)."""
        if self.licence & (_NO_SUBSET | _BITMAPS_ONLY):
            return False
        return not self.licence & _RESTRICTED or bool(self.licence & _ALLOWED)


def fonts_in(path: Path) -> tuple[FontFile, ...]:
    """Return the fonts of a file; none of a file that is no font, is damaged or cannot be read."""
    try:
        with path.open("rb") as file:
            return tuple(_described(path, number, file, offset) for number, offset in enumerate(_offsets(file)))
    except (OSError, struct.error, KeyError, ValueError):
        return ()


def characters_of(path: Path) -> tuple[tuple[int, int], ...]:
    """Return the code points that a font file can draw, as ranges with both ends.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is no font, or one without the wide character table (cmap format 12).
    """
    with path.open("rb") as file:
        try:
            start, _ = _tables(file, 0)[b"cmap"]
            return tuple(_groups(file, start))
        except (struct.error, KeyError) as damaged:
            raise ValueError(f"{path.name} is not a whole font") from damaged


def _offsets(file: BinaryIO) -> tuple[int, ...]:
    """Return where the fonts of the file begin."""
    if file.read(4) != _COLLECTION:
        return (0,)
    _, count = _read(file, 4, ">LL")
    return _read(file, 12, f">{count}L")


def _described(path: Path, number: int, file: BinaryIO, offset: int) -> FontFile:
    tables = _tables(file, offset)
    weight, _, licence = _read(file, tables[b"OS/2"][0] + 4, ">HHH")
    families = frozenset(_families(file, tables[b"name"][0]))
    return FontFile(path, number, families, weight, b"glyf" in tables, licence)


def _tables(file: BinaryIO, offset: int) -> dict[bytes, tuple[int, int]]:
    """Return where each table of a font stands, and how long it is."""
    (count,) = _read(file, offset + 4, ">H")
    file.seek(offset + 12)
    return {tag: (start, length) for tag, _, start, length in struct.iter_unpack(">4sLLL", file.read(16 * count))}


def _families(file: BinaryIO, table: int) -> Iterator[str]:
    """Yield the family names of a font."""
    _, count, strings = _read(file, table, ">HHH")
    for number in range(count):
        platform, _, _, kind, length, offset = _read(file, table + 6 + 12 * number, ">6H")
        if kind in _FAMILIES and platform != _MACINTOSH:
            file.seek(table + strings + offset)
            yield file.read(length).decode("utf-16-be", errors="replace")


def _groups(file: BinaryIO, table: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the wide character table."""
    _, count = _read(file, table, ">HH")
    for number in range(count):
        platform, encoding, offset = _read(file, table + 4 + 8 * number, ">HHL")
        if (platform, encoding) == (_WINDOWS, 10):
            (groups,) = _read(file, table + offset + 12, ">L")
            flat = _read(file, table + offset + 16, f">{3 * groups}L")
            yield from zip(flat[::3], flat[1::3], strict=True)
            return
    raise ValueError("no wide character table")


def _read(file: BinaryIO, position: int, layout: str) -> tuple[int, ...]:
    """Return numbers from a place in the file."""
    file.seek(position)
    found: tuple[int, ...] = struct.unpack(layout, file.read(struct.calcsize(layout)))
    return found
