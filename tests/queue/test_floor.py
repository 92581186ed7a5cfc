"""The floor in memory calls exactly whom the database calls."""

from random import Random

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hall.posts.model import Counter
from hall.queue import order, views
from hall.queue.floor import ANYBODY, Desk, Floor, Waiting, Wish
from hall.queue.model import Ticket
from tests.queue.house import House

SERVICES = ("relief", "insurance", "family")
PRIORITIES = (("P4", ""), ("P4", ""), ("P2", "clerk_note"), ("P1", "certificate_seen"))


def floor_of(house: House) -> tuple[Floor, list[str], dict[int, str]]:
    """Return the floor as it stands in the database, its counters, and the tickets by their tie."""
    with Session(house.engine) as session:
        counters = list(session.scalars(select(Counter).order_by(Counter.number)))
        tickets = list(session.scalars(order.line(house.clock.now().date())))
    desks = [
        Desk(frozenset(each.services), each.takes_any, each.quick_minutes, each.id, each.staff_id or "")
        for each in counters
    ]
    floor = Floor(desks)
    for tie, each in enumerate(tickets):
        wish = Wish(each.service, each.minutes, each.target_counter_id or ANYBODY, each.target_staff_id or ANYBODY)
        floor.join(Waiting(each.score.timestamp(), each.queued_at.timestamp(), tie, wish))
    return floor, [each.id for each in counters], {tie: each.id for tie, each in enumerate(tickets)}


@pytest.mark.parametrize("seed", range(6))
def test_every_counter_calls_the_same_from_memory_as_from_the_database(house: House, seed: int) -> None:
    random = Random(seed)
    with Session(house.engine) as session, session.begin():
        session.execute(update(Counter).where(Counter.number == 3).values(quick_minutes=random.choice((0, 5))))
        session.execute(update(Counter).where(Counter.number == 1).values(takes_any=random.random() < 0.5))
    for _ in range(14):
        priority, ground = random.choice(PRIORITIES)
        ticket = house.take(random.choice(SERVICES), priority=priority, ground=ground)
        house.wait(minutes=random.choice((0, 7, 20)))
        _set_aside(house, ticket, random)
    for _ in range(14):
        floor, counters, tickets = floor_of(house)
        number = random.randrange(len(counters))
        called = floor.call(number)
        first = house.guide.see(views.next_up, counter_id=counters[number])
        assert (tickets[called.tie] if called else None) == (first.id if first else None)
        if first is not None:
            with Session(house.engine) as session, session.begin():
                session.execute(update(Ticket).where(Ticket.id == first.id).values(state="done"))


def _set_aside(house: House, ticket: str, random: Random) -> None:
    """Let some be known to be short, and some be meant for one counter or one person."""
    changed = random.choice(
        [
            {},
            {"minutes": random.choice((3, 5, 12))},
            {"target_counter_id": house.counter_id(random.randint(1, 4))},
            {"target_staff_id": house.counter(random.randint(1, 4)).actor.staff_id},
        ]
    )
    if changed:
        with Session(house.engine) as session, session.begin():
            session.execute(update(Ticket).where(Ticket.id == ticket).values(**changed))
