"""Leaves to tear off as strips: two in a row, each a stub on the left and the resident's part on the right."""

from collections.abc import Iterator
from dataclasses import replace

from hall.documents.content import Leaves
from printing.codes import qr
from printing.faces import Face, clean
from printing.lines import Line, Setting
from printing.marks import Box, MarkOnPaper, Rule
from printing.measures import MM, SIZE_6, SIZE_SMALL_4, SIZE_SMALL_5, whole_dots
from printing.prose import baseline, text_mark
from printing.strips import Strip
from printing.styles import Style

_COLUMNS = 2
_HEIGHT = 49 * MM  # five to a page
_STUB = 24 * MM
_PAD = 2 * MM
_FIELD = 8 * MM  # a line that a hand can write on
_QR = 10 * MM
_NUMBER = Setting(Face.SANS_BOLD, 26.0)
_STUB_NUMBER = Setting(Face.SANS_BOLD, SIZE_SMALL_4)
_LABEL = Setting(Face.SANS, SIZE_SMALL_5)
_SMALL = Setting(Face.SANS, SIZE_6)


def leaf_strips(block: Leaves, style: Style) -> list[Strip]:
    """Return the rows of leaves; every edge is a dashed line to cut or tear along."""
    width = style.width / _COLUMNS
    strips = []
    for first in range(0, len(block.leaves), _COLUMNS):
        row = block.leaves[first : first + _COLUMNS]
        marks: list[MarkOnPaper] = []
        for column, (number, code) in enumerate(row):
            marks += _leaf(block, number, code, column * width, width)
        right = len(row) * width
        lower = Rule(0.0, _HEIGHT, right, _HEIGHT, dashed=True)
        strips.append(Strip(_HEIGHT, (Rule(0.0, 0.0, right, 0.0, dashed=True), *marks), closing=(lower,)))
    if strips:
        last = strips[-1]
        strips[-1] = replace(last, marks=last.marks + last.closing, closing=())
        strips[0] = replace(strips[0], gap=style.gap)
    return strips


def _leaf(block: Leaves, number: str, code: str, left: float, width: float) -> Iterator[MarkOnPaper]:
    """Yield one leaf: its edges, its stub and the resident's part."""
    tear = left + _STUB
    for x in (left, tear, left + width):
        yield Rule(x, 0.0, x, _HEIGHT, dashed=True)
    yield from _stub(block, number, left + _PAD, _STUB - 2 * _PAD)
    yield from _part(block, number, code, tear + _PAD, width - _STUB - 2 * _PAD)


def _stub(block: Leaves, number: str, left: float, room: float) -> Iterator[MarkOnPaper]:
    top = 8 * MM
    yield _text("存根", left, 0.0, top, _SMALL)
    shown = _STUB_NUMBER.width(clean(number))
    yield _text(number, left + room - shown, 0.0, top, _STUB_NUMBER)
    height = (_HEIGHT - top - _PAD) / len(block.stub)
    for place, label in enumerate(block.stub):
        yield from _line_to_write_on(label, left, top + place * height, room, height, _SMALL)


def _part(block: Leaves, number: str, code: str, left: float, room: float) -> Iterator[MarkOnPaper]:
    """Yield what the resident takes along."""
    yield _text(block.hall, left, _PAD / 2, 4 * MM, _shrunk(block.hall, _SMALL, room))
    yield _text(number, left, 5 * MM, 12 * MM, _NUMBER)
    yield _text(f"查询码 {code}", left, 16.5 * MM, 4 * MM, _SMALL)
    mark, side = qr(code, smallest=_QR, largest=room)
    yield replace(mark, x=whole_dots(left + room - side + _PAD), y=whole_dots(5 * MM))
    y = 20 * MM
    for label in block.fields:
        yield from _line_to_write_on(label, left, y, room, _FIELD, _LABEL)
        y += _FIELD
    yield from _ticks(block.ticks, left, y + 1 * MM, room)
    yield _text(block.advice, left, y + 6.5 * MM, 4 * MM, _shrunk(block.advice, _SMALL, room))


def _ticks(labels: tuple[str, ...], left: float, top: float, room: float) -> Iterator[MarkOnPaper]:
    """Yield the boxes and their words, spread over the line."""
    setting = _shrunk("".join(labels) + "　" * 2 * len(labels), _SMALL, room)
    side = setting.size
    used = sum(setting.width(clean(label)) + 1.3 * side for label in labels)
    space = (room - used) / max(len(labels) - 1, 1)
    x = left
    for label in labels:
        yield Box(x, top + (5 * MM - side) / 2, side * 0.84, side * 0.84, weight=0.6)
        yield _text(label, x + 1.2 * side, top, 5 * MM, setting)
        x += setting.width(clean(label)) + 1.3 * side + space


def _line_to_write_on(
    label: str, left: float, top: float, room: float, height: float, setting: Setting
) -> Iterator[MarkOnPaper]:
    """Yield a label at the foot of its line, and the line behind it."""
    low = top + height - setting.size * 1.4
    yield _text(label, left, low, setting.size * 1.4, setting)
    y = top + height - 2.0
    yield Rule(left + setting.width(clean(label)) + 3.0, y, left + room, y)


def _text(text: str, left: float, top: float, height: float, setting: Setting) -> MarkOnPaper:
    return text_mark(Line(clean(text), 0.0), left, baseline(setting, height, top), setting)


def _shrunk(text: str, setting: Setting, room: float) -> Setting:
    """Return the setting, smaller where a text would not fit into its room."""
    width = setting.width(clean(text))
    return setting if width <= room else replace(setting, size=setting.size * room / width)
