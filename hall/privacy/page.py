"""What is held of a person as a file for that person: a page that anybody can open, and the same for a program."""

from html import escape
from typing import Any

from hall.privacy.own_data import OwnData
from hall.privacy.papers import RIGHTS

_STYLE = (
    'body{font:15px/1.6 "Noto Sans SC","Microsoft YaHei",sans-serif;color:#1d2733;margin:32px auto;max-width:960px}'
    "h1{font-size:24px}h2{font-size:18px;margin-top:28px}table{border-collapse:collapse;width:100%}"
    "td,th{padding:4px 12px 4px 0;text-align:left;vertical-align:top;border-bottom:1px solid #d9dfe6}"
)


def as_html(found: OwnData) -> str:
    """Return the page; its mark is put over it by whoever writes it to a file."""
    parts = [
        "<h1>个人信息查询结果</h1>",
        f"<p>{escape(found.hall.name)}　{found.made_at:%Y-%m-%d %H:%M}</p>",
        _table(("项目", "内容"), found.facts),
        *(
            f"<h2>{section.title}</h2>"
            + (_table(section.header, section.rows) if section.rows else f"<p>{section.empty}</p>")
            for section in found.sections
        ),
        "<h2>保存到什么时候</h2>",
        _table(("什么", "存多久", "依据"), found.retention),
        f"<p>{RIGHTS}</p>",
    ]
    head = f'<meta charset="utf-8"><title>个人信息查询结果</title><style>{_STYLE}</style>'
    return f'<!doctype html><html lang="zh-CN"><head>{head}</head><body>{"".join(parts)}</body></html>'


def as_plain(found: OwnData) -> dict[str, Any]:
    """Return the same for a program: every chapter as rows under their header (可携带)."""
    return {
        "hall": found.hall.name,
        "made_at": found.made_at.isoformat(),
        "person": dict(found.facts),
        "sections": [
            {
                "code": section.code,
                "title": section.title,
                "rows": [dict(zip(section.header, row, strict=True)) for row in section.rows],
            }
            for section in found.sections
        ],
        "retention": [{"kind": kind, "term": term, "ground": ground} for kind, term, ground in found.retention],
    }


def _table(header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in header)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>"
