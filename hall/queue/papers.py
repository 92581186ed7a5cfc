"""What the ticket says on paper."""

from datetime import datetime

from hall.documents.content import Big, Block, Content, Facts, Layout, Lead, Mark, Sheet
from hall.documents.kinds import KINDS
from hall.queue.policy import ORDINARY, VOID, QueuePolicy
from hall.queue.views import Outlook
from hall.storage.place import HallFacts

KIND = "queue_ticket"
NARROW = 58


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
    """
    mark: tuple[Block, ...] = () if priority == ORDINARY else (Mark("★ 优先"),)
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
            *mark,
            Facts.of(
                ("可办窗口", f"{'、'.join(map(str, outlook.counters))} 号"),
                ("前面等候", f"{outlook.ahead} 人"),
                ("预计", _estimate(outlook)),
                ("取号", f"{taken_at:%Y-%m-%d %H:%M:%S}"),
            ),
        ),
        qr=status_code,
        qr_note="到自助机上扫一扫：看排到哪了、要带什么、办完评价",
        status_code=status_code,
        footer=(_advice(policy), f"监督电话：{facts.supervision_phone}"),
    )


def _estimate(outlook: Outlook) -> str | None:
    """Return the estimate in words; nothing while nobody can know."""
    if outlook.ahead == 0 or outlook.minutes is None:
        return None
    hours, minutes = divmod(outlook.minutes, 60)
    parts = ["约", *([f"{hours} 小时"] if hours else []), *([f"{minutes} 分钟"] if minutes else [])]
    return " ".join(parts)


def _advice(policy: QueuePolicy) -> str:
    """Return what to do after a miss, as this hall handles it."""
    if policy.requeue_place == VOID:
        return f"叫号 {policy.calls} 次未到即作废，请重新取号。"
    return f"过号后 {policy.requeue_minutes} 分钟内请到导服台，可顺延 {policy.requeue_times} 次。"
