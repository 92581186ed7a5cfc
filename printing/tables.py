"""Ruled tables as strips: fields with their values, and grids whose rows break over pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from hall.documents.content import Facts, Grid
from printing.faces import clean
from printing.lines import Line, Setting, break_lines, longest_unit
from printing.marks import MarkOnPaper, Marks, Rule
from printing.prose import baseline, centred, text_mark
from printing.strips import Strip
from printing.styles import Style

_PAD = 4.5  # points between a rule and the text beside it
_ABOVE = 3.5  # points between a rule and the text below it
_SPLIT = 12  # a row of more lines may be divided by a page break, every so many lines
_GAP = 8.0  # white space above a table where the style has none of its own


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row: its lines and how they are set."""

    lines: tuple[Line, ...]
    setting: Setting
    middle: bool = False


def facts_strips(block: Facts, style: Style) -> list[Strip]:
    """Return the fields: one or two pairs in a row, a label column as wide as the longest label."""
    pairs = [(clean(label), clean(value)) for label, value in block.pairs]
    if not pairs:
        return []
    label_width = min(max(style.label.width(label) for label, _ in pairs) + 2 * _PAD, style.width * 0.26)
    strips: list[Strip] = []
    for row in _fact_rows(pairs, block.columns, style.width / 2 - label_width - 2 * _PAD, style):
        widths = _fact_widths(len(row), block.columns, label_width, style.width)
        cells = [
            cell
            for (label, value), wide in zip(row, widths[1::2], strict=True)
            for cell in (_cell(label, style.label, label_width, middle=True), _cell(value, style.cell, wide))
        ]
        strips += row_strips(cells, widths, style, least=21.0)
    return framed(strips, style)


def grid_strips(block: Grid, style: Style) -> list[Strip]:
    """Return the table; its header is repeated at the top of every page that the table goes on to."""
    if not block.rows:
        return []
    widths = _column_widths(block, style)
    header = row_strips(
        [_cell(clean(name), style.label, width, middle=True) for name, width in zip(block.header, widths, strict=True)],
        widths,
        style,
        least=20.0,
    )[0]
    strips = [replace(header, keep=True)]
    for row in block.rows:
        cells = [
            _cell(clean(text), style.cell, width, middle=number in block.centred)
            for number, (text, width) in enumerate(zip(row, widths, strict=True))
        ]
        strips += [replace(strip, header=header) for strip in row_strips(cells, widths, style, least=20.0)]
    return framed(strips, style)


def row_strips(cells: Sequence[Cell], widths: Sequence[float], style: Style, *, least: float) -> list[Strip]:
    """Return one row, in several strips if it is too tall to be kept whole.

    Args:
        cells: from left to right.
        widths: of the columns, in points.
        style: gives the distance of the lines.
        least: the smallest height of the row, in points.
    """
    tallest = max(len(cell.lines) for cell in cells)
    edges = list(accumulate(widths, initial=0.0))
    if tallest <= _SPLIT:
        height = max(least, tallest * style.cell_leading + 2 * _ABOVE)
        return [_ruled(height, edges, _cell_marks(cells, edges, style, height), first=True)]
    strips = []
    for start in range(0, tallest, _SPLIT):
        part = [replace(cell, lines=cell.lines[start : start + _SPLIT]) for cell in cells]
        lines = max(len(cell.lines) for cell in part)
        ends = (start == 0) + (start + _SPLIT >= tallest)
        height = lines * style.cell_leading + ends * _ABOVE
        marks = _cell_marks(part, edges, style, height, top=_ABOVE if start == 0 else 0.0)
        strips.append(_ruled(height, edges, marks, first=start == 0))
    return strips


def framed(strips: list[Strip], style: Style) -> list[Strip]:
    """Return the rows with white space above the first and the last one closed by a rule."""
    if not strips:
        return []
    last = strips[-1]
    strips[-1] = replace(last, marks=last.marks + last.closing, closing=())
    strips[0] = replace(strips[0], gap=style.gap or _GAP)
    return strips


def _column_widths(block: Grid, style: Style) -> list[float]:
    """Return the widths of the columns by their shares, none too narrow for a name of two characters or for a date."""
    shares = block.widths or (1.0,) * len(block.header)
    wanted = [style.width * share / sum(shares) for share in shares]
    share = style.width / len(shares)  # no column asks for more, so that all together never do
    least = [_narrowest([row[number] for row in block.rows], style, share) for number in range(len(shares))]
    lacking = sum(max(low - width, 0.0) for width, low in zip(wanted, least, strict=True))
    spare = sum(max(width - low, 0.0) for width, low in zip(wanted, least, strict=True))
    given = lacking / spare if spare else 0.0
    return [max(width - (width - low) * given, low) for width, low in zip(wanted, least, strict=True)]


def _narrowest(texts: Sequence[str], style: Style, share: float) -> float:
    """Return the width that a column needs for its longest number or date, as far as that is no more than a share."""
    name = 2 * style.label.size + 2 * _PAD + 0.1
    longest = max((longest_unit(clean(text), style.cell) for text in texts), default=0.0) + 2 * _PAD + 0.1
    return max(name, longest if longest <= share else 0.0)


def _fact_rows(
    pairs: Iterable[tuple[str, str]], columns: int, room: float, style: Style
) -> list[list[tuple[str, str]]]:
    """Return the pairs that share a row: two short ones, if the block has two columns."""
    rows: list[list[tuple[str, str]]] = []
    open_row = False
    for label, value in pairs:
        short = columns == 2 and "\n" not in value and style.cell.width(value) <= room
        if short and open_row:
            rows[-1].append((label, value))
        else:
            rows.append([(label, value)])
        open_row = short and not open_row
    return rows


def _fact_widths(pairs: int, columns: int, label: float, width: float) -> list[float]:
    """Return the widths of a row's columns: a pair alone in its row takes the whole line."""
    if pairs == 1:
        return [label, width - label]
    return [label, width / columns - label] * pairs


def _cell(text: str, setting: Setting, width: float, *, middle: bool = False) -> Cell:
    return Cell(tuple(break_lines(text, setting, width - 2 * _PAD)), setting, middle)


def _cell_marks(
    cells: Sequence[Cell], edges: Sequence[float], style: Style, height: float, top: float | None = None
) -> Marks:
    """Return the text of a row: from `top` on, or in the middle of its height."""
    marks: list[MarkOnPaper] = []
    for cell, left, right in zip(cells, edges, edges[1:], strict=False):
        y = (height - len(cell.lines) * style.cell_leading) / 2 if top is None else top
        for line in cell.lines:
            at = baseline(cell.setting, style.cell_leading, y)
            marks.append(
                centred(line, at, cell.setting, right - left, left=left)
                if cell.middle
                else text_mark(line, left + _PAD, at, cell.setting)
            )
            y += style.cell_leading
    return tuple(mark for mark in marks if getattr(mark, "text", "x"))


def _ruled(height: float, edges: Sequence[float], text: Marks, *, first: bool) -> Strip:
    """Return a row with its upright rules and its upper one; the lower one is drawn where a page or the table ends."""
    upright = tuple(Rule(x, 0.0, x, height) for x in edges)
    upper, lower = (Rule(edges[0], y, edges[-1], y) for y in (0.0, height))
    return Strip(
        height,
        (*upright, upper, *text) if first else (*upright, *text),
        opening=() if first else (upper,),
        closing=(lower,),
    )
