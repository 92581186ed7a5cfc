"""A furnished hall on a server with roles, and a login for each kind of device; made once for all tests here."""

from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
import pytest
from sqlalchemy import Engine, make_url

from hall import roles
from hall.catalogue.views import services
from hall.contacts.rules import ContactPolicy
from hall.kernel.clock import ManualClock
from hall.posts import actions as posts
from hall.posts.views import counters
from hall.queue import actions as queue
from hall.queue.views import at_counter
from hall.security.actions import set_policy
from hall.security.rules import DEVICE_KINDS
from hall.service import Hall, SystemHall, security_views
from hall.simulation.sample import SampleHall
from hall.storage.engine import open_engine
from tests.halls import MONDAY_MORNING, furnish_database, sample_hall
from tests.machines import give_machine_key
from tests.postgres import PostgresServer

PASSWORD = "Fuer-diese-Tests-allein-7"


@dataclass
class Guarded:
    """A hall whose server lets every device do no more than its kind needs."""

    url: str
    owner: Engine
    sample: SampleHall
    clock: ManualClock
    devices: dict[str, str]
    engines: dict[str, Engine]

    def login(self, kind: str) -> str:
        """Return the URL with which the device of a kind logs in."""
        way = make_url(self.url).set(username=roles.login_name(self.devices[kind]), password=PASSWORD)
        return way.render_as_string(hide_password=False)

    def let_visits_end(self) -> None:
        """Let tickets be finished with nothing on record."""
        self.sample.itself.do(set_policy, policy=ContactPolicy(every_visit_ends=False))

    def visit(self, number: int, *, ends: bool = True) -> str:
        """Serve somebody at a counter of the sample, whoever was there before; answers with the key of the ticket."""
        counter, seat = self.sample.itself.see(counters)[number], self.sample.seats[number]
        self.let_visits_end()
        if (there := seat.hall.see(at_counter, counter_id=counter.id)) is not None:
            seat.hall.do(queue.finish, ticket_id=there.id)
        seat.hall.do(posts.open_counter)
        visit = seat.hall.do(queue.serve_without_ticket, service_code=seat.hall.see(services)[0].code)
        if ends:
            seat.hall.do(queue.finish, ticket_id=visit)
        return visit

    def host(self) -> SystemHall:
        """Return the hall as its host has it, with the rights of the service alone."""
        if "host" not in self.engines:
            way = make_url(self.url).update_query_dict({"options": "-crole=hall_host"})
            self.engines["host"] = open_engine(way)
        return SystemHall.open(self.engines["host"], self.clock)

    def hall(self, kind: str) -> Hall:
        """Return the hall as the PC of a kind has it: logged in as itself."""
        if kind not in self.engines:
            self.engines[kind] = open_engine(self.login(kind))
        return Hall.open(self.engines[kind], self.clock).at(self.devices[kind])


@pytest.fixture(scope="package")
def guarded(postgres_server: PostgresServer) -> Iterator[Guarded]:
    with postgres_server.database(furnish_database) as url:
        clock = ManualClock(MONDAY_MORNING)
        sample = sample_hall(url, clock)
        owner = open_engine(url)
        devices = _devices(sample.itself)
        with owner.begin() as connection:
            roles.apply(connection)
            for kind in DEVICE_KINDS:
                roles.admit(connection, devices[kind], kind, PASSWORD)
        for kind, device in devices.items():
            give_machine_key(owner, kind, roles.login_name(device))
        made = Guarded(url, owner, sample, clock, devices, {})
        yield made
        for engine in (owner, *made.engines.values()):
            engine.dispose()
        sample.itself.close()


@pytest.fixture(scope="package")
def logins(guarded: Guarded) -> Iterator[dict[str, "psycopg.Connection[object]"]]:
    """A plain connection for each kind, past the program, as a thief of its password would come."""
    opened: dict[str, psycopg.Connection[object]] = {}
    for kind in DEVICE_KINDS:
        url = make_url(guarded.login(kind)).set(drivername="postgresql").render_as_string(hide_password=False)
        opened[kind] = psycopg.connect(url)
    yield opened
    for each in opened.values():
        each.close()


def _devices(itself: SystemHall) -> dict[str, str]:
    """Return one device of each kind; an administrator's PC is registered besides those of the sample."""
    from hall.security import actions as security

    itself.do(security.add_device, kind="admin", name="管理员电脑")
    found: dict[str, str] = {}
    for card in itself.see(security_views.devices):
        found.setdefault(card.kind, card.id)
    return found
