"""What the ticket says on paper."""

from datetime import datetime

from hall.documents.content import Big, Block, Content, Facts, Layout, Lead, Mark, Sheet
from hall.documents.kinds import KINDS
from hall.queue.policy import BY_APPOINTMENT, NEW, ORDINARY, VOID, QueuePolicy
from hall.queue.views import Outlook
from hall.storage.place import HallFacts

KIND = "queue_ticket"
NARROW = 58
HOUR = 60


def ticket_paper(
    *,
    ticket_number: str,
    service: str,
    priority: str,
    status_code: str,
    taken_at: datetime,
    outlook: Outlook,
    facts: HallFacts,
    policy: QueuePolicy,
    appointment: str = "",
    waits_until: str = "",
) -> Content:
    """Return the paper of a ticket (排队号票); neither a name nor an identity number stands on it.

    Args:
        ticket_number: A001.
        service: the name shown to everybody.
        priority: its class.
        status_code: what the QR code says.
        taken_at: the time on the hall's wall clock.
        outlook: what the resident may expect.
        facts: the hall.
        policy: the hall's settings.
        appointment: the beginning of the slot that was booked, 09:30; empty for a ticket without an appointment.
        waits_until: from when on it is in the line, where the resident came early for an appointment.
    """
    return Content(
        kind=KIND,
        sheet=Sheet.TICKET_58 if policy.paper_mm == NARROW else Sheet.TICKET_80,
        layout=Layout.TICKET,
        title=KINDS[KIND].title,
        number=ticket_number,
        hall=facts.name,
        blocks=(
            Big(ticket_number),
            Lead(service),
            *_marks(priority, appointment),
            Facts.of(
                ("可办窗口", f"{'、'.join(map(str, outlook.counters))} 号"),
                ("前面等候", f"{outlook.ahead} 人"),
                ("预计", expected(outlook)),
                ("开始排队", f"{waits_until}，窗口有空会提前叫" if waits_until else None),
                ("取号", f"{taken_at:%Y-%m-%d %H:%M:%S}"),
            ),
        ),
        qr=status_code,
        qr_note="到自助机上扫一扫：看排到哪了、要带什么、办完评价",
        status_code=status_code,
        footer=(_advice(policy), f"监督电话：{facts.supervision_phone}"),
    )


def _marks(priority: str, appointment: str) -> tuple[Block, ...]:
    """Return the head start and the appointment, white on black."""
    first = "" if priority in {ORDINARY, BY_APPOINTMENT} else "★ 优先"
    words = [*([first] if first else []), *([f"预约 {appointment}"] if appointment else [])]
    return (Mark("　".join(words)),) if words else ()


def expected(outlook: Outlook) -> str | None:
    """Return the estimate and its range in words; nothing while nobody can know."""
    if outlook.minutes is None:
        return None
    if not outlook.high:
        return "马上叫号"
    about = f"约 {_span(outlook.minutes)}"
    return about if outlook.low == outlook.high else f"{about}（{_range(outlook.low, outlook.high)}）"


def _range(low: int, high: int) -> str:
    """Return a range in words; the unit once where both ends have the same."""
    if not low:
        return f"不超过 {_span(high)}"
    return f"{low}–{_span(high)}" if high < HOUR else f"{_span(low)}–{_span(high)}"


def _span(minutes: int) -> str:
    hours, minutes = divmod(minutes, HOUR)
    parts = [*([f"{hours} 小时"] if hours else []), *([f"{minutes} 分钟"] if minutes or not hours else [])]
    return " ".join(parts)


def _advice(policy: QueuePolicy) -> str:
    """Return what to do after a miss, as this hall handles it."""
    if policy.requeue_place == VOID:
        return f"叫号 {policy.calls} 次未到即作废，请重新取号。"
    if policy.requeue_place == NEW:
        return f"过号后 {policy.requeue_minutes} 分钟内请到导服台换新号，从队尾排起。"
    return f"过号后 {policy.requeue_minutes} 分钟内请到导服台，可顺延 {policy.requeue_times} 次。"
