"""Two, eight and thirty-two counters, each in a process of its own, press their keys at the same time."""

import multiprocessing
import threading
from collections import Counter as Tally
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import make_url, select
from sqlalchemy.orm import Session

from hall.kernel.clock import SystemClock
from hall.kernel.refusal import Refusal
from hall.people.model import Person
from hall.queue import actions
from hall.queue.model import Ticket
from hall.queue.policy import COUNTER
from hall.storage import due
from tests.queue.house import House, Post, furnish

WAITING = 32
TAKEN_MEANWHILE = 1
CROWD = 32
PERSON = "周小满"
LIKE_COUNTERS = tuple((number, ["relief", "insurance"], False) for number in range(1, CROWD + 1))


def crowd(url: str) -> None:
    """Furnish a hall of many like counters with a line before them, and one citizen without a ticket."""
    furnish(url, LIKE_COUNTERS)
    house = House(url, SystemClock())
    for _ in range(WAITING):
        house.guide.do(actions.take_ticket, service_code="relief")
    house.resident(PERSON, None)
    house.close()


def _work(url: str, number: int, barrier: Any, answers: Any) -> None:
    """Work at a counter until nobody waits; tell what was done there."""
    house = House(url, SystemClock())
    with Session(house.engine) as session:
        citizen = session.scalar(select(Person.id).where(Person.name == PERSON))
    clerk = house.counter(number)
    barrier.wait(timeout=120)
    begun = _begin(clerk, citizen)
    barrier.wait(timeout=120)
    if begun is not None:
        clerk.do(actions.finish, ticket_id=begun)
    taken = [clerk.do(actions.take_ticket, service_code="insurance") for _ in range(TAKEN_MEANWHILE)]
    if clerk.do(actions.call_next) is not None:
        clerk.do(actions.undo)
    called = []
    while (ticket := clerk.do(actions.call_next)) is not None:
        called.append(ticket)
        clerk.serve(ticket)
    house.close()
    answers.put((taken, called, begun))


def _begin(clerk: Post, citizen: str) -> str | None:
    """Begin to serve the citizen who stands before all counters at once, unless another one has."""
    try:
        return clerk.do(actions.serve_without_ticket, service_code="relief", person_id=citizen)
    except Refusal as refusal:
        assert refusal.code == "queue.served_elsewhere"  # noqa: PT017 -- all but one are refused
        return None


@pytest.mark.parametrize("counters", [2, 8, 32])
def test_each_ticket_is_called_once_and_each_number_given_once(
    prepared_database: Callable[[Callable[[str], Any]], str], counters: int
) -> None:
    url = prepared_database(crowd)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])  # one process loads the hall, the others are its copies
    barrier, answers = context.Barrier(counters), context.Queue()
    workers = [context.Process(target=_work, args=(url, at, barrier, answers)) for at in range(1, counters + 1)]
    for worker in workers:
        worker.start()
    told = [answers.get(timeout=120) for _ in workers]
    for worker in workers:
        worker.join(timeout=30)
    house = House(url, SystemClock())
    with Session(house.engine) as session:
        numbers = sorted(session.scalars(select(Ticket.number)))
        states = Tally(session.scalars(select(Ticket.state)))
        waited = set(session.scalars(select(Ticket.id).where(Ticket.source != COUNTER)))
    calls = Tally(ticket for _, called, _ in told for ticket in called)
    assert set(calls.values()) == {1}
    assert set(calls) == waited
    assert [begun for _, _, begun in told if begun is not None] == [only(house)]
    in_a, in_b = WAITING + 1, counters * TAKEN_MEANWHILE
    assert numbers == [*map("A{:03d}".format, range(1, in_a + 1)), *map("B{:03d}".format, range(1, in_b + 1))]
    assert states == {"done": in_a + in_b}
    assert house.journals_hold()
    house.close()


def only(house: House) -> str:
    """Return the one ticket that was begun without a number."""
    with Session(house.engine) as session:
        return session.scalars(select(Ticket.id).where(Ticket.source == COUNTER)).one()


def test_a_key_and_an_act_that_is_just_due_do_not_wait_for_each_other(postgres_url: str) -> None:
    furnish(postgres_url)
    impatient = make_url(postgres_url).update_query_dict({"options": "-c lock_timeout=5s"})
    house = House(impatient.render_as_string(hide_password=False))
    ticket, clerk = house.take(), house.counter(1)
    clerk.do(actions.call_next)
    house.wait(seconds=20)
    held, pressed = threading.Event(), threading.Event()

    def run_due() -> None:
        with Session(house.engine) as session, session.begin():
            act = due.claim(session, house.clock.now())
            held.set()
            pressed.wait(timeout=30)
            assert act is not None

    window = threading.Thread(target=run_due)
    window.start()
    held.wait(timeout=30)
    clerk.do(actions.arrive, ticket_id=ticket)
    pressed.set()
    window.join()
    house.run_due()
    assert (clerk.ticket(ticket).state, clerk.ticket(ticket).calls) == ("serving", 1)
    house.close()
