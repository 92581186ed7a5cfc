"""What the hall knows about its own pace: learned every evening, read with every ticket."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import delete, func, select

from hall.queue import order
from hall.queue.estimate import ALL_DAY, ANY_SERVICE, SLOT, Foresight, Pace, Range
from hall.queue.learning import YOUNG, Past, learn, unlearned
from hall.queue.model import Ticket
from hall.queue.pace_model import HallPace, ServicePace, WaitForecast
from hall.queue.policy import QueuePolicy
from hall.storage import settings
from hall.storage.action import action
from hall.storage.work import Reading, Work

LEARNED_FROM = timedelta(days=42)
"""Six weeks: enough of every half-hour, and no older than the way in which the hall works now."""

FEW_DAYS = 5
"""So long what is known comes from today's visits as well."""

_SLOTS_AHEAD = 4
_PAST = (
    Ticket.day, Ticket.service, Ticket.priority, Ticket.arrived_at, Ticket.called_at, Ticket.served_at,
    Ticket.finished_at, Ticket.worked_seconds, Ticket.misses, Ticket.counter_id,
    WaitForecast.low_seconds, WaitForecast.middle_seconds, WaitForecast.high_seconds,
)  # fmt: skip


def midnight(reading: Reading, day: date) -> datetime:
    """Return the instant at which a day begins in the hall."""
    return datetime.combine(day, time(), tzinfo=reading.place.zone)


@action
def learn_pace(work: Work) -> int:
    """Learn from the last weeks how long visits take, who comes when, and how far the estimates were out.

    Done over from the tickets every time, so that a day more or a day twice does no harm; answers with how many days
    it was learned from.
    """
    past = list(_past(work))
    pace = learn(past, settings.read(work.session, QueuePolicy))
    work.session.execute(delete(ServicePace).where(ServicePace.hall_id == work.place.hall_id))
    work.session.add_all(_service_rows(work.place.hall_id, pace))
    work.session.merge(_hall_row(work, pace))
    return pace.days


def pace_of(reading: Reading, policy: QueuePolicy) -> Pace:
    """Return what is known now, as far as it matters in the next hours."""
    row = reading.session.get(HallPace, reading.place.hall_id)
    if row is None or row.days < FEW_DAYS:
        return _with_today(reading, _learned(reading, row, policy), policy)
    return _learned(reading, row, policy)


def keep_forecast(work: Work, ticket: Ticket, seen: Foresight, said: Range) -> None:
    """Remember what the holder of a new ticket is told."""
    work.session.add(
        WaitForecast(
            ticket_id=ticket.id,
            hall_id=ticket.hall_id,
            day=ticket.day,
            low_seconds=round(seen.low),
            middle_seconds=round(seen.middle),
            high_seconds=round(seen.high),
            minutes=said.minutes,
            low=said.low,
            high=said.high,
        )
    )


def _past(work: Work) -> Iterator[Past]:
    """Yield the tickets of the last weeks."""
    policy = settings.read(work.session, QueuePolicy)
    rows = select(*_PAST).outerjoin(WaitForecast, WaitForecast.ticket_id == Ticket.id)
    recent = rows.where(Ticket.day > work.today - LEARNED_FROM, Ticket.day <= work.today)
    starts: dict[date, datetime] = {}
    for row in work.session.execute(recent):
        day, service, priority, arrived, called, served, finished, worked, misses, counter, *seen = row
        start = starts.setdefault(day, midnight(work, day))
        yield Past(
            day=day.toordinal(),
            service=service,
            head_start=policy.head_start(priority).total_seconds(),
            arrived=(arrived - start).total_seconds(),
            called=_since(start, called),
            served=_since(start, served),
            finished=_since(start, finished),
            worked=float(worked),
            missed=misses > 0,
            counter=counter or "",
            foreseen=Foresight(*seen) if seen[0] is not None else None,
        )


def _since(start: datetime, instant: datetime | None) -> float | None:
    return None if instant is None else (instant - start).total_seconds()


def _service_rows(hall_id: str, pace: Pace) -> Iterator[ServicePace]:
    for service, half_hour in pace.seconds.keys() | pace.arrivals.keys():
        visits, seconds = pace.seconds.get((service, half_hour), (0.0, 0.0))
        arrivals = pace.arrivals.get((service, half_hour), 0.0) * SLOT
        yield ServicePace(
            hall_id=hall_id,
            service=service,
            half_hour=half_hour,
            visits=int(visits),
            seconds=seconds,
            arrivals=arrivals,
        )


def _hall_row(work: Work, pace: Pace) -> HallPace:
    return HallPace(
        hall_id=work.place.hall_id,
        learned_on=work.today,
        days=pace.days,
        head_starts=[list(each) for each in pace.head_starts],
        shape=list(pace.shape),
        walk=pace.walk,
        turn=pace.turn,
        no_show=pace.no_show,
        low=pace.low,
        middle=pace.middle,
        high=pace.high,
    )


def _learned(reading: Reading, row: HallPace | None, policy: QueuePolicy) -> Pace:
    new = unlearned(policy)
    if row is None:
        return new
    seconds, arrivals = _of_services(reading)
    return Pace(
        seconds=dict(new.seconds) | seconds,
        arrivals=arrivals,
        head_starts=tuple((share, start) for share, start in row.head_starts),
        shape=row.shape,
        walk=row.walk,
        turn=row.turn,
        no_show=row.no_show,
        no_show_seconds=new.no_show_seconds,
        low=row.low,
        middle=row.middle,
        high=row.high,
        days=row.days,
    )


def _of_services(reading: Reading) -> tuple[dict[tuple[str, int], tuple[float, float]], dict[tuple[str, int], float]]:
    """Return the times at the counter and the arrivals a second of this half-hour and the next ones."""
    now = int((reading.now - midnight(reading, reading.today)).total_seconds() // SLOT)
    known = (ServicePace.service, ServicePace.half_hour, ServicePace.visits, ServicePace.seconds, ServicePace.arrivals)
    rows = select(*known).where(
        ServicePace.hall_id == reading.place.hall_id,
        ServicePace.half_hour.in_((ALL_DAY, *range(now, now + _SLOTS_AHEAD))),
    )
    seconds: dict[tuple[str, int], tuple[float, float]] = {}
    arrivals: dict[tuple[str, int], float] = {}
    for service, half_hour, visits, mean, a_day in reading.session.execute(rows):
        seconds[service, half_hour] = float(visits), mean
        if a_day:
            arrivals[service, half_hour] = a_day / SLOT
    return seconds, arrivals


def _with_today(reading: Reading, pace: Pace, policy: QueuePolicy) -> Pace:
    """Return a young hall's pace with what today's finished visits add to it."""
    sums = select(Ticket.service, func.count(), func.sum(Ticket.worked_seconds)).where(
        order.FINISHED, Ticket.day == reading.today
    )
    seconds = dict(pace.seconds)
    for service, visits, worked in reading.session.execute(sums.group_by(Ticket.service)):
        for key in ((service, ALL_DAY), (ANY_SERVICE, ALL_DAY)):
            count, mean = seconds.get(key, (0.0, policy.default_minutes * 60.0))
            known = count + (YOUNG if key[0] == ANY_SERVICE else 0)
            seconds[key] = count + visits, (known * mean + worked) / (known + visits)
    return replace(pace, seconds=seconds)
