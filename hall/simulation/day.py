"""Lives whole days of a hall through the real actions on a clock that the simulation moves."""

import heapq
import itertools
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random

from sqlalchemy import func, select

from hall.catalogue.views import on_offer
from hall.check import find_problems
from hall.kernel.calendar import WorkCalendar, load_calendar
from hall.kernel.clock import ManualClock
from hall.kernel.resources import resource
from hall.people.actions import register
from hall.posts.actions import close_counter, open_counter
from hall.queue.actions import arrive, call_next, expire_line, take_ticket
from hall.queue.model import Ticket
from hall.queue.views import at_counter
from hall.service import Hall, SystemHall
from hall.simulation.accounts import count_cases, count_papers, count_tickets, waits_of
from hall.simulation.office import BackOffice
from hall.simulation.profiles import Profile
from hall.simulation.residents import Crowd, Resident
from hall.simulation.results import Results
from hall.simulation.sample import SampleHall, Seat
from hall.simulation.visits import Visits
from hall.storage.due import next_due_at
from hall.storage.work import Reading

OPENS, CLOSES = time(9, 0), time(17, 30)
MORNING_MINUTES = 10
MOST_WALK_SECONDS = 18
UNSURE = "unsure"
"""The service for residents who do not know what theirs is."""

Progress = Callable[[int], object]
Printer = Callable[[Hall], object]


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
        self._clock = clock
        self._profile = profile
        self._random = Random(seed)
        self._print = print_waiting
        self._progress = progress
        self._calendar = load_calendar(resource("calendar"))
        self._planned: list[tuple[datetime, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self._idle: dict[int, Seat] = {}
        self._at_home: dict[str, Resident] = {}
        self._results = Results(profile_name, seed, profile.counters)
        matters = [card.matter for card in sample.itself.see(on_offer)]
        self._crowd = Crowd(self._random, profile, matters, sample.itself.see(lambda reading: reading.place.zone))
        self._visits = Visits(sample, self._random, clock)
        self._office = BackOffice(sample, self._random)

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
        day = self._today()
        for _ in range(days):
            self._live_day(day)
            day = _workday_from(self._calendar, day + timedelta(days=1))
        first = self._results.days[0]
        self._sample.itself.see(lambda reading: self._account(reading, first))
        return self._results

    def _live_day(self, day: date) -> None:
        self._results.days.append(day)
        self._move_to(self._instant(day, OPENS) - timedelta(minutes=MORNING_MINUTES))
        for seat in self._sample.seats:
            seat.hall.do(open_counter)
            self._idle[seat.counter.number] = seat
        self._office.morning()
        self._print_at_desks()
        for resident in self._crowd.of(day, self._profile.residents):
            self._plan(resident.arrives, partial(self._arrive, resident))
            self._results.arrivals[_half_hour(resident.arrives)] += 1
        self._results.residents += self._profile.residents
        self._run_until(self._instant(day, CLOSES))
        self._close()

    def _close(self) -> None:
        """Let no more tickets be called; those at a counter are served to the end."""
        self._idle.clear()
        self._sample.itself.do(expire_line)
        self._results.outcomes["unserved"] += len(self._at_home)
        self._at_home.clear()
        while self._planned:
            self._step(self._planned[0][0])
        for seat in self._sample.seats:
            seat.hall.do(close_counter)

    def _arrive(self, resident: Resident) -> None:
        """Take a ticket at the kiosk; the elderly lay their card on the reader."""
        kiosk = self._sample.kiosk
        person_id = kiosk.do(register, **_as_person(resident)) if self._random.random() < 0.7 else ""
        topic = resident.asks_about
        wanted = {"matter_code": topic.code} if topic else {"service_code": UNSURE}
        ticket = kiosk.do(take_ticket, **{"service_code": "", "person_id": person_id, **wanted})
        self._at_home[ticket] = resident
        self._print(kiosk)
        for seat in list(self._idle.values()):
            self._call(seat)

    def _call(self, seat: Seat) -> None:
        """Call whose turn it is; they come, or the hall calls again and misses them by itself."""
        self._idle.pop(seat.counter.number, None)
        ticket = seat.hall.do(call_next)
        if ticket is None:
            self._idle[seat.counter.number] = seat
            return
        resident = self._at_home.pop(ticket)
        if resident.leaves:
            self._await_miss(seat)
            return
        walk = timedelta(seconds=self._random.uniform(4, MOST_WALK_SECONDS))
        self._plan(self._clock.now() + walk, lambda: self._serve(seat, ticket, resident))

    def _await_miss(self, seat: Seat) -> None:
        """Look every few seconds whether the counter is free again."""

        def look() -> None:
            if seat.hall.see(at_counter, counter_id=seat.counter.id) is not None:
                self._plan(self._clock.now() + timedelta(seconds=5), look)
                return
            self._results.outcomes["no_show"] += 1
            self._free(seat)

        self._plan(self._clock.now() + timedelta(seconds=70), look)

    def _serve(self, seat: Seat, ticket: str, resident: Resident) -> None:
        seat.hall.do(arrive, ticket_id=ticket)
        sheet = self._visits.begin(seat, ticket, resident)
        self._plan(
            self._clock.now() + timedelta(minutes=resident.minutes), lambda: self._finish(seat, ticket, sheet, resident)
        )

    def _finish(self, seat: Seat, ticket: str, sheet: str, resident: Resident) -> None:
        self._results.outcomes[self._visits.finish(seat, ticket, sheet, resident)] += 1
        self._print(seat.hall)
        self._print_at_desks()
        self._free(seat)

    def _free(self, seat: Seat) -> None:
        self._progress(self._results.outcomes.total())
        if self._clock.now() < self._instant(self._results.days[-1], CLOSES):
            self._call(seat)

    def _print_at_desks(self) -> None:
        self._print(self._sample.leader)

    def _run_until(self, end: datetime) -> None:
        while self._planned and self._planned[0][0] <= end:
            self._step(self._planned[0][0])
        self._move_to(end)

    def _step(self, instant: datetime) -> None:
        """Do the next planned thing, after everything that the hall owed until then."""
        self._move_to(instant)
        _, _, happen = heapq.heappop(self._planned)
        happen()

    def _move_to(self, instant: datetime) -> None:
        """Move the clock on and stop wherever the hall owes something."""
        hall = self._sample.itself
        while (owed := hall.see(lambda reading: next_due_at(reading.session))) is not None and owed <= instant:
            self._clock.move_to(max(owed, self._clock.now()))
            hall.run_due()
        self._clock.move_to(instant)

    def _plan(self, instant: datetime, happen: Callable[[], None]) -> None:
        heapq.heappush(self._planned, (instant, next(self._order), happen))

    def _today(self) -> date:
        return self._sample.itself.see(lambda reading: reading.today)

    def _instant(self, day: date, moment: time) -> datetime:
        return datetime.combine(day, moment, self._sample.itself.see(lambda reading: reading.place.zone))

    def _account(self, reading: Reading, since: date) -> None:
        results = self._results
        results.tickets = count_tickets(reading, since)
        results.papers = count_papers(reading, since)
        results.cases = count_cases(reading, since)
        results.waits = waits_of(reading, since)
        results.problems = list(find_problems(reading))


def _as_person(resident: Resident) -> dict[str, str]:
    return {
        "name": resident.name,
        "id_kind": "resident_card",
        "id_number": resident.id_number,
        "phone": resident.phone,
    }


def _half_hour(instant: datetime) -> str:
    return f"{instant:%H}:{'00' if instant.minute < 30 else '30'}"


def _workday_from(calendar: WorkCalendar, day: date) -> date:
    while not calendar.is_workday(day):
        day += timedelta(days=1)
    return day
