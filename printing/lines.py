"""Breaks Chinese text into lines: no line begins with a closing mark or ends with an opening one (避头尾)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from printing.faces import Face
from printing.title_words import WORDS

_NOT_FIRST: Final = frozenset("、。，．：；？！…—～·•）》」』】〕〉〗”’％℃°)]}>,.:;?!%/-〜々")
_NOT_LAST: Final = frozenset("（《「『【〔〈〖“‘([{<￥¥$#№")
# A word of Latin letters and digits stays whole, so does 027-8000 0123, and a number keeps its 年, 月, 日 or 号.
_UNIT: Final = re.compile(r"(?:[!-~\u00c0-\u024f]|(?<=\d) (?=\d))+ ?[年月日号]?|.", re.DOTALL)
# Where a number or an address that is longer than a line may be divided: behind its hyphens and slashes.
_PART: Final = re.compile(r"[^-/]*[-/]+|[^-/]+")
_FEWEST: Final = 3  # characters that a line keeps when it gives one to a lonely last one
_MOST_TITLE_LINES: Final = 4
_SENTENCE: Final = frozenset("，。；：！？")
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
        slices = _slices(units, room, indent)
        for start, end in slices:
            inset = 0.0 if start else indent
            words = "".join(word for word, _ in units[start:end]).rstrip(" ")
            lines.append(replace(_line(words, setting, room - inset, last=end == len(units)), indent=inset))
        if not slices:
            lines.append(Line("", 0.0))
    return lines


def balanced(text: str, setting: Setting, room: float) -> list[Line]:
    """Return the lines of a title as a trapezium that stands on its short side (GB/T 9704-2012, 7.3.1).

    Every line is shorter than the one above it, as little as can be, and no word of our field is divided; never a
    block, never an hourglass. Sentences, and more lines than a title has, are set as narrow as their number allows.
    """
    natural = break_lines(text, setting, room)
    if len(natural) < 2 or "\n" in text:
        return natural
    if len(natural) > _MOST_TITLE_LINES or not _SENTENCE.isdisjoint(text):
        return _narrowed(text, setting, room, len(natural))
    units = _words(_units(text, setting, room))
    best = min(
        (ends for count in (len(natural), len(natural) + 1) for ends in _divisions(units, count, room)),
        key=lambda ends: _unevenness(units, ends),
        default=None,
    )
    if best is None:
        return _narrowed(text, setting, room, len(natural))
    parts = ("".join(word for word, _ in units[start:end]).strip(" ") for start, end in pairwise((0, *best)))
    return [Line(part, setting.width(part), setting.pitch) for part in parts]


def _narrowed(text: str, setting: Setting, room: float, count: int) -> list[Line]:
    """Return the lines as narrow as their number allows."""
    step = setting.size / 2
    narrow = room
    while narrow > step and len(break_lines(text, setting, narrow - step)) == count:
        narrow -= step
    return break_lines(text, setting, min(room, narrow + setting.size))


def longest_unit(text: str, setting: Setting) -> float:
    """Return the width of the longest part that a line break never divides."""
    return max((setting.width(word) for line in text.split("\n") for word in _UNIT.findall(line)), default=0.0)


def _slices(units: list[tuple[str, float]], room: float, indent: float) -> list[tuple[int, int]]:
    """Return where each line begins and ends; a paragraph's last line holds more than one character (孤字不成行)."""
    slices: list[tuple[int, int]] = []
    start = 0
    while start < len(units):
        end = _end(units, start, room - (0.0 if start else indent))
        slices.append((start, end))
        start = end
        while start < len(units) and units[start][0] == " ":
            start += 1
    if len(slices) > 1 and _is_lonely("".join(word for word, _ in units[slices[-1][0] :])):
        first, end = slices[-2]
        earlier = next((at for at in range(end - 1, max(first + _FEWEST, end - 4), -1) if _divides(units, at)), None)
        if earlier is not None:
            slices[-2:] = [(first, earlier), (earlier, len(units))]
    return slices


def _is_lonely(text: str) -> bool:
    """Tell whether a line holds a single character, not counting the marks around it."""
    return len([letter for letter in text if letter not in _NOT_FIRST | _NOT_LAST | {" "}]) == 1


def _divides(units: list[tuple[str, float]], at: int) -> bool:
    """Tell whether a break moved there reads well: never behind the 第 of a number."""
    before, after = units[at - 1][0], units[at][0]
    return _may_break(before, after) and " " not in (before, after) and before != "第"


def _words(units: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """Return the units of a title with the words of our field joined again."""
    joined: list[tuple[str, float]] = []
    place = 0
    while place < len(units):
        count = next((n for n in (4, 3, 2) if "".join(word for word, _ in units[place : place + n]) in WORDS), 1)
        part = units[place : place + count]
        joined.append(("".join(word for word, _ in part), sum(width for _, width in part)))
        place += count
    return joined


def _divisions(units: list[tuple[str, float]], count: int, room: float, start: int = 0) -> Iterator[tuple[int, ...]]:
    """Yield the ends of `count` lines, each shorter than the one above it and none wider than `room`."""
    rest = sum(width for _, width in units[start:])
    if count == 1:
        if 0.0 < rest < room + 0.01:
            yield (len(units),)
        return
    used = 0.0
    for end in range(start + 1, len(units)):
        used += units[end - 1][1]
        if used > room + 0.01:
            return
        if (rest - used) / (count - 1) < used and _divides(units, end):
            yield from ((end, *more) for more in _divisions(units, count - 1, used - 0.02, end))


def _unevenness(units: list[tuple[str, float]], ends: tuple[int, ...]) -> tuple[int, float]:
    """Return how far a division is from the least trapezium: fewer lines first, then the steps between them."""
    widths = [sum(width for _, width in units[start:end]) for start, end in pairwise((0, *ends))]
    return len(ends), sum((upper - lower) ** 2 for upper, lower in pairwise(widths))


def _units(text: str, setting: Setting, room: float) -> list[tuple[str, float]]:
    """Return what a line break never splits, each with its width; a word longer than a line comes in characters."""
    units: list[tuple[str, float]] = []
    for word in _UNIT.findall(text):
        width = setting.width(word)
        units += [(word, width)] if width <= room else _pieces(word, setting, room)
    return units


def _pieces(word: str, setting: Setting, room: float) -> list[tuple[str, float]]:
    """Return a word longer than a line in the parts between its hyphens, or else in characters."""
    parts = [(part, setting.width(part)) for part in _PART.findall(word)]
    if all(width <= room for _, width in parts):
        return parts
    return [(letter, setting.width(letter)) for letter in word]


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
