"""Fonts for tests: a shipped one under another name, with other licence bits, or without the outlines that we need."""

import struct
from pathlib import Path

from hall.kernel.resources import resource


def make_font(
    path: Path, source: str, family: str, *, licence: int = 0, outlines: bool = True, magic: int = 0x5F0F3CF5
) -> Path:
    """Write a copy of a shipped font.

    Args:
        path: of the new file.
        source: name of the shipped font.
        family: its new name, in the file and, without spaces, in PDFs.
        licence: fsType of its OS/2 table.
        outlines: whether its outlines are found.
        magic: the number by which a font is known.
    """
    font = bytearray(resource("fonts", f"{source}.ttf").read_bytes())
    for at in range(12, 12 + 16 * struct.unpack_from(">H", font, 4)[0], 16):
        tag = bytes(font[at : at + 4])
        offset = struct.unpack_from(">L", font, at + 8)[0]
        if tag == b"OS/2":
            struct.pack_into(">H", font, offset + 8, licence)
        if tag == b"head":
            struct.pack_into(">L", font, offset + 12, magic)
        if tag == b"glyf" and not outlines:
            font[at : at + 4] = b"CFF "
        if tag == b"name":
            names = _names(family)
            struct.pack_into(">LL", font, at + 8, len(font), len(names))
            font += names
    path.write_bytes(font)
    return path


def _names(family: str) -> bytes:
    """Return a name table: family, full name and PostScript name, as Windows reads them."""
    script = "".join(letter for letter in family if letter.isascii() and letter.isalnum()) or "Unnamed"
    texts = {kind: word.encode("utf-16-be") for kind, word in ((1, family), (4, family), (6, script))}
    table, strings = struct.pack(">HHH", 0, len(texts), 6 + 12 * len(texts)), b""
    for kind, text in texts.items():
        table += struct.pack(">6H", 3, 1, 0x0409, kind, len(text), len(strings))
        strings += text
    return table + strings
