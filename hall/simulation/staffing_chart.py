"""Draws how many counters are needed: the mean wait and the share who wait no longer than promised."""

from collections.abc import Callable, Sequence
from html import escape
from math import inf

from hall.simulation.needs import Needs, clock
from hall.statistics.staffing import Staffing

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 440, 250, 52, 200, 26
_LIVED, _EXACT, _AXIS, _TARGET = "#2f6f9f", "#a8561a", "#6b7785", "#1b6b3a"
_LONGEST = 60.0
_STEPS = 4
_FEWER_SHOWN = 2


def needs_section(needs: Needs | None) -> str:
    """Return the part of the report that answers how many counters the hall needs; empty if nobody came."""
    if needs is None:
        return ""
    target = needs.policy
    within = f"等候不超过 {target.target_minutes} 分钟的人（%）"
    charts = (
        _panel("平均等候（分钟）", needs, lambda each: each.mean_wait, _ceiling(needs), target.target_minutes),
        _panel(within, needs, lambda each: each.share_within * 100, 100.0, target.target_percent),
    )
    words = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences(needs))
    return f'<h2>需要几个窗口</h2>{words}<div class="pair">{"".join(charts)}</div>{_LEGEND}'


def sentences(needs: Needs) -> list[str]:
    """Return in words what the peak asks for."""
    begin, end = clock(needs.half_hour), clock(needs.half_hour + 1)
    came = f"高峰时段 {begin}–{end} 来 {needs.people:.0f} 人，每人平均 {needs.minutes:.1f} 分钟："
    around = needs.enough or len(needs.lived)
    shown = [each for each in needs.lived if around - _FEWER_SHOWN < each.counters <= around + 1]
    waits = "；".join(f"开 {each.counters} 个窗口，平均等{_minutes(each.mean_wait)}" for each in shown)
    return [came + waits + "。", _answer(needs)]


def _answer(needs: Needs) -> str:
    policy = needs.policy
    promise = f"要让 {policy.target_percent}% 的人等候不超过 {policy.target_minutes} 分钟"
    if needs.enough is None:
        return f"{promise}，开 {len(needs.lived)} 个窗口还不够。"
    lasting = needs.enough_for_ever
    more = "" if lasting in (None, needs.enough) else f"；如果高峰一直不退，要开 {lasting} 个"
    return f"{promise}，高峰时段要开 {needs.enough} 个窗口{more}。"


def _minutes(wait: float) -> str:
    return f" {wait:.0f} 分钟" if wait >= 1 else "不到 1 分钟"


def _ceiling(needs: Needs) -> float:
    """Return the top of the scale of waits: what counters wait for ever lies above it."""
    waits = [each.mean_wait for each in needs.lived + needs.exact if each.mean_wait < inf]
    most = max([*waits, float(needs.policy.target_minutes)])
    return min(_LONGEST, -(-most // 20) * 20)


def _panel(title: str, needs: Needs, value: Callable[[Staffing], float], ceiling: float, target: float) -> str:
    """Return one chart: counters from left to right, the lived days and the formula over them."""

    def at(counters: int, height: float) -> tuple[float, float]:
        across = (_WIDTH - _LEFT - 24) / max(1, len(needs.lived) - 1)
        return _LEFT + 12 + (counters - 1) * across, _BOTTOM - (_BOTTOM - _TOP) * min(height, ceiling) / ceiling

    parts = [_scale(ceiling, target), _counters(needs, at)]
    parts += [_line(needs.exact, value, at, _EXACT, ceiling, dashed=True)]
    parts += [_line(needs.lived, value, at, _LIVED, ceiling, dashed=False)]
    frame = f'viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(title)}"'
    return f"<figure><figcaption>{escape(title)}</figcaption><svg {frame}>{''.join(parts)}</svg></figure>"


def _scale(ceiling: float, target: float) -> str:
    marks = []
    for step in range(_STEPS + 1):
        height = _BOTTOM - (_BOTTOM - _TOP) * step / _STEPS
        marks.append(f'<path d="M{_LEFT} {height:.1f}H{_WIDTH}" stroke="#d9dfe6"/>')
        marks.append(_text(_LEFT - 8, height + 5, f"{ceiling * step / _STEPS:.0f}", "end"))
    if target <= ceiling:
        height = _BOTTOM - (_BOTTOM - _TOP) * target / ceiling
        marks.append(f'<path d="M{_LEFT} {height:.1f}H{_WIDTH}" stroke="{_TARGET}" stroke-dasharray="2 4"/>')
        marks.append(_text(_WIDTH - 2, height - 5, "目标", "end", _TARGET))
    return "".join(marks)


def _counters(needs: Needs, at: Callable[[int, float], tuple[float, float]]) -> str:
    every = 1 + len(needs.lived) // 12
    numbers = [each.counters for each in needs.lived if each.counters % every == 0 or every == 1]
    labels = "".join(_text(at(number, 0)[0], _BOTTOM + 20, str(number), "middle") for number in numbers)
    return labels + _text((_LEFT + _WIDTH) / 2, _BOTTOM + 42, "开几个窗口", "middle")


def _line(
    found: Sequence[Staffing],
    value: Callable[[Staffing], float],
    at: Callable[[int, float], tuple[float, float]],
    colour: str,
    ceiling: float,
    *,
    dashed: bool,
) -> str:
    """Return a line with a mark for each number of counters; what leaves the scale has its mark at the top, open."""
    points = [(*at(each.counters, value(each)), value(each) > ceiling) for each in found]
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y, _ in points)
    dash = ' stroke-dasharray="6 4"' if dashed else ""
    marks = "".join(_mark(x, y, "#ffffff" if over else colour, colour, square=dashed) for x, y, over in points)
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>{marks}'


def _mark(x: float, y: float, fill: str, stroke: str, *, square: bool) -> str:
    paint = f'fill="{fill}" stroke="{stroke}" stroke-width="2"'
    if square:
        return f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" {paint}/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" {paint}/>'


def _text(x: float, y: float, words: str, anchor: str, colour: str = _AXIS) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="14" fill="{colour}">{words}</text>'


_LEGEND = (
    f'<p><svg viewBox="0 0 44 14" class="key">{_mark(22, 7, _LIVED, _LIVED, square=False)}</svg>'
    "照这几天的来人重放一遍，只改窗口数（看高峰时段来的人）"
    f'<br><svg viewBox="0 0 44 14" class="key">{_mark(22, 7, _EXACT, _EXACT, square=True)}</svg>'
    "按高峰一直不退来算（Erlang C 公式）；空心的点在图外，队越排越长</p>"
)
