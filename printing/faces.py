"""The typefaces of the papers: which font draws which character, and how wide it is."""

import threading
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from enum import Enum, auto
from functools import cache
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from hall.kernel.refusal import Refusal
from hall.kernel.resources import resource
from printing.font_files import FontFile, characters_of
from printing.installed_fonts import Wish, choose

# reportlab is loaded with the first width that is asked for, not with the window that checks what somebody types.
if TYPE_CHECKING:
    from printing.unicode_fonts import CopyableFont

# One lock for all of reportlab: its fonts remember a reading position and the document that they are in.
DRAWING: Final = threading.RLock()

_LOADED: Final[dict[str, "CopyableFont"]] = {}
_NAMES_ONLY: Final = ("HanaMinA", "HanaMinB")
# Radicals to unified ideographs, compatibility ideographs, planes 2 and 3. Hanazono has emoji and private characters
# as well, which mean something else, or nothing, to whoever typed them.
_IDEOGRAPHS: Final = ((0x2E80, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
# Marks that one cannot see and that change nothing in a text set from left to right.
_INVISIBLE: Final = dict.fromkeys(
    [0xAD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)]
)
_FILLER: Final = 0x3164  # a blank that counts as a letter; fonts draw nothing for it
_CONTROLS: Final = frozenset({"Cc", "Zl", "Zp"})


class Face(Enum):
    """A typeface of the papers.

    TITLE, BODY and KAI are the places of 小标宋, 仿宋 and 楷体 (GB/T 9704-2012, 5.2 and 7.3): `use` puts fonts of this
    PC there. What stands behind them, and all the others, are the shipped fonts, asked in turn: a character that
    prints in one typeface prints in all, on every PC.
    """

    SERIF = auto()
    SERIF_BOLD = auto()
    SANS = auto()
    SANS_BOLD = auto()
    TITLE = auto()
    BODY = auto()
    KAI = auto()

    @property
    def shipped(self) -> str:
        """The shipped font that draws nearly everything in this typeface."""
        return _SHIPPED[self][0]

    def width(self, text: str, size: float, pitch: float = 0.0) -> float:
        """Return the width in points at `size`, with `pitch` points added behind each character."""
        return sum(_glyph(self, character)[1] for character in text) * size + len(text) * pitch

    def runs(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the stretches of text that one font draws, each behind the font's name."""
        for name, characters in groupby(text, key=lambda character: _glyph(self, character)[0]):
            yield name, "".join(characters)


_SERIF: Final = ("NotoSerifSC-Regular", "NotoSansSC-Regular", *_NAMES_ONLY)
_SERIF_BOLD: Final = ("NotoSerifSC-Bold", "NotoSansSC-Bold", *_NAMES_ONLY)
_SHIPPED: Final[Mapping[Face, tuple[str, ...]]] = MappingProxyType(
    {
        Face.SERIF: _SERIF,
        Face.SERIF_BOLD: _SERIF_BOLD,
        Face.SANS: ("NotoSansSC-Regular", "NotoSerifSC-Regular", *_NAMES_ONLY),
        Face.SANS_BOLD: ("NotoSansSC-Bold", "NotoSerifSC-Bold", *_NAMES_ONLY),
        Face.TITLE: _SERIF_BOLD,
        Face.BODY: _SERIF,
        Face.KAI: _SERIF_BOLD,
    }
)
_INSTALLED: Final[dict[Face, FontFile]] = {}
_wished: tuple[Mapping[Face, Wish], tuple[Refusal, ...]] = ({}, ())


def use(*, title: str = "", body: str = "", kai: str = "") -> tuple[Refusal, ...]:
    """Draw the papers from now on with fonts of this PC, and say why one of them is not used.

    Said before every run of papers: it looks for fonts only when the wishes differ from the last ones. A font that
    cannot be used leaves its place to the shipped one, so that papers always come out.

    Args:
        title: family or file of the font for 小标宋; empty for the shipped one.
        body: the same for 仿宋.
        kai: the same for 楷体.

    Returns:
        `printing.typeface_missing`, `printing.typeface_outlines`, `printing.typeface_forbidden` or
        `printing.typeface_damaged`, each with the name that was asked for.
    """
    global _wished
    wishes = {Face.TITLE: Wish(title), Face.BODY: Wish(body), Face.KAI: Wish(kai)}
    with DRAWING:
        if wishes != _wished[0]:
            _INSTALLED.clear()
            _glyph.cache_clear()
            _wished = (wishes, tuple(_installed(wishes)))
        return _wished[1]


def _installed(wishes: Mapping[Face, Wish]) -> Iterator[Refusal]:
    """Put the fonts that are wished for into their places, and yield why one of them cannot be."""
    for face, wish in wishes.items():
        try:
            font = choose(wish)
            if font is not None:
                _installed_font(font)
                _INSTALLED[face] = font
        except Refusal as refusal:
            yield refusal


def unprintable(text: str) -> tuple[str, ...]:
    """Return the characters of a text that no paper can show, each once, in their order; empty if all print.

    It asks only the shipped fonts' tables of characters, so that an editor may call it with every key.

    Raises:
        Refusal: `printing.font_missing` or `printing.font_damaged` for a broken installation.
    """
    if text.isascii() and text.isprintable():
        return ()
    shown = dict.fromkeys(text.replace("\r\n", "\n").translate(_INVISIBLE))
    return tuple(each for each in shown if each != "\n" and (_is_control(each) or not _is_drawn(ord(each))))


def clean(text: str) -> str:
    """Return the text without invisible marks and with plain line breaks.

    Raises:
        Refusal: `printing.control_character`, for what no keyboard meant to type.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").translate(_INVISIBLE)
    for character in text:
        if character != "\n" and _is_control(character):
            raise Refusal("printing.control_character", code_point=_code_point(character))
    return text


@cache
def _glyph(face: Face, character: str) -> tuple[str, float]:
    """Return the font that draws a character and its width in parts of the size.

    An installed font never decides whether a character prints: only what the shipped ones have is asked of it.
    """
    code = ord(character)
    shipped = next((name for name in _asked(face, code) if _draws(_font(name), code)), None)
    if shipped is None:
        raise Refusal("printing.no_glyph", character=_shown(character), code_point=_code_point(character))
    own = _INSTALLED.get(face)
    font = _installed_font(own) if own else None
    if font is None or not _draws(font, code):
        font = _font(shipped)
    return font.fontName, font.face.charWidths[code] / 1000


def _asked(face: Face, code: int) -> Iterator[str]:
    """Yield the shipped fonts that may draw a code point, in turn."""
    rare = any(first <= code <= last for first, last in _IDEOGRAPHS)
    yield from (name for name in _SHIPPED[face] if rare or name not in _NAMES_ONLY)


def _draws(font: "CopyableFont", code: int) -> bool:
    """Tell whether a font has a picture of a code point; fonts are known to keep blanks for what they lack."""
    glyph = font.face.charToGlyph.get(code, 0)
    if not glyph:
        return False
    return font.face.glyphPos[glyph + 1] > font.face.glyphPos[glyph] or chr(code).isspace()


def _font(name: str) -> "CopyableFont":
    """Return a shipped font, loaded once: a window keeps it as long as it lives."""
    font = _LOADED.get(name)
    if font is None:
        with DRAWING:
            font = _LOADED.get(name) or _load(name)
            _LOADED[name] = font
    return font


def _installed_font(file: FontFile) -> "CopyableFont":
    """Return a font of this PC, loaded once."""
    name = f"{file.path}#{file.index}"
    font = _LOADED.get(name)
    if font is None:
        with DRAWING:
            font = _LOADED.get(name) or _read(name, file)
            _LOADED[name] = font
    return font


def _load(name: str) -> "CopyableFont":
    """Read a shipped font file."""
    path = resource("fonts", f"{name}.ttf")
    if not path.is_file():
        raise Refusal("printing.font_missing", file=path.name)
    from reportlab.pdfbase.ttfonts import TTFError

    from printing.unicode_fonts import load_font

    try:
        return load_font(name, path)
    except (TTFError, OSError, AssertionError, LookupError, ValueError) as damaged:
        raise Refusal("printing.font_damaged", file=path.name) from damaged


def _read(name: str, file: FontFile) -> "CopyableFont":
    """Read a font of this PC, which may be anything that somebody once copied there."""
    from printing.unicode_fonts import load_font

    try:
        return load_font(name, file.path, file.index)
    except Exception as damaged:
        raise Refusal("printing.typeface_damaged", font=file.path.name) from damaged


@cache
def _ranges() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return first and last code points of what the shipped fonts draw, in ascending order."""
    covered: list[tuple[int, int]] = []
    for name in _SHIPPED[Face.SERIF]:
        allowed = _IDEOGRAPHS if name in _NAMES_ONLY else ((0, 0x10FFFF),)
        covered += [
            (max(first, low), min(last, high))
            for first, last in _table(name)
            for low, high in allowed
            if first <= high and last >= low
        ]
    merged: list[tuple[int, int]] = []
    for first, last in sorted(covered):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(first for first, _ in merged), tuple(last for _, last in merged)


def _table(name: str) -> tuple[tuple[int, int], ...]:
    path = resource("fonts", f"{name}.ttf")
    try:
        return characters_of(path)
    except OSError as missing:
        raise Refusal("printing.font_missing", file=path.name) from missing
    except ValueError as damaged:
        raise Refusal("printing.font_damaged", file=path.name) from damaged


def _is_drawn(code: int) -> bool:
    firsts, lasts = _ranges()
    place = bisect_right(firsts, code) - 1
    return place >= 0 and code <= lasts[place] and code != _FILLER


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in _CONTROLS


def _shown(character: str) -> str:
    """Return the character if a screen can be asked to show it."""
    return "" if unicodedata.category(character) in {"Cs", "Co", "Cn"} else character


def _code_point(character: str) -> str:
    return f"U+{ord(character):04X}"
