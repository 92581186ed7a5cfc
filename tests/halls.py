"""Halls for tests: the sample hall on any database, with a clock that stands still."""

from datetime import UTC, datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from hall import schema
from hall.contacts.rules import ContactPolicy
from hall.kernel.clock import ManualClock
from hall.security.actions import set_policy
from hall.service import SystemHall
from hall.simulation.sample import FACTS, SampleHall, furnish
from hall.storage import settings
from hall.storage.engine import for_writing, open_engine

MONDAY_MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Monday 2026-11-23, 09:00 in the hall's zone: an ordinary working day."""


def empty_hall(url: str, clock: ManualClock | None = None) -> SystemHall:
    """Return a hall with a name and no staff."""
    engine = open_engine(url)
    schema.create(engine)
    name_hall(engine)
    return SystemHall.open(engine, clock or ManualClock(MONDAY_MORNING))


def name_database(url: str) -> None:
    """Prepare a hall with a name and no staff; for the fixture `prepared_database`."""
    empty_hall(url).close()


def named_hall(url: str, clock: ManualClock | None = None) -> SystemHall:
    """Return the hall on a database that `name_database` has prepared."""
    return SystemHall.open(open_engine(url), clock or ManualClock(MONDAY_MORNING))


def name_hall(engine: Engine) -> None:
    with Session(for_writing(engine)) as session, session.begin():
        settings.write(session, FACTS)


def furnish_database(url: str) -> None:
    """Prepare a sample hall of three counters; for the fixture `prepared_database`."""
    hall = empty_hall(url)
    furnish(hall, 3)
    hall.close()


def sample_hall(url: str, clock: ManualClock | None = None) -> SampleHall:
    """Return the sample hall on a database that `furnish_database` has prepared, everybody signed in."""
    hall = SystemHall.open(open_engine(url), clock or ManualClock(MONDAY_MORNING))
    return furnish(hall, 3)


def use_the_queue_alone(sample: SampleHall) -> None:
    """Let tickets be finished with nothing on record, in tests of what follows from the end of a visit."""
    sample.itself.do(set_policy, policy=ContactPolicy(every_visit_ends=False))
