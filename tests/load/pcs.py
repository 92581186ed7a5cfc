"""A PC of the loaded hall: a clerk's, a kiosk's, a display's, without its window; it measures what it asks for."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

from hall.people.samples import sample_name
from hall.people.views import find, rehearse
from hall.screens.display import display_feed
from hall.service import Hall
from hall.storage.engine import open_engine
from tests.faults import life
from tests.faults.diary import Diary
from tests.faults.recorded import Recorded
from tests.waiting import until

SEARCHES = 0.25
"""So often a clerk looks for a person between two steps."""


class Timed(Recorded):
    """Notes how long each action and view takes, without the diary's own writing."""

    def __init__(self, hall: Hall, diary: Diary) -> None:
        super().__init__(hall, diary)
        self.times: dict[str, list[float]] = defaultdict(list)

    def patiently(self, name: str, call: Callable[[], Any], request_id: str = "") -> Any:
        """Return the answer and note the time, also of what the rules refuse."""
        begun = time.perf_counter()
        try:
            return super().patiently(name, call, request_id)
        finally:
            self.times[name].append(time.perf_counter() - begun)


class Display:
    """A display: asks again when it hears of a change, at most once per step."""

    def __init__(self, hall: Timed, own: Hall) -> None:
        self._hall = hall
        self._heard = threading.Event()
        own.feed.subscribe(lambda _topics: self._heard.set())

    def step(self) -> None:
        """Show what is new."""
        if self._heard.is_set():
            self._heard.clear()
            self._hall.see(display_feed)


def serve(
    orders: Connection, url: str, kind: str, device: str, helpers: list[str], log: Path, how: dict[str, Any]
) -> None:
    """Open the hall, wait for the sign, live until the next one, and answer with the seconds of everything."""
    with _hall(url) as hall:
        diary, random = Diary(log), Random(how["seed"])
        own = hall.at(device)
        timed = Timed(own, diary)
        life.LONG_ENOUGH = how["line"]
        client = _client(kind, timed, own, diary, random, [Recorded(hall.at(key), diary) for key in helpers])
        if kind == "counter":
            own.see(rehearse)  # as its window does in the first moment in which nobody types
        timed.times.clear()
        orders.send("ready")
        orders.recv()
        while not orders.poll(random.uniform(0, 2 * how["think"])):
            client.step()
            if kind == "counter" and random.random() < SEARCHES:
                timed.see(find, text=sample_name(random)[:2])
        orders.send(dict(timed.times))
        until(lambda: orders.poll(0.1), "the orders never ended", patience=600)


@contextmanager
def _hall(url: str) -> Iterator[Hall]:
    hall = Hall.open(open_engine(url))
    try:
        yield hall
    finally:
        hall.close()


def _client(kind: str, timed: Timed, own: Hall, diary: Diary, random: Random, helpers: list[Recorded]) -> Any:
    if kind == "display":
        return Display(timed, own)
    own.feed.subscribe(own.noticed)
    if kind == "kiosk":
        return life.Kiosk(timed, diary, random)
    return life.Counter(timed, diary, random, (helpers[0], helpers[1]))
