"""The rules by themselves: priority, the place after a miss, and fairness."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.kernel.refusal import Refusal
from hall.queue import line_rules, rules
from hall.queue.life import TicketState, fold
from hall.queue.policy import QueuePolicy
from hall.storage.journal import Entry

NINE = datetime(2026, 11, 23, 1, tzinfo=UTC)
POLICY = QueuePolicy()
arrivals = st.tuples(
    st.integers(0, 8 * 3600).map(lambda seconds: NINE + timedelta(seconds=seconds)),
    st.sampled_from(["P0", "P1", "P2", "P4"]),
)


def taken(seq: int, arrived_at: datetime, priority: str) -> TicketState:
    event = rules.take(
        number=rules.number("A", seq), service="relief", priority=priority, ground="", arrived_at=arrived_at,
        policy=POLICY,
    )  # fmt: skip
    return fold(None, Entry(1, arrived_at, event.kind, None, None, event.details))


def place(state: TicketState) -> tuple[datetime, datetime, str]:
    return state.score, state.queued_at, state.number


def code_of(ask: dict[str, object]) -> str:
    with pytest.raises(Refusal) as refusal:
        rules.classify(**ask)  # type: ignore[arg-type]
    return refusal.value.code


@pytest.mark.parametrize(
    ("priority", "ground", "age", "expected"),
    [
        ("", "", None, ("P4", "")),
        ("", "", 69, ("P4", "")),
        ("", "", 70, ("P2", "age")),
        ("P4", "", 80, ("P2", "age")),
        ("P2", "certificate_seen", 80, ("P2", "age")),
        ("P1", "certificate_seen", 80, ("P1", "certificate_seen")),
        ("P0", "clerk_note", 30, ("P0", "clerk_note")),
        ("P4", "clerk_note", None, ("P4", "")),
    ],
)
def test_the_priority_class(priority: str, ground: str, age: int | None, expected: tuple[str, str]) -> None:
    assert rules.classify(priority, ground, age=age, seen_by_staff=True, policy=POLICY) == expected


def test_a_priority_needs_a_ground_that_somebody_has_seen() -> None:
    ask = {"priority": "P2", "ground": "", "age": 40, "seen_by_staff": True, "policy": POLICY}
    assert code_of(ask) == "queue.ground_missing"
    assert code_of(ask | {"ground": "age"}) == "queue.too_young"
    assert code_of(ask | {"seen_by_staff": False, "ground": "certificate_seen"}) == "queue.ask_the_guide"
    assert code_of(ask | {"priority": "P3", "ground": "clerk_note"}) == "queue.unknown_priority"
    assert code_of(ask | {"priority": "P9", "ground": "clerk_note"}) == "queue.unknown_priority"


def test_the_age_line_moves_and_can_be_switched_off() -> None:
    def classed(line: int, age: int) -> str:
        policy = QueuePolicy(age_line=line)
        return rules.classify("", "", age=age, seen_by_staff=False, policy=policy)[0]

    assert [classed(60, 60), classed(80, 79), classed(0, 99)] == ["P2", "P4", "P4"]


@given(st.lists(arrivals, min_size=2, max_size=40))
def test_nobody_is_passed_by_a_person_who_came_more_than_the_head_start_later(
    people: list[tuple[datetime, str]],
) -> None:
    line = [(taken(seq, at, priority), at, priority) for seq, (at, priority) in enumerate(people, start=1)]
    line.sort(key=lambda each: place(each[0]))
    for position, (_, earlier, its_class) in enumerate(line):
        for _, later, other_class in line[position + 1 :]:
            assert earlier - later <= POLICY.head_start(its_class)
            if its_class == other_class:
                assert earlier <= later


@given(st.lists(arrivals, max_size=12), arrivals, st.integers(0, 3600))
def test_after_a_miss_two_go_first_and_all_later_ones_after(
    people: list[tuple[datetime, str]], own: tuple[datetime, str], since: int
) -> None:
    waiting = sorted((taken(seq, *each) for seq, each in enumerate(people, start=2)), key=place)
    back_at = max([own[0], *(at for at, _ in people)]) + timedelta(seconds=since)
    state = taken(1, *own)
    for kind in ("called", "recalled", "recalled", "missed"):
        state = fold(state, Entry(2, back_at, kind, None, "counter", {}))
    event = line_rules.requeue(state, now=back_at, line=[each.score for each in waiting], policy=POLICY)
    back = fold(state, Entry(6, back_at, event.kind, None, None, event.details))
    before = [each for each in waiting if place(each) < place(back)]
    assert waiting[:2] == before[: len(waiting[:2])]
    last = max([state.score, *(two.score + timedelta(microseconds=1) for two in waiting[:2])])
    assert all(each.score <= last for each in before)
    assert back.score >= state.score
