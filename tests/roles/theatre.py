"""Scenarios played on a server with roles: everybody acts through the login of their own device, the hall as its host.

`python -m tests.roles.theatre` plays all of them and says which actions no kind of device has done under its role.
"""

import datetime as dt
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from sqlalchemy import Engine, event, make_url
from sqlalchemy.orm import Session

from hall import roles, schema
from hall.kernel.clock import ManualClock
from hall.posts.actions import open_counter
from hall.roles.grants import HOST
from hall.security.rules import NOBODY_SITS_AT
from hall.security.views import StaffCard, colleagues, devices
from hall.service import Hall, SystemHall
from hall.simulation.sample import FACTS, furnish
from hall.simulation.scenarios import copies
from hall.simulation.scenarios import play as plays
from hall.simulation.scenarios.copies import Copy
from hall.simulation.scenarios.text import Scenario
from hall.storage import sealing, settings
from hall.storage.engine import open_engine
from tests.machines import give_machine_key
from tests.postgres import PostgresServer
from tests.roles.rehearsal import Rehearsal
from ui.shared.i18n import sentence

SCENARIOS = Path(__file__).parents[1] / "scenarios"
PASSWORD = "Fuer-diese-Buehne-allein-7"
OWNER: Final = "owner"
OFTEN: Final = 3
"""So often every deed is done at each kind of PC when all scenarios are played."""
BEFORE_ALL = dt.datetime(2024, 1, 2, 0, 30, tzinfo=dt.UTC)


@dataclass
class Theatre:
    """Lends a fresh hall for each scenario; its engines stay, so that no statement is compiled twice.

    Attributes:
        rehearses: whatever is done is tried at every other kind of device that may do it, too.
    """

    server: PostgresServer
    places: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    staff: Mapping[str, StaffCard] = field(default_factory=dict)
    engines: dict[str, Engine] = field(default_factory=dict)
    rehearses: bool = False
    url: str = ""
    _lent: AbstractContextManager[str] | None = None

    def __post_init__(self) -> None:
        self.rehearsal = Rehearsal(self.owner, self._engine)

    def play(self, scenario: Scenario) -> list[str]:
        """Play a scenario; answers with what is not as it says."""
        listening = self.rehearsal.listening() if self.rehearses else nullcontext()
        with patch.object(plays, "fresh", self.fresh), listening:
            differences = plays.play(scenario, sentence)
        return [f"{each.step} {each.did}: {each.what} {each.expected} / {each.found}" for each in differences]

    def fresh(self, at: dt.datetime) -> Copy:
        """Return a hall in which nothing has happened yet; the one before it is gone."""
        self.clear()
        self._lent = self.server.database(self._furnish)
        self.url = self._lent.__enter__()
        clock = ManualClock(at)
        itself = SystemHall.open(self._engine(HOST), clock)
        actors = {name: Hall.open(self._engine(device), clock).at(device) for name, device in self.places.items()}
        machines = {kind: device for device, kind in self.kinds.items() if kind in NOBODY_SITS_AT}
        seated = [hall.actor for hall in (*actors.values(), *map(itself.at, machines.values()))]
        self.rehearsal.actors = {actor.kind: actor for actor in reversed(seated)}
        return Copy(clock, itself, {copies.ITSELF: itself, **actors}, self.staff)

    def owner(self) -> Engine:
        """Return the engine of the tables' owner."""
        return self._engine(OWNER)

    def clear(self) -> None:
        """Give the hall of the last scenario back."""
        for engine in self.engines.values():
            engine.dispose()
        if self._lent is not None:
            self._lent.__exit__(None, None, None)
            self._lent = None

    def _engine(self, device: str) -> Engine:
        if device not in self.engines:
            way = make_url(self.url)
            if device == HOST:
                way = way.update_query_dict({"options": "-crole=hall_host"})
            elif device != OWNER:
                way = way.set(username=roles.login_name(device), password=PASSWORD)
                give_machine_key(self.owner(), self.kinds[device], roles.login_name(device))
            engine = open_engine(way)
            event.listen(engine, "do_connect", self._here)
            sealing.unlock(engine)
            self.engines[device] = engine
        return self.engines[device]

    def _here(self, _dialect: object, _record: object, _args: object, parameters: dict[str, Any]) -> None:
        parameters["dbname"] = make_url(self.url).database

    def _furnish(self, url: str) -> None:
        engine = open_engine(url)
        schema.create(engine)
        with Session(engine) as session, session.begin():
            settings.write(session, replace(FACTS, hall_id="00000000-0000-7000-8000-0000000000dd"))
        hall = SystemHall.open(engine, ManualClock(BEFORE_ALL))
        for seat in furnish(hall, copies.COUNTERS).seats:
            seat.hall.do(open_counter)
        self.places = copies._places(hall)
        self.staff = {card.name: card for card in hall.see(colleagues)}
        self.kinds = {card.id: card.kind for card in hall.see(devices)}
        with engine.begin() as connection:
            roles.apply(connection)
            for device, kind in self.kinds.items():
                roles.admit(connection, device, kind, PASSWORD)
        hall.close()


def main() -> None:
    """Play every scenario and say what differs and what nobody did."""
    server = PostgresServer()
    server.start()
    theatre = Theatre(server, rehearses=True)
    theatre.rehearsal.times = OFTEN
    try:
        for scenario in plays.load([SCENARIOS]):
            found = theatre.play(scenario)
            sys.stdout.write("\n    ".join([f"{scenario.place.file} {scenario.name}", *found]) + "\n")
    finally:
        theatre.clear()
        server.stop()
    for kind in (*theatre.rehearsal.actors, HOST):
        sys.stdout.write(f"{kind} never: {' '.join(sorted(theatre.rehearsal.lacks(kind)))}\n")
    sys.stdout.write("\n".join(["may not what it should:", *sorted(theatre.rehearsal.faults)]) + "\n")


if __name__ == "__main__":
    main()
