"""What the clients of a busy hall do, one small step after the other, from a seed."""

from collections.abc import Callable
from functools import partial
from random import Random
from types import SimpleNamespace
from typing import Any

from hall.appointments.actions import book, check_in
from hall.appointments.views import days_open, slots
from hall.catalogue.views import on_offer, services
from hall.kernel.refusal import Refusal
from hall.people.actions import identify
from hall.posts.actions import open_counter
from hall.queue.actions import arrive, call_next, finish, finish_and_call_next, miss, recall, take_ticket
from hall.queue.views import at_counter, in_line, outlook_of, ticket
from hall.simulation.profiles import PROFILES
from hall.simulation.residents import Crowd, Resident
from hall.simulation.visits import Visits
from tests.faults.diary import NOTE, Diary
from tests.faults.recorded import Recorded

MISSED, WITH_CASE, BY_APPOINTMENT, WITH_CARD = 0.12, 0.15, 0.08, 0.3
LONG_ENOUGH = 30
"""So many wait before the kiosk lets the counters catch up; a hall that nobody leaves would only grow."""


class People:
    """Draws residents for one client for as long as it lives."""

    def __init__(self, hall: Any, random: Random) -> None:
        matters = [card.matter for card in hall.see(on_offer)]
        zone = hall.see(lambda reading: reading.place.zone)
        self._crowd = Crowd(random, PROFILES["street"], matters, zone)
        self._day = hall.clock.now().date()
        self._waiting: list[Resident] = []

    def next(self) -> Resident:
        """Return the next who comes."""
        if not self._waiting:
            self._waiting = list(self._crowd.of(self._day, 50))
        return self._waiting.pop()


class Counter:
    """A clerk: calls, waits, serves, opens and ends cases with their papers."""

    def __init__(self, hall: Recorded, diary: Diary, random: Random, helpers: tuple[Recorded, Recorded] | None) -> None:
        self._hall, self._diary, self._random = hall, diary, random
        self._counter_id = hall.actor.counter_id
        self._visits: Visits | None = None
        if helpers is not None:
            leader, keeper = helpers
            seat = SimpleNamespace(hall=hall)
            around = SimpleNamespace(seats=(seat,), leader=leader, keeper=keeper)
            self._visits = Visits(around, random, hall.clock, lambda _hall: None)  # type: ignore[arg-type]
            self._people = People(hall, random)
        _allowing(partial(hall.do, open_counter))

    def step(self) -> None:
        """Do the next thing that there is to do."""
        self._hall.run_due()
        card = self._hall.see(at_counter, counter_id=self._counter_id)
        if card is None:
            _allowing(partial(self._hall.do, call_next))
        elif card.state == "calling":
            _allowing(partial(self._await, card.id))
        else:
            _allowing(partial(self._serve, card.id))

    def _await(self, ticket_id: str) -> None:
        """Let them come, call them again, or give them up, which the rules allow only after the last call."""
        try:
            self._hall.do(miss if self._random.random() < MISSED else arrive, ticket_id=ticket_id)
        except Refusal:
            self._hall.do(recall, ticket_id=ticket_id)

    def _serve(self, ticket_id: str) -> None:
        if self._visits is not None and self._random.random() < WITH_CASE:
            seat: Any = SimpleNamespace(hall=self._hall)
            resident = self._people.next()
            sheet = self._visits.begin(seat, ticket_id, resident)
            self._diary.write(NOTE, action="case", value=self._visits.finish(seat, ticket_id, sheet, resident))
            return
        ending = finish if self._random.random() < 0.3 else finish_and_call_next
        self._hall.do(ending, ticket_id=ticket_id, outcome="left")


class Kiosk:
    """A kiosk: takes tickets, asks how long it takes, checks in who has an appointment."""

    def __init__(self, hall: Recorded, diary: Diary, random: Random) -> None:
        self._hall, self._diary, self._random = hall, diary, random
        self._services = [card.code for card in hall.see(services)]
        self._people = People(hall, random)

    def step(self) -> None:
        """Let one resident do something."""
        self._hall.run_due()
        service = self._random.choice(self._services)
        self._hall.see(outlook_of, service_code=service)
        if len(self._hall.see(in_line)) >= LONG_ENOUGH:
            return
        by_appointment = self._random.random() < BY_APPOINTMENT
        _allowing(partial(self._come_as_agreed if by_appointment else self._take, service))

    def _take(self, service: str) -> None:
        known = self._random.random() < WITH_CARD
        person_id = self._read_card(self._people.next()) if known else ""
        self._number(self._hall.do(take_ticket, service_code=service, person_id=person_id))

    def _come_as_agreed(self, service: str) -> None:
        days = self._hall.see(days_open, service_code=service)[:1]
        free = [slot for day in days for slot in self._hall.see(slots, service_code=service, day=day) if slot.open]
        if not free:
            return
        person_id = self._read_card(self._people.next())
        start = self._random.choice(free).start
        appointment = self._hall.do(
            book, service_code=service, day=days[0], start=start, person_id=person_id, channel="kiosk"
        )
        self._number(self._hall.do(check_in, appointment_id=appointment))

    def _read_card(self, who: Resident) -> str:
        person_id: str = self._hall.do(identify, id_number=who.id_number, name=who.name, phone=who.phone)
        return person_id

    def _number(self, ticket_id: str) -> None:
        """Note the number on the paper that somebody holds now."""
        card = self._hall.see(ticket, ticket_id=ticket_id)
        self._diary.write(NOTE, action="number", value=[ticket_id, card.day.isoformat(), card.number])


def _allowing(step: Callable[[], Any]) -> None:
    """Let a rule refuse what somebody else has meanwhile decided; it stands in the diary."""
    try:
        step()
    except Refusal:
        return
