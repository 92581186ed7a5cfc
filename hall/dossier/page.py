"""The overview of a dossier: one page of plain Chinese that can be read without a network and printed."""

import datetime as dt
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from hall.dossier.masking import COPY_LINE, MASKED_LINE
from hall.dossier.views import Dossier, Paper, Section

_STATES = {
    "issued": "已开具", "sent": "已打印，未确认", "printed": "已交付", "spoiled": "打坏",
    "drafted": "草稿", "approved": "已批准", "voided": "作废", "revoked": "已撤销",
}  # fmt: skip
_STYLE = """
body{font:15px/1.6 "Noto Sans SC","Source Han Sans SC","Microsoft YaHei",sans-serif;color:#1d2733;margin:32px auto;
max-width:1040px;padding:0 24px}
h1{font-size:26px;margin:0 0 4px}h2{font-size:18px;margin:32px 0 8px;border-left:4px solid #1f5fa8;padding-left:8px}
p{margin:4px 0;color:#4a5766}p.veil{color:#8a4b00}nav a{margin-right:16px;white-space:nowrap}a{color:#1f5fa8}
table{border-collapse:collapse;width:100%;font-size:14px}
td,th{padding:6px 12px 6px 0;text-align:left;vertical-align:top;border-bottom:1px solid #d9dfe6;overflow-wrap:anywhere}
th{white-space:nowrap;color:#4a5766;font-weight:600}td.label{width:140px;color:#4a5766}
@media print{body{margin:0;max-width:none;font-size:12px}nav{display:none}h2{break-after:avoid}tr{break-inside:avoid}}
"""


def as_html(dossier: Dossier, files: Mapping[str, str], zone: dt.tzinfo) -> str:
    """Return the overview.

    Args:
        dossier: the case.
        files: where each paper lies, by the key of its document, relative to the page.
        zone: the hall's.
    """
    shown = [section for section in dossier.sections if section.rows]
    none = [section for section in dossier.sections if not section.rows]
    parts = [
        f"<h1>案卷　{escape(dossier.title)}</h1>",
        f"<p>{escape(dossier.hall)}　办件编号 {escape(dossier.number)}</p>",
        f"<p>{_made(dossier, zone)}</p>",
        f'<p class="veil">{COPY_LINE if dossier.full else MASKED_LINE}。</p>',
        _links(shown),
        "<h2>基本情况</h2>",
        _facts(dossier.facts),
        *(_section(section) for section in shown),
        _papers(dossier.papers, files, zone),
        _nothing(none),
    ]
    head = f'<meta charset="utf-8"><title>案卷 {escape(dossier.number)}</title><style>{_STYLE}</style>'
    return f'<!doctype html><html lang="zh-CN"><head>{head}</head><body>{"".join(parts)}</body></html>'


def as_plain(dossier: Dossier, files: Mapping[str, str], zone: dt.tzinfo) -> dict[str, Any]:
    """Return the same for a machine: every chapter as rows under their header."""
    return {
        "case": dossier.number,
        "matter": dossier.title,
        "hall": dossier.hall,
        "full": dossier.full,
        "purpose": dossier.purpose,
        "made_at": dossier.made_at.astimezone(zone).isoformat(),
        "made_by": dossier.made_by,
        "facts": dict(dossier.facts),
        "sections": [
            {
                "code": section.code,
                "title": section.title,
                "rows": [dict(zip(section.header, row, strict=True)) for row in section.rows],
            }
            for section in dossier.sections
        ],
        "papers": [
            {
                "kind": paper.kind,
                "title": paper.title,
                "number": paper.number,
                "state": paper.state,
                "issued_at": paper.issued_at.astimezone(zone).isoformat(),
                "sha256_of_content": paper.digest,
                "file": files.get(paper.document_id, ""),
            }
            for paper in dossier.papers
        ],
    }


def _made(dossier: Dossier, zone: dt.tzinfo) -> str:
    who = dossier.made_by or "命令行"
    what_for = f"，目的：{escape(dossier.purpose)}" if dossier.purpose else ""
    return f"{dossier.made_at.astimezone(zone):%Y-%m-%d %H:%M} 由{escape(who)}调阅{what_for}。调阅已记入审计。"


def _links(sections: Iterable[Section]) -> str:
    links = "".join(f'<a href="#{each.code}">{each.title}</a>' for each in sections)
    return f'<nav>{links}<a href="#papers">文书</a></nav>'


def _facts(facts: Iterable[tuple[str, str]]) -> str:
    rows = "".join(
        f'<tr><td class="label">{label}</td><td>{escape(value)}</td></tr>' for label, value in facts if value
    )
    return f"<table>{rows}</table>"


def _section(section: Section) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in section.header)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in section.rows)
    return f'<h2 id="{section.code}">{section.title}</h2><table><tr>{head}</tr>{rows}</table>'


def _papers(papers: Iterable[Paper], files: Mapping[str, str], zone: dt.tzinfo) -> str:
    rows = "".join(
        f"<tr><td>{paper.issued_at.astimezone(zone):%Y-%m-%d %H:%M}</td><td>{_linked(paper, files)}</td>"
        f"<td>{escape(paper.number)}</td><td>{_STATES.get(paper.state, paper.state)}</td></tr>"
        for paper in papers
    )
    head = "<tr><th>时间</th><th>文书</th><th>编号</th><th>状态</th></tr>"
    return f'<h2 id="papers">文书</h2><table>{head}{rows}</table>' if rows else ""


def _linked(paper: Paper, files: Mapping[str, str]) -> str:
    file = files.get(paper.document_id)
    return f'<a href="{escape(file)}">{paper.title}</a>' if file else paper.title


def _nothing(sections: Iterable[Section]) -> str:
    """Say of what there is nothing, in one paragraph: an auditor must see that it was looked for."""
    said = "；".join(f"{section.title}：{section.empty.rstrip('。')}" for section in sections)
    return f"<h2>没有的</h2><p>{said}。</p>" if said else ""
