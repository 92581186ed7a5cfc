"""How many appointments a slot still takes: the hall's days and hours, its counters, and what is booked already."""

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import func, select, text

from hall.appointments import rules
from hall.appointments.model import KEEPS_A_PLACE, Appointment
from hall.appointments.rules import AppointmentPolicy, Supply
from hall.catalogue.views import ServiceCard, on_offer, services
from hall.kernel.dates import chinese_date
from hall.kernel.refusal import Refusal
from hall.posts.model import Counter
from hall.queue.policy import QueuePolicy
from hall.storage import settings
from hall.storage.showing import counting
from hall.storage.work import Reading
from hall.workdays.views import calendar_of

Taken = dict[tuple[date, str], dict[str, int]]
"""How many places are given, by day and beginning of the slot, and by service."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of the hall's day (时段) that can be booked; the instants are aware."""

    day: date
    start: str
    end: str
    starts_at: datetime
    ends_at: datetime


def policy_of(reading: Reading) -> AppointmentPolicy:
    """Return how this hall takes appointments."""
    return settings.read(reading.session, AppointmentPolicy)


def bookable_days(reading: Reading, policy: AppointmentPolicy) -> tuple[date, ...]:
    """Return today and the working days after it that can be booked, without days off."""
    calendar = calendar_of(reading)
    ahead = (calendar.nth_workday(reading.today, n) for n in range(1, policy.days_ahead + 1))
    return (*([reading.today] if calendar.is_workday(reading.today) else []), *ahead)


def slots_on(reading: Reading, day: date, policy: AppointmentPolicy) -> Iterator[Slot]:
    """Yield the slots of a day's office hours."""
    for start, end in rules.slots_of(calendar_of(reading).hours.on(day), policy.slot_minutes):
        yield Slot(day, start, end, _instant(reading, day, start), _instant(reading, day, end))


def slot_at(reading: Reading, day: date, start: str, policy: AppointmentPolicy) -> Slot:
    """Return the slot that somebody wants.

    Raises:
        Refusal: `appointments.past`, `appointments.day_off`, `appointments.too_far`, `appointments.no_slot`.
    """
    if day < reading.today:
        raise Refusal("appointments.past", day=chinese_date(day), start=start)
    if not calendar_of(reading).is_workday(day):
        raise Refusal("appointments.day_off", day=chinese_date(day))
    if day > (last := max(bookable_days(reading, policy), default=reading.today)):
        raise Refusal("appointments.too_far", days=policy.days_ahead, last=chinese_date(last))
    wanted = rules.read_start(start)
    slot = next((slot for slot in slots_on(reading, day, policy) if slot.start == wanted), None)
    if slot is None:
        raise Refusal("appointments.no_slot", day=chinese_date(day), start=start[:20])
    if slot.starts_at <= reading.now:
        raise Refusal("appointments.past", day=chinese_date(day), start=slot.start)
    return slot


def supply_of(reading: Reading, policy: AppointmentPolicy) -> Supply:
    """Return what the counters can give in one slot; quick counters are there for those who come without."""
    own: dict[str, set[str]] = defaultdict(set)
    anything: set[str] = set()
    for counter in reading.session.scalars(select(Counter).where(Counter.quick_minutes == 0)):
        for code in counter.services:
            own[code].add(counter.id)
        if counter.takes_any:
            anything.add(counter.id)
    offered = services(reading)
    counters = {card.code: frozenset(own[card.code] or anything) for card in offered}
    return Supply(policy, _minutes(reading, offered), counters)


def taken_on(reading: Reading, first: date, last: date) -> Taken:
    """Return the places given on the days from the first to the last."""
    keeping = (
        select(Appointment.day, Appointment.start, Appointment.service, func.count())
        .where(text(f"appointment.{KEEPS_A_PLACE}"), Appointment.day >= first, Appointment.day <= last)
        .group_by(Appointment.day, Appointment.start, Appointment.service)
    )
    taken: Taken = defaultdict(dict)
    with counting(reading):
        for day, start, service, count in reading.session.execute(keeping):
            taken[day, start][service] = count
    return taken


def _minutes(reading: Reading, offered: tuple[ServiceCard, ...]) -> dict[str, int]:
    """Return how long each service usually takes: the mean of its matters, or the hall's own figure."""
    known = {card.matter.code: card.matter.service_minutes for card in on_offer(reading)}
    default = settings.read(reading.session, QueuePolicy).default_minutes
    lengths = {card.code: [known[code] for code in card.matters if code in known] for card in offered}
    return {code: math.ceil(sum(each) / len(each)) if each else default for code, each in lengths.items()}


def _instant(reading: Reading, day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=reading.place.zone)
