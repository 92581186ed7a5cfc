"""The database itself refuses to change or delete what happened, on both databases."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Engine, delete, text, update
from sqlalchemy.exc import DBAPIError

from hall import schema
from hall.audit import guard
from hall.audit.chain import broken_chains
from hall.audit.model import AuditEntry
from hall.check import find_problems
from hall.gate import Request
from hall.posts.actions import add_counter
from hall.queue.actions import take_ticket
from hall.queue.model import TicketEvent
from hall.service import SystemHall
from tests.databases import SQLITE
from tests.halls import name_database, named_hall
from tests.tampering import unguarded


@pytest.fixture
def hall(prepared_database: Callable[[Callable[[str], Any]], str]) -> Iterator[SystemHall]:
    hall = named_hall(prepared_database(name_database))
    yield hall
    hall.close()


def problems(hall: SystemHall) -> list[str]:
    return hall.see(lambda reading: list(find_problems(reading)))


def refused(engine: Engine, statement: object) -> None:
    with pytest.raises(DBAPIError, match="never changed"), engine.begin() as connection:
        connection.execute(statement)  # type: ignore[call-overload]


def test_rows_of_the_past_can_neither_be_changed_nor_deleted(hall: SystemHall) -> None:
    hall.do(add_counter, number=1, name="综合", services=[])
    for kind in (AuditEntry, Request, TicketEvent):
        column = "digest" if kind is AuditEntry else "action" if kind is Request else "kind"
        with hall._engine.begin() as connection:
            schema.guard.stand(connection)  # a second time: nothing changes
        if kind is TicketEvent and hall._engine.dialect.name == "sqlite":
            continue  # a row has to be there for SQLite to ask; test_check has some
        refused(hall._engine, update(kind).values({column: "x"}))
        refused(hall._engine, delete(kind))
    if hall._engine.dialect.name == "postgresql":
        refused(hall._engine, text("TRUNCATE audit_entry"))
        refused(hall._engine, text(f"INSERT INTO audit_entry SELECT * FROM audit_entry {WRITTEN_OVER}"))
    else:
        refused(hall._engine, text("INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry"))
        refused(hall._engine, text("REPLACE INTO request SELECT * FROM request"))
        moved = "SELECT rowid, id || 'x', device_id, action, at, answer, refusal FROM request"
        columns = "rowid, id, device_id, action, at, answer, refusal"
        refused(hall._engine, text(f"REPLACE INTO request ({columns}) {moved}"))
    assert problems(hall) == []


WRITTEN_OVER = "ON CONFLICT (device_id, seq) DO UPDATE SET outcome = 'x'"
HOLLOW = {
    "postgresql": "CREATE OR REPLACE FUNCTION hall_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RETURN NULL; END $$",
    "sqlite": "CREATE TRIGGER request_keeps_UPDATE BEFORE UPDATE ON request BEGIN SELECT 1; END",
}


def test_a_guard_that_was_made_to_do_nothing_is_noticed(hall: SystemHall) -> None:
    with hall._engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER request_keeps_UPDATE")
        connection.exec_driver_sql(HOLLOW[connection.dialect.name])
        assert "request" in guard.missing(connection)
        guard.stand_down(connection)
        guard.stand(connection)
        assert guard.missing(connection) == ()


@SQLITE
def test_a_guard_that_an_older_program_put_up_is_completed_and_one_taken_away_is_not(hall: SystemHall) -> None:
    with hall._engine.begin() as connection:
        for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE name LIKE '%_keeps_INSERT'"):
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql("DROP TRIGGER ticket_event_keeps_DELETE")
        connection.exec_driver_sql("PRAGMA user_version=0")
        command.stamp(schema._migrations_on(connection), schema.HEAD)
    schema.prepare(hall._engine)
    with hall._engine.connect() as connection:
        assert guard.missing(connection) == ("ticket_event",)
    schema.prepare(hall._engine)
    assert [each for each in problems(hall) if "guard" in each] == [
        "ticket_event: the guard that keeps its rows from being changed is gone"
    ]


def test_every_journal_is_guarded_and_a_missing_guard_is_noticed(hall: SystemHall) -> None:
    assert {"audit_entry", "audit_anchor", "request", "ticket_event", "case_event"} <= set(guard.kept_tables())
    with hall._engine.begin() as connection:
        assert guard.missing(connection) == ()
        on = " ON ticket_event" if connection.dialect.name == "postgresql" else ""
        name = "only_grows" if on else "ticket_event_keeps_DELETE"
        connection.exec_driver_sql(f"DROP TRIGGER {name}{on}")
    assert [each for each in problems(hall) if "guard" in each] == [
        "ticket_event: the guard that keeps its rows from being changed is gone"
    ]


def test_whoever_takes_the_guard_away_still_breaks_the_chain(hall: SystemHall) -> None:
    for number in (1, 2, 3):
        hall.do(add_counter, number=number, name="综合", services=[])
    with unguarded(hall._engine) as connection:
        connection.execute(update(AuditEntry).where(AuditEntry.seq == 2).values(detail={"changes": {}}))
    (said,) = hall.see(lambda reading: list(broken_chains(reading.session)))
    assert "entry 2" in said
    with unguarded(hall._engine) as connection:
        connection.execute(update(AuditEntry).where(AuditEntry.seq == 2).values(detail={}))
        connection.execute(delete(AuditEntry).where(AuditEntry.seq == 3))
    (said,) = hall.see(lambda reading: list(broken_chains(reading.session)))
    assert "does not end where its head says (3)" in said


def test_an_action_whose_record_cannot_be_written_does_not_happen(hall: SystemHall) -> None:
    sqlite = "BEGIN SELECT RAISE(ABORT, 'no room'); END"
    with hall._engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"CREATE TRIGGER full BEFORE INSERT ON audit_entry {sqlite}")
        else:
            connection.exec_driver_sql("ALTER TABLE audit_entry ADD CONSTRAINT full_up CHECK (seq < 1) NOT VALID")
    with pytest.raises(DBAPIError):
        hall.do(add_counter, number=1, name="综合", services=[])
    with hall._engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM counter")).scalar() == 0


def test_the_guard_is_no_hindrance_to_work(hall: SystemHall) -> None:
    assert take_ticket.name == "queue.take_ticket"
    key = hall.do(add_counter, number=1, name="综合", services=[])
    assert hall.do_once("a" * 36, add_counter, number=2, name="综合", services=[]) != key
