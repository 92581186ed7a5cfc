"""The shipped typefaces: which font draws which character, and how wide it is."""

import threading
import unicodedata
from collections.abc import Iterator
from enum import Enum
from functools import cache
from itertools import groupby
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError

from hall.kernel.refusal import Refusal
from hall.kernel.resources import resource
from printing.unicode_fonts import CopyableFont

# One lock for all of reportlab: its fonts remember a reading position and the document that they are in.
DRAWING: Final = threading.RLock()

_LOADED: Final[dict[str, CopyableFont]] = {}
_NAMES_ONLY: Final = ("HanaMinA", "HanaMinB")
# Radicals to unified ideographs, compatibility ideographs, planes 2 and 3. Hanazono has emoji and private characters
# as well, which mean something else, or nothing, to whoever typed them.
_IDEOGRAPHS: Final = ((0x2E80, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
# Marks that one cannot see and that change nothing in a text set from left to right.
_INVISIBLE: Final = dict.fromkeys(
    [0xAD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)]
)


class Face(Enum):
    """A typeface of the papers and the fonts that are asked in turn: a character that prints in one prints in all."""

    SERIF = ("NotoSerifSC-Regular", "NotoSansSC-Regular", *_NAMES_ONLY)
    SERIF_BOLD = ("NotoSerifSC-Bold", "NotoSansSC-Bold", *_NAMES_ONLY)
    SANS = ("NotoSansSC-Regular", "NotoSerifSC-Regular", *_NAMES_ONLY)
    SANS_BOLD = ("NotoSansSC-Bold", "NotoSerifSC-Bold", *_NAMES_ONLY)

    def width(self, text: str, size: float, pitch: float = 0.0) -> float:
        """Return the width in points at `size`, with `pitch` points added behind each character."""
        return sum(_glyph(self, character)[1] for character in text) * size + len(text) * pitch

    def runs(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the stretches of text that one font draws, each behind the font's name."""
        for name, characters in groupby(text, key=lambda character: _glyph(self, character)[0]):
            yield name, "".join(characters)


def clean(text: str) -> str:
    """Return the text without invisible marks and with plain line breaks.

    Raises:
        Refusal: `printing.control_character`, for what no keyboard meant to type.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").translate(_INVISIBLE)
    for character in text:
        if character != "\n" and unicodedata.category(character) in {"Cc", "Zl", "Zp"}:
            raise Refusal("printing.control_character", code_point=_code_point(character))
    return text


@cache
def _glyph(face: Face, character: str) -> tuple[str, float]:
    """Return the font that draws a character and its width in parts of the size."""
    code = ord(character)
    rare = any(first <= code <= last for first, last in _IDEOGRAPHS)
    for name in face.value:
        if name in _NAMES_ONLY and not rare:
            continue
        font = _font(name)
        if code in font.face.charToGlyph:
            return name, font.face.charWidths[code] / 1000
    raise Refusal("printing.no_glyph", character=_shown(character), code_point=_code_point(character))


def _font(name: str) -> CopyableFont:
    """Return a shipped font, loaded once: a window keeps it as long as it lives."""
    font = _LOADED.get(name)
    if font is None:
        with DRAWING:
            font = _LOADED.get(name) or _load(name)
            _LOADED[name] = font
    return font


def _load(name: str) -> CopyableFont:
    """Read a font file and make it known to reportlab, which keeps only the first font of a face that it meets."""
    path = resource("fonts", f"{name}.ttf")
    if not path.is_file():
        raise Refusal("printing.font_missing", file=path.name)
    try:
        font = CopyableFont(name, str(path), asciiReadable=False, shapable=False)
    except (TTFError, OSError, AssertionError, LookupError) as damaged:
        raise Refusal("printing.font_damaged", file=path.name) from damaged
    pdfmetrics.registerFont(font)
    registered: object = pdfmetrics.getFont(name)
    if registered is not font:
        raise RuntimeError(f"{name} was registered before by other code, whose font would be used instead")
    return font


def _shown(character: str) -> str:
    """Return the character if a screen can be asked to show it."""
    return "" if unicodedata.category(character) in {"Cs", "Co", "Cn"} else character


def _code_point(character: str) -> str:
    return f"U+{ord(character):04X}"
