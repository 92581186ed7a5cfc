"""Appointments of simulated days: who books a place, when they then come, and who never does."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from hall.appointments.actions import book
from hall.appointments.rules import GUIDE, KIOSK
from hall.appointments.views import SlotCard, policy, slots
from hall.people.actions import identify, register
from hall.people.samples import sample_name
from hall.service import Hall
from hall.simulation.profiles import CARD_SHOWN, Profile
from hall.simulation.residents import Resident
from hall.simulation.sample import SampleHall

Hours = tuple[datetime, datetime]
"""Between these instants of a day people come."""


@dataclass(frozen=True, slots=True)
class Booking:
    """An appointment that a resident keeps.

    Attributes:
        key: the appointment's.
        starts_at: beginning of its slot.
        known: they showed their card when they booked.
    """

    key: str
    starts_at: datetime
    known: bool


class Bookings:
    """Lets residents book at the guide's desk and at the kiosk, and says when they then come."""

    def __init__(
        self,
        sample: SampleHall,
        random: Random,
        profile: Profile,
        service_of: Mapping[str, str],
        print_waiting: Callable[[Hall], object],
    ) -> None:
        self._random = random
        self._profile = profile
        self._service_of = service_of
        self._print = print_waiting
        self._hall = sample.itself
        self._policy = sample.itself.see(policy)
        self._devices = ((sample.guide, GUIDE), (sample.kiosk, KIOSK))
        self._booked: dict[tuple[date, int], tuple[Resident, Booking]] = {}

    def wanted_by(self, residents: Sequence[Resident]) -> list[Resident]:
        """Return those who want an appointment; whoever does not know where to turn books none."""
        able = [resident for resident in residents if resident.asks_about is not None]
        return self._random.sample(able, min(len(able), round(self._profile.appointments * len(residents))))

    def ahead(self, residents: Sequence[Resident], hours: Hours) -> Iterator[tuple[Resident, datetime]]:
        """Yield those who want an appointment, with the instant at which they book within hours of an earlier day."""
        for resident in self.wanted_by(residents):
            yield resident, hours[0] + self._random.random() * (hours[1] - hours[0])

    def book(self, resident: Resident, hours: Hours) -> None:
        """Book the slot nearest to when the resident would have come; without a free one they come as they are."""
        slot = self._nearest(resident, hours)
        if slot is None:
            return
        device, channel = self._random.choice(self._devices)
        known = not resident.phone or self._random.random() < CARD_SHOWN
        device = device.showing(resident.id_number) if known else device
        who = (
            {"person_id": _taken_in(device, channel, resident)}
            if known
            else {"name": resident.name, "phone": resident.phone}
        )
        key = self._keep(device, channel, resident, slot, who)
        starts_at = _at(hours[0], slot.start)
        moved = replace(resident, arrives=self._coming(starts_at, hours))
        self._booked[_key(resident)] = (moved, Booking(key, starts_at, known))
        if self._random.random() < self._profile.missed:
            self._book_in_vain(resident, hours)

    def arrivals(self, residents: Sequence[Resident]) -> Iterator[tuple[Resident, Booking | None]]:
        """Yield the residents of a day with their appointments, whoever has one at the hour at which they come."""
        for resident in residents:
            yield self._booked.pop(_key(resident), (resident, None))

    def head_start(self, booking: Booking, arrives: datetime, own: float) -> float:
        """Return the seconds by which an appointment is treated as if it had come earlier; less than 0 if later.

        Args:
            booking: the appointment.
            arrives: when they come.
            own: the seconds of their class.
        """
        lead = (arrives - booking.starts_at).total_seconds()
        if lead > self._policy.late_minutes * 60:
            return own
        return max(own, lead) if own else lead

    def _book_in_vain(self, resident: Resident, hours: Hours) -> None:
        """Somebody books by telephone number for the same matter and never comes."""
        slot = self._nearest(resident, hours)
        if slot is not None:
            who = {"name": sample_name(self._random), "phone": f"139{self._random.randint(0, 99_999_999):08}"}
            self._keep(*self._devices[0], resident, slot, who)

    def _keep(self, device: Hall, channel: str, resident: Resident, slot: SlotCard, who: Mapping[str, str]) -> str:
        matter = resident.asks_about.code if resident.asks_about is not None else ""
        day = resident.arrives.date()
        key = device.do(book, day=day, start=slot.start, matter_code=matter, channel=channel, **who)
        self._print(device)
        return key

    def _nearest(self, resident: Resident, hours: Hours) -> SlotCard | None:
        service = self._service_of[resident.asks_about.code] if resident.asks_about is not None else ""
        offered = self._hall.see(slots, service_code=service, day=resident.arrives.date())
        free = [slot for slot in offered if slot.open]
        return min(free, key=lambda slot: abs(_at(hours[0], slot.start) - resident.arrives), default=None)

    def _coming(self, starts_at: datetime, hours: Hours) -> datetime:
        """Return when somebody comes for a slot: as a rule in the last minutes before it."""
        first, last = hours
        return min(max(starts_at + timedelta(minutes=self._minutes_late()), first), last)

    def _minutes_late(self) -> float:
        profile, rule, random = self._profile, self._policy, self._random
        chance = random.random()
        if (chance := chance - profile.too_late) < 0:
            return random.uniform(rule.late_minutes + 1, rule.late_minutes + rule.slot_minutes - 1)
        if (chance := chance - profile.late) < 0:
            return random.uniform(1, rule.late_minutes - 1)
        if chance - profile.early < 0:
            return -random.uniform(rule.early_minutes + 1, rule.early_minutes + 20)
        return -random.uniform(0, rule.early_minutes)


def _taken_in(device: Hall, channel: str, resident: Resident) -> str:
    """Lay a card on the kiosk's reader, or have it written down at the guide's desk; answers with the person's key."""
    if channel == KIOSK:
        return device.do(identify, **resident.as_shown())
    return device.do(register, **resident.as_registered())


def _key(resident: Resident) -> tuple[date, int]:
    return resident.arrives.date(), resident.number


def _at(day: datetime, clock: str) -> datetime:
    return datetime.combine(day.date(), time.fromisoformat(clock), day.tzinfo)
