"""What an appointment is worth: how many there are, until when it holds, and which place in the line it gives."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Annotated, Final

from hall.kernel.allowed import Between, SeriesLetter
from hall.kernel.office import Span
from hall.kernel.refusal import Refusal
from hall.storage.journal import Entry, Event

BOOKED, CHECKED_IN, LATE, CANCELLED, NO_SHOW = "booked", "checked_in", "late", "cancelled", "no_show"
"""Expected; came in time; came too late and queues as if without one; given up; never came."""

CAME: Final = (CHECKED_IN, LATE)

COUNTER, GUIDE, KIOSK, FILE = "counter", "guide", "kiosk", "file"
CHANNELS: Final = (COUNTER, GUIDE, KIOSK, FILE)
"""Where it was booked; `file` is what another system (网上, 公众号) has booked and the hall has read in."""

_ANY_DAY = date(2000, 1, 1)  # times of day are added up on it


@dataclass(frozen=True)
class AppointmentPolicy:
    """How this hall takes appointments; the defaults are common practice of halls, nothing here is law.

    Attributes:
        slot_minutes: length of a slot (时段粒度).
        share_percent: how much of the counters' time may be booked, 30 to 50 elsewhere; 0 for no appointments.
        days_ahead: how many working days after today can be booked.
        early_minutes: so long before its slot a ticket counts as in the line; who comes earlier is told.
        late_minutes: how much later than the slot's beginning somebody may come and keep the place.
        no_shows: so many within `no_show_days` suspend booking; walk-in tickets are never touched.
        no_show_days: days over which they are counted.
        suspended_days: days of the suspension.
        series: letter of the tickets; empty lets them carry the letter of their service.
    """

    slot_minutes: Annotated[int, Between(5, 240)] = 30
    share_percent: Annotated[int, Between(0, 100)] = 40
    days_ahead: Annotated[int, Between(0, 60)] = 7
    early_minutes: Annotated[int, Between(0, 120)] = 10
    late_minutes: Annotated[int, Between(0, 120)] = 15
    no_shows: Annotated[int, Between(0, 20)] = 3
    no_show_days: Annotated[int, Between(1, 366)] = 90
    suspended_days: Annotated[int, Between(1, 366)] = 30
    series: Annotated[str, SeriesLetter(or_none=True)] = "Y"


# -- how many there are


def slots_of(spans: Iterable[Span], minutes: int) -> Iterator[tuple[str, str]]:
    """Yield begin and end (HH:MM) of each slot that lies wholly within the day's openings, in order."""
    step = timedelta(minutes=minutes)
    for opens, closes in spans:
        start, end = datetime.combine(_ANY_DAY, opens), datetime.combine(_ANY_DAY, closes)
        while start + step <= end:
            yield f"{start:%H:%M}", f"{start + step:%H:%M}"
            start += step


@dataclass(frozen=True, slots=True)
class Supply:
    """What the hall's counters can give to appointments in one slot (窗口产能).

    Attributes:
        policy: the hall's settings.
        minutes: how long each service usually takes, by its code.
        counters: which counters take it, by its code.
    """

    policy: AppointmentPolicy
    minutes: Mapping[str, int]
    counters: Mapping[str, frozenset[str]]

    def places(self, service: str) -> int:
        """Return how many of a service fit into a slot that nobody has booked yet."""
        return self.free(service, {})

    def free(self, service: str, taken: Mapping[str, int]) -> int:
        """Return how many of a service still fit.

        A counter that takes several services has its time only once: what is booked for one of them is missing to the
        others, as if spread evenly over the counters that take it. The first appointment always fits where a counter
        takes the service, or a hall of one counter could offer none.

        Args:
            service: its code.
            taken: how many are booked in this slot, by service.
        """
        own = self.counters.get(service, frozenset())
        if not own or not self.policy.share_percent:
            return 0
        needed = self.minutes[service]
        room = Fraction(self.policy.share_percent * len(own) * self.policy.slot_minutes, 100)
        left = max(room, Fraction(needed)) - sum(self._load(each, count, own) for each, count in taken.items())
        return max(0, math.floor(left / needed))

    def _load(self, service: str, count: int, on: frozenset[str]) -> Fraction:
        """Return the minutes that the appointments of a service take from some counters."""
        takers = self.counters.get(service, frozenset())
        return Fraction(count * self.minutes[service] * len(takers & on), len(takers)) if takers else Fraction(0)


def suspended_until(missed: Iterable[datetime], policy: AppointmentPolicy) -> datetime | None:
    """Return the end of the latest suspension (暂停预约), None if there never was one.

    Args:
        missed: when the person was no longer expected, oldest first; what led to one suspension counts for no other.
        policy: the hall's settings.
    """
    until: datetime | None = None
    counted: list[datetime] = []
    for at in missed if policy.no_shows else ():
        counted = [before for before in counted if at - before <= timedelta(days=policy.no_show_days)] + [at]
        if len(counted) >= policy.no_shows:
            until, counted = at + timedelta(days=policy.suspended_days), []
    return until


# -- how it lives


@dataclass(frozen=True, slots=True)
class AppointmentState:
    """Where an appointment stands; what its journal folds to."""

    service: str
    starts_at: datetime
    ends_at: datetime
    state: str = BOOKED
    ticket_id: str | None = None
    settled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """The place in the line that somebody with an appointment gets.

    Attributes:
        kept: whether the appointment still counts; otherwise they queue like everybody else.
        by_slot: whether the slot decides the place, not the class and the arrival.
        score: the instant by which they are ordered where the slot decides; None where class and arrival do.
    """

    kept: bool
    by_slot: bool = False
    score: datetime | None = None


def book(*, service: str, starts_at: datetime, ends_at: datetime, place: int, channel: str) -> Event:
    """Keep a place for somebody."""
    details = {
        "service": service,
        "starts_at": starts_at.isoformat(),
        "ends_at": ends_at.isoformat(),
        "place": place,
        "channel": channel,
    }
    return Event("booked", details)


def cancel(state: AppointmentState, *, now: datetime, by_staff: bool) -> Event:
    """Give an appointment up: the person before it begins, the staff until it lapses.

    Raises:
        Refusal: `appointments.now_…`, `appointments.begun`.
    """
    expect_booked(state)
    if not by_staff and now >= state.starts_at:
        raise Refusal("appointments.begun")
    return Event("cancelled")


def place_in_line(
    state: AppointmentState, *, arrived_at: datetime, head_start: timedelta, policy: AppointmentPolicy
) -> Place:
    """Return the place of somebody who comes for an appointment.

    It is as if they had arrived when the slot began: coming earlier gains nothing over those who came before the slot,
    and coming late loses nothing. So they pass only people who came after the slot's beginning and before them, that
    is at most `late_minutes` before them; nobody waits longer for an appointment than that head start allows. Where
    the head start of their class gives a better place (P1, P2), that one counts.

    Args:
        state: the appointment.
        arrived_at: when they came.
        head_start: that of their class; nothing for ordinary people.
        policy: the hall's settings.

    Raises:
        Refusal: `appointments.now_…`, also once nobody has to wait for them any longer.
    """
    expect_booked(state)
    if arrived_at > lapses_at(state, policy):
        raise Refusal("appointments.now_no_show")
    if arrived_at > state.starts_at + timedelta(minutes=policy.late_minutes):
        return Place(kept=False)
    if head_start and arrived_at - head_start <= state.starts_at:
        return Place(kept=True)
    return Place(kept=True, by_slot=True, score=state.starts_at)


def check_in(place: Place, *, ticket_id: str) -> Event:
    """Come into the line with the place found."""
    return Event("checked_in" if place.kept else "came_late", {"ticket_id": ticket_id})


def lapses_at(state: AppointmentState, policy: AppointmentPolicy) -> datetime:
    """Return from when on a person is no longer expected (爽约): the slot's end and the time allowed for being late."""
    return state.ends_at + timedelta(minutes=policy.late_minutes)


def lapse(state: AppointmentState) -> Event:
    """Nobody came.

    Raises:
        Refusal: `appointments.now_…`: they came or cancelled.
    """
    expect_booked(state)
    return Event("lapsed")


def fold(state: AppointmentState | None, entry: Entry) -> AppointmentState:
    """Apply one entry of the journal."""
    details = entry.details
    if state is None:
        starts_at, ends_at = (datetime.fromisoformat(details[name]) for name in ("starts_at", "ends_at"))
        return AppointmentState(details["service"], starts_at, ends_at)
    ended = replace(state, settled_at=entry.at, state=_AFTER[entry.kind])
    return replace(ended, ticket_id=details["ticket_id"]) if "ticket_id" in details else ended


_AFTER = {"cancelled": CANCELLED, "checked_in": CHECKED_IN, "came_late": LATE, "lapsed": NO_SHOW}


def expect_booked(state: AppointmentState) -> None:
    """Refuse with the sentence of the present state, which says what can be done instead."""
    if state.state != BOOKED:
        raise Refusal(f"appointments.now_{state.state}")


def read_start(text: str) -> str | None:
    """Return a slot's beginning in its one form (09:30), None where it is no time of day."""
    try:
        return f"{time.fromisoformat(text.strip().zfill(5)):%H:%M}"
    except ValueError:
        return None
