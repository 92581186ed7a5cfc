"""Years behind a hall that is put under load: tickets that were really served, copied, and a full register."""

from datetime import date, timedelta
from random import Random

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from hall.gate import Request
from hall.posts.actions import open_counter
from hall.queue.actions import arrive, call_next, finish, take_ticket
from hall.queue.model import Ticket, TicketEvent
from hall.simulation.sample import SampleHall
from hall.storage.engine import for_writing
from hall.storage.numbers import NumberSeries
from ui.bench.bulk import copies, days_before, padded
from ui.bench.searching import _fill as fill
from ui.bench.stage import Stage

A_DAY = 1000
SEEDED = "ticket 01800000-0000-7000-8000-"
"""Begins what `hall check` says of the copies: their journals tell of the one ticket that was really served."""

_LAST_DAY = date(2026, 4, 1)
_KEY = "'01800000-0000-7000-8000-' || {}"


def add_tickets(engine: Engine, sample: SampleHall, count: int) -> None:
    """Add whole days of served tickets with their journals and requests; each day's numbers run from 1 to `A_DAY`."""
    days = -(-count // A_DAY)
    if not days:
        return
    first = _serve_one(sample)
    with for_writing(engine).begin() as connection:
        name = engine.dialect.name
        key = {"id": _KEY.format(padded(name, "n.i", 12))}
        seq, day = f"((n.i - 1) % {A_DAY}) + 1", days_before(name, _LAST_DAY.isoformat(), f"(n.i - 1) / {A_DAY}")
        changes = key | {"day": day, "series": "'H'", "seq": seq, "number": f"'H' || {padded(name, seq, 4)}",
                         "status_code": f"'H' || {padded(name, 'n.i', 7)}"}  # fmt: skip
        copies(connection, Ticket, f"t.id = '{first}'", days * A_DAY, changes)
        copies(connection, TicketEvent, f"t.subject_id = '{first}'", days * A_DAY, {"subject_id": key["id"]})
        one = "t.id = (SELECT max(id) FROM request WHERE action = 'queue.take_ticket')"
        copies(connection, Request, one, days * A_DAY, key)
        with Session(connection) as session:
            served = (_LAST_DAY - timedelta(number) for number in range(days))
            session.add_all(NumberSeries(series=f"ticket/{day}/H", value=A_DAY) for day in served)
            session.commit()
        if name == "postgresql":
            connection.exec_driver_sql("ANALYZE")


def add_people(engine: Engine, count: int) -> None:
    """Fill the register with made-up persons."""
    fill(Stage(engine.url.render_as_string(hide_password=False)), count, Random(20261123))


def _serve_one(sample: SampleHall) -> str:
    """Serve one resident; answers with the ticket, from which all others are copied."""
    clerk = sample.seats[0].hall
    services = sample.seats[0].counter.services
    ticket: str = sample.kiosk.do(take_ticket, service_code=services[0])
    clerk.do(open_counter)
    clerk.do(call_next)
    clerk.do(arrive, ticket_id=ticket)
    clerk.do(finish, ticket_id=ticket, outcome="left")
    return ticket
