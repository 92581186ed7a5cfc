"""The list of a year's papers as a page that anybody can open: no network, no program, no names of residents."""

from collections.abc import Iterator, Sequence
from html import escape

from hall.archive.views import ArchivedPaper, Plan, Series

_STATES = {
    "issued": "已出文", "sent": "已送打印", "printed": "已打印", "spoiled": "打坏未重打", "voided": "作废",
    "revoked": "已撤销",
}  # fmt: skip
REASONS = {
    "lost": "丢失", "spoiled": "打坏", "unreadable": "看不清", "not_out": "没打出来", "altered": "内容改了",
    "wrong": "写错", "unfounded": "依据不实", "other": "其他",
}  # fmt: skip
_STYLE = (
    "body{font:15px/1.6 sans-serif;margin:2em;color:#111;background:#fff}table{border-collapse:collapse;width:100%}"
    "td,th{border:1px solid #999;padding:4px 8px;text-align:left;vertical-align:top}th{background:#eee}"
    ".void{color:#666;text-decoration:line-through}"
)


def head(plan: Plan) -> str:
    """Return the page's beginning."""
    title = f"{escape(plan.facts.name)} {plan.year} 年文书档案目录"
    until = "全年" if plan.whole else f"截至 {plan.made_at:%Y-%m-%d %H:%M}（这一年还没有过完）"
    term = f"保管期限：{escape(plan.retention)}。" if plan.retention else "保管期限：按本单位归档范围和保管期限表。"
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{title}</h1><p>{until}，共 {plan.papers} 份（作废的也列出）。{term}"
        f"制作时间：{plan.made_at:%Y-%m-%d %H:%M}。</p>"
        "<p>每份文书是一个 PDF/A-2b 文件；manifest.jsonl 列出每个文件的 SHA-256 和 SM3 摘要，"
        "signature.json 是大厅的签名。"
        "用“hall verify 本包”可以整体核对。</p>"
        "<table><tr><th>序</th><th>日期</th><th>文书</th><th>编号</th><th>办件或首问单</th><th>状态</th></tr>\n"
    )


def row(place: int, paper: ArchivedPaper, file: str) -> str:
    """Return the line of one paper; a voided one has no file."""
    title, state = escape(paper.title), _STATES.get(paper.state, paper.state)
    if paper.state == "voided":
        state = f"{state}：{REASONS.get(_reason(paper), '其他')}"
    if paper.handed_over and paper.state == "printed":
        state = "已送达"
    named = f'<a href="{escape(file)}">{title}</a>' if file else f'<span class="void">{title}</span>'
    return (
        f"<tr><td>{place}</td><td>{paper.issued_at:%Y-%m-%d}</td><td>{named}</td><td>{escape(paper.number)}</td>"
        f"<td>{escape(paper.case)}</td><td>{state}</td></tr>\n"
    )


def foot(found: Sequence[Series]) -> str:
    """Return the page's end: each series of numbers, and what became of those without a paper."""
    lines = "".join(_series(each) for each in found)
    return (
        "</table><h2>编号</h2><table><tr><th>编号系列</th><th>从</th><th>到</th><th>份数</th><th>作废和缺号</th></tr>\n"
        f"{lines}</table></body></html>\n"
    )


def _series(each: Series) -> str:
    said = "；".join(_explained(each)) or "没有"
    return (
        f"<tr><td>{escape(each.prefix)}</td><td>{each.first}</td><td>{each.last}</td><td>{each.count}</td>"
        f"<td>{escape(said)}</td></tr>\n"
    )


def _explained(each: Series) -> Iterator[str]:
    yield from (f"{number} 作废（{REASONS.get(reason, '其他')}）" for number, reason in each.voided)
    yield from (f"{number} 在 {year} 年的包里" if year else f"{number} 没有文书" for number, year in each.missing)


def _reason(paper: ArchivedPaper) -> str:
    return next((each.reason for each in reversed(paper.history) if each.kind == "voided"), "")
