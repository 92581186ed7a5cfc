"""A small hall for these tests: three groups of services, three counters, a guide's desk and a kiosk."""

import functools
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from hall import schema
from hall.catalogue.model import ServiceRow
from hall.contacts.rules import ContactPolicy
from hall.gate import Gate
from hall.kernel.actor import Actor
from hall.kernel.clock import Clock, ManualClock
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.people.model import Person
from hall.posts.model import Counter
from hall.queue import actions, views
from hall.queue.ledger import JOURNAL
from hall.queue.model import Ticket
from hall.queue.policy import QueuePolicy
from hall.storage import sealing, settings
from hall.storage.action import all_actions
from hall.storage.engine import open_engine
from hall.storage.place import HallFacts
from hall.storage.work import Place

ZONE = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # Monday 9:00 in the hall
SERVICES = (
    ("relief", "A", "民政", "救助优抚"),
    ("insurance", "B", "社保", "社会保险"),
    ("family", "C", "卫健", "生育健康"),
)
COUNTERS = (
    (1, ["relief"], False),
    (2, ["insurance"], False),
    (3, ["relief", "insurance"], False),
    (4, ["family"], True),
)


def key_of(name: str) -> str:
    """Return the same key for the same name in every process."""
    return str(uuid5(NAMESPACE_OID, name))


def furnish(url: str, counters: tuple[tuple[int, list[str], bool], ...] = COUNTERS) -> None:
    """Create the tables, the services and the counters, all of them open."""
    engine = open_engine(url)
    schema.create(engine)
    with Session(engine) as session, session.begin():
        settings.write(session, HallFacts(hall_id=key_of("hall"), name="幸福里社区服务大厅"))
        settings.write(session, ContactPolicy(every_visit_ends=False))  # these tests are about the queue alone
        for position, (code, series, series_name, name) in enumerate(SERVICES):
            session.add(
                ServiceRow(
                    code=code, position=position, name=name, series=series, series_name=series_name,
                    examples=[], matters=[],
                )
            )  # fmt: skip
        for number, services, takes_any in counters:
            session.add(
                Counter(
                    id=key_of(f"counter {number}"), hall_id=key_of("hall"), number=number, name=f"{number}号窗口",
                    services=services, takes_any=takes_any, state="open", staff_id=key_of(f"clerk {number}"),
                )
            )  # fmt: skip
    engine.dispose()


@functools.cache
def _furnished() -> bytes:
    with tempfile.TemporaryDirectory(prefix="hall-house-") as folder:
        file = Path(folder, "hall.sqlite3")
        furnish(f"sqlite:///{file}")
        return file.read_bytes()


def furnished_copy(folder: Path) -> str:
    """Put a copy of the furnished hall into a folder; for tests that need a fresh one for each example."""
    file = folder / "hall.sqlite3"
    file.write_bytes(_furnished())
    return f"sqlite:///{file}"


class Post:
    """Somebody at a device: does actions and sees views."""

    def __init__(self, gate: Gate, actor: Actor) -> None:
        self.gate = gate
        self.actor = actor

    def do(self, action: Any, **arguments: Any) -> Any:
        return self.gate.do(action, self.actor, new_id(), **arguments)

    def see(self, view: Callable[..., Any], **arguments: Any) -> Any:
        with self.gate.reading(self.actor) as reading:
            return view(reading, **arguments)

    def refused(self, action: Any, **arguments: Any) -> str:
        """Return the code with which an action is refused."""
        with pytest.raises(Refusal) as refusal:
            self.do(action, **arguments)
        return refusal.value.code

    def call(self) -> str:
        """Call the next ticket; answers with its number, empty when nobody waits."""
        ticket_id = self.do(actions.call_next)
        return self.ticket(ticket_id).number if ticket_id else ""

    def serve(self, ticket_id: str, outcome: str = "done") -> None:
        """Serve a called ticket to its end."""
        self.do(actions.arrive, ticket_id=ticket_id)
        self.do(actions.finish, ticket_id=ticket_id, outcome=outcome)

    def ticket(self, ticket_id: str) -> views.TicketCard:
        return self.see(views.ticket, ticket_id=ticket_id)


class House:
    """The hall of these tests.

    Attributes:
        clock: moved by the tests.
        guide: a guide at the desk, without a counter.
        kiosk: the machine at the door, with nobody signed in.
    """

    def __init__(self, url: str, clock: Clock | None = None) -> None:
        self.engine: Engine = open_engine(url)
        sealing.unlock(self.engine)
        self.clock = clock or ManualClock(MORNING)
        self.gate = Gate(self.engine, self.clock, Place(key_of("hall"), ZONE))
        self.guide = Post(self.gate, self._actor("guide", staff=True))
        self.kiosk = Post(self.gate, self._actor("kiosk", staff=False))

    def counter(self, number: int) -> Post:
        """Return the clerk at a counter."""
        return Post(self.gate, self._actor(f"clerk {number}", staff=True, counter=number))

    def counter_id(self, number: int) -> str:
        return key_of(f"counter {number}")

    def take(self, service: str = "relief", **arguments: Any) -> str:
        """Take a ticket at the guide's desk; answers with its key. A second passes between two tickets."""
        self.wait(seconds=1)
        return self.guide.do(actions.take_ticket, service_code=service, **arguments)

    def number(self, ticket_id: str) -> str:
        return self.guide.ticket(ticket_id).number

    def wait(self, **span: float) -> None:
        self.clock.advance(timedelta(**span))

    def run_due(self) -> int:
        """Run what is due by itself; answers with how many acts ran."""
        ran = 0
        while self.gate.run_due(Actor(key_of("hall itself"))):
            ran += 1
        return ran

    def resident(self, name: str, birth: date | None) -> str:
        """Put an invented person into the register."""
        with Session(self.engine) as session, session.begin():
            person = Person(
                id=new_id(), hall_id=key_of("hall"), name=name, id_kind="none", id_number="", sex="0", birth=birth,
                phone="", address="", created_at=MORNING,
            )  # fmt: skip
            session.add(person)
            return person.id

    def set(self, **changed: Any) -> None:
        """Change settings of the queue."""
        with Session(self.engine) as session, session.begin():
            settings.write(session, QueuePolicy(**changed))

    def journals_hold(self) -> bool:
        """Tell whether every ticket is what its journal says."""
        with Session(self.engine) as session:
            tickets = session.scalars(select(Ticket)).all()
            return all(JOURNAL.refold(JOURNAL.history(session, row.id)) == JOURNAL.of(row) for row in tickets)

    def close(self) -> None:
        self.engine.dispose()

    def _actor(self, name: str, *, staff: bool, counter: int = 0) -> Actor:
        return Actor(
            key_of(f"device of {name}"),
            key_of(name) if staff else None,
            f"S{counter:02d}" if staff else "",
            key_of(f"counter {counter}") if counter else None,
            frozenset(all_actions()),
        )
