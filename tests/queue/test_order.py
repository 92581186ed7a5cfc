"""The order of calling: the database's answer is the order of the scores, and history does not slow it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from hall.kernel.ids import new_id, new_status_code
from hall.posts.model import Counter
from hall.queue import actions, order, views
from hall.queue.model import Ticket
from tests.queue.house import MORNING, House, furnish, key_of

HISTORY = 20_000
people = st.lists(
    st.tuples(
        st.sampled_from(["relief", "insurance", "family"]),
        st.sampled_from(["", "P0", "P1", "P2"]),
        st.integers(0, 2400),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=people)
def test_tickets_are_called_in_the_order_of_their_scores(house: House, people: list[tuple[str, str, int]]) -> None:
    house.wait(days=1)
    house.set(p0_minutes=600)
    day = house.clock.now()
    cards = []
    for service, priority, seconds in people:
        house.wait(seconds=seconds)
        ticket = house.guide.do(
            actions.take_ticket, service_code=service, priority=priority, ground="certificate_seen" if priority else ""
        )
        cards.append(house.guide.ticket(ticket))
    clerk, called = house.counter(3), []
    while clerk.see(views.next_up, counter_id=house.counter_id(3)) is not None:
        ticket = clerk.do(actions.call_next)
        called.append(ticket)
        clerk.serve(ticket)
    mine = [card for card in cards if card.service != "family"]
    expected = sorted(mine, key=lambda card: (card.score, card.arrived_at, int(card.number[1:]), card.number[0]))
    assert called == [card.id for card in expected]
    house.clock.move_to(day)


def with_history(url: str) -> None:
    """Furnish a hall that has finished many tickets, and in which one waits."""
    furnish(url)
    house = House(url)
    with Session(house.engine) as session, session.begin():
        session.execute(insert(Ticket), [_finished(seq) for seq in range(1, HISTORY + 1)])
    house.take()
    if house.engine.dialect.name == "postgresql":
        with house.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM ANALYZE ticket"))
    house.close()


def _finished(seq: int) -> dict[str, Any]:
    day = MORNING - timedelta(days=1 + seq // 500)
    return {
        "id": new_id(), "hall_id": key_of("hall"), "version": 4, "day": day.date(), "series": "A", "seq": seq,
        "number": f"A{seq}", "status_code": new_status_code(), "service": "relief", "matter_code": "",
        "display_name": "救助优抚", "priority": "P4", "ground": "", "arrived_at": day, "queued_at": day, "score": day,
        "state": "done", "calls": 1, "misses": 0, "counter_id": key_of("counter 1"), "finished_at": day,
        "worked_seconds": 300, "hold_reason": "", "outcome": "done", "note": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("ask", "index"),
    [
        (lambda day, counter: order.line(day).where(order.own(counter, None)).limit(1), "ix_ticket_in_line"),
        (lambda _day, counter: order.at_counter(counter.id), "uq_ticket_counter_id"),
        (lambda day, _counter: order.still_open().where(Ticket.day < day), "ix_ticket_open"),
    ],
)
def test_the_call_never_looks_at_old_tickets(
    prepared_database: Callable[[Callable[[str], Any]], str], ask: Callable[..., Any], index: str
) -> None:
    house = House(prepared_database(with_history))
    counter = Counter(id=house.counter_id(1), services=["relief"], takes_any=False)
    query = ask(house.clock.now().date(), counter).compile(house.engine, compile_kwargs={"literal_binds": True})
    explain = "EXPLAIN QUERY PLAN" if house.engine.dialect.name == "sqlite" else "EXPLAIN"
    with house.engine.connect() as connection:
        plan = "\n".join(str(tuple(row)) for row in connection.execute(text(f"{explain} {query}")))
    assert index in plan
    assert house.counter(1).call() == "A001"
    house.close()
