"""Lives whole days of a hall through the real actions on a clock that the simulation moves."""

from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import pairwise
from random import Random

from sqlalchemy import func, select

from hall.appointments.actions import check_in
from hall.catalogue.views import on_offer, services
from hall.kernel.calendar import WorkCalendar, load_calendar
from hall.kernel.clock import ManualClock
from hall.kernel.resources import resource
from hall.people.actions import identify
from hall.queue.actions import take_ticket
from hall.queue.learning import unlearned
from hall.queue.model import Ticket
from hall.queue.policy import QueuePolicy
from hall.ratings.views import reasons
from hall.service import SystemHall
from hall.simulation.accounts import account
from hall.simulation.agenda import Agenda
from hall.simulation.bookings import Booking, Bookings, Hours
from hall.simulation.counters import Counters, Guest, Progress
from hall.simulation.lane import Visitor
from hall.simulation.manners import Manners
from hall.simulation.needs import Needs, needs_of
from hall.simulation.office import BackOffice
from hall.simulation.paperwork import Printer, with_a_look
from hall.simulation.profiles import CARD_SHOWN, LEAST_WALK_SECONDS, MOST_WALK_SECONDS, UNSURE, Profile
from hall.simulation.residents import Crowd, Resident
from hall.simulation.results import Results
from hall.simulation.sample import SampleHall
from hall.simulation.visitors import seen_in_line
from hall.simulation.visits import Visits
from hall.statistics.staffing import StaffingPolicy
from hall.storage import settings

OPENS, CLOSES = time(9, 0), time(17, 30)
MORNING_MINUTES = 10
LAST_MINUTES = 30
"""So long before the close the last appointments come."""


class Simulation:
    """A hall and its residents on a clock.

    What happens next is always the earliest of what was planned and what the hall owes by itself, so the simulated
    day runs the recalls, the no-shows and the reminders of the real one.
    """

    def __init__(
        self,
        sample: SampleHall,
        clock: ManualClock,
        profile: Profile,
        profile_name: str,
        seed: int,
        print_waiting: Printer,
        progress: Progress,
    ) -> None:
        self._sample = sample
        self._profile = profile
        self._random = Random(seed)
        self._print = with_a_look(print_waiting)
        self._agenda = Agenda(sample.itself, clock)
        self._calendar = load_calendar(resource("calendar"))
        self._zone = sample.itself.see(lambda reading: reading.place.zone)
        self._policy = sample.itself.see(lambda reading: settings.read(reading.session, QueuePolicy))
        offered = sample.itself.see(services)
        self._series = {card.code: card.series for card in offered}
        self._service_of = {matter: card.code for card in offered for matter in card.matters}
        matters = [card.matter for card in sample.itself.see(on_offer)]
        codes = [code for code, _words in sample.itself.see(reasons)]
        # Each has chances of its own: who comes does not depend on what happens at the counters.
        self._crowd = Crowd(Random(f"{seed} crowd"), profile, matters, self._zone)
        self._manners = Manners(Random(f"{seed} manners"), profile, matters, codes)
        self._bookings = Bookings(sample, Random(f"{seed} bookings"), profile, self._service_of, self._print)
        self._expected: dict[date, tuple[Resident, ...]] = {}
        self._came: list[list[Visitor]] = []
        self._results = Results(profile_name, seed, profile.counters)
        self._office = BackOffice(sample, self._random, self._print)
        visits, lunch = Visits(sample, self._random, clock, self._print), timedelta(minutes=profile.lunch_minutes)
        self._counters = Counters(
            sample, self._agenda, visits, self._random, self._results, self._print, progress, lunch
        )

    @classmethod
    def first_morning(cls, hall: SystemHall, earliest: date) -> datetime:
        """Return ten to nine on the first working day that this hall has not lived yet."""
        last = hall.see(lambda reading: reading.session.scalar(select(func.max(Ticket.day))))
        zone = hall.see(lambda reading: reading.place.zone)
        calendar = load_calendar(resource("calendar"))
        day = earliest if last is None else max(earliest, last + timedelta(days=1))
        return datetime.combine(_workday_from(calendar, day), OPENS, zone) - timedelta(minutes=MORNING_MINUTES)

    def live(self, days: int) -> Results:
        """Live so many working days and return the account, which ends with the proof of the data."""
        wanted = [self._sample.itself.see(lambda reading: reading.today)]
        for _ in range(days):
            wanted.append(_workday_from(self._calendar, wanted[-1] + timedelta(days=1)))
        for day, following in pairwise(wanted):
            self._live_day(day, following if following != wanted[-1] else None)
        self._sample.itself.see(account, self._results, since=wanted[0])
        self._results.needs = self._needs()
        return self._results

    def _live_day(self, day: date, following: date | None) -> None:
        self._results.days.append(day)
        self._came.append([])
        first, last = self._hours(day)
        self._agenda.move_to(first)
        self._counters.open(self._instant(day, OPENS), self._instant(day, CLOSES))
        self._office.morning()
        self._print(self._sample.leader)
        self._expect_today(day)
        if following is not None:
            self._expect_tomorrow(following, (self._instant(day, OPENS), last))
        self._agenda.run_until(self._instant(day, CLOSES))
        self._counters.close()
        self._agenda.move_to(max(self._agenda.now, self._instant(day, self._policy.closing)))

    def _expect_today(self, day: date) -> None:
        """Let everybody come; on the first day appointments are booked early in the morning."""
        residents = self._expected.pop(day, None)
        if residents is None:
            residents = self._crowd.of(day, self._profile.residents)
            for resident in self._bookings.wanted_by(residents):
                self._bookings.book(resident, self._hours(day))
        for resident, booking in self._bookings.arrivals(residents):
            self._agenda.plan(resident.arrives, partial(self._arrive, resident, booking))
            self._results.arrivals[_half_hour(resident.arrives)] += 1
        self._results.residents += len(residents)

    def _expect_tomorrow(self, day: date, hours: Hours) -> None:
        """Let those who come tomorrow by appointment book in the course of today."""
        self._expected[day] = self._crowd.of(day, self._profile.residents)
        for resident, instant in self._bookings.ahead(self._expected[day], hours):
            self._agenda.plan(instant, partial(self._bookings.book, resident, self._hours(day)))

    def _arrive(self, resident: Resident, booking: Booking | None) -> None:
        """Take a ticket or check in at the kiosk; the elderly lay their card on the reader."""
        guest = Guest(resident, self._manners.of(resident))
        topic = resident.asks_about
        wish = ("", topic.code) if topic else (UNSURE, "")
        if booking is not None:
            ticket, known = self._sample.kiosk.do(check_in, appointment_id=booking.key), booking.known
        elif guest.manner.without_ticket and self._counters.serve_at_once(guest, *wish):
            self._note(guest, booking, known=False)
            return
        else:
            ticket, known = self._take_ticket(resident, *wish)
        self._note(guest, booking, known=known)
        self._print(self._sample.kiosk)
        self._counters.queue_up(ticket, guest)

    def _take_ticket(self, resident: Resident, service: str, matter: str) -> tuple[str, bool]:
        """Return the ticket and whether the kiosk has read the resident's card."""
        known = self._random.random() < CARD_SHOWN
        kiosk = self._sample.kiosk.showing(resident.id_number) if known else self._sample.kiosk
        person_id = kiosk.do(identify, **resident.as_shown()) if known else ""
        return kiosk.do(take_ticket, service_code=service, matter_code=matter, person_id=person_id), known

    def _note(self, guest: Guest, booking: Booking | None, *, known: bool) -> None:
        """Keep what the line saw of a resident, to live the day again with other counters."""
        resident, then = guest.resident, guest.manner.then
        walk = (LEAST_WALK_SECONDS + MOST_WALK_SECONDS) / 2
        seen = seen_in_line(resident, self._service_of, self._policy, known=known, walk=walk)
        if then is not None:
            seen = seen._replace(seconds=seen.seconds + then.minutes * 60)
        if booking is not None:
            seen = seen._replace(head_start=self._bookings.head_start(booking, resident.arrives, seen.head_start))
        self._came[-1].append(seen)

    def _needs(self) -> Needs | None:
        """Return how many counters the peak of these days asks for."""
        policy = self._sample.itself.see(lambda reading: settings.read(reading.session, StaffingPolicy))
        hours = (_seconds(OPENS), _seconds(CLOSES))
        return needs_of(self._came, self._series, policy, hours, unlearned(self._policy).no_show_seconds)

    def _hours(self, day: date) -> Hours:
        """Return between when people with an appointment come."""
        first = self._instant(day, OPENS) - timedelta(minutes=MORNING_MINUTES)
        return first, self._instant(day, CLOSES) - timedelta(minutes=LAST_MINUTES)

    def _instant(self, day: date, moment: time) -> datetime:
        return datetime.combine(day, moment, self._zone)


def _half_hour(instant: datetime) -> str:
    return f"{instant:%H}:{'00' if instant.minute < 30 else '30'}"


def _seconds(moment: time) -> float:
    return moment.hour * 3600.0 + moment.minute * 60


def _workday_from(calendar: WorkCalendar, day: date) -> date:
    while not calendar.is_workday(day):
        day += timedelta(days=1)
    return day
