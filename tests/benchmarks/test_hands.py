"""The hall, a plain session and the bare driver leave the same rows behind, so their times may be compared."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, func, inspect, select
from sqlalchemy.orm import Session

from hall.audit.model import AuditEntry
from hall.gate import Request
from hall.queue.model import Ticket, TicketEvent
from hall.storage.base import Base
from hall.storage.due import DueAct
from ui.bench.calling import WAYS
from ui.bench.stage import Stage, stage_on
from ui.bench.tickets import add_history, add_line, clear_counters, number_of

WRITTEN = (Ticket, TicketEvent, DueAct, Request, AuditEntry)
# What no two calls have in common: keys, and what follows from them.
OWN = {"id", "number", "seq", "status_code", "subject_id", "arguments", "subjects", "request_id", "device_id", "digest",
       "answer"}  # fmt: skip


@pytest.fixture
def stage(database_url: str) -> Stage:
    stage = stage_on(database_url)
    add_line(stage, 5)
    return stage


@pytest.fixture
def engine(stage: Stage) -> Iterator[Engine]:
    engine = stage.open()
    yield engine
    engine.dispose()


def values(row: Base) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in inspect(type(row)).columns if column.key not in OWN}


def rows_of(engine: Engine, ticket_id: str) -> list[dict[str, Any]]:
    """Return what a call of a ticket wrote, without keys."""
    with Session(engine) as session:
        ticket = session.get_one(Ticket, ticket_id)
        event = session.scalars(select(TicketEvent).where(TicketEvent.subject_id == ticket_id)).one()
        due = session.scalars(select(DueAct).where(DueAct.subject_id == ticket_id)).one()
        audit = next(row for row in session.scalars(select(AuditEntry)) if row.subjects == [ticket_id])
        request = session.get_one(Request, audit.request_id)
        assert request.answer == ticket_id
        return [values(row) for row in (ticket, event, due, audit, request)]


def test_three_ways_to_call_leave_the_same_rows(stage: Stage, engine: Engine) -> None:
    written = []
    for number, make in enumerate(WAYS.values(), start=1):
        hand = make(stage, number)
        written.append([row | {"counter_id": None} for row in rows_of(engine, hand.call(number))])
        hand.close()
    hall, plain, bare = written
    assert hall == plain
    assert hall == bare


@pytest.mark.parametrize("way", WAYS)
def test_calls_follow_the_line_and_the_audit_chain_holds(stage: Stage, engine: Engine, way: str) -> None:
    hand = WAYS[way](stage, 1)
    called = [number_of(hand.call(counter)) for counter in (1, 2, 3)]
    hand.close()
    assert called == ["A0000", "A0001", "A0002"]
    with Session(engine) as session:
        from hall.audit.chain import broken_chains

        assert list(broken_chains(session)) == []


def test_cleared_counters_may_call_again(stage: Stage, engine: Engine) -> None:
    hand = WAYS["hall"](stage, 1)
    first = hand.call(1)
    with engine.begin() as connection:
        clear_counters(connection)
    second = hand.call(1)
    hand.close()
    assert second
    assert second != first


def test_history_has_as_many_of_everything_as_was_asked_for(stage: Stage, engine: Engine) -> None:
    add_history(stage, 2500)
    with Session(engine) as session:
        history = select(Ticket).where(Ticket.state == "done")
        assert session.scalar(select(func.count()).select_from(history.subquery())) == 2500
        assert len(set(session.scalars(history.with_only_columns(Ticket.day)))) == 3
        for kind in (TicketEvent, Request, AuditEntry):
            assert session.scalar(select(func.count()).select_from(kind)) == 2500
