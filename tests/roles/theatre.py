"""Scenarios played on a server with roles: everybody acts through the login of their own device, the hall as its host.

`python -m tests.roles.theatre` plays all of them and says which actions no kind of device has done under its role.
"""

import datetime as dt
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import Engine, event, make_url

from hall import roles, schema
from hall.kernel.clock import ManualClock
from hall.posts.actions import open_counter
from hall.security.rules import possible_at
from hall.security.views import StaffCard, colleagues, devices
from hall.service import Hall, SystemHall
from hall.simulation.sample import furnish
from hall.simulation.scenarios import copies
from hall.simulation.scenarios import play as plays
from hall.simulation.scenarios.copies import Copy
from hall.simulation.scenarios.text import Scenario
from hall.storage.engine import open_engine
from tests.postgres import PostgresServer
from ui.shared.i18n import sentence

SCENARIOS = Path(__file__).parents[1] / "scenarios"
PASSWORD = "Fuer-diese-Buehne-allein-7"
BEFORE_ALL = dt.datetime(2024, 1, 2, 0, 30, tzinfo=dt.UTC)


@dataclass
class Theatre:
    """Lends a fresh hall for each scenario; its engines stay, so that no statement is compiled twice.

    Attributes:
        lived: which actions went through the gate under the role of each kind of device.
    """

    server: PostgresServer
    places: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    staff: Mapping[str, StaffCard] = field(default_factory=dict)
    engines: dict[str, Engine] = field(default_factory=dict)
    lived: dict[str, set[str]] = field(default_factory=dict)
    url: str = ""
    _lent: AbstractContextManager[str] | None = None

    def play(self, scenario: Scenario) -> list[str]:
        """Play a scenario; answers with what is not as it says."""
        with patch.object(plays, "fresh", self.fresh):
            differences = plays.play(scenario, sentence)
        return [f"{each.step} {each.did}: {each.what} {each.expected} / {each.found}" for each in differences]

    def fresh(self, at: dt.datetime) -> Copy:
        """Return a hall in which nothing has happened yet; the one before it is gone."""
        self.clear()
        self._lent = self.server.database(self._furnish)
        self.url = self._lent.__enter__()
        clock = ManualClock(at)
        itself = SystemHall.open(self._engine("host"), clock)
        actors = {name: self._hall(device, clock) for name, device in self.places.items()}
        return Copy(clock, itself, {copies.ITSELF: itself, **actors}, self.staff)

    def clear(self) -> None:
        """Give the hall of the last scenario back."""
        for engine in self.engines.values():
            engine.dispose()
        if self._lent is not None:
            self._lent.__exit__(None, None, None)
            self._lent = None

    def _hall(self, device: str, clock: ManualClock) -> Hall:
        hall = Hall.open(self._engine(device), clock).at(device)
        noted = self.lived.setdefault(self.kinds[device], set())
        plain = hall.do

        def do(action: Any, *args: Any, **kwargs: Any) -> Any:
            noted.add(action.name)
            return plain(action, *args, **kwargs)

        hall.do = do  # type: ignore[method-assign]
        return hall

    def _engine(self, device: str) -> Engine:
        if device not in self.engines:
            way = make_url(self.url)
            if device == "host":
                way = way.update_query_dict({"options": "-crole=hall_host"})
            else:
                way = way.set(username=roles.login_name(device), password=PASSWORD)
            engine = open_engine(way)
            event.listen(engine, "do_connect", self._here)
            self.engines[device] = engine
        return self.engines[device]

    def _here(self, _dialect: object, _record: object, _args: object, parameters: dict[str, Any]) -> None:
        parameters["dbname"] = make_url(self.url).database

    def _furnish(self, url: str) -> None:
        engine = open_engine(url)
        schema.create(engine)
        copies._name(engine)
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
    theatre = Theatre(server)
    try:
        for scenario in plays.load([SCENARIOS]):
            found = theatre.play(scenario)
            sys.stdout.write("\n    ".join([f"{scenario.place.file} {scenario.name}", *found]) + "\n")
    finally:
        theatre.clear()
        server.stop()
    for kind, lived in theatre.lived.items():
        sys.stdout.write(f"{kind} never: {' '.join(sorted(possible_at(kind) - lived))}\n")


if __name__ == "__main__":
    main()
