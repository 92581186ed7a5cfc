"""Fair by proof: the order of the real queries, whatever people and clerks do.

Every property is tried on the hall's own tables and actions. Each run keeps a book of its own about who came when with
what head start, written from what the test did and never from what the database says.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hall.kernel.refusal import Refusal
from hall.posts.actions import set_services
from hall.posts.model import Counter
from hall.queue import actions, views
from hall.queue.life import WAITING
from hall.queue.model import Ticket
from hall.queue.policy import QueuePolicy
from hall.storage import settings as hall_settings
from tests.queue.house import House, furnished_copy

HEAD_START = {"": timedelta(), "P1": timedelta(minutes=60), "P2": timedelta(minutes=30), "P0": timedelta(days=1)}
SERVICES = ("relief", "insurance", "family")
services = st.sampled_from(SERVICES)
classes = st.sampled_from(["", "", "", "P2", "P1", "P0"])
pauses = st.integers(0, 2400)
people = st.lists(st.tuples(services, classes, pauses), min_size=2, max_size=10)
counters = st.integers(1, 4)
picks = st.integers(0, 30)
steps = st.one_of(
    st.tuples(st.just("take"), services, classes),
    st.tuples(st.just("call"), counters),
    st.tuples(st.just("undo"), counters),
    st.tuples(st.just("transfer"), picks, services),
    st.tuples(st.just("pass_on"), picks, counters),
    st.tuples(st.just("miss"), counters),
    st.tuples(st.just("requeue"), picks),
    st.tuples(st.just("hold"), counters),
    st.tuples(st.just("to_line"), picks),
    st.tuples(st.just("serve"), counters),
    st.tuples(st.just("wait"), pauses),
    st.tuples(st.just("clock_back"), st.integers(1, 3600)),
    st.tuples(st.just("without_ticket"), counters),
)
thorough = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


@dataclass
class Floor:
    """A hall in which things happen, and the test's own book of who came when.

    Attributes:
        came: each ticket with its place among the arrivals: the later, the greater.
        clock_back: by how much the clock was set back altogether.
        hidden: time that the clock had lost when a ticket came; who came first is known all the same.
        moved: tickets that stand elsewhere by a stated rule: back after a miss.
    """

    house: House
    came: dict[str, datetime] = field(default_factory=dict)
    head_start: dict[str, timedelta] = field(default_factory=dict)
    rank: dict[str, int] = field(default_factory=dict)
    clock_back: timedelta = timedelta()
    hidden: dict[str, timedelta] = field(default_factory=dict)
    moved: set[str] = field(default_factory=set)

    def take(self, service: str, priority: str) -> str:
        ground = "certificate_seen" if priority else ""
        ticket = self.house.take(service, priority=priority, ground=ground)
        self.came[ticket] = self.house.clock.now() + self.clock_back
        self.head_start[ticket] = HEAD_START[priority]
        self.rank[ticket] = len(self.rank)
        self.hidden[ticket] = self.clock_back
        return ticket

    def line(self) -> list[str]:
        return [card.id for card in self.house.guide.see(views.in_line)]

    def rows(self, *states: str) -> list[Ticket]:
        with Session(self.house.engine) as session:
            wanted = select(Ticket).where(Ticket.state.in_(states)).order_by(Ticket.arrived_at, Ticket.seq)
            return list(session.scalars(wanted))

    def at(self, counter: int) -> str | None:
        card = self.house.guide.see(views.at_counter, counter_id=self.house.counter_id(counter))
        return card.id if card is not None else None

    def counter_row(self, counter: int) -> Counter:
        with Session(self.house.engine) as session:
            return session.get_one(Counter, self.house.counter_id(counter))


@contextmanager
def floor(**policy: Any) -> Iterator[Floor]:
    """Lend a furnished hall for one example; calls go on by hand, so that every step is the test's."""
    with tempfile.TemporaryDirectory(prefix="hall-fair-") as folder:
        house = House(furnished_copy(Path(folder)))
        with Session(house.engine) as session, session.begin():
            hall_settings.write(session, QueuePolicy(calls_by_itself=False, calls=1, requeue_times=9, **policy))
        yield Floor(house)
        house.close()


def eligible(row: Ticket, counter: Counter, staff_id: str | None) -> bool:
    """Say in plain words whether a counter may call a ticket; written from the rules and not from the query."""
    if row.target_counter_id not in {None, counter.id} or row.target_staff_id not in {None, staff_id}:
        return False
    passed_on = row.target_counter_id is not None or row.target_staff_id is not None
    return passed_on or not counter.quick_minutes or 0 < row.minutes <= counter.quick_minutes


def belongs(row: Ticket, counter: Counter) -> bool:
    return row.service in counter.services or row.target_counter_id is not None or row.target_staff_id is not None


def place(row: Ticket) -> tuple[Any, ...]:
    return row.score, row.queued_at, row.seq, row.series


def call_fairly(floor: Floor, counter: int) -> None:
    """Call the next one, and see that nobody who stood before and might have been called was passed over."""
    clerk, desk = floor.house.counter(counter), floor.counter_row(counter)
    line = [row for row in floor.rows(WAITING) if eligible(row, desk, clerk.actor.staff_id)]
    own = [row for row in line if belongs(row, desk)]
    choice = own or (line if desk.takes_any else [])
    try:
        called = clerk.do(actions.call_next)
    except Refusal as refusal:
        assert refusal.code == "queue.finish_first"  # noqa: PT017 -- a refusal is one of two right answers
        return
    if called is None:
        assert choice == []
        return
    assert called in {row.id for row in choice}
    (its_place,) = [place(row) for row in choice if row.id == called]
    assert all(its_place <= place(row) for row in choice)


def overtaken_fairly(floor: Floor, line: list[str]) -> None:
    """Of two people whom nothing moved, the later goes first only within the head start that they have.

    Where the clock was set back, the hall cannot know how much later: that much is added, and nothing for equals.
    """
    for index, first in enumerate(line):
        for second in line[index + 1 :]:
            if floor.moved & {first, second} or floor.rank[first] < floor.rank[second]:
                continue
            later_by = floor.came[first] - floor.came[second]
            more = floor.head_start[first] - floor.head_start[second]
            assert more > timedelta()
            assert later_by <= more + floor.hidden[first]


def do(floor: Floor, step: tuple[Any, ...]) -> None:
    """Do one step; a refusal is a right answer."""
    what, *said = step
    house = floor.house
    try:
        if what == "take":
            floor.take(*said)
        elif what == "wait":
            house.wait(seconds=said[0])
        elif what == "clock_back":
            house.wait(seconds=-said[0])
            floor.clock_back += timedelta(seconds=said[0])
        elif what == "call":
            call_fairly(floor, said[0])
        elif what == "undo":
            _undo(floor, said[0])
        elif what == "without_ticket":
            house.counter(said[0]).do(actions.serve_without_ticket, service_code=SERVICES[said[0] % 3])
        elif what in {"serve", "miss", "hold"}:
            _at_the_counter(floor, what, said[0])
        else:
            _in_the_line(floor, what, *said)
    except Refusal as refusal:
        assert refusal.code.startswith("queue.")  # noqa: PT017 -- a refusal is one of two right answers


def _undo(floor: Floor, counter: int) -> None:
    """Take back a call: the line is what it was before, or the call was not the last thing there."""
    there = floor.at(counter)
    calling = {row.id for row in floor.rows("calling")}
    line = floor.line()
    ticket = floor.house.counter(counter).do(actions.undo)
    if there in calling:
        assert ticket == there
        assert [other for other in floor.line() if other != ticket] == line


def _at_the_counter(floor: Floor, what: str, counter: int) -> None:
    ticket, clerk = floor.at(counter), floor.house.counter(counter)
    if ticket is None:
        return
    if what == "miss":
        clerk.do(actions.miss, ticket_id=ticket)
        return
    if clerk.ticket(ticket).state == "calling":
        clerk.do(actions.arrive, ticket_id=ticket)
    if what == "hold":
        clerk.do(actions.hold, ticket_id=ticket, reason="pay")
    else:
        clerk.do(actions.finish, ticket_id=ticket)


def _in_the_line(floor: Floor, what: str, pick: int, where: Any = None) -> None:
    wanted = {"requeue": "missed", "to_line": "held"}.get(what, WAITING)
    rows = floor.rows(wanted)
    if not rows:
        return
    ticket, guide = rows[pick % len(rows)].id, floor.house.guide
    before = floor.line()
    if what == "transfer":
        guide.do(actions.transfer, ticket_id=ticket, service_code=where)
    elif what == "pass_on":
        guide.do(actions.transfer, ticket_id=ticket, counter_id=floor.house.counter_id(where))
    elif what == "to_line":
        guide.do(actions.resume, ticket_id=ticket, to_line=True)
    else:
        _requeue(floor, ticket, before)
    unmoved = [other for other in floor.line() if other in before and other != ticket]
    assert unmoved == [other for other in before if other != ticket]
    if what in {"transfer", "pass_on"}:
        assert floor.line() == before


def _requeue(floor: Floor, ticket: str, before: list[str]) -> None:
    """Come back by the stated rule: behind two of the same service, never before a place held earlier."""
    service = floor.house.guide.ticket(ticket).service
    same = [other for other in before if floor.house.guide.ticket(other).service == service]
    old_score = floor.house.guide.ticket(ticket).score
    floor.house.guide.do(actions.requeue, ticket_id=ticket)
    floor.moved.add(ticket)
    after = floor.line()
    assert all(after.index(other) < after.index(ticket) for other in same[:2])
    assert floor.house.guide.ticket(ticket).score >= old_score


@thorough
@given(people=people)
def test_nobody_is_overtaken_by_a_person_who_came_more_than_the_head_start_later(
    people: list[tuple[str, str, int]],
) -> None:
    with floor() as hall:
        for service, priority, seconds in people:
            hall.house.wait(seconds=seconds)
            hall.take(service, priority)
        line = hall.line()
        overtaken_fairly(hall, line)
        assert line == sorted(line, key=lambda ticket: (hall.came[ticket] - hall.head_start[ticket], hall.came[ticket]))


@thorough
@given(people=people)
def test_among_equals_who_comes_first_is_called_first(people: list[tuple[str, str, int]]) -> None:
    with floor() as hall:
        for service, _, seconds in people:
            hall.house.wait(seconds=seconds)
            hall.take(service, "")
        clerk = hall.house.counter(3)
        called = []
        while (ticket := clerk.do(actions.call_next)) is not None:
            called.append(ticket)
            clerk.serve(ticket)
        assert called == [ticket for ticket in hall.came if clerk.ticket(ticket).service != "family"]


@thorough
@given(people=people, back=st.integers(1, 7200), later=people)
def test_setting_the_clock_back_lets_nobody_in_front(
    people: list[tuple[str, str, int]], back: int, later: list[tuple[str, str, int]]
) -> None:
    with floor() as hall:
        for service, _, seconds in people:
            hall.house.wait(seconds=seconds)
            hall.take(service, "")
        hall.house.wait(seconds=-back)
        for service, _, seconds in later:
            hall.house.wait(seconds=seconds // 10)
            hall.take(service, "")
        assert hall.line() == list(hall.came)


@settings(thorough, max_examples=25)
@given(steps=st.lists(steps, min_size=10, max_size=40))
def test_nobody_is_passed_over_whatever_happens_on_the_floor(steps: list[tuple[Any, ...]]) -> None:
    with floor() as hall:
        for step in steps:
            do(hall, step)
            if step[0] in {"take", "call", "undo", "transfer", "pass_on", "to_line"}:
                overtaken_fairly(hall, [ticket for ticket in hall.line() if ticket in hall.rank])
        assert hall.house.journals_hold()


@settings(thorough, max_examples=15)
@given(people=people, minutes=st.lists(st.integers(0, 12), min_size=10, max_size=10), takes_any=st.booleans())
def test_a_quick_counter_takes_the_first_of_the_short_ones(
    people: list[tuple[str, str, int]], minutes: list[int], takes_any: bool
) -> None:
    with floor() as hall:
        tickets = []
        for service, priority, seconds in people:
            hall.house.wait(seconds=seconds)
            tickets.append(hall.take(service, priority))
        with Session(hall.house.engine) as session, session.begin():
            for ticket, usual in zip(tickets, minutes, strict=False):
                session.execute(update(Ticket).where(Ticket.id == ticket).values(minutes=usual))
        where = {"counter_id": hall.house.counter_id(1), "services": ["relief"], "takes_any": takes_any}
        hall.house.guide.do(set_services, **where, quick_minutes=5)
        for _ in people:
            call_fairly(hall, 1)
            _at_the_counter(hall, "serve", 1)
        left = [row for row in hall.rows(WAITING) if 0 < row.minutes <= 5]
        assert [row.id for row in left if row.service == "relief" or takes_any] == []


@settings(thorough, max_examples=15)
@given(people=people, place=st.sampled_from(["third", "end", "new"]))
def test_who_missed_comes_back_by_the_rule_on_the_wall(people: list[tuple[str, str, int]], place: str) -> None:
    with floor(requeue_place=place) as hall:
        clerk = hall.house.counter(1)
        missed = hall.take("relief", "")
        clerk.do(actions.call_next)
        clerk.do(actions.miss, ticket_id=missed)
        for _, _, seconds in people:
            hall.house.wait(seconds=seconds // 24)
            hall.take("relief", "")
        before = hall.line()
        back = hall.house.guide.do(actions.requeue, ticket_id=missed)
        expected = 2 if place == "third" else len(before)
        assert hall.line() == [*before[:expected], back, *before[expected:]]
