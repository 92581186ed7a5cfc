"""What is going to happen on a simulated day, in the order of the clock."""

import heapq
import itertools
from collections.abc import Callable
from datetime import datetime, timedelta

from hall.kernel.clock import ManualClock
from hall.service import SystemHall
from hall.storage.due import next_due_at


class Agenda:
    """Moves the clock from one planned thing to the next, and stops wherever the hall owes something by itself."""

    def __init__(self, hall: SystemHall, clock: ManualClock) -> None:
        self._hall = hall
        self._clock = clock
        self._planned: list[tuple[datetime, int, Callable[[], object]]] = []
        self._order = itertools.count()

    @property
    def now(self) -> datetime:
        """The present instant."""
        return self._clock.now()

    def plan(self, instant: datetime, happen: Callable[[], object]) -> None:
        """Let something happen at an instant, after what was planned for the same one before."""
        heapq.heappush(self._planned, (instant, next(self._order), happen))

    def after(self, seconds: float, happen: Callable[[], object]) -> None:
        """Let something happen so many seconds from now."""
        self.plan(self.now + timedelta(seconds=seconds), happen)

    def run_until(self, end: datetime) -> None:
        """Let everything happen that is planned until an instant, and stay there."""
        while self._planned and self._planned[0][0] <= end:
            self._step()
        self.move_to(end)

    def run_out(self) -> None:
        """Let everything happen that is still planned, and whatever follows from it."""
        while self._planned:
            self._step()

    def move_to(self, instant: datetime) -> None:
        """Move the clock on and run whatever the hall owes on the way."""
        while (owed := self._hall.see(lambda reading: next_due_at(reading.session))) is not None and owed <= instant:
            self._clock.move_to(max(owed, self.now))
            self._hall.run_due()
        self._clock.move_to(instant)

    def _step(self) -> None:
        """Do the next planned thing, after everything that the hall owed until then."""
        self.move_to(self._planned[0][0])
        _, _, happen = heapq.heappop(self._planned)
        happen()
