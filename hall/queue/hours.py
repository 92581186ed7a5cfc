"""When a machine gives tickets: in the hall's hours, and while the counters can still serve whoever takes one."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from hall.catalogue.views import ServiceCard, services
from hall.kernel.actor import SYSTEM_DEVICE
from hall.kernel.calendar import WorkCalendar, load_calendar
from hall.kernel.refusal import Refusal
from hall.queue.policy import QueuePolicy
from hall.queue.views import Outlook, outlook_of, outlooks_of
from hall.storage import settings
from hall.storage.work import Reading


@dataclass(frozen=True, slots=True)
class NoTickets:
    """Why machines give no ticket to anybody now.

    Attributes:
        code: of the refusal that a wish for a ticket would meet.
        opens: time of day (HH:MM) from which they do today; empty when that is over, or there is no such time.
    """

    code: str
    opens: str = ""


def no_tickets(reading: Reading) -> NoTickets | None:
    """Return why machines give no tickets now, None while there is a service for which they do."""
    policy = settings.read(reading.session, QueuePolicy)
    local = reading.local(reading.now)
    try:
        refuse_outside_hours(local, policy, worked=_is_worked(reading, local, policy))
    except Refusal as refusal:
        return NoTickets(refusal.code, str(refusal.values.get("opens", "")))
    return NoTickets("queue.capacity_gone") if policy.counters_close and _is_full(reading, local, policy) else None


def refuse_machine(reading: Reading, wanted: ServiceCard, policy: QueuePolicy) -> None:
    """Refuse a ticket that no staff is there to answer for; staff and the hall itself may always give one.

    Args:
        reading: the open look or transaction.
        wanted: the service.
        policy: the hall's settings.

    Raises:
        Refusal: `queue.not_yet_open`, `queue.closed_for_today`, `queue.day_off`, `queue.capacity_gone` when the open
            counters would not come to the ticket before they close.
    """
    if reading.actor.staff_id is not None or reading.actor.device_id == SYSTEM_DEVICE:
        return
    local = reading.local(reading.now)
    refuse_outside_hours(local, policy, worked=_is_worked(reading, local, policy))
    if policy.counters_close:
        _refuse_without_capacity(reading, wanted, local, time.fromisoformat(policy.counters_close))


def refuse_outside_hours(local: datetime, policy: QueuePolicy, *, worked: bool) -> None:
    """Refuse a machine's ticket outside the hall's hours; a hall that sets none gives tickets at any time.

    Args:
        local: the time on the hall's wall clock.
        policy: the hall's settings.
        worked: whether the day is a working day of this hall.

    Raises:
        Refusal: `queue.not_yet_open`, `queue.closed_for_today`, `queue.day_off`.
    """
    if not (policy.tickets_from or policy.tickets_until):
        return
    if not worked:
        raise Refusal("queue.day_off")
    if policy.tickets_from and local.time() < time.fromisoformat(policy.tickets_from):
        raise Refusal("queue.not_yet_open", opens=policy.tickets_from)
    if policy.tickets_until and local.time() >= time.fromisoformat(policy.tickets_until):
        raise Refusal("queue.closed_for_today", until=policy.tickets_until)


def _refuse_without_capacity(reading: Reading, wanted: ServiceCard, local: datetime, close: time) -> None:
    if _comes_too_late(outlook_of(reading, service_code=wanted.code), local, close):
        raise Refusal("queue.capacity_gone", service=wanted.name)


def _is_full(reading: Reading, local: datetime, policy: QueuePolicy) -> bool:
    """Whether the counters would come to nobody's ticket any more, whatever it is for."""
    close = time.fromisoformat(policy.counters_close)
    expected = outlooks_of(reading, service_codes=[card.code for card in services(reading)])
    return bool(expected) and all(_comes_too_late(each, local, close) for each in expected)


def _comes_too_late(expected: Outlook, local: datetime, close: time) -> bool:
    """Whether a ticket taken now would be called after the counters close; nobody knows while none is open."""
    closing = datetime.combine(local.date(), close, tzinfo=local.tzinfo)
    return expected.minutes is not None and local + timedelta(minutes=expected.minutes) >= closing


def _is_worked(reading: Reading, local: datetime, policy: QueuePolicy) -> bool:
    return policy.tickets_on_days_off or _calendar(reading.place.zone).is_workday(local.date())


@lru_cache(maxsize=2)
def _calendar(zone: ZoneInfo) -> WorkCalendar:
    return load_calendar(zone=zone)
