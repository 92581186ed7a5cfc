"""Fonts that are installed on this PC: found by family or file, and used only where their maker allows it."""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hall.kernel.refusal import Refusal
from printing.font_files import FontFile, fonts_in

_KINDS: Final = frozenset({".ttf", ".ttc", ".otf"})
_REGULAR: Final = 400


@dataclass(frozen=True, slots=True)
class Wish:
    """The font that a hall has named for one place: its family in any of its languages, or its file; empty for none."""

    name: str


def choose(wish: Wish) -> FontFile | None:
    """Return the font of a wish, or None where nothing is wished for.

    Raises:
        Refusal: `printing.typeface_missing` when this PC has no such font, `printing.typeface_outlines` when its
            outlines are not TrueType, `printing.typeface_forbidden` when its maker forbids to embed it.
    """
    if not wish.name:
        return None
    found = sorted(_found(wish.name), key=lambda font: (abs(font.style - _REGULAR), str(font.path), font.index))
    if not found:
        raise Refusal("printing.typeface_missing", font=wish.name)
    drawable = [font for font in found if font.outlines]
    if not drawable:
        raise Refusal("printing.typeface_outlines", font=wish.name)
    allowed = [font for font in drawable if font.may_be_embedded]
    if not allowed:
        raise Refusal("printing.typeface_forbidden", font=wish.name)
    return allowed[0]


def font_folders() -> tuple[Path, ...]:
    """Return where this system keeps its fonts: those of its user first."""
    if sys.platform == "win32":
        return (
            Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft" / "Windows" / "Fonts",
            Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts",
        )
    own = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    shared = (os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
    return (own / "fonts", Path.home() / ".fonts", *(Path(each) / "fonts" for each in shared))


def _found(name: str) -> Iterator[FontFile]:
    """Yield the fonts of that file, or of that family."""
    by_file = Path(name).suffix.lower() in _KINDS
    wanted = name.casefold()
    for path in _files():
        if by_file:
            yield from fonts_in(path) if path.name.casefold() == wanted else ()
        else:
            yield from (font for font in fonts_in(path) if wanted in map(str.casefold, font.families))


def _files() -> Iterator[Path]:
    """Yield every font file of this PC."""
    for folder in font_folders():
        for parent, _, names in os.walk(folder):
            yield from (Path(parent, name) for name in sorted(names) if Path(name).suffix.lower() in _KINDS)
