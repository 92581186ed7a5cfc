"""The chapters of a dossier that the case itself writes: its journal, form, checklist, notices, steps and refusals."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from hall.cases import life
from hall.cases.form_words import labels, said
from hall.cases.model import CaseEvent, Delivery
from hall.cases.record import JOURNAL, codes_of
from hall.cases.supervision import slips_of
from hall.cases.words import word
from hall.dossier.views import Look, Section
from hall.workdays.views import calendar_of

_MATERIALS = {
    "missing": "缺", "received": "已收", "verified": "已核验", "waived": "免交", "promised": "承诺后补",
    "not_needed": "不需要",
}  # fmt: skip
_WAIVED = {"shared": "（数据共享）", "on_file": "（库里有）", "condition": "（不涉及）"}
_REVIEWS = {"": "等审核", "agreed": "同意", "overruled": "不同意，退回重办", "filed": "已存档"}
_ANSWERS = {"": "等答复", "passed": "通过，进入下一步", "approved": "同意", "denied": "不同意", "returned": "退回"}
_VERDICTS = {"": "待核实", "upheld": "属实", "dismissed": "不属实"}
_SLIPS = {"issued": "等说明", "explained": "已说明，等整改", "rectified": "已整改，等销号", "closed": "已销号"}


def journal(look: Look) -> Section:
    """Every entry of the case, with who and when."""
    rows = tuple((str(each.seq), look.at(each.at), each.name, each.staff_name) for each in look.file.history)
    return Section("journal", "经过", ("序", "时间", "做了什么", "谁"), rows)


def holders(look: Look) -> Section:
    """Who had the case in hand, from when to when, and how many working days that was."""
    calendar, spans = calendar_of(look.reading), list(_spans(look))
    rows = tuple(
        (
            look.staff(handler),
            look.at(began),
            look.at(ended) if ended else "现在",
            str(calendar.workdays_between(calendar.hall_day(began), calendar.hall_day(ended or look.reading.now)))
            if calendar.hall_day(began) < calendar.hall_day(ended or look.reading.now)
            else "当天",
        )
        for handler, began, ended in spans
    )
    return Section("holders", "谁承办过、多久", ("承办人", "从", "到", "工作日"), rows)


def form(look: Look) -> Section:
    """The form as it stands."""
    values, tables = look.file.form, codes_of(look.reading)
    rows = tuple(
        (field.name, said(values[field.id], labels(field, tables)))
        for field in look.file.matter.fields
        if values.get(field.id) not in (None, "", [], {})
    )
    return Section("form", "表单", ("项目", "填写"), rows, "没有填表。")


def checklist(look: Look) -> Section:
    """The materials: what was asked for and what came."""
    rows = tuple(
        (
            each.name, _MATERIALS.get(each.state, each.state) + _WAIVED.get(each.waived_for, ""),
            str(each.originals or ""), str(each.copies or ""), str(each.pages or ""),
            "已退" if each.returned else "", each.note,
        )
        for each in look.file.materials
    )  # fmt: skip
    return Section("checklist", "材料清单", ("材料", "情况", "原件", "复印件", "页数", "原件退还", "备注"), rows)


def notices(look: Look) -> Section:
    """The notices of what was missing, item by item."""
    rows = tuple(
        (
            str(each.seq), look.at(each.given_at), each.given_by_name, word("channels", each.channel),
            "；".join(_item(item) for item in each.items), look.at(each.due_at),
            f"{each.exemption} {each.exemption_note}".strip(),
        )
        for each in look.file.notices
    )  # fmt: skip
    header = ("次", "时间", "谁告知", "方式", "告知了什么", "补正期限", "豁免")
    return Section("notices", "一次性告知", header, rows, "没有补正告知。")


def forwardings(look: Look) -> Section:
    """The steps of upper levels with their receipt numbers and answers."""
    rows = tuple(
        (
            str(each.step), each.place, look.at(each.sent_at), each.receipt_number, look.at(each.answered_at),
            _ANSWERS.get(each.outcome, each.outcome),
            "；".join(filter(None, (each.words, *(_item(item) for item in each.items)))),
        )
        for each in look.file.forwardings
    )  # fmt: skip
    header = ("步", "报到哪里", "报送", "上级收件号", "答复时间", "答复", "内容")
    return Section("forwardings", "上报与上级答复", header, rows, "没有上报。")


def refusals(look: Look) -> Section:
    """The refusals that were proposed, and what leaders said."""
    rows = tuple(
        (
            look.at(each.proposed_at), each.proposed_by_name, each.reason, each.basis,
            _REVIEWS.get(each.outcome, each.outcome), each.reviewed_by_name, each.review_note,
        )
        for each in look.file.proposals
    )  # fmt: skip
    header = ("提出", "谁提出", "理由", "依据", "审核", "谁审核", "审核意见")
    return Section("refusals", "否定报备", header, rows, "没有否定报备。")


def violations(look: Look) -> Section:
    """Breaches and candidates for them."""
    rows = tuple(
        (
            look.at(each.at), each.kind, "上级" if each.upper else each.against_name, "、".join(each.keys),
            _VERDICTS.get(getattr(each, "verdict", ""), "") if each.candidate else "记录在案",
        )
        for each in look.file.violations
    )  # fmt: skip
    return Section("violations", "违规记录", ("时间", "情形", "责任人", "涉及", "认定"), rows)


def slips(look: Look) -> Section:
    """The supervision slips, with what was said on them."""
    rows = tuple(
        (
            each.number, look.at(each.issued_at), word("slip_causes", each.cause), str(each.level),
            _SLIPS.get(each.state, each.state), look.at(each.closed_at),
            "；".join(f"{said.staff_name}：{said.words}" for said in each.words),
        )
        for each in slips_of(look.reading, case_id=look.file.card.id)
    )  # fmt: skip
    header = ("编号", "发出", "原因", "级", "状态", "销号", "说明和整改")
    return Section("slips", "督办单", header, rows)


def deliveries(look: Look) -> Section:
    """How the result reached the applicant."""
    rows = look.reading.session.scalars(
        select(Delivery).where(Delivery.case_id == look.file.card.id).order_by(Delivery.at)
    )
    told = tuple(
        (
            look.at(row.at),
            word("deliveries", row.way),
            row.receiver,
            row.relation,
            row.witness,
            look.staff(row.staff_id),
        )
        for row in rows
    )
    return Section("deliveries", "送达", ("时间", "方式", "收件人", "关系", "见证人", "经办"), told, "还没有送达。")


def notes(look: Look) -> Section:
    """The words that belong to entries of the journal."""
    rows = tuple((look.at(at), purpose, words) for at, purpose, words in look.file.notes)
    return Section("notes", "备注", ("时间", "用途", "内容"), rows)


def _spans(look: Look) -> Iterable[tuple[str | None, dt.datetime, dt.datetime | None]]:
    """Yield each handler with the span of time: from the opening to each change, to the end."""
    entries = JOURNAL.history(look.reading.session, look.file.card.id)
    handler, began = entries[0].details["handler"], entries[0].at
    for entry in entries[1:]:
        if entry.kind == "reassigned":
            yield handler, began, entry.at
            handler, began = entry.details["to"], entry.at
    ended = select(CaseEvent.at).where(
        CaseEvent.subject_id == look.file.card.id, CaseEvent.kind.in_(("delivered", "withdrawn", "lapsed", "aborted"))
    )
    over = look.reading.session.scalar(ended.limit(1)) if look.file.card.stage in (*life.ENDED, life.ARCHIVED) else None
    yield handler, began, over


def _item(item: Mapping[str, Any]) -> str:
    parts = (item.get("name"), item.get("problem"), item.get("requirement"), item.get("basis"))
    return "，".join(str(part) for part in parts if part)
