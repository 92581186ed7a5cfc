"""The papers of agency: the mandate that says what may be done, and the form that says how far it has come."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from hall.agency.rules import POWERS
from hall.contacts.papers import foot_of
from hall.documents.content import Content, Grid, Layout, Lead, Paragraph, ParagraphStyle, Sheet, Signatures, Ticks
from hall.documents.content import Facts as Pairs
from hall.kernel.dates import chinese_date
from hall.kernel.masks import mask_number
from hall.kernel.money import figures
from hall.people.views import PersonCard
from hall.storage.place import HallFacts

BOTH = ("委托人联", "代办存档联")
POWER_WORDS: Final = {
    "submit": "提交材料",
    "supplement": "代为补正",
    "collect": "领取结果",
    "sign": "代为签字（不勾不能代签）",
}
IDENTITY_WORDS: Final = {"card": "刷身份证核验", "face": "人脸核验", "looked_at": "人工核对证件原件"}
OUTCOMES: Final = {"approved": "准予", "denied": "不予批准"}
STEPS: Final = {
    "submitted": "送交上级",
    "supplement_asked": "上级要求补件",
    "result_recorded": "办结",
    "delivered": "送达签收",
    "visited": "回访评分",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """An errand as its papers tell it; the fee is in yuan."""

    hall: HallFacts
    today: dt.date
    zone: dt.tzinfo
    number: str
    mandate_number: str
    resident: PersonCard
    agent: str
    matter: str
    powers: tuple[str, ...]
    identity_way: str
    since: dt.date
    until: dt.date
    place: str
    fee: Decimal
    promised: dt.date | None
    report_due: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Item:
    """One line of what was handed over; `shown` originals were looked at and handed back."""

    name: str
    originals: int
    copies: int
    shown: bool

    @property
    def remark(self) -> str:
        """What goes along and what does not."""
        if self.shown:
            return "原件当场退还"
        return "原件随件，办完退还" if self.originals else "随件"


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of the way, with its day where it has been done."""

    kind: str
    day: dt.date | None
    words: str = ""


def mandate(facts: Facts) -> Content:
    """Return the mandate (代办委托书): who may do what for whom, and until when."""
    who = facts.resident
    return Content(
        kind="mandate",
        sheet=Sheet.A4,
        layout=Layout.FORM,
        title="代办委托书",
        number=facts.mandate_number,
        hall=facts.hall.name,
        blocks=(
            Lead(
                f"委托{facts.agent}代办“{facts.matter}”。",
                f"代办不收费。委托到{chinese_date(facts.until)}为止，随时可以收回。",
            ),
            Pairs.of(
                ("委托人", who.name),
                ("证件号码", mask_number(who.id_number) if who.id_number else ""),
                ("电话", who.phone),
                ("住址", who.address),
                ("受托人", facts.agent),
                ("受托人单位", facts.hall.name),
                ("委托事项", facts.matter),
                ("代办编号", facts.number),
                ("委托期限", f"{chinese_date(facts.since)}至{chinese_date(facts.until)}"),
                ("身份核验", IDENTITY_WORDS[facts.identity_way]),
                columns=2,
            ),
            Ticks(tuple((POWER_WORDS[power], power in facts.powers) for power in POWERS), label="委托权限"),
            Paragraph(
                "受托人只办上面勾选的事；没有勾选的，由委托人本人办。委托期满或者收回后，受托人只退还原件、交回结果。"
            ),
            Paragraph("材料和所填内容真实，由委托人负责。上级部门依法收取的规费由委托人承担，受托人不得另外收钱。"),
            Paragraph("居民身份证只核对，当场退还委托人，任何人不得留存。", ParagraphStyle.FLUSH),
            Signatures(("委托人签名（按指印）", "日期")),
            Signatures(("受托人签名", "日期")),
        ),
        barcode=facts.mandate_number,
        copies=BOTH,
        footer=foot_of(facts.hall),
    )


def acceptance_form(facts: Facts, items: Sequence[Item], progress: Sequence[Progress]) -> Content:
    """Return the acceptance form (代办受理单): what was handed over, the fee, and how far it has come."""
    rows = [(each.name, _count(each.originals), _count(each.copies), each.remark) for each in items]
    way = [(STEPS[each.kind], chinese_date(each.day) if each.day else "", each.words, "") for each in progress]
    fee = f"{figures(facts.fee)}（由委托人承担，交给收费的部门）" if facts.fee else "没有"
    return Content(
        kind="agency_form",
        sheet=Sheet.A4,
        layout=Layout.FORM,
        title="代办受理单",
        number=_numbered(facts, progress),
        hall=facts.hall.name,
        blocks=(
            _form_lead(facts, progress),
            Pairs.of(
                ("代办编号", facts.number),
                ("委托书编号", facts.mandate_number),
                ("委托人", facts.resident.name),
                ("电话", facts.resident.phone),
                ("代办事项", facts.matter),
                ("代办人", facts.agent),
                ("送往", facts.place),
                ("承诺完成日", chinese_date(facts.promised) if facts.promised else "按上级部门的期限"),
                ("代办费", "不收费"),
                ("规费", fee),
                columns=2,
            ),
            Paragraph("材料交接（双方当面点清）", ParagraphStyle.FLUSH),
            Grid.numbered(("材料名称", "原件", "复印件", "去向"), rows, widths=(14, 3, 4, 9), centred=(1, 2)),
            Paragraph("办理进度", ParagraphStyle.FLUSH),
            Grid(("环节", "日期", "情况", "经手人签名"), tuple(way), widths=(6, 7, 10, 7)),
            Signatures(("委托人签名", "日期")),
            Signatures(("代办人签名", "日期")),
        ),
        barcode=facts.number,
        copies=BOTH,
        footer=foot_of(facts.hall),
    )


def _form_lead(facts: Facts, progress: Sequence[Progress]) -> Lead:
    """Say first how far it has come, then what the resident has to do."""
    done = {each.kind for each in progress if each.day}
    ask = facts.hall.phone or facts.hall.supervision_phone
    if "delivered" in done:
        return Lead("您委托代办的事办完了，结果和原件已经交给您。", "请点清后签名；过几天我们回访，听您说办得怎么样。")
    by = facts.report_due.astimezone(facts.zone).date() if facts.report_due else None
    first = f"您委托代办的事收下了，最迟{chinese_date(by)}送到{facts.place}。" if by else "您委托代办的事正在办。"
    return Lead(first, f"想知道办到哪一步，打 {ask} 报代办编号就行，不用跑来问。")


def _numbered(facts: Facts, progress: Sequence[Progress]) -> str:
    """Return the paper's number: a later state of the form is a paper of its own under the errand's number."""
    delivered = any(each.day for each in progress if each.kind == "delivered")
    return f"{facts.number}-2" if delivered else facts.number


def _count(count: int) -> str:
    return str(count) if count else "—"
