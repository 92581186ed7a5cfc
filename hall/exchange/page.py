"""The first sheet of a package that was opened, as a page that needs no network: who sent what, for whom, and why."""

import json
from collections.abc import Iterable, Iterator
from datetime import tzinfo
from html import escape
from typing import Any

from hall.exchange.parcel import DATA, Said, Unsealed
from hall.exchange.rules import ABOUT, PURPOSES

_STYLE = (
    "body{font:16px/1.6 sans-serif;margin:2em;color:#111;background:#fff}table{border-collapse:collapse;margin:1em 0}"
    "td,th{border:1px solid #999;padding:4px 10px;text-align:left;vertical-align:top}th{background:#eee}"
)


def as_html(parcel: Unsealed, zone: tzinfo) -> str:
    """Return the page; each paper is linked by its path."""
    said = parcel.said
    title = f"{escape(said.sender.name)}发来的材料包 {escape(said.number)}"
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
        f"</head><body><h1>{title}</h1><p>签名已核对，是“{escape(said.sender.name)}”发出的，内容没有改动。"
        "只能用于下面写明的用途，用完按本单位规定保管或销毁。</p>"
        f"{_table(_facts(said, zone))}<h2>文书</h2>{_papers(said)}{_data(parcel)}</body></html>\n"
    )


def _facts(said: Said, zone: tzinfo) -> Iterator[tuple[str, str]]:
    yield "办件编号", said.case_number
    yield "事项", said.matter_name
    yield "用途", PURPOSES.get(said.purpose, said.purpose) + (f"：{said.words}" if said.words else "")
    yield "依据", said.basis
    yield "制作时间", f"{said.made_at.astimezone(zone):%Y-%m-%d %H:%M}"
    yield "联系", said.contact


def _papers(said: Said) -> str:
    rows = "".join(
        f'<tr><td><a href="{escape(part.path)}">{escape(part.title)}</a></td><td>{escape(part.number)}</td></tr>'
        for part in said.parts
        if part.path != DATA
    )
    return f"<table><tr><th>文书</th><th>编号</th></tr>{rows}</table>"


def _data(parcel: Unsealed) -> str:
    """Return the data as tables; what cannot be read as such is left to the file itself."""
    try:
        said: dict[str, Any] = json.loads(parcel.files[DATA])
        about = [(ABOUT[code], str(value)) for code, value in said["applicant"].items() if code in ABOUT]
        form = [(str(each["name"]), str(each["text"])) for each in said["form"]]
        materials = [(str(each["name"]), str(each["state"])) for each in said["materials"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ""
    return (
        f"<h2>申请人</h2>{_table(about)}<h2>表单（只有办理需要的项目）</h2>{_table(form)}"
        f"<h2>材料</h2>{_table(materials)}"
    )


def _table(pairs: Iterable[tuple[str, str]]) -> str:
    rows = "".join(f"<tr><th>{escape(label)}</th><td>{escape(value)}</td></tr>" for label, value in pairs if value)
    return f"<table>{rows}</table>" if rows else "<p>没有。</p>"
