"""When a machine gives tickets: in the hall's hours, and while the counters can still serve whoever takes one."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from hall.catalogue.views import ServiceCard, services
from hall.kernel.actor import SYSTEM_DEVICE
from hall.kernel.refusal import Refusal
from hall.queue.policy import QueuePolicy
from hall.queue.views import Outlook, outlook_of, outlooks_of
from hall.storage import settings
from hall.storage.work import Reading
from hall.workdays.views import calendar_of


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
        _refuse_outside_hours(reading, local, policy)
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
    _refuse_outside_hours(reading, local, policy)
    if policy.counters_close:
        _refuse_without_capacity(reading, wanted, local, _closing(reading, local, policy))


def _refuse_outside_hours(reading: Reading, local: datetime, policy: QueuePolicy) -> None:
    """Refuse a machine's ticket outside the hall's hours; a hall that sets none gives tickets at any time.

    Where an hour is set at which machines stop, they stop with the office on a day on which that closes earlier.
    """
    if not (policy.tickets_from or policy.tickets_until):
        return
    calendar = calendar_of(reading)
    if not policy.tickets_on_days_off and not calendar.is_workday(local.date()):
        raise Refusal("queue.day_off")
    if policy.tickets_from and local.time() < time.fromisoformat(policy.tickets_from):
        raise Refusal("queue.not_yet_open", opens=policy.tickets_from)
    closing = f"{calendar.closing(local.date()):%H:%M}"
    until = min(policy.tickets_until, closing) if policy.tickets_until else ""
    if until and local.time() >= time.fromisoformat(until):
        raise Refusal("queue.closed_for_today", until=until)


def _refuse_without_capacity(reading: Reading, wanted: ServiceCard, local: datetime, close: datetime) -> None:
    if _comes_too_late(outlook_of(reading, service_code=wanted.code), local, close):
        raise Refusal("queue.capacity_gone", service=wanted.name)


def _is_full(reading: Reading, local: datetime, policy: QueuePolicy) -> bool:
    """Whether the counters would come to nobody's ticket any more, whatever it is for."""
    close = _closing(reading, local, policy)
    expected = outlooks_of(reading, service_codes=[card.code for card in services(reading)])
    return bool(expected) and all(_comes_too_late(each, local, close) for each in expected)


def _comes_too_late(expected: Outlook, local: datetime, close: datetime) -> bool:
    """Whether a ticket taken now would be called after the counters close; nobody knows while none is open."""
    return expected.minutes is not None and local + timedelta(minutes=expected.minutes) >= close


def _closing(reading: Reading, local: datetime, policy: QueuePolicy) -> datetime:
    """Return when the counters stop calling: at the hour set for it, or when the office closes earlier that day."""
    wanted = datetime.combine(local.date(), time.fromisoformat(policy.counters_close), tzinfo=local.tzinfo)
    return min(wanted, calendar_of(reading).closing(local.date()))
