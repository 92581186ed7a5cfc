"""Papers on personal data: what is held of a person, the notice at the entrance, and the notice after a leak."""

import datetime as dt
from collections.abc import Sequence

from hall.contacts.papers import foot_of
from hall.documents.content import (
    Block,
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
from hall.dossier.views import Section
from hall.kernel.dates import chinese_date
from hall.privacy.own_data import OwnData, retention_of
from hall.storage.place import HallFacts

__all__ = ["RIGHTS", "breach_notice", "own_data_sheet", "privacy_notice", "retention_of"]

RIGHTS = (
    "您可以到窗口查阅、复制大厅存的您的信息，要求更正、补充，收回同意，要求删除到期的信息，要求我们说明为什么这样处理。"
    "带本人身份证件来，当场给您一份。"
)


def own_data_sheet(found: OwnData) -> Content:
    """Return what is held of a person as a paper for that person (个人信息查询结果单)."""
    held = [section for section in found.sections if section.rows]
    nothing = "、".join(section.title for section in found.sections if not section.rows)
    return _form(
        "own_data",
        "个人信息查询结果单",
        found.hall,
        Lead("这是大厅现在存的您的全部信息。", "请自己收好，不要交给别人。有不对的地方，现在就告诉窗口更正。"),
        Facts.of(*found.facts, ("查询时间", f"{found.made_at:%Y-%m-%d %H:%M}"), columns=2),
        *(block for section in held for block in _chapter(section)),
        *_none(nothing),
        Paragraph("保存到什么时候", ParagraphStyle.SUBHEADING),
        _terms(found.retention),
        Paragraph(RIGHTS, ParagraphStyle.FLUSH),
        Signatures(("本人签收", "经办人", "日期")),
    )


def privacy_notice(
    hall: HallFacts, kinds: Sequence[tuple[str, str]], retention: Sequence[tuple[str, str, str]], today: dt.date
) -> Content:
    """Return the notice that hangs at the entrance (个人信息处理告知).

    Personal Information Protection Law, articles 17, 34 and 35: public bodies tell, too, where they need no consent.

    Args:
        hall: who handles the data.
        kinds: which records, and what of them is personal.
        retention: kind, term and ground of each rule.
        today: the day of the notice.
    """
    return _form(
        "privacy_notice",
        "个人信息处理告知",
        hall,
        Lead("办事要用的信息，我们只收必需的，只用来办您的事。", "不办事，不用登记。"),
        Facts.of(
            ("谁在处理", hall.name),
            ("联系", "，".join(filter(None, (hall.address, hall.phone))) or None),
            ("为什么", "排队叫号、登记您的来意、办理您申请的事项、回复您、接受监督"),
            ("怎么处理", "窗口录入、读身份证、您自己填写；存在本大厅的电脑里，加密保存，不传到境外，不用于推销"),
            ("凭什么", "履行法定职责（个人信息保护法第十三条、第三十四条）；敏感信息用到别的事项，先请您单独签字同意"),
            ("给谁", "承办事项的上级单位和审核单位；除法律规定外不给别人"),
            ("人脸", "不用人脸识别，不留人脸照片"),
        ),
        Paragraph("收哪些信息", ParagraphStyle.SUBHEADING),
        Grid(("办什么时", "收什么"), tuple(kinds), widths=(60, 100)),
        Paragraph("存多久", ParagraphStyle.SUBHEADING),
        _terms(retention),
        Paragraph("您的权利", ParagraphStyle.SUBHEADING),
        Paragraph(RIGHTS, ParagraphStyle.FLUSH),
        Paragraph(f"不满意可以投诉：{hall.supervision_phone}。{chinese_date(today)}起告知。", ParagraphStyle.NOTE),
    )


def breach_notice(
    hall: HallFacts, today: dt.date, *, happened: str = "", cause: str = "", kinds: str = "", people: str = "",
    harm: str = "", done: str = "", advice: str = "",
) -> Content:  # fmt: skip
    """Return the notice after a leak (个人信息泄露事件通知表): for the authority and for the persons concerned.

    Personal Information Protection Law, article 57. An empty field leaves room for handwriting.

    Args:
        hall: who tells.
        today: the day.
        happened: when it happened and was found.
        cause: what happened and why.
        kinds: which data.
        people: how many persons.
        harm: what may come of it.
        done: what the hall has done.
        advice: what the persons can do themselves.
    """
    room = "\n\n"
    return _form(
        "breach_notice",
        "个人信息泄露事件通知表",
        hall,
        Lead("发生或者可能发生个人信息泄露、篡改、丢失时填写。", "一份报主管部门，一份通知本人。"),
        Facts.of(
            ("处理者", hall.name),
            ("联系方式", hall.phone or room),
            ("发生、发现的时间", happened or room),
            ("原因", cause or room),
            ("涉及的信息种类", kinds or room),
            ("涉及多少人", people or room),
            ("可能造成的危害", harm or room),
            ("已经采取的措施", done or room),
            ("您可以这样减轻危害", advice or room),
        ),
        Signatures(("填表人", "负责人", "日期")),
        Paragraph(
            f"填表日期：{chinese_date(today)}。依据：个人信息保护法第五十七条。措施能有效避免危害的，可以不通知本人；"
            "主管部门认为可能造成危害的，仍应通知。",
            ParagraphStyle.NOTE,
        ),
    )


def _form(kind: str, title: str, hall: HallFacts, *blocks: Block) -> Content:
    return Content(
        kind=kind,
        sheet=Sheet.A4,
        layout=Layout.FORM,
        title=title,
        hall=hall.name,
        blocks=blocks,
        footer=foot_of(hall),
    )


def _chapter(section: Section) -> tuple[Paragraph, Grid]:
    rows = tuple(tuple(cell or "—" for cell in row) for row in section.rows)
    return (Paragraph(section.title, ParagraphStyle.SUBHEADING), Grid(section.header, rows))


def _none(titles: str) -> tuple[Paragraph, ...]:
    return (Paragraph(f"没有存的：{titles}。", ParagraphStyle.FLUSH),) if titles else ()


def _terms(retention: Sequence[tuple[str, str, str]]) -> Grid:
    return Grid(("什么", "存多久", "依据"), tuple(retention), widths=(46, 44, 90))
