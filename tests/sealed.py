"""A hall with something to hide, and the look of a thief at every column of its tables."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Engine, MetaData, inspect, select
from sqlalchemy.orm import Session

from hall.appointments.model import Appointment
from hall.kernel.clock import ManualClock
from hall.people.model import Person
from hall.service import SystemHall, contacts, people
from hall.simulation.day import Simulation
from hall.simulation.profiles import Profile
from hall.simulation.sample import SampleHall

DAY = date(2026, 11, 23)
FULL = Profile(5, 2, no_show=0, appointments=0.4, answers=1, grades=(1, 0, 0, 1, 1), without_ticket=0.2)


def lived_day(sample: SampleHall, clock: ManualClock) -> set[str]:
    """Live a day at a furnished hall; answers with every identity and phone number that somebody gave."""
    clock.move_to(Simulation.first_morning(sample.itself, DAY))
    Simulation(sample, clock, FULL, "full", 5, lambda _hall: None, lambda _done: None).live(1)
    return numbers_in(sample.itself)


def lived_visit(sample: SampleHall, *, number: str, phone: str) -> set[str]:
    """Let 王晓明 ask for something and leave number and phone; answers with what must not be readable."""
    seat = sample.seats[0].hall
    who = seat.do(people.register, name="王晓明", id_kind="resident_card", id_number=number, phone=phone)
    seat.do(people.correct, person_id=who, phone=phone, address="幸福路12号3单元")
    seat.do(contacts.open_sheet, way="walk_in", matter_text="低保怎么办", belonging="A", person_id=who)
    return numbers_in(sample.itself)


def numbers_in(hall: SystemHall) -> set[str]:
    """Return every identity and phone number in the register and on appointments, read with the key."""
    with Session(hall._engine) as session:
        persons = [value for row in session.scalars(select(Person)) for value in (row.id_number, row.phone)]
        booked = [row.phone for row in session.scalars(select(Appointment))]
    return {value for value in (*persons, *booked) if len(value) >= 8}


def readable(engine: Engine, secrets: Iterable[str]) -> list[str]:
    """Return the columns in which some secret can be read by whoever has the database and no key."""
    found = set()
    wanted = tuple(secrets)
    assert wanted, "nothing is hidden in an empty hall"
    tables = MetaData()
    with engine.connect() as connection:
        tables.reflect(connection)
        assert set(tables.tables) == set(inspect(connection).get_table_names())
        for table in tables.sorted_tables:
            for row in connection.execute(select(table)).mappings():
                shown = {name: str(value) for name, value in row.items() if value is not None}
                found |= {f"{table.name}.{n}" for n, text in shown.items() for each in wanted if each in text}
    return sorted(found)
