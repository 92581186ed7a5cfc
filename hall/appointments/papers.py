"""What the appointment slip says on paper."""

from dataclasses import dataclass
from datetime import date

from hall.appointments.rules import AppointmentPolicy
from hall.catalogue.matter import Matter
from hall.documents.content import Big, Block, Content, Facts, Layout, Lead, Paragraph, Sheet
from hall.documents.kinds import KINDS
from hall.storage.place import HallFacts

KIND = "appointment_slip"
NARROW = 58
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class When:
    """The day and, on the hall's clock (HH:MM), beginning and end."""

    day: date
    start: str
    end: str


def slip(
    *,
    number: str,
    code: str,
    service: str,
    when: When,
    matter: Matter | None,
    policy: AppointmentPolicy,
    facts: HallFacts,
    narrow: bool = False,
) -> Content:
    """Return the appointment slip (排队预约单); neither a name nor an identity number stands on it.

    Args:
        number: of the paper.
        code: what the person scans or says to check in and to cancel.
        service: the name shown to everybody.
        when: the slot.
        matter: what they come for, None where only the service is known.
        policy: how this hall takes appointments.
        facts: the hall.
        narrow: whether the ticket printer's paper is 58 mm wide.
    """
    title = KINDS[KIND].title
    return Content(
        kind=KIND,
        sheet=Sheet.TICKET_58 if narrow else Sheet.TICKET_80,
        layout=Layout.TICKET,
        title=title,
        number=number,
        hall=facts.name,
        blocks=(
            Lead(title, service),
            Big(when.start),
            Facts.of(
                ("哪天来", f"{when.day.month}月{when.day.day}日 周{_WEEKDAYS[when.day.weekday()]}"),
                ("时段", f"{when.start}–{when.end}"),
                ("地址", facts.address or None),
            ),
            *_to_bring(matter),
            Paragraph(_keeping(policy)),
            Paragraph(_giving_up(facts, policy)),
        ),
        qr=code,
        qr_note="到了在取号机上扫一扫签到，要取消也扫它",
        status_code=code,
        footer=(*([f"咨询电话：{facts.phone}"] if facts.phone else []), f"监督电话：{facts.supervision_phone}"),
    )


def _to_bring(matter: Matter | None) -> tuple[Block, ...]:
    """Return what everybody has to bring; a neutral slip of a confidential matter names nothing."""
    if matter is None or matter.confidential or matter.queue_name:
        return (Paragraph("要带什么材料，可在取号机上查，也可打电话问。"),)
    own = [material for material in matter.materials if not material.shared]
    always = "、".join(material.name for material in own if material.condition is None)
    more = "按各人情况还要带的，请在取号机上查。" if any(material.condition for material in own) else ""
    return (Paragraph(f"请带：{always}。{more}"),) if always else (Paragraph(more or "不用带材料。"),)


def _keeping(policy: AppointmentPolicy) -> str:
    """Return until when the appointment holds, as this hall handles it."""
    late = (
        f"晚到 {policy.late_minutes} 分钟以内仍算预约，再晚按到达时间排队"
        if policy.late_minutes
        else "晚到按到达时间排队"
    )
    return f"请提前 {policy.early_minutes} 分钟到。{late}。"


def _giving_up(facts: HallFacts, policy: AppointmentPolicy) -> str:
    """Return where to cancel, and what follows from never doing so."""
    where = f"或打 {facts.phone}" if facts.phone else "或找导服台"
    cancel = f"来不了请在开始前取消：在取号机上扫码，{where}。"
    if not policy.no_shows:
        return cancel
    return (
        f"{cancel}{policy.no_show_days} 天内有 {policy.no_shows} 次没来，{policy.suspended_days} 天不能再预约，"
        "现场取号照常。"
    )
