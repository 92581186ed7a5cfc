"""What is rare on a simulated day, lived by everybody: the account still balances and the data is whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from hall.appointments.model import Appointment
from hall.audit.model import AuditEntry
from hall.kernel.clock import ManualClock
from hall.opening import sample_hall
from hall.originals.model import Original
from hall.originals.views import left_over
from hall.posts.actions import pause_counter
from hall.queue.model import Ticket
from hall.ratings.model import Rating
from hall.service import SystemHall
from hall.simulation.day import Simulation
from hall.simulation.profiles import Profile
from hall.simulation.results import Results
from hall.simulation.sample import FACTS, furnish
from hall.storage.work import Reading

FIRST, SECOND = date(2026, 11, 23), date(2026, 11, 24)
ODD = Profile(
    9, 2, no_show=0, appointments=0.5, early=0.3, late=0.2, too_late=0.4, missed=1, answers=1, grades=(0, 0, 0, 1, 1),
    wrong_calls=1, wrong_finishes=1, without_ticket=0.4, second_matters=1,
)  # fmt: skip


@dataclass(frozen=True)
class Lived:
    """Two days on which nearly every visit is an odd one."""

    hall: SystemHall
    results: Results


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    clock = ManualClock(datetime(2026, 11, 23, tzinfo=UTC))
    hall = sample_hall(tmp_path_factory.mktemp("hall"), FACTS, clock)
    clock.move_to(Simulation.first_morning(hall, FIRST))
    sample = furnish(hall, ODD.counters)
    yield Lived(hall, Simulation(sample, clock, ODD, "odd", 5, lambda _hall: None, lambda _done: None).live(2))
    hall.close()


def test_everybody_who_came_left_with_one_ticket_and_one_outcome(lived: Lived) -> None:
    results = lived.results
    assert results.problems == []
    assert results.residents == results.outcomes.total() == results.tickets.total() == results.ways.total() == 18


def test_whoever_booked_and_never_came_is_no_resident(lived: Lived) -> None:
    appointments = lived.results.appointments
    assert appointments["checked_in"] + appointments["late"] == lived.results.ways["appointment"] == 8
    assert appointments["no_show"] >= 4
    assert appointments["late"] >= 1
    assert appointments["booked"] == 0


def test_who_comes_on_the_second_day_booked_on_the_first(lived: Lived) -> None:
    def booked(reading: Reading) -> set[tuple[date, date]]:
        rows = reading.session.execute(select(Appointment.booked_at, Appointment.day))
        return {(reading.local(at).date(), day) for at, day in rows}

    assert lived.hall.see(booked) == {(FIRST, FIRST), (FIRST, SECOND)}


def test_wrong_presses_are_taken_back_and_every_visit_ends(lived: Lived) -> None:
    undone, ways = lived.results.undone, lived.results.ways
    assert ways["counter"] >= 1
    assert undone["call_undone"] == 18 - ways["counter"]
    assert undone["finish_undone"] == 18
    assert lived.results.several_matters == 18


def test_bad_grades_come_from_the_screens_with_the_reasons_of_the_hall(lived: Lived) -> None:
    grades = lived.results.ratings
    assert grades.total() == 18
    assert grades["1"] + grades["2"] + grades["blank"] == 18
    assert any(lived.hall.see(lambda reading: reading.session.scalars(select(Rating.reasons)).all()))


def test_each_clerk_had_lunch_once_a_day_and_not_all_at_once(lived: Lived) -> None:
    def pauses(reading: Reading) -> list[datetime]:
        rows = select(AuditEntry.at).where(AuditEntry.action == pause_counter.name, AuditEntry.outcome == "done")
        return [reading.local(at) for at in reading.session.scalars(rows.order_by(AuditEntry.at))]

    times = lived.hall.see(pauses)
    assert [at.date() for at in times] == [FIRST, FIRST, SECOND, SECOND]
    assert all((later - earlier).total_seconds() >= 1200 for earlier, later in (times[:2], times[2:]))


def test_nobody_is_left_at_a_counter(lived: Lived) -> None:
    states = lived.hall.see(lambda reading: set(reading.session.scalars(select(Ticket.state))))
    assert states == {"done"}


def test_everybody_has_their_originals_back(lived: Lived) -> None:
    came = lived.hall.see(lambda reading: reading.session.scalars(select(Original.count)).all())
    assert sum(came) >= 1
    assert lived.hall.see(left_over) == ()
