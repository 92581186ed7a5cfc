"""What makes a foreseen wait longer or shorter, and how far it is set right by the past."""

from dataclasses import replace
from random import Random

from hall.queue.estimate import ALL_DAY, ANY_SERVICE, SLOT, Foresight, Pace, Tending, look_ahead, told
from hall.queue.floor import Desk, Floor, Waiting, Wish
from hall.queue.learning import learn, set_right, share_within, unlearned
from hall.queue.policy import QueuePolicy

NOW = 9.25 * 3600
HERE, THERE = Wish("relief"), Wish("insurance")
PACE = replace(
    unlearned(QueuePolicy()),
    seconds={(ANY_SERVICE, ALL_DAY): (500.0, 300.0)},
    shape=tuple(0.5 + step / 40 for step in range(40)),
)


def foreseen(
    ahead: int = 6, *, counters: int = 2, pace: Pace = PACE, wish: Wish = HERE, elapsed: float = 60.0
) -> Foresight:
    """Return what is foreseen for somebody behind so many, with every counter busy."""
    desks = [Desk(frozenset({"relief"}), takes_any=True)] * counters
    floor = Floor(desks)
    for tie in range(ahead):
        floor.join(Waiting(NOW - 600 + tie, NOW - 600 + tie, tie, HERE))
    me = Waiting(NOW, NOW, ahead, wish)
    floor.join(me)
    busy = [Tending(desk, "relief", NOW - elapsed - 12, NOW - elapsed) for desk in range(counters)]
    return look_ahead(floor, me, busy, pace, NOW)


def test_the_same_line_gives_the_same_answer() -> None:
    assert foreseen() == foreseen()


def test_more_people_make_it_longer_and_more_counters_shorter() -> None:
    waits = [foreseen(ahead).middle for ahead in (0, 2, 6, 20)]
    assert waits == sorted(waits)
    assert foreseen(counters=4).middle < 0.7 * foreseen().middle


def test_it_is_about_people_by_counters_when_nothing_else_happens() -> None:
    assert 0.8 < foreseen(20).middle / (20 / 2 * 300) < 1.3


def test_a_visit_that_goes_on_for_long_leaves_less_to_wait_for() -> None:
    assert foreseen(0, elapsed=280).middle < foreseen(0, elapsed=10).middle


def test_those_who_do_not_come_cost_less_than_those_who_do() -> None:
    assert foreseen(pace=replace(PACE, no_show=0.5)).middle < 0.85 * foreseen().middle


def test_people_with_a_head_start_are_counted_before_they_come() -> None:
    half_hours = range(int(NOW // SLOT), int(NOW // SLOT) + 8)
    arrivals = {("relief", half_hour): 15 / SLOT for half_hour in half_hours}
    none = replace(PACE, arrivals=arrivals, head_starts=((1.0, 0.0),))
    some = replace(none, head_starts=((0.5, 0.0), (0.5, 1800.0)))
    assert foreseen(pace=some).middle > 1.2 * foreseen(pace=none).middle


def test_who_comes_for_what_counters_only_help_out_with_waits_longer() -> None:
    half_hours = range(int(NOW // SLOT), int(NOW // SLOT) + 8)
    busy = replace(PACE, arrivals={("relief", each): 10 / SLOT for each in half_hours}, head_starts=((1.0, 0.0),))
    assert foreseen(pace=busy, wish=THERE).middle > foreseen(pace=busy).middle


def test_the_range_is_set_right_by_past_waits() -> None:
    random = Random(1)
    seen = Foresight(300.0, 600.0, 900.0)
    waits = [(seen, random.uniform(600, 2400)) for _ in range(400)]  # all later than foreseen
    right = set_right(PACE, waits)
    said = told(seen, right)
    assert 22 <= said.minutes <= 28
    assert 12 <= said.low <= 15
    assert 35 <= said.high <= 39
    assert 0.75 <= share_within(right, waits) <= 0.85


def test_whoever_waits_is_told_at_least_a_minute_and_the_range_holds_it() -> None:
    said = told(Foresight(0.0, 5.0, 20.0), PACE)
    assert (said.minutes, said.low) == (1, 0)
    assert said.high >= 1
    assert told(Foresight(0.0, 0.0, 0.0), PACE).minutes == 0


def test_no_past_teaches_nothing() -> None:
    assert learn([], QueuePolicy()) == unlearned(QueuePolicy())
