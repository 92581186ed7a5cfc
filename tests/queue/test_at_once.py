"""Eight counters, each in a process of its own, press their keys at the same time."""

import multiprocessing
import threading
from collections import Counter as Tally
from collections.abc import Callable
from typing import Any

from sqlalchemy import make_url, select
from sqlalchemy.orm import Session

from hall.kernel.clock import SystemClock
from hall.queue import actions
from hall.queue.model import Ticket
from hall.storage import due
from tests.queue.house import House, furnish

PROCESSES = 8
WAITING = 40
TAKEN_MEANWHILE = 3
EIGHT = tuple((number, ["relief", "insurance"], False) for number in range(1, PROCESSES + 1))


def crowd(url: str) -> None:
    """Furnish a hall of eight like counters."""
    furnish(url, EIGHT)


def _work(url: str, number: int, barrier: Any, answers: Any) -> None:
    """Take a few tickets, then call and serve until nobody waits; tell which tickets were called here."""
    house = House(url, SystemClock())
    clerk, called = house.counter(number), []
    barrier.wait(timeout=60)
    taken = [clerk.do(actions.take_ticket, service_code="insurance") for _ in range(TAKEN_MEANWHILE)]
    while (ticket := clerk.do(actions.call_next)) is not None:
        called.append(ticket)
        clerk.serve(ticket)
    house.close()
    answers.put((taken, called))


def test_each_ticket_is_called_once_and_each_number_given_once(
    prepared_database: Callable[[Callable[[str], Any]], str],
) -> None:
    url = prepared_database(crowd)
    house = House(url, SystemClock())
    tickets = [house.guide.do(actions.take_ticket, service_code="relief") for _ in range(WAITING)]
    context = multiprocessing.get_context("spawn")
    barrier, answers = context.Barrier(PROCESSES), context.Queue()
    workers = [
        context.Process(target=_work, args=(url, number, barrier, answers)) for number in range(1, PROCESSES + 1)
    ]
    for worker in workers:
        worker.start()
    told = [answers.get(timeout=120) for _ in workers]
    for worker in workers:
        worker.join(timeout=30)
    taken = tickets + [ticket for mine, _ in told for ticket in mine]
    calls = Tally(ticket for _, called in told for ticket in called)
    assert set(calls.values()) == {1}
    assert set(calls) == set(taken)
    with Session(house.engine) as session:
        numbers = sorted(session.scalars(select(Ticket.number).where(Ticket.series == "B")))
    assert numbers == [f"B{seq:03d}" for seq in range(1, PROCESSES * TAKEN_MEANWHILE + 1)]
    assert house.journals_hold()
    house.close()


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
