"""A hall to measure on: one service, many open counters and their devices, in a database of its own."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from hall import schema
from hall.audit.model import AuditHead
from hall.audit.rules import GENESIS
from hall.catalogue.model import ServiceRow
from hall.contacts.rules import ContactPolicy
from hall.kernel.actor import Actor
from hall.kernel.clock import ManualClock
from hall.kernel.topics import Topic
from hall.posts.model import Counter
from hall.security.model import Device, Staff
from hall.storage import settings
from hall.storage.changes import Revision
from hall.storage.engine import for_writing, open_engine, sqlite_url
from hall.storage.place import HallFacts

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Monday 2026-11-23, 09:00 in the hall's zone."""

TODAY = MORNING.date()
COUNTERS = 240
SERVICE = "relief"
HALL = "01900000-0000-7000-8000-000000000001"
STAFF = "01900000-0000-7000-8000-000000000101"
DISPLAY = "01900000-0000-7000-8000-000000002000"


def counter_key(number: int) -> str:
    """Return the key of a counter of the measured hall, from 1."""
    return f"01900000-0000-7000-8000-000000001{number:03d}"


def device_key(number: int) -> str:
    """Return the key of the device at a counter, from 1."""
    return f"01900000-0000-7000-8000-000000002{number:03d}"


def clerk(counter: int, device: int) -> Actor:
    """Return somebody who may call at a counter, through a device whose audit chain they write."""
    return Actor(device_key(device), STAFF, "101", counter_key(counter), frozenset({"queue.call_next"}))


@dataclass(frozen=True, slots=True)
class Stage:
    """A hall of its own for one measurement.

    Attributes:
        url: its database.
    """

    url: str

    @property
    def postgresql(self) -> bool:
        """Whether it lies on a PostgreSQL server."""
        return self.url.startswith("postgresql")

    @property
    def clock(self) -> ManualClock:
        """A clock that stands at Monday morning."""
        return ManualClock(MORNING)

    def open(self) -> Engine:
        """Open the database for one more hand or process."""
        return open_engine(self.url)


def sqlite_stage(folder: Path, name: str) -> Stage:
    """Set up a hall in a SQLite file of a folder."""
    return stage_on(sqlite_url(folder / f"{name}.db"))


def stage_on(url: str) -> Stage:
    """Set up a hall in an empty database: tables, one clerk, and `COUNTERS` open counters with their devices."""
    engine = open_engine(url)
    schema.create(engine)
    with Session(for_writing(engine)) as session, session.begin():
        settings.write(session, HallFacts(hall_id=HALL, name="幸福里社区便民服务中心"))
        settings.write(session, ContactPolicy(every_visit_ends=False))  # the queue is measured alone
        session.add_all([_service(), _staff(), *(Revision(topic=topic, value=1) for topic in Topic)])
        session.add(Device(id=DISPLAY, kind="display", name="大屏", secret_hash="-"))
        for number in range(1, COUNTERS + 1):
            session.add_all([_counter(number), _device(number)])
            session.add(AuditHead(device_id=device_key(number), seq=0, digest=GENESIS))
    engine.dispose()
    return Stage(url)


def _service() -> ServiceRow:
    return ServiceRow(
        code=SERVICE, position=0, name="救助优抚", series="A", series_name="民政", examples=[], matters=[]
    )


def _staff() -> Staff:
    # No password has this hash: nobody can sign in to a measured hall.
    return Staff(
        id=STAFF, hall_id=HALL, number="101", name="王芳", department="community", roles=["clerk"], password_hash="-"
    )


def _counter(number: int) -> Counter:
    return Counter(
        id=counter_key(number),
        hall_id=HALL,
        number=number,
        name=f"{number} 号窗口",
        services=[SERVICE],
        state="open",
        staff_id=STAFF,
    )


def _device(number: int) -> Device:
    name = f"{number} 号窗口"
    return Device(id=device_key(number), kind="counter", name=name, counter_id=counter_key(number), secret_hash="-")
