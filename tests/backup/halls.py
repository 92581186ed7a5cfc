"""A hall in which one thing has been done in many rooms, for copies."""

from typing import Any

from sqlalchemy import Engine

from hall.backup.snapshot import snapshot
from hall.backup.tables import read_rows, shapes_of
from hall.people import actions as people
from hall.posts import actions as posts
from hall.queue import actions as queue
from hall.storage import sealing
from tests.halls import furnish_database, sample_hall

SERVICE = "aid"
AFTERWARDS = {"audit_entry", "audit_head", "number_gap", "number_series", "restoring", "revision"}
"""Tables that a return from a copy adds to: its own entry in the record, and numbers left out."""


def live_a_little(url: str) -> None:
    """Prepare a sample hall with a resident, tickets and a visit; for the fixture `prepared_database`."""
    furnish_database(url)
    sample = sample_hall(url)
    clerk = sample.seats[0].hall
    resident = {"name": "欧阳𬭎", "id_kind": "resident_card", "id_number": "110105199003078510", "phone": "13800138000"}
    clerk.do(people.register, **resident)
    for _ in range(3):
        sample.kiosk.do(queue.take_ticket, service_code=SERVICE)
    clerk.do(posts.open_counter)
    clerk.do(queue.call_next)
    sample.itself.close()


def content_of(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table as it stands in the database."""
    with snapshot(engine) as connection:
        return {shape.name: [tuple(row) for row in read_rows(connection, shape)] for shape in shapes_of(connection)}


def root_of(engine: Engine) -> bytes:
    """Return the hall's root secret."""
    sealing.unlock(engine)
    return sealing.root_for(engine)
