"""The hall's time when a host keeps it: the server's clock, carried on by a clock that nobody can set."""

import logging
import threading
import time
from datetime import datetime, timedelta

from sqlalchemy import Engine, event, text
from sqlalchemy.exc import DBAPIError

from hall.kernel.clock import Clock, SystemClock

EVERY_SECONDS = 60.0
SMALL_STEP = timedelta(seconds=2)
"""A correction smaller than this never turns the clock back: it waits until the time has come."""
log = logging.getLogger(__name__)


class ServerClock:
    """The server's time (大厅时间以主机为准), so that PCs with wrong clocks agree (GB/T 22239-2019, time source).

    It asks when it is made, once a minute and after each reconnect, in a thread of its own; in between it counts on
    with a clock that goes on while the PC sleeps and that nobody can set. `now` never waits.

    Attributes:
        offset: how far this PC's own clock was behind the server's at the last answer.
    """

    def __init__(self, engine: Engine, pc: Clock | None = None) -> None:
        self._engine = engine
        self._pc = pc or SystemClock()
        self._lock = threading.Lock()
        self._mark: tuple[float, datetime] | None = None
        self._latest: datetime | None = None
        self._wake, self._ended = threading.Event(), False
        self.offset = timedelta(0)
        self.ask()
        event.listen(engine, "connect", self._on_connect)
        self._thread = threading.Thread(target=self._keep_asking, name="server-clock", daemon=True)
        self._thread.start()

    def now(self) -> datetime:
        """Return the present instant in UTC; it does not go back when a small correction would have it so."""
        with self._lock:
            assert self._mark is not None, "the clock was asked in its constructor"
            at, instant = self._mark
            present = instant + timedelta(seconds=elapsed() - at)
            if self._latest is not None and present < self._latest < present + SMALL_STEP:
                return self._latest
            self._latest = present
            return present

    def ask(self) -> None:
        """Ask the server now; DBAPIError when it is out of reach, and the clock counts on."""
        with self._engine.connect() as connection:
            before = elapsed()
            told: datetime = connection.execute(text("SELECT clock_timestamp() AT TIME ZONE 'UTC'")).scalar_one()
            after = elapsed()
        instant = told.replace(tzinfo=self._pc.now().tzinfo)
        with self._lock:
            self._mark = ((before + after) / 2, instant)
            self.offset = instant - self._pc.now()

    def close(self) -> None:
        """Ask no more."""
        self._ended = True
        self._wake.set()
        self._thread.join()
        event.remove(self._engine, "connect", self._on_connect)

    def _on_connect(self, _connection: object, _record: object) -> None:
        self._wake.set()  # a server that was away may be another one now

    def _keep_asking(self) -> None:
        while True:
            self._wake.wait(EVERY_SECONDS)
            if self._ended:
                return
            self._wake.clear()
            try:
                self.ask()
            except DBAPIError as error:
                log.info("the server's clock was not reached: %s", error.orig)


def elapsed() -> float:
    """Return seconds since some instant, those of a sleeping PC included; nobody can set this clock."""
    # Linux stops its monotonic clock during sleep; that of Windows goes on.
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)
