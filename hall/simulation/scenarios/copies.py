"""One sample hall, furnished once and copied in memory for each scenario."""

import datetime as dt
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from hall import schema
from hall.kernel.clock import ManualClock
from hall.posts.actions import open_counter
from hall.security import actions as security
from hall.security.model import SignIn
from hall.security.passwords import fresh_password
from hall.security.views import StaffCard, colleagues, devices
from hall.service import Hall, SystemHall
from hall.simulation.sample import FACTS, furnish
from hall.storage import settings
from hall.storage.engine import for_writing, open_engine
from hall.storage.work import Reading

COUNTERS = 3
KIOSK, ITSELF = "居民", "大厅"
_BEFORE_ALL = dt.datetime(2024, 1, 2, 0, 30, tzinfo=dt.UTC)
_IN_MEMORY = "sqlite://"


@dataclass(frozen=True, slots=True)
class Copy:
    """A fresh hall: its clock, the hall itself, and everybody who can act, by the name that scenarios use."""

    clock: ManualClock
    itself: SystemHall
    actors: Mapping[str, Hall]
    staff: Mapping[str, StaffCard]


def fresh(at: dt.datetime) -> Copy:
    """Return a hall in which nothing has happened yet, at an instant (aware); the copy before it is gone."""
    engine, template = _engine(), _template()
    connection = engine.raw_connection()
    cast(sqlite3.Connection, connection.driver_connection).deserialize(template.content)
    connection.close()
    clock = ManualClock(at)
    itself = SystemHall.open(engine, clock)
    actors: dict[str, Hall] = {ITSELF: itself}
    actors |= {name: itself.at(device_id) for name, device_id in template.devices.items()}
    return Copy(clock, itself, actors, template.staff)


@cache
def _engine() -> Engine:
    """Return the one engine of all copies: a new one would compile every statement anew."""
    return open_engine(_IN_MEMORY)


@dataclass(frozen=True, slots=True)
class _Template:
    """The furnished hall as bytes, with the device at which each name acts."""

    content: bytes
    devices: Mapping[str, str]
    staff: Mapping[str, StaffCard]


@cache
def _template() -> _Template:
    """Furnish the sample hall, seat everybody and open the counters."""
    engine = open_engine(_IN_MEMORY)
    schema.create(engine)
    _name(engine)
    hall = SystemHall.open(engine, ManualClock(_BEFORE_ALL))
    sample = furnish(hall, COUNTERS)
    for seat in sample.seats:
        seat.hall.do(open_counter)
    places = _places(hall)
    staff = {card.name: card for card in hall.see(colleagues)}
    connection = engine.raw_connection()
    content = cast(sqlite3.Connection, connection.driver_connection).serialize()
    connection.close()
    hall.close()
    return _Template(content, places, staff)


def _name(engine: Engine) -> None:
    with Session(for_writing(engine)) as session, session.begin():
        settings.write(session, FACTS)


def _places(hall: SystemHall) -> dict[str, str]:
    """Return where everybody acts: at the device where the sample hall has seated them, or at a desk of their own."""
    seated = hall.see(_seated)
    places = {colleague.name: seated.get(colleague.id) or _seat(hall, colleague) for colleague in hall.see(colleagues)}
    (kiosk,) = (device.id for device in hall.see(devices) if device.kind == "kiosk")
    return {**places, KIOSK: kiosk}


def _seated(reading: Reading) -> dict[str, str]:
    """Return the device at which each colleague is signed in."""
    signed_in = select(SignIn.staff_id, SignIn.device_id).where(SignIn.ended_at.is_(None))
    return dict(reading.session.execute(signed_in).tuples().all())


def _seat(hall: SystemHall, colleague: StaffCard) -> str:
    """Give a colleague a desk and sign them in there."""
    kind = "admin" if "admin" in colleague.roles else "supervisor"
    device_id = hall.do(security.add_device, kind=kind, name=f"{colleague.name}的电脑").partition(".")[0]
    password = fresh_password()
    hall.do(security.reset_password, staff_id=colleague.id, new=password)
    hall.at(device_id).do(security.sign_in, number=colleague.number, password=password)
    return device_id
