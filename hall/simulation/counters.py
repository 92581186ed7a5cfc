"""The counters of a simulated day: whom they call, serve and miss, and what is pressed by mistake."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from random import Random

from hall.posts.actions import close_counter, open_counter, pause_counter
from hall.queue.actions import arrive, call_next, expire_line, finish, serve_without_ticket
from hall.queue.undoing import undo
from hall.queue.views import at_counter
from hall.simulation.agenda import Agenda
from hall.simulation.manners import Manner
from hall.simulation.opinions import Opinions
from hall.simulation.paperwork import Printer
from hall.simulation.profiles import LEAST_WALK_SECONDS, MOST_WALK_SECONDS
from hall.simulation.residents import Resident
from hall.simulation.results import Results
from hall.simulation.sample import SampleHall, Seat
from hall.simulation.visits import Visits

Progress = Callable[[int], object]

MORNING = timedelta(hours=3)
"""From the opening until the first clerks go to lunch: noon."""

NOTICED_SECONDS = (5.0, 15.0)
"""Until a clerk sees that it was the wrong key; assumed, well within the time for undoing."""

MISSED_SECONDS = 70.0
"""Three calls and the wait after the last one."""


@dataclass(frozen=True, slots=True)
class Guest:
    """A resident in the hall and how their visit goes."""

    resident: Resident
    manner: Manner


class Counters:
    """Plays the clerks with the residents in the hall; each guest who came in leaves with exactly one outcome."""

    def __init__(
        self,
        sample: SampleHall,
        agenda: Agenda,
        visits: Visits,
        random: Random,
        results: Results,
        print_waiting: Printer,
        progress: Progress,
        lunch: timedelta,
    ) -> None:
        self._sample = sample
        self._agenda = agenda
        self._visits = visits
        self._random = random
        self._results = results
        self._print = print_waiting
        self._progress = progress
        self._lunch = lunch
        self._opinions = Opinions(sample, agenda)
        self._idle: dict[int, Seat] = {}
        self._hungry: set[int] = set()
        self._in_line: dict[str, Guest] = {}
        self._closes = agenda.now

    def open(self, opens: datetime, closes: datetime) -> None:
        """Open all counters for the day; every second clerk has lunch while the others stay."""
        self._closes = closes
        for place, seat in enumerate(self._sample.seats):
            seat.hall.do(open_counter)
            self._idle[seat.counter.number] = seat
            if self._lunch:
                noon = opens + MORNING + self._lunch * (place % 2)
                self._agenda.plan(noon, partial(self._grow_hungry, seat))

    def close(self) -> None:
        """Let no more tickets be called; those at a counter are served to the end."""
        self._idle.clear()
        self._sample.itself.do(expire_line)
        self._results.outcomes["unserved"] += len(self._in_line)
        self._in_line.clear()
        self._agenda.run_out()
        for seat in self._sample.seats:
            seat.hall.do(close_counter)

    def queue_up(self, ticket: str, guest: Guest) -> None:
        """Let somebody wait with their ticket."""
        self._in_line[ticket] = guest
        self.look_up()

    def look_up(self) -> None:
        """Let every counter that has nothing to do see whether somebody waits."""
        for seat in list(self._idle.values()):
            self._call(seat)

    def serve_at_once(self, guest: Guest, service: str, matter: str) -> bool:
        """Let somebody without a ticket walk to a free counter; answers whether there was one."""
        if not self._idle:
            return False
        seat = self._idle.pop(min(self._idle))
        ticket = seat.hall.do(serve_without_ticket, service_code=service, matter_code=matter)
        self._attend(seat, ticket, guest)
        return True

    def _call(self, seat: Seat) -> None:
        """Call whose turn it is; they come, or the hall calls again and misses them by itself."""
        self._idle.pop(seat.counter.number, None)
        ticket = seat.hall.do(call_next) if self._in_line else None  # the clerk sees on the screen that nobody waits
        if ticket is None:
            self._idle[seat.counter.number] = seat
            return
        guest = self._in_line.pop(ticket)
        if guest.manner.called_by_mistake and self._agenda.now + timedelta(minutes=1) < self._closes:
            self._agenda.after(self._random.uniform(*NOTICED_SECONDS), partial(self._take_back, seat, ticket, guest))
        elif guest.resident.leaves:
            self._agenda.after(MISSED_SECONDS, partial(self._await_miss, seat))
        else:
            walk = self._random.uniform(LEAST_WALK_SECONDS, MOST_WALK_SECONDS)
            self._agenda.after(walk, partial(self._serve, seat, ticket, guest))

    def _take_back(self, seat: Seat, ticket: str, guest: Guest) -> None:
        """Undo a call by a wrong key: the ticket stands in line as before, and this counter calls a little later."""
        seat.hall.do(undo)
        self._agenda.after(self._random.uniform(*NOTICED_SECONDS), partial(self._free, seat))
        self.queue_up(ticket, replace(guest, manner=replace(guest.manner, called_by_mistake=False)))

    def _await_miss(self, seat: Seat) -> None:
        """Look every few seconds whether the counter is free again."""
        if seat.hall.see(at_counter, counter_id=seat.counter.id) is not None:
            self._agenda.after(5, partial(self._await_miss, seat))
            return
        self._results.outcomes["no_show"] += 1
        self._free(seat)

    def _serve(self, seat: Seat, ticket: str, guest: Guest) -> None:
        seat.hall.do(arrive, ticket_id=ticket)
        self._attend(seat, ticket, guest)

    def _attend(self, seat: Seat, ticket: str, guest: Guest) -> None:
        sheet = self._visits.begin(seat, ticket, guest.resident)
        seconds = guest.resident.minutes * 60
        if guest.manner.finished_by_mistake:
            self._agenda.after(seconds / 2, partial(self._finish_by_mistake, seat, ticket))
        self._agenda.after(seconds, partial(self._finish, seat, ticket, sheet, guest))

    def _finish_by_mistake(self, seat: Seat, ticket: str) -> None:
        """End a visit too early, as if the resident had left; half of the shortest visit is longer than to see it."""
        seat.hall.do(finish, ticket_id=ticket, outcome="left")
        self._agenda.after(self._random.uniform(*NOTICED_SECONDS), lambda: seat.hall.do(undo))

    def _finish(self, seat: Seat, ticket: str, sheet: str, guest: Guest) -> None:
        then = guest.manner.then
        if then is not None:
            self._visits.attend(seat, ticket, sheet, guest.resident)
            self._go_on(seat, ticket, replace(guest, resident=then, manner=replace(guest.manner, then=None)))
            return
        self._results.outcomes[self._visits.finish(seat, ticket, sheet, guest.resident)] += 1
        self._print_papers(seat)
        self._opinions.ask(seat, ticket, guest.manner.opinion)
        self._free(seat)

    def _go_on(self, seat: Seat, ticket: str, guest: Guest) -> None:
        """Turn to the second matter; the outcome of a visit is that of its last one."""
        self._print_papers(seat)
        sheet = self._visits.go_on(seat, ticket, guest.resident)
        self._agenda.after(guest.resident.minutes * 60, partial(self._finish, seat, ticket, sheet, guest))

    def _free(self, seat: Seat) -> None:
        self._progress(self._results.outcomes.total())
        if self._agenda.now >= self._closes:
            return
        if seat.counter.number in self._hungry:
            self._rest(seat)
        else:
            self._call(seat)

    def _grow_hungry(self, seat: Seat) -> None:
        """Go to lunch, or as soon as whoever is at the counter has been served."""
        self._hungry.add(seat.counter.number)
        if self._idle.pop(seat.counter.number, None) is not None:
            self._rest(seat)

    def _rest(self, seat: Seat) -> None:
        """Pause the counter for lunch."""
        self._hungry.discard(seat.counter.number)
        seat.hall.do(pause_counter, reason="meal")
        self._agenda.after(self._lunch.total_seconds(), partial(self._come_back, seat))

    def _come_back(self, seat: Seat) -> None:
        seat.hall.do(open_counter)
        self._free(seat)

    def _print_papers(self, seat: Seat) -> None:
        self._print(seat.hall)
        self._print(self._sample.leader)
