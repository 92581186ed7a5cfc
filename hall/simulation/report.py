"""The report of simulated days: one HTML file with its charts inside, readable without a network."""

from collections import Counter
from collections.abc import Iterable, Mapping
from html import escape

from hall.simulation.results import Results, Wait
from hall.simulation.staffing_chart import needs_section

_WORDS: Mapping[str, str] = {
    "done": "当场办结",
    "accepted": "已受理，等结果",
    "answered": "咨询已答复",
    "referred": "已指引到别处",
    "notified": "已一次性告知，等补正",
    "refused": "不予办理，已书面说明",
    "refusal_in_review": "不予受理待审核",
    "handed_over": "已转交同事签收",
    "no_show": "三次呼叫未到",
    "unserved": "闭门时未轮到",
    "A": "A 民政",
    "B": "B 社保",
    "C": "C 计生卫健",
    "D": "D 综合",
    "V": "V 优先",
    "Y": "Y 预约",
    "kiosk": "在取号机取号",
    "desk": "由工作人员取号",
    "counter": "没取号，直接到空闲窗口",
    "appointment": "预约签到",
    "book": "纸质号本",
    "draft": "填写中",
    "checking": "审查材料",
    "refusal_proposed": "不予办理待审核",
    "deciding": "本厅办理中",
    "at_upper": "上级办理中",
    "supplement": "上级退回，等补正",
    "paused": "中止计时",
    "decided_yes": "已批准",
    "decided_no": "不予批准",
    "ready": "结果已备好",
    "notified_pickup": "等居民领取",
    "closed": "已办结",
    "archived": "已归档",
    "withdrawn": "已撤回",
    "aborted": "已终止",
    "P0": "急病临产",
    "P1": "军人等依法优先",
    "P2": "老人、残疾人、孕妇",
    "P3": "预约",
    "P4": "普通",
    "queue_ticket": "排队号票",
    "appointment_slip": "排队预约单",
    "contact_sheet": "首问负责登记单",
    "referral_slip": "办事指引单",
    "acceptance_notice": "受理通知书",
    "material_receipt": "材料接收清单",
    "supplement_notice": "一次性告知书",
    "refusal_notice": "不予受理通知书",
    "denial_notice": "不予批准决定书",
    "return_notice": "退件通知书",
    "delay_notice": "不能按期办结告知书",
    "tolerance_promise": "容缺受理承诺书",
    "material_return": "材料退还清单",
    "no_certificate_slip": "不予出具证明告知单",
    "result_notice": "办结通知书",
    "receipt": "办理回执",
    "delivery_receipt": "送达回证",
    "certificate": "证明",
}

_APPOINTMENTS: Mapping[str, str] = {
    "checked_in": "按时签到",
    "late": "迟到，按现场号排队",
    "no_show": "没有来",
    "cancelled": "已取消",
    "booked": "还没到时间",
}
_SEALS: Mapping[str, str] = {
    "requested": "等核实",
    "verified": "等签批",
    "approved": "等盖章",
    "sealed": "已盖章",
    "logged": "已归档",
    "rejected": "不予盖章",
    "voided": "作废",
}
_GRADES: Mapping[str, str] = {
    "5": "非常满意",
    "4": "满意",
    "3": "基本满意",
    "2": "不满意",
    "1": "非常不满意",
    "blank": "没有评价",
}
_UNDONE: Mapping[str, str] = {
    "call_undone": "叫号",
    "finish_undone": "办结",
    "miss_undone": "过号",
}

_STYLE = """
body{font:16px/1.6 "Noto Sans SC","Source Han Sans SC","Microsoft YaHei",sans-serif;color:#1d2733;margin:40px auto;
max-width:960px;padding:0 24px}
h1{font-size:28px;margin:0 0 4px}h2{font-size:20px;margin:40px 0 8px}p{margin:4px 0;color:#4a5766}
table{border-collapse:collapse;width:100%}td,th{padding:6px 12px 6px 0;text-align:right;border-bottom:1px solid #d9dfe6}
table.small{width:420px}
td:first-child,th:first-child{text-align:left}svg{width:100%;height:auto}
figure{margin:8px 0;flex:1 1 380px}figcaption{font-size:15px}.pair{display:flex;flex-wrap:wrap;gap:24px}
svg.key{width:44px;height:14px;vertical-align:middle}.good{color:#1b6b3a}.bad{color:#a32020}
"""

_WIDTH, _ROW, _LABEL = 900, 30, 230


def as_html(results: Results, hall_name: str) -> str:
    """Return the report of a run as one HTML page.

    Args:
        results: the account.
        hall_name: whose days they were.
    """
    parts = [
        f"<h1>{escape(hall_name)} 模拟日报告</h1>",
        f"<p>{_days(results)}，{results.counters} 个窗口，{results.residents} 位居民，种子 {results.seed}</p>",
        _verdict(results),
        _chart("居民怎样离开", results.outcomes),
        _further_matters(results),
        _waits(results),
        _chart("居民几点来", dict(sorted(results.arrivals.items())), ordered=True),
        needs_section(results.needs),
        _chart("怎样来的", results.ways),
        _table("预约", "份数", _APPOINTMENTS, results.appointments),
        _table("评价", "次数", _GRADES, results.ratings),
        _undone(results),
        _chart("取号", results.tickets),
        _chart("出的纸", results.papers),
        _chart("办件状态", results.cases),
        _table("用印", "次数", _SEALS, results.seals),
    ]
    body = "\n".join(parts)
    head = f'<meta charset="utf-8"><title>模拟日报告</title><style>{_STYLE}</style>'
    return f'<!doctype html><html lang="zh-CN"><head>{head}</head><body>{body}</body></html>'


def _days(results: Results) -> str:
    first, last = results.days[0], results.days[-1]
    return f"{first.year}年{first.month}月{first.day}日" + ("" if first == last else f"至{last.month}月{last.day}日")


def _verdict(results: Results) -> str:
    if not results.problems:
        return (
            '<p class="good">✓ 数据核对通过：号码不重不漏，流水与现状一致，审计链完整，每张首问单恰有一位责任人。</p>'
        )
    found = "".join(f"<li>{escape(problem)}</li>" for problem in results.problems)
    return f'<p class="bad">✗ 数据核对发现问题：</p><ul class="bad">{found}</ul>'


def _undone(results: Results) -> str:
    """Say what was pressed by mistake and taken back; nothing where nothing was."""
    said = "，".join(f"{words} {results.undone[kind]} 次" for kind, words in _UNDONE.items() if results.undone[kind])
    return f"<h2>撤回</h2><p>按错后在一分钟内撤回：{said}。</p>" if said else ""


def _share(part: float) -> str:
    return "不到 1%" if part < 0.005 else f"{part:.0%}"


def _further_matters(results: Results) -> str:
    if not results.several_matters:
        return ""
    return f"<p>其中 {results.several_matters} 人一次办了两件事，按后一件计。</p>"


def _waits(results: Results) -> str:
    header = "<tr><th>等候（分钟）</th><th>人数</th><th>平均</th><th>中位数</th><th>九成不超过</th><th>最长</th></tr>"
    rows = "".join(_wait_row(name, Wait.of(minutes)) for name, minutes in sorted(results.waits.items()))
    histogram = _chart("等了多久", _histogram(results.waits.values()), ordered=True)
    return f"<h2>等候时间</h2><table>{header}{rows}</table>{histogram}"


def _wait_row(name: str, wait: Wait) -> str:
    cells = (wait.count, wait.mean, wait.median, wait.p90, wait.longest)
    return f"<tr><td>{_word(name)}</td>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _histogram(waits: Iterable[list[float]]) -> dict[str, int]:
    """Count the waits by five minutes."""
    counts = Counter(int(minutes // 5) for each in waits for minutes in each)
    return {f"{5 * slot}–{5 * slot + 5} 分钟": counts[slot] for slot in range(max(counts, default=-1) + 1)}


def _table(title: str, unit: str, rows: Mapping[str, str], counts: Mapping[str, int]) -> str:
    """Return a small table with the share of each row; nothing where nothing was counted."""
    total = sum(counts.values())
    if not total:
        return ""
    shown = ((words, counts[name]) for name, words in rows.items() if counts.get(name))
    lines = "".join(
        f"<tr><td>{words}</td><td>{count}</td><td>{_share(count / total)}</td></tr>" for words, count in shown
    )
    header = f"<tr><th></th><th>{unit}</th><th>占比</th></tr>"
    return f'<h2>{title}</h2><table class="small">{header}{lines}</table>'


def _chart(title: str, counts: Mapping[str, int], *, ordered: bool = False) -> str:
    """Return a bar chart, the longest bar first unless the order means something."""
    if not counts:
        return ""
    items = list(counts.items()) if ordered else sorted(counts.items(), key=lambda item: -item[1])
    longest = max(counts.values()) or 1
    bars = "".join(_bar(row, _word(name), count, longest) for row, (name, count) in enumerate(items))
    height = _ROW * len(items) + 8
    frame = f'viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(title)}"'
    return f"<h2>{escape(title)}</h2><svg {frame}>{bars}</svg>"


def _bar(row: int, name: str, count: int, longest: int) -> str:
    top = row * _ROW
    width = (_WIDTH - _LABEL - 70) * count / longest
    return (
        f'<text x="{_LABEL - 12}" y="{top + 20}" text-anchor="end" font-size="15">{escape(name)}</text>'
        f'<rect x="{_LABEL}" y="{top + 5}" width="{width:.1f}" height="20" rx="3" fill="#2f6f9f"/>'
        f'<text x="{_LABEL + width + 8:.1f}" y="{top + 20}" font-size="15">{count}</text>'
    )


def _word(name: str) -> str:
    return _WORDS.get(name, name)
