"""The paper of a day's end (日结单): the lines, what was open and why, and the anchor of the audit record."""

import datetime as dt

from hall.contacts.papers import foot_of
from hall.documents.content import (
    Content,
    Facts,
    Grid,
    Layout,
    Lead,
    Paragraph,
    ParagraphStyle,
    Sheet,
    Signatures,
)
from hall.kernel.dates import chinese_date
from hall.statistics.closing import CloseLine
from hall.storage.place import HallFacts

_SHOWN = 40
"""So many open things are named on the paper; the window shows them all."""
_DIGITS = 16


def close_report(
    hall: HallFacts,
    number: str,
    *,
    closed_at: dt.datetime,
    closed_by: str,
    reason: str,
    lines: tuple[CloseLine, ...],
    heads: tuple[tuple[str, int, str], ...],
    anchor: str,
) -> Content:
    """Return the report of a closed day.

    Args:
        hall: whose day it was.
        number: of the paper.
        closed_at: in the hall's zone.
        closed_by: name of who closed it; empty for the command line.
        reason: why it was closed with something open.
        lines: of the day's end.
        heads: name, entries and digest of every audit chain.
        anchor: what ties them together.
    """
    left = [(each.title, item.words) for each in lines for item in each.items]
    return Content(
        kind="day_close",
        sheet=Sheet.A4,
        layout=Layout.FORM,
        title="日结单",
        number=number,
        hall=hall.name,
        blocks=(
            Lead(*_verdict(lines, len(left))),
            Facts.of(
                ("日期", chinese_date(closed_at.date())),
                ("日结时间", f"{closed_at:%H:%M}"),
                ("日结人", closed_by),
                ("说明", reason or None),
                columns=2,
            ),
            Grid(
                ("项目", "今天的数", "结果"),
                tuple((each.title, each.text, "平" if each.balanced else f"差 {len(each.items)}") for each in lines),
                widths=(22, 110, 20),
                centred=(2,),
            ),
            *_left(left),
            *_evidence(heads, anchor),
            Signatures(("日结人", "监督人")),
        ),
        qr=anchor,
        qr_note="今日存证",
        footer=foot_of(hall),
    )


def _evidence(heads: tuple[tuple[str, int, str], ...], anchor: str) -> tuple[Paragraph | Grid | Facts, ...]:
    """Return what proves later that nobody has written the audit record anew."""
    rows = tuple((name, str(seq), digest[:_DIGITS]) for name, seq, digest in heads)
    said = "存证由各设备审计链尾和上一日存证算出，另存在数据目录的存证文件里；日后核对数据时对照。"
    return (
        Paragraph("审计存证", ParagraphStyle.SUBHEADING),
        Grid(("设备", "记录数", "链尾摘要（前 16 位）"), rows, widths=(60, 24, 68), centred=(1,)),
        Facts.of(("今日存证", _grouped(anchor))),
        Paragraph(said, ParagraphStyle.NOTE),
    )


def _verdict(lines: tuple[CloseLine, ...], left: int) -> tuple[str, str]:
    if not left:
        return "今天账实相符。", f"{len(lines)} 项全部对上，没有遗留。"
    off = "、".join(each.title for each in lines if not each.balanced)
    return f"今天还有 {left} 件没有对上。", f"没有对上的：{off}。明天一早先办这些。"


def _left(left: list[tuple[str, str]]) -> tuple[Paragraph | Grid, ...]:
    if not left:
        return ()
    grid = Grid.numbered(("项目", "遗留"), left[:_SHOWN], widths=(24, 128))
    more = (
        (Paragraph(f"另有 {len(left) - _SHOWN} 件，见日结窗口。", ParagraphStyle.NOTE),) if len(left) > _SHOWN else ()
    )
    return (Paragraph("遗留事项", ParagraphStyle.SUBHEADING), grid, *more)


def _grouped(digest: str) -> str:
    """Return a digest in groups of eight, which people can compare."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
