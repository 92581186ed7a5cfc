"""The papers of a running case: accepted, what is missing, why the clock stands or runs longer."""

from collections.abc import Sequence

from hall.cases.facts import Facts, pause_words, whole_sentence
from hall.cases.materials import NoticeItem
from hall.cases.words import word
from hall.catalogue.terms import DayKind
from hall.catalogue.words import asked_for, limit_words
from hall.documents.content import (
    Content,
    Grid,
    Layout,
    Lead,
    Paragraph,
    ParagraphStyle,
    SealPlace,
    Sheet,
    Signatures,
)
from hall.documents.content import Facts as Pairs
from hall.kernel.dates import chinese_date

BOTH = ("居民联", "存档联")
_MARK = "（暂定）"


def acceptance_notice(facts: Facts, number: str, *, missing: Sequence[str] = (), until: str = "") -> Content:
    """Return the acceptance notice (受理通知书): accepted, and when it will be done.

    Args:
        facts: the case.
        number: of the paper.
        missing: names of the materials that may follow (容缺受理).
        until: the day by which they must have come.
    """
    done = f"最迟{facts.promised_day}办好" if facts.promised else "会尽快办理"
    law = facts.statutory_day
    owed = f"还欠：{'、'.join(missing)}。最迟{until}补交"
    later = Paragraph(f"{owed}；到期没有补交，又没有说明正当理由的，视为撤回申请。")
    return Content(
        kind="acceptance_notice",
        sheet=Sheet.A4,
        layout=Layout.FORM,
        title="受理通知书",
        number=number,
        hall=facts.hall.name,
        blocks=(
            Lead(f"您的申请已经受理，{done}。", facts.tell()),
            Pairs.of(
                ("申请人", facts.applicant.name),
                ("事项", f"{facts.matter.name}（{facts.matter.code}）"),
                ("办件编号", facts.number),
                ("申请日期", facts.day(facts.submitted_at)),
                ("受理日期", facts.day(facts.accepted_at)),
                ("法定期限", limit_words(facts.matter.limits.statutory) + (f"，到{law}" if law else "")),
                ("承诺期限", limit_words(facts.matter.limits.promised) if facts.promised else None),
                ("承办", facts.asked),
                ("领取方式", "窗口自取，也可以邮寄"),
                ("收费", facts.matter.fee),
                ("受理依据", "；".join(facts.matter.legal_basis) or None),
                columns=2,
            ),
            *((later,) if missing else ()),
            *_reserve(facts.provisional or facts.statutory_provisional or _MARK in until),
            Signatures(("申请人签收", "日期")),
            SealPlace(facts.authority, chinese_date(facts.today), seal="受理专用章"),
        ),
        barcode=facts.number,
        status_code=facts.status_code,
        copies=BOTH,
        footer=facts.footer(),
    )


def supplement_notice(
    facts: Facts, number: str, items: Sequence[NoticeItem], *, seq: int, due: str, channel: str, returned: bool = False
) -> Content:
    """Return the one-time supplement notice (一次性告知书): all that is missing, how to mend it, by when.

    Args:
        facts: the case.
        number: of the paper.
        items: everything; nothing may be asked for later.
        seq: which notice of the case it is.
        due: the last day in words.
        channel: how it was given; a notice on the phone is printed all the same.
        returned: the case is accepted already and an upper level asks for more.
    """
    then = "补齐后马上再报上去，您不用重新申请" if returned else "补齐就能受理"
    rows = [(item.name, item.problem, item.requirement, item.basis) for item in items]
    needed = asked_for(facts.matter)
    late = "到期没有补正，又没有说明正当理由的，视为撤回申请；撤回后随时可以重新申请。"
    return Content(
        kind="supplement_notice",
        sheet=Sheet.A4,
        layout=Layout.FORM,
        title="一次性告知书",
        number=number,
        hall=facts.hall.name,
        blocks=(
            Lead(f"您的材料还差{len(items)}样，{then}。", f"最迟{due}补交，来窗口、邮寄、托代办员取都可以。"),
            Pairs.of(
                ("申请人", facts.applicant.name),
                ("收件日期", facts.day(facts.submitted_at)),
                ("事项", f"{facts.matter.name}（{facts.matter.code}）"),
                ("办件编号", facts.number),
                ("第几次告知", f"第{seq}次"),
                ("告知方式", word("channels", channel)),
                columns=2,
            ),
            Grid.numbered(("材料名称", "存在问题", "怎样补正", "依据"), rows, widths=(3, 4, 5, 4)),
            *(() if returned else (Paragraph(late),)),
            *_reserve(_MARK in due),
            Paragraph("需要补正的都写在这张单子上了，除法定情形外不再提出新的要求。能通过数据共享查到的，不用您交。"),
            Paragraph(f"谁能申请：{facts.matter.who_may_apply}"),
            Paragraph(f"办理程序：{'；'.join(f'{step.place}{step.action}' for step in facts.matter.steps)}。"),
            *((Paragraph(f"全部材料：{'、'.join(each.name for each in needed)}。"),) if needed else ()),
            Paragraph(f"办理期限：{limit_words(facts.matter.limits.promised)}。费用：{facts.matter.fee}。"),
            Paragraph(f"联系人：{facts.asked}。表格和样本在窗口免费领取。"),
            Signatures(("申请人签收", "日期")),
            SealPlace(facts.authority, chinese_date(facts.today), seal="业务专用章"),
        ),
        barcode=facts.number,
        status_code=facts.status_code,
        copies=BOTH,
        footer=facts.footer(),
    )


def pause_notice(facts: Facts, number: str, *, reason: str, days: str, basis: str) -> Content:
    """Return the notice that the clock stands still (中止计时告知书): why and for how long (行政许可法 45)."""
    return _clock_notice(
        facts,
        number,
        kind="pause_notice",
        title="中止计时告知书",
        lead=Lead(
            f"您的申请要经过{pause_words(reason)}，大约需要{days}。",
            "这段时间不算在办理期限里，做完接着办，您不用重新申请。",
        ),
        body=f"计时从{chinese_date(facts.today)}起停止，{pause_words(reason)}结束后恢复，办好的日期相应顺延。{basis}",
    )


def extension_notice(facts: Facts, number: str, *, days: int, reason: str) -> Content:
    """Return the notice that the limit was extended (延长期限告知书), once, by the leader, with the reason."""
    unit = "个工作日" if facts.matter.limits.statutory.unit is DayKind.WORKING_DAY else "日"
    return _clock_notice(
        facts,
        number,
        kind="extension_notice",
        title="延长期限告知书",
        lead=Lead(f"您的申请要多用{days}{unit}，最迟{facts.promised_day}办好。", f"原因：{whole_sentence(reason)}"),
        body="延长期限已经负责人批准，只延长这一次。",
    )


def _clock_notice(facts: Facts, number: str, *, kind: str, title: str, lead: Lead, body: str) -> Content:
    return Content(
        kind=kind,
        sheet=Sheet.A4,
        layout=Layout.FORM,
        title=title,
        number=number,
        hall=facts.hall.name,
        blocks=(
            lead,
            Pairs.of(
                ("申请人", facts.applicant.name),
                ("事项", facts.matter.name),
                ("办件编号", facts.number),
                ("受理日期", facts.day(facts.accepted_at)),
                ("承办", facts.asked),
                columns=2,
            ),
            Paragraph(body),
            *_reserve(_MARK in lead.text),
            Signatures(("申请人签收", "日期")),
            SealPlace(facts.authority, chinese_date(facts.today), seal="业务专用章"),
        ),
        barcode=facts.number,
        status_code=facts.status_code,
        copies=BOTH,
        footer=facts.footer(),
    )


def _reserve(shown: bool) -> tuple[Paragraph, ...]:
    note = "日期标着“暂定”，是因为明年的放假通知还没有公布；公布后如有变动，我们告诉您新的日期。"
    return (Paragraph(note, ParagraphStyle.NOTE),) if shown else ()
