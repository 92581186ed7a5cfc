"""Two halls in two data folders that know each other's keys, and a package that goes from one to the other."""

import datetime as dt
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

import hall.schema
from hall.exchange import actions as exchange
from hall.kernel.clock import ManualClock
from hall.keys import actions as keys
from hall.keys.cards import read_card
from hall.keys.signing import hall_card
from hall.service import SystemHall
from hall.storage import settings
from hall.storage.engine import open_engine
from hall.storage.place import HallFacts
from tests.cases.house import House, prepare
from ui.shared.packages import Order, make_package

STREET = HallFacts(
    hall_id="00000000-0000-7000-8000-0000000000bb",
    name="望江街道便民服务中心",
    region="420199",
    code="0001",
    short_name="望江",
    phone="027-80000456",
)
STRANGER = HallFacts(
    hall_id="00000000-0000-7000-8000-0000000000cc", name="柳林街道便民服务中心", region="420199", code="0002"
)
NOON = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)


class Pair(NamedTuple):
    """The community's hall, the street that knows it, and a hall that neither knows."""

    ours: House
    street: SystemHall
    stranger: SystemHall

    def sent(self, matter: str = "MZ-001", **more: object) -> bytes:
        """Return a new package of an accepted case, made by 李明 for the street."""
        return self.send(self.ours.accepted(matter), **more)[1]

    def send(self, case_id: str, *, purpose: str = "forward", **more: object) -> tuple[str, bytes]:
        """Return a new package of a case, and its key."""
        return make_package(self.ours.first, case_id, Order(STREET.name, purpose, **more))  # type: ignore[arg-type]

    def opened(self, sealed: bytes) -> str:
        """Have the street open a package."""
        return self.street.do(exchange.open_package, sealed=sealed)


def pair(folder: Path) -> Pair:
    """Return the halls, each in a folder of its own."""
    url = f"sqlite:///{folder / 'community.sqlite3'}"
    prepare(url)
    ours = House(url)
    street, stranger = new_hall(folder, STREET), new_hall(folder, STRANGER)
    for one in (ours.hall, street, stranger):
        one.do(keys.make)
    introduce(ours.hall, to=street)
    introduce(street, to=ours.hall)
    introduce(street, to=stranger)
    introduce(ours.hall, to=stranger)
    return Pair(ours, street, stranger)


def introduce(one: SystemHall, *, to: SystemHall) -> None:
    """Let a hall take in another one's card, the fingerprint compared."""
    card = one.see(hall_card).decode()
    to.do(keys.import_hall, card=card, fingerprint=read_card(card).fingerprint)


def new_hall(folder: Path, facts: HallFacts) -> SystemHall:
    """Return a hall in a file of its own, in which nobody works yet."""
    engine = open_engine(f"sqlite:///{folder / facts.code}.sqlite3")
    hall.schema.create(engine)
    with Session(engine) as session, session.begin():
        settings.write(session, facts)
    return SystemHall.open(engine, ManualClock(NOON))
