"""The paper of a supervision slip (督办单): what is late, who answers for it, and what was answered."""

from hall.cases.cards import SlipCard
from hall.cases.facts import Facts
from hall.cases.words import word
from hall.documents.content import Content, Layout, Lead, Sheet, Signatures
from hall.documents.content import Facts as Pairs
from hall.kernel.dates import hall_time
from hall.kernel.masks import mask_name


def supervision_slip(facts: Facts, slip: SlipCard, number: str) -> Content:
    """Return the slip with what stands on it so far; what is still to be said is a line to write on.

    It stays in the house, so the applicant is named only as lists name them.
    """
    over = f"已经超过承诺期限{slip.overdue_days}个工作日" if slip.overdue_days else "已到承诺期限还没有办结"
    level = word("slip_levels", str(min(slip.level, 3)))
    note = level if slip.waits_for == "explain_slip" else word("slip_states", slip.state)
    what = over if slip.cause == "overdue" else "请尽快办理并答复"
    due = f"{facts.promised_day} {slip.promised_due.astimezone(facts.zone):%H:%M}" if slip.promised_due else "无"
    return Content(
        kind="supervision_slip",
        sheet=Sheet.A5,
        layout=Layout.FORM,
        title="督办单",
        number=number,
        hall=facts.hall.name,
        blocks=(
            Lead(f"{facts.handler or '承办人'}：这件办件{what}。", note),
            Pairs.of(
                ("办件编号", facts.number),
                ("事项", facts.matter.public_name),
                ("申请人", mask_name(facts.applicant.name)),
                ("承诺期限", due),
                ("督办级别", f"第{slip.level}级"),
                ("督办原因", word("slip_causes", slip.cause)),
                ("发出时间", hall_time(slip.issued_at, facts.zone)),
                ("发出人", slip.issued_by_name),
                columns=2,
            ),
            Pairs.of(
                ("督办要求", _said(slip, "pressed") or None),
                ("承办人说明", _said(slip, "explained")),
                ("整改情况", _said(slip, "rectified")),
                ("督查意见", _said(slip, "closed")),
            ),
            Signatures(("承办人签名", "日期")),
            Signatures(("督查人签名", "日期")),
        ),
        barcode=facts.number,
        footer=facts.footer(),
    )


def _said(slip: SlipCard, purpose: str) -> str:
    """Return what was said for a purpose and by whom."""
    said = (f"{each.words}（{each.staff_name}）" for each in slip.words if each.purpose == purpose)
    return "\n".join(said)
