"""From a clerk's key in one process to the called number painted on the display's window in another."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from multiprocessing.connection import Connection
from time import perf_counter

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel
from sqlalchemy import Engine

from hall.kernel.topics import Topic
from hall.service import Hall
from ui.bench.calling import WAYS
from ui.bench.places import Places
from ui.bench.rounds import median_ms, p95_ms
from ui.bench.row import Row
from ui.bench.scale import Scale
from ui.bench.stage import DISPLAY, Stage
from ui.bench.table import PAINTED
from ui.bench.tickets import add_line, clear_counters, number_of
from ui.bench.workers import next_order, worker, workers
from ui.display.window import DisplayWindow
from ui.shared import tasks
from ui.shared.app import application
from ui.shared.i18n import mark

PATIENCE_SECONDS = 5.0
POLL_MS = 4
REST_MS = 37
WARM = 3
SIZE = (1920, 1080)


def measure(places: Places, scale: Scale) -> list[Row]:
    """Watch calls that another process makes.

    The bare figure is the same call by the driver alone, until its notice is here; nothing is asked or painted.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application(["hall"])
    stage = places.stage()
    add_line(stage, 2 * (scale.glances + WARM) + 1)
    with ExitStack() as open_ones:
        hall = open_ones.enter_context(closing(Hall.open(stage.open(), stage.clock)))
        clerk = open_ones.enter_context(worker(workers(), _serve, stage))
        wall = open_ones.enter_context(_hung_up(app, hall.at(DISPLAY), clerk))
        times: dict[str, list[float]] = {"hall": [], "bare": []}
        for glance in range(scale.glances + WARM):
            for way, watch in (("hall", wall.painted_after), ("bare", wall.noticed_after)):
                seconds = watch(way, 1)
                times[way] += [seconds] if glance >= WARM else []
    more = {mark("p95 ms"): p95_ms(times["hall"])}
    return [PAINTED[places.postgresql].found(median_ms(times["hall"]), median_ms(times["bare"]), more=more)]


class _Wall(QObject):
    """The display, and somebody who watches it with a stopwatch."""

    def __init__(self, hall: Hall, clerk: Connection) -> None:
        super().__init__()
        self._clerk = clerk
        self._painted: dict[str, float] = {}
        self._noticed: list[float] = []
        hall.feed.subscribe(self._on_notice)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note which texts are painted; the time is taken when the window has been painted to the end."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QLabel):
            QTimer.singleShot(0, partial(self._note, watched.text()))
        return False

    def _note(self, text: str) -> None:
        self._painted.setdefault(text, perf_counter())

    def painted_after(self, way: str, counter: int) -> float:
        """Let the clerk call; answers with the seconds until the number stands on the wall."""
        pressed_at, number = self._call(way, counter)
        _wait_until(lambda: number in self._painted)
        return self._painted[number] - pressed_at

    def noticed_after(self, way: str, counter: int) -> float:
        """Let the clerk call; answers with the seconds until the notice of it is here."""
        self._noticed.clear()
        pressed_at, _number = self._call(way, counter)
        _wait_until(lambda: bool(self._noticed))
        return self._noticed[0] - pressed_at

    def _call(self, way: str, counter: int) -> tuple[float, str]:
        _rest()
        self._clerk.send((way, counter))
        _wait_until(self._clerk.poll)
        pressed_at, ticket_id = self._clerk.recv()
        return pressed_at, number_of(ticket_id)

    def _on_notice(self, _topics: frozenset[Topic]) -> None:
        self._noticed.append(perf_counter())


@contextmanager
def _hung_up(app: QApplication, hall: Hall, clerk: Connection) -> Iterator[_Wall]:
    """Open the display's window and take it down afterwards."""
    clerk.recv()
    window = DisplayWindow(hall)
    wall = _Wall(hall, clerk)
    app.installEventFilter(wall)
    window.resize(*SIZE)
    window.show()
    try:
        yield wall
    finally:
        app.removeEventFilter(wall)
        window.close()
        tasks.wait_for_all()
        window.deleteLater()


def _wait_until(ready: Callable[[], bool]) -> None:
    """Let the windows live until something has happened.

    Raises:
        TimeoutError: it has not happened in time.
    """
    deadline = perf_counter() + PATIENCE_SECONDS
    while not ready():
        if perf_counter() > deadline:
            raise TimeoutError("the call never reached the display")
        _live(POLL_MS)


def _rest() -> None:
    """Pause a little, so that calls do not fall into step with whoever polls for them."""
    _live(REST_MS)


def _live(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _serve(orders: Connection, stage: Stage) -> None:
    """Be the clerk: call as ordered, say when the key was pressed and who was called, then serve them."""
    engine: Engine = stage.open()
    with ExitStack() as open_ones:
        open_ones.callback(engine.dispose)
        hands = {way: open_ones.enter_context(closing(make(stage, 1))) for way, make in WAYS.items()}
        orders.send(None)
        while (order := next_order(orders)) is not None:
            way, counter = order
            with engine.begin() as connection:
                clear_counters(connection)
            pressed_at = perf_counter()
            ticket_id = hands[way].call(counter)
            orders.send((pressed_at, ticket_id))
