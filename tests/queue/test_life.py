"""A ticket's whole life under every order of events: a state machine over the rules, and one over the real actions."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import select
from sqlalchemy.orm import Session

from hall.kernel.refusal import Refusal
from hall.posts.actions import close_counter, open_counter, pause_counter, work_in_back_office
from hall.posts.views import counters as counters_of_the_hall
from hall.queue import actions, line_rules, rules, views
from hall.queue.figures import day_figures
from hall.queue.life import CALLING, DONE, EXPIRED, HELD, MISSED, OPEN_STATES, SERVING, WAITING, TicketState, fold
from hall.queue.model import Ticket
from hall.queue.policy import HOLD_REASONS, OUTCOMES, QueuePolicy
from hall.queue.undoing import take_back
from hall.storage.journal import Entry, Event
from tests.queue.house import ZONE, House, furnished_copy

COUNTERS = ("one", "two")
counters = st.sampled_from(COUNTERS)
some = st.integers(0, 50)
POLICY = QueuePolicy()
FOLLOWS = {
    WAITING: {WAITING, CALLING, SERVING, EXPIRED},
    CALLING: {CALLING, SERVING, MISSED, WAITING, EXPIRED},
    SERVING: {WAITING, SERVING, HELD, DONE, EXPIRED},
    HELD: {WAITING, SERVING, EXPIRED},
    MISSED: {WAITING, CALLING, EXPIRED},
    DONE: {SERVING},
}


def _latest(journal: Sequence[Entry]) -> Entry:
    """Return what was pressed last: the latest entry but for calls that were repeated."""
    return next(entry for entry in reversed(journal) if entry.kind != "recalled")


class RulesOfALife(RuleBasedStateMachine):
    """A line kept by nothing but the rules: what they allow must keep every law."""

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime(2026, 11, 23, 1, tzinfo=UTC)
        self.line: list[TicketState] = []
        self.journals: list[list[Entry]] = []

    @rule(priority=st.sampled_from(["P1", "P2", "P4"]))
    def take(self, priority: str) -> None:
        number = rules.number("A", len(self.line) + 1)
        event = rules.take(
            number=number, service="relief", priority=priority, ground="", arrived_at=self.now, policy=POLICY
        )
        entry = Entry(1, self.now, event.kind, None, None, event.details)
        self.line.append(fold(None, entry))
        self.journals.append([entry])

    @rule(counter=counters)
    def call_next(self, counter: str) -> None:
        waiting = sorted(self._in(WAITING), key=self._place)
        if waiting and not self._at(counter):
            self._try(waiting[0], counter, rules.call(self.line[waiting[0]]))

    @rule(counter=counters)
    def serve_without_ticket(self, counter: str) -> None:
        if not self._at(counter):
            self.take("P4")
            last = len(self.line) - 1
            self._try(last, counter, rules.serve_at_once(self.line[last]))

    @rule(pick=some, counter=counters)
    def next_matter(self, pick: int, counter: str) -> None:
        named = {"service": "insurance", "matter": "SB-001", "former": "MZ-001"}
        self._decide(pick, counter, "next_matter", counter_id=counter, now=self.now, **named)

    @rule(pick=some, counter=counters)
    def undo(self, pick: int, counter: str) -> None:
        """Take back what the counter pressed last; the ticket is then what it was before."""
        mine = [index for index, state in enumerate(self.line) if state.counter_id == counter]
        if not mine or self._at(counter) not in ([], [mine[pick % len(mine)]]):
            return
        index = mine[pick % len(mine)]
        journal = self.journals[index]
        if _latest(journal).counter_id != counter:
            return
        try:
            entry, event = take_back(journal, _latest(journal), now=self.now, policy=POLICY)
        except Refusal:
            return
        self._try(index, counter, event)
        before: TicketState | None = None
        for each in journal[: entry.seq - 1]:
            before = fold(before, each)
        expected = replace(before, calls=self.line[index].calls) if entry.kind == "called" else before
        assert self.line[index] == expected

    @rule(pick=some, counter=counters, what=st.sampled_from(["recall", "arrive", "miss", "hold", "resume", "finish"]))
    def at_the_counter(self, pick: int, counter: str, what: str) -> None:
        here = {"counter_id": counter}
        needs: dict[str, dict[str, Any]] = {
            "recall": here | {"now": self.now, "policy": POLICY},
            "arrive": here,
            "miss": here | {"policy": POLICY},
            "hold": here | {"reason": "pay"},
            "resume": {"to_line": bool(pick % 2)},
            "finish": here | {"outcome": "done"},
        }
        if what == "resume" and self._at(counter):
            return
        self._decide(pick, counter, what, **needs[what])

    @rule(pick=some, counter=counters)
    def transfer(self, pick: int, counter: str) -> None:
        self._decide(pick, counter, "transfer", counter_id=counter, service="insurance")

    @rule(pick=some, what=st.sampled_from(["recall_by_itself", "miss_by_itself", "expire"]))
    def by_itself(self, pick: int, what: str) -> None:
        self._decide(pick, None, what, **({"policy": POLICY} if what == "recall_by_itself" else {}))

    @rule(pick=some)
    def requeue(self, pick: int) -> None:
        scores = [self.line[index].score for index in sorted(self._in(WAITING), key=self._place)]
        self._decide(pick, None, "requeue", now=self.now, line=scores, policy=POLICY)

    @rule(seconds=st.one_of(st.integers(1, 60), st.integers(1, 1200), st.just(-3600)))
    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @invariant()
    def no_time_is_negative(self) -> None:
        assert all(state.worked_seconds >= 0 for state in self.line)

    @invariant()
    def no_counter_has_two(self) -> None:
        for counter in COUNTERS:
            assert len(self._at(counter)) <= 1

    @invariant()
    def only_tickets_at_a_counter_or_past_one_name_it(self) -> None:
        for state in self.line:
            if state.state in {CALLING, SERVING}:
                assert state.counter_id in COUNTERS
            if state.state == WAITING:
                assert state.counter_id is None
                assert state.calls == 0
            assert (state.finished_at is not None) == (state.state in {DONE, EXPIRED})
            assert state.calls <= POLICY.calls

    @invariant()
    def journals_fold_to_the_tickets(self) -> None:
        for state, journal in zip(self.line, self.journals, strict=True):
            folded: TicketState | None = None
            for entry in journal:
                folded = fold(folded, entry)
            assert folded == state

    def _in(self, *states: str) -> list[int]:
        return [index for index, state in enumerate(self.line) if state.state in states]

    def _at(self, counter: str) -> list[int]:
        return [index for index in self._in(CALLING, SERVING) if self.line[index].counter_id == counter]

    def _place(self, index: int) -> tuple[datetime, datetime, int]:
        return self.line[index].score, self.line[index].queued_at, index

    def _decide(self, pick: int, counter: str | None, what: str, **needs: Any) -> None:
        if not self.line:
            return
        index = pick % len(self.line)
        try:
            event = getattr(line_rules if hasattr(line_rules, what) else rules, what)(self.line[index], **needs)
        except Refusal:
            return
        self._try(index, counter, event)

    def _try(self, index: int, counter: str | None, event: Event) -> None:
        before = self.line[index]
        entry = Entry(len(self.journals[index]) + 1, self.now, event.kind, "clerk", counter, event.details)
        after = fold(before, entry)
        assert after.state in FOLLOWS[before.state], f"{event.kind} made {before.state} {after.state}"
        assert after.score == before.score or event.kind == "requeued"
        if (before.state, after.state) == (WAITING, SERVING):
            assert entry.seq == 2, "who has stood in line is called before they are served"
        self.line[index] = after
        self.journals[index].append(entry)


class ALivingHall(RuleBasedStateMachine):
    """The real actions in a real database, pressed in any order at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="hall-life-")
        self.house = House(furnished_copy(Path(self.folder.name)))
        self.taken: list[str] = []

    @rule(service=st.sampled_from(["relief", "insurance"]), priority=st.sampled_from(["", "P1", "P2"]))
    def take(self, service: str, priority: str) -> None:
        self.taken.append(self.house.take(service, priority=priority, ground="certificate_seen"))

    @rule(counter=st.integers(1, 4))
    def call(self, counter: int) -> None:
        self._press(counter, actions.call_next)

    @rule(counter=st.integers(1, 4))
    def serve_without_ticket(self, counter: int) -> None:
        self._press(counter, actions.serve_without_ticket, service_code="relief")

    @rule(counter=st.integers(1, 4))
    def undo(self, counter: int) -> None:
        self._press(counter, actions.undo)

    @rule(
        counter=st.integers(1, 4),
        pick=some,
        press=st.sampled_from(
            [
                (actions.call_ticket, {}),
                (actions.recall, {}),
                (actions.arrive, {}),
                (actions.miss, {}),
                (actions.requeue, {}),
                (actions.transfer, {"service_code": "insurance"}),
                (actions.hold, {"reason": HOLD_REASONS[0]}),
                (actions.resume, {}),
                (actions.resume, {"to_line": True}),
                (actions.next_matter, {}),
                (actions.next_matter, {"service_code": "insurance"}),
                (actions.finish, {"outcome": OUTCOMES[0]}),
                (actions.finish_and_call_next, {}),
            ]
        ),
    )
    def press(self, counter: int, pick: int, press: tuple[Any, dict[str, Any]]) -> None:
        action, arguments = press
        if self.taken:
            self._press(counter, action, ticket_id=self.taken[pick % len(self.taken)], **arguments)

    @rule(counter=st.integers(1, 4), pick=some)
    def attend(self, counter: int, pick: int) -> None:
        """Do what a clerk does most: go on with the ticket that is at the counter."""
        there = self.house.guide.see(views.at_counter, counter_id=self.house.counter_id(counter))
        if there is not None:
            onward = (
                (actions.recall, actions.arrive) if there.state == CALLING else (actions.finish, actions.next_matter)
            )
            self._press(counter, onward[pick % 2], ticket_id=there.id)

    @rule(counter=st.integers(1, 4), leave=st.sampled_from([pause_counter, work_in_back_office, close_counter]))
    def leave(self, counter: int, leave: Any) -> None:
        self._press(counter, leave, **({"reason": "meal"} if leave is pause_counter else {}))

    @rule(counter=st.integers(1, 4))
    def come_back(self, counter: int) -> None:
        self._press(counter, open_counter)

    @rule(place=st.sampled_from(["third", "end", "new"]))
    def change_what_follows_a_miss(self, place: str) -> None:
        self.house.set(requeue_place=place)

    @rule(seconds=st.integers(1, 60))
    def wait(self, seconds: int) -> None:
        self.house.wait(seconds=seconds)
        self.house.run_due()

    @rule(minutes=st.sampled_from([1, 60]))
    def set_the_clock_back(self, minutes: int) -> None:
        self.house.wait(minutes=-minutes)
        self.house.run_due()

    @rule()
    def half_a_minute_before_midnight(self) -> None:
        tonight = self.house.clock.now().astimezone(ZONE).replace(hour=23, minute=59, second=30)
        self.house.clock.move_to(max(tonight, self.house.clock.now()))
        self.house.run_due()

    @invariant()
    def nothing_is_lost_or_doubled(self) -> None:
        rows = list(self._tickets())
        assert sorted(row.id for row in rows) == sorted(self.taken)
        busy = [row.counter_id for row in rows if row.state in {CALLING, SERVING}]
        assert len(busy) == len(set(busy))
        for day, series in {(row.day, row.series) for row in rows}:
            of_it = sorted(row.seq for row in rows if (row.day, row.series) == (day, series))
            assert of_it == list(range(1, len(of_it) + 1))

    @invariant()
    def nobody_sits_at_a_counter_that_was_left(self) -> None:
        left = {card.id for card in self.house.guide.see(counters_of_the_hall) if card.state != "open"}
        assert [
            row.number for row in self._tickets() if row.state in {CALLING, SERVING} and row.counter_id in left
        ] == []

    @invariant()
    def each_ticket_counts_once_in_its_day(self) -> None:
        rows = list(self._tickets())
        for day in {row.day for row in rows}:
            states = [row.state for row in rows if row.day == day]
            series = self.house.guide.see(day_figures, day=day).series
            assert sum(each.taken for each in series) == len(states)
            assert sum(each.done for each in series) == states.count(DONE)
            assert sum(each.still_open for each in series) == sum(state in OPEN_STATES for state in states)

    @invariant()
    def no_time_is_negative(self) -> None:
        assert all(row.worked_seconds >= 0 for row in self._tickets())

    def teardown(self) -> None:
        assert self.house.journals_hold()
        self.house.wait(days=3)
        self.house.run_due()
        self.house.take("family")
        assert not [row.number for row in self._tickets() if row.id in self.taken and row.state in OPEN_STATES]
        self.house.close()
        self.folder.cleanup()

    def _press(self, counter: int, action: Any, **arguments: Any) -> None:
        try:
            answer = self.house.counter(counter).do(action, **arguments)
        except Refusal as refusal:
            assert refusal.code.startswith("queue.")  # noqa: PT017 -- a refusal is one of two right answers
            return
        if answer is not None and answer not in self.taken:
            self.taken.append(answer)

    def _tickets(self) -> Iterator[Ticket]:
        with Session(self.house.engine) as session:
            yield from session.scalars(select(Ticket)).all()


TestRulesOfALife = RulesOfALife.TestCase
TestRulesOfALife.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
TestALivingHall = ALivingHall.TestCase
TestALivingHall.settings = settings(max_examples=8, stateful_step_count=40, deadline=None)
