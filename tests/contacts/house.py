"""A hall with four colleagues, each signed in at a counter of their own, and a clock that stands still."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

import hall.schema
from hall.kernel.clock import ManualClock
from hall.security import actions as security
from hall.security.model import Device, Staff
from hall.service import Hall, SystemHall
from hall.storage import settings
from hall.storage.engine import open_engine
from hall.storage.place import HallFacts

MORNING = dt.datetime(2026, 11, 23, 1, 0, tzinfo=dt.UTC)
"""Monday 2026-11-23, 9:00 in the hall."""

COLLEAGUES = {
    "0101": ("周建国", "leader"),
    "0107": ("李明", "clerk"),
    "0112": ("王芳", "clerk"),
    "0115": ("赵晴", "clerk"),
}
HALL = HallFacts(
    hall_id="00000000-0000-7000-8000-0000000000aa",
    name="幸福里社区便民服务中心",
    region="420199",
    code="0007",
    short_name="幸福里",
    address="望江路 8 号",
    phone="027-80000123",
    street="望江街道办事处",
    district="临江区人民政府",
)
PASSWORD = "Tea-at-9-oclock"


def prepare(url: str) -> None:
    """Make the tables, the colleagues and their devices, and sign everybody in."""
    engine = open_engine(url)
    hall.schema.create(engine)
    with Session(engine) as session, session.begin():
        settings.write(session, HALL)
    house = SystemHall.open(engine, ManualClock(MORNING))
    for number, (name, role) in COLLEAGUES.items():
        house.do(
            security.add_staff, number=number, name=name, department="综合", roles=[role, "clerk"], password=PASSWORD
        )
        device_id = house.do(security.add_device, kind="counter", name=number).split(".")[0]
        house.at(device_id).do(security.sign_in, number=number, password=PASSWORD)
    house.close()


class House:
    """The prepared hall as a test sees it.

    Attributes:
        clock: moves only when the test moves it.
        hall: the hall itself, which may do everything and is nobody.
        leader: the leader's counter (周建国).
        first: the counter of whoever is asked first (李明).
        second: a colleague's counter (王芳).
        third: another colleague's counter (赵晴).
    """

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)
        self.clock = ManualClock(MORNING)
        self.hall = SystemHall.open(self.engine, self.clock)
        plain = Hall.open(self.engine, self.clock)
        with Session(self.engine) as session:
            devices = dict(session.execute(select(Device.name, Device.id)).tuples().all())
            self._staff = dict(session.execute(select(Staff.number, Staff.id)).tuples().all())
        self.leader, self.first, self.second, self.third = (plain.at(devices[number]) for number in COLLEAGUES)

    def id_of(self, who: Hall) -> str:
        """Return the staff key of whoever sits at a counter."""
        assert who.actor.staff_id is not None
        return who.actor.staff_id

    def pass_time(self, **span: float) -> None:
        """Let time go by and run what became due."""
        self.clock.advance(dt.timedelta(**span))
        self.hall.run_due()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()
