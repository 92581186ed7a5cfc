"""The papers in which a case ends: the result, what was done on the spot, and the receipt of delivery."""

import datetime as dt
from collections.abc import Sequence

from hall.cases.facts import Facts
from hall.cases.papers import BOTH
from hall.cases.rules import DELIVERY_WAYS
from hall.cases.words import word
from hall.catalogue.terms import ResultKind
from hall.documents.content import (
    Content,
    Layout,
    Lead,
    Paragraph,
    Sheet,
    Signatures,
    Ticks,
)
from hall.documents.content import Facts as Pairs
from hall.kernel.dates import chinese_date

_FETCHED = frozenset(
    {
        ResultKind.CERTIFICATE, ResultKind.GOODS, ResultKind.AGREEMENT, ResultKind.DECISION, ResultKind.APPROVAL,
        ResultKind.REPLY,
    }
)  # fmt: skip
"""Results that the applicant takes along; money comes by itself, and an entry in a register needs no visit."""


def result_notice(facts: Facts, number: str, *, approved: bool, result: str, papers: Sequence[str]) -> Content:
    """Return the notice that the matter is done (办结通知书): the outcome, what to fetch, where, and what to bring."""
    first, then = _result_lead(facts, approved=approved, papers=papers)
    return Content(
        kind="result_notice",
        sheet=Sheet.A5,
        layout=Layout.FORM,
        title="办结通知书",
        number=number,
        hall=facts.hall.name,
        blocks=(
            Lead(first, then),
            Pairs.of(
                ("申请人", facts.applicant.name),
                ("事项", facts.matter.public_name),
                ("办件编号", facts.number),
                ("办理结果", result),
                ("证件文书", "、".join(papers) or None),
                ("领取地点", f"{facts.hall.name}　{facts.hall.address}".strip()),
                ("领取时间", facts.hall.hours),
                columns=2,
            ),
            Paragraph(f"结果在窗口保管{facts.bodies.keep_days}天，来不了可以打电话改为邮寄。"),
            Signatures(("领取人签名", "日期")),
            Signatures(("证件号码后4位", "代领人关系")),
        ),
        barcode=facts.number,
        status_code=facts.status_code,
        copies=BOTH,
        footer=facts.footer(),
    )


def on_the_spot_receipt(facts: Facts, number: str) -> Content:
    """Return what a resident takes home when the matter was done on the spot (办理回执): what, by whom, when."""
    return Content(
        kind="receipt",
        sheet=Sheet.A5,
        layout=Layout.FORM,
        title="办理回执",
        number=number,
        hall=facts.hall.name,
        blocks=(
            Lead("您的事当场办好了。", "请留好这张回执，以后查问报办件编号就行。"),
            Pairs.of(
                ("申请人", facts.applicant.name),
                ("事项", facts.matter.public_name),
                ("办件编号", facts.number),
                ("办结日期", chinese_date(facts.today)),
                ("经办人", f"{facts.handler}（{facts.handler_number}）"),
                ("收费", facts.matter.fee),
                columns=2,
            ),
            Signatures(("申请人签名", "日期")),
        ),
        barcode=facts.number,
        status_code=facts.status_code,
        copies=BOTH,
        footer=facts.footer(),
    )


def delivery_receipt(
    facts: Facts, number: str, *, papers: Sequence[str], way: str, receiver: str, relation: str, reason: str,
    witness: str, at: dt.datetime,
) -> Content:  # fmt: skip
    """Return the receipt that proves the delivery (送达回证), with the delegate or the witness where there is one."""
    deputy = receiver if relation else ""
    return Content(
        kind="delivery_receipt",
        sheet=Sheet.A4,
        layout=Layout.FORM,
        title="送达回证",
        number=number,
        hall=facts.hall.name,
        blocks=(
            Pairs.of(
                ("案由", facts.matter.name),
                ("受送达人", facts.applicant.name),
                ("送达文书", "；".join(papers)),
                ("送达地点", facts.hall.address),
                ("送达人", f"{facts.handler}（{facts.handler_number}）"),
                ("送达时间", f"{at.astimezone(facts.zone):%Y-%m-%d %H:%M}"),
                columns=2,
            ),
            Ticks(
                tuple((word("deliveries", code), code == way) for code in DELIVERY_WAYS),
                label="送达方式",
            ),
            Pairs.of(
                ("代收人及关系", f"{deputy}（{relation}）" if deputy else None),
                ("代收或拒收情况", reason or None),
                ("见证人", witness or None),
                ("备注", ""),
            ),
            Signatures(("受送达人签名或盖章", "时间")),
            Signatures(("送达人签名", "送达人签名")),
        ),
        barcode=facts.number,
        footer=facts.footer(),
    )


def _result_lead(facts: Facts, *, approved: bool, papers: Sequence[str]) -> tuple[str, str]:
    """Return first what came of it, then what the applicant has to do; nobody is called in for nothing."""
    fetch = f"请带身份证和受理通知书来{facts.hall.name}领取；代领的，再带委托书和代领人身份证。"
    if not approved:
        return "您申请的事有结果了：没有获得批准。", f"理由和救济途径写在决定书里，{fetch}"
    if papers or _FETCHED.intersection(facts.matter.result.kinds):
        return "您申请的事办好了，可以来领结果。", fetch
    return "您申请的事办好了。", "不用再跑一趟；想要书面结果的，带身份证来窗口领取。"
