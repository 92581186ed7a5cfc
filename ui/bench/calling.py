"""Calling the next ticket: beside a plain session and the bare driver, and with years of history behind it."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from functools import partial
from itertools import count

from sqlalchemy import Engine

from ui.bench.drivers import BareHand
from ui.bench.hands import HallHand, Hand, PlainHand
from ui.bench.places import Places
from ui.bench.rounds import Times, in_turn, middle_ms
from ui.bench.row import Row
from ui.bench.scale import Scale
from ui.bench.stage import COUNTERS, Stage
from ui.bench.table import CALL, HISTORY
from ui.bench.tickets import add_history, add_line, clear_counters

LITTLE_HISTORY = 10
WAYS: dict[str, Callable[[Stage, int], Hand]] = {"hall": HallHand, "plain": PlainHand, "bare": BareHand}
COUNTERS_EACH = COUNTERS // len(WAYS)


def measure(places: Places, scale: Scale) -> list[Row]:
    """Measure a call with little history and with much, six hands in turn."""
    with ExitStack() as open_ones:
        rooms = {size: _Room(places.stage(), size, scale, open_ones) for size in (LITTLE_HISTORY, scale.history)}
        times: Times = defaultdict(list)
        for _round in range(scale.rounds):
            tasks = {f"{way} {size}": task for size, room in rooms.items() for way, task in room.tasks().items()}
            for name, seconds in in_turn(tasks, COUNTERS_EACH - 1).items():
                times[name] += seconds
            for room in rooms.values():
                room.clear()
    middles = {name: middle_ms(seconds) for name, seconds in times.items()}
    return _rows(middles, scale.history, postgresql=places.postgresql)


def _rows(middles: dict[str, float], size: int, *, postgresql: bool) -> list[Row]:
    little, much = (
        [middles[f"{way} {history}"] for way in ("hall", "bare", "plain")] for history in (LITTLE_HISTORY, size)
    )
    more = {f"{LITTLE_HISTORY:,}": little[0], f"{size:,}": much[0]}
    return [CALL[postgresql].found(*little), HISTORY[postgresql].found(*much, against=little[0], more=more)]


class _Room:
    """A measured hall with its three hands."""

    def __init__(self, stage: Stage, history: int, scale: Scale, open_ones: ExitStack) -> None:
        add_history(stage, history)
        add_line(stage, (scale.rounds + 1) * COUNTERS)
        self._engine: Engine = stage.open()
        open_ones.callback(self._engine.dispose)
        self._hands: dict[str, Hand] = {
            way: open_ones.enter_context(closing(make(stage, device)))
            for device, (way, make) in enumerate(WAYS.items(), start=1)
        }

    def tasks(self) -> dict[str, partial[str]]:
        """Return a task for each way to call, each going from counter to counter."""
        return {
            way: partial(_call_on, hand, count(1 + turn * COUNTERS_EACH))
            for turn, (way, hand) in enumerate(self._hands.items())
        }

    def clear(self) -> None:
        """Serve whoever was called."""
        with self._engine.begin() as connection:
            clear_counters(connection)


def _call_on(hand: Hand, counters: Iterator[int]) -> str:
    return hand.call(next(counters))
