"""Breaks Chinese text into lines: no line begins with a closing mark or ends with an opening one (避头尾)."""

import re
from dataclasses import dataclass, replace
from typing import Final

from printing.faces import Face

_NOT_FIRST: Final = frozenset("、。，．：；？！…—～·•）》」』】〕〉〗”’％℃°)]}>,.:;?!%/-〜々")
_NOT_LAST: Final = frozenset("（《「『【〔〈〖“‘([{<￥¥$#№")
# A word of Latin letters and digits stays whole, so does 027-8000 0123, and a number keeps its 年, 月, 日 or 号.
_UNIT: Final = re.compile(r"(?:[!-~\u00c0-\u024f]|(?<=\d) (?=\d))+ ?[年月日号]?|.", re.DOTALL)
# Characters are pulled apart by at most this part of their size; a line that needs more stays ragged.
_STRETCH: Final = 0.2


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, its width in points, the points that each character gets besides its own, and its indent."""

    text: str
    width: float
    pitch: float = 0.0
    indent: float = 0.0


@dataclass(frozen=True, slots=True)
class Setting:
    """How text is set: typeface, size in points, points between characters, and whether lines fill their width."""

    face: Face
    size: float
    pitch: float = 0.0
    filled: bool = False

    def width(self, text: str) -> float:
        """Return the natural width of a text in points."""
        return self.face.width(text, self.size, self.pitch)


def break_lines(text: str, setting: Setting, room: float, *, indent: float = 0.0) -> list[Line]:
    """Return the lines of a text that is already clean; a line break in it begins a new line.

    Args:
        text: what to break.
        setting: how it is set.
        room: width of a line in points.
        indent: of the first line and of every line behind a line break, in points.
    """
    lines: list[Line] = []
    for part in text.split("\n"):
        units = _units(part, setting, room)
        start = 0
        while start < len(units):
            inset = 0.0 if start else indent
            end = _end(units, start, room - inset)
            words = "".join(word for word, _ in units[start:end]).rstrip(" ")
            lines.append(replace(_line(words, setting, room - inset, last=end == len(units)), indent=inset))
            start = end
            while start < len(units) and units[start][0] == " ":
                start += 1
        if not units:
            lines.append(Line("", 0.0))
    return lines


def balanced(text: str, setting: Setting, room: float) -> list[Line]:
    """Return the lines of a title as a trapezium, the last line shortest; never a block (GB/T 9704-2012, 7.3.1)."""
    natural = break_lines(text, setting, room)
    if len(natural) < 2 or "\n" in text:
        return natural
    step = setting.size / 2
    narrow = room
    while len(break_lines(text, setting, narrow - step)) == len(natural) and narrow > step:
        narrow -= step
    return break_lines(text, setting, min(room, narrow + setting.size))


def _units(text: str, setting: Setting, room: float) -> list[tuple[str, float]]:
    """Return what a line break never splits, each with its width; a word longer than a line comes in characters."""
    units: list[tuple[str, float]] = []
    for word in _UNIT.findall(text):
        width = setting.width(word)
        units += [(word, width)] if width <= room else [(letter, setting.width(letter)) for letter in word]
    return units


def _end(units: list[tuple[str, float]], start: int, room: float) -> int:
    """Return where the line that begins at `start` ends, moved back until both sides of the break may stand there."""
    used, end = units[start][1], start + 1
    while end < len(units) and used + units[end][1] <= room + 0.01:
        used += units[end][1]
        end += 1
    allowed = end
    while allowed < len(units) and allowed > start and not _may_break(units[allowed - 1][0], units[allowed][0]):
        allowed -= 1
    return allowed if allowed > start else end


def _may_break(before: str, after: str) -> bool:
    return after[0] not in _NOT_FIRST and before[-1] not in _NOT_LAST


def _line(text: str, setting: Setting, room: float, *, last: bool) -> Line:
    natural = setting.width(text)
    gaps = len(text) - 1
    spare = (room - natural + setting.pitch) / gaps if setting.filled and not last and gaps > 0 else 0.0
    spare = spare if 0 < spare <= setting.size * _STRETCH else 0.0
    return Line(text, natural + spare * gaps, setting.pitch + spare)
