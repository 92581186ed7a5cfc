"""Flow charts (流程图) as strips: one box for each step, in lanes by level, its branches beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hall.documents.content import Flow, FlowStep
from printing.faces import Face, clean
from printing.lines import Line, Setting, break_lines
from printing.marks import Arrow, Box, MarkOnPaper, Marks, Rule
from printing.prose import baseline, centred, text_mark
from printing.strips import Strip
from printing.styles import Style

_TALLEST = 12  # lines of one box; a longer text goes on in a box below, so that a page can end between them
_LINE = 0.8  # weight of what leads from box to box, in points
_BRANCHES = 0.3  # share of the width that the branches take, if there are any


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where the columns of a chart stand, in points from its left edge; `pad` is the white inside a box."""

    lane: float
    left: float
    right: float
    branch: float
    end: float
    pad: float
    step: float

    @property
    def middle(self) -> float:
        """Return where the arrows from box to box run."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class _Part:
    """One box of the main column: a step, or a piece of a step whose text is long."""

    level: str
    rows: tuple[tuple[Line, Setting], ...]
    branches: tuple[tuple[tuple[Line, Setting], ...], ...]


def flow_strips(block: Flow, style: Style) -> list[Strip]:
    """Return the chart: a page may end between two boxes, where the arrow leaves one page and enters the next."""
    plan = _plan(block, style)
    parts = [part for step in block.steps for part in _parts(step, plan, style)]
    strips = [
        _strip(before, part, after, plan, style)
        for before, part, after in zip([None, *parts[:-1]], parts, [*parts[1:], None], strict=True)
    ]
    if strips:
        strips[-1] = replace(strips[-1], marks=strips[-1].marks + strips[-1].closing, closing=())
        strips[0] = replace(strips[0], gap=style.gap / 2)
    return strips


def _plan(block: Flow, style: Style) -> _Plan:
    size, width = style.cell.size, style.width
    lane, step = 5.2 * size, 1.1 * size
    inset = 0.8 * size
    if not any(each.branches for each in block.steps):
        return _Plan(lane, lane + inset, width - inset, width, width, 0.5 * size, step)
    branch = width - inset - width * _BRANCHES
    return _Plan(lane, lane + inset, branch - 2.0 * size, branch, width - inset, 0.5 * size, step)


def _parts(step: FlowStep, plan: _Plan, style: Style) -> list[_Part]:
    """Return the boxes of a step; limit and branches belong to the last one."""
    room = plan.right - plan.left - 2 * plan.pad
    rows = [(line, style.cell) for line in break_lines(clean(step.text), style.cell, room)]
    if step.limit:
        strong = replace(style.cell, face=Face.SANS_BOLD)
        rows += [(line, strong) for line in break_lines(clean(f"时限：{step.limit}"), strong, room)]
    pieces = [tuple(rows[start : start + _TALLEST]) for start in range(0, len(rows), _TALLEST)]
    branches = tuple(_branch_rows(branch, plan, style) for branch in step.branches)
    last = len(pieces) - 1
    return [_Part(step.level, piece, branches if number == last else ()) for number, piece in enumerate(pieces)]


def _branch_rows(branch: tuple[str, str], plan: _Plan, style: Style) -> tuple[tuple[Line, Setting], ...]:
    """Return the lines of a branch: its condition in bold type, its consequence below."""
    strong = replace(style.cell, face=Face.SANS_BOLD)
    room = plan.end - plan.branch - 2 * plan.pad
    return tuple(
        (line, setting)
        for text, setting in zip(branch, (strong, style.cell), strict=True)
        for line in break_lines(clean(text), setting, room)
    )


def _strip(before: _Part | None, part: _Part, after: _Part | None, plan: _Plan, style: Style) -> Strip:
    """Return one box with what leads to it, what leaves it, and its piece of the lane."""
    leading, top = style.cell_leading, plan.step
    own = _height(part.rows, plan, leading)
    beside = sum(_height(rows, plan, leading) + plan.pad for rows in part.branches) - plan.pad
    tall = max(own, beside)
    box = top + (tall - own) / 2
    marks = [
        *_boxed(part.rows, plan.left, plan.right, box, own, plan, leading),
        *_branches(part, top + (tall - beside) / 2, box + own / 2, plan, leading),
    ]
    height = top + tall + plan.step * 0.6
    if before:
        marks.append(Arrow(plan.middle, 0.0, plan.middle, box))
    if after:
        marks.append(Rule(plan.middle, box + own, plan.middle, height, weight=_LINE))
    return _in_lane(
        Strip(height, tuple(marks)), part.level, plan, style, first=not before or before.level != part.level
    )


def _branches(part: _Part, y: float, middle: float, plan: _Plan, leading: float) -> list[MarkOnPaper]:
    """Return the branches one below the other from `y` on, and the line from the middle of their step to each."""
    marks: list[MarkOnPaper] = []
    trunk = (plan.right + plan.branch) / 2
    ends = []
    for rows in part.branches:
        height = _height(rows, plan, leading)
        marks += _boxed(rows, plan.branch, plan.end, y, height, plan, leading)
        marks.append(Arrow(trunk, y + height / 2, plan.branch, y + height / 2, weight=_LINE))
        ends.append(y + height / 2)
        y += height + plan.pad
    if ends:
        marks.append(Rule(plan.right, middle, trunk, middle, weight=_LINE))
        marks.append(Rule(trunk, min(*ends, middle), trunk, max(*ends, middle), weight=_LINE))
    return marks


def _in_lane(strip: Strip, level: str, plan: _Plan, style: Style, *, first: bool) -> Strip:
    """Return the strip with the rules of its lane; the level is named where the lane begins, and on each page."""
    setting = replace(style.label, face=Face.SANS_BOLD, size=style.cell.size)
    lines = break_lines(clean(level), setting, plan.lane - 2 * plan.pad)
    head: tuple[MarkOnPaper, ...] = (
        Rule(0.0, 0.0, style.width, 0.0),
        *(
            centred(
                line,
                baseline(setting, style.cell_leading, plan.step + plan.pad + n * style.cell_leading),
                setting,
                plan.lane,
            )
            for n, line in enumerate(lines)
        ),
    )
    upright = tuple(Rule(x, 0.0, x, strip.height) for x in (0.0, plan.lane, style.width))
    closing = (Rule(0.0, strip.height, style.width, strip.height),)
    marks = (*upright, *(head if first else ()), *strip.marks)
    return replace(strip, marks=marks, opening=() if first else head, closing=closing)


def _boxed(
    rows: Sequence[tuple[Line, Setting]],
    left: float,
    right: float,
    top: float,
    height: float,
    plan: _Plan,
    leading: float,
) -> Marks:
    """Return a box with its lines in the middle of its height."""
    y = top + (height - len(rows) * leading) / 2
    lines = (
        text_mark(line, left + plan.pad, baseline(setting, leading, y + number * leading), setting)
        for number, (line, setting) in enumerate(rows)
    )
    return (Box(left, top, right - left, height, weight=0.9), *lines)


def _height(rows: Sequence[object], plan: _Plan, leading: float) -> float:
    return len(rows) * leading + 2 * plan.pad
