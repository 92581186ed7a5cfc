"""The clock is injected, so that a test, a simulated day and the real hall run the same code."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Something that knows what time it is."""

    def now(self) -> datetime:
        """Return the present instant in UTC."""


class SystemClock:
    """The clock of this PC."""

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        return datetime.now(UTC)


class ManualClock:
    """A clock that stands still until it is moved: tests and simulated days."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        """Return the instant to which the clock was last moved."""
        return self._now

    def move_to(self, instant: datetime) -> None:
        """Set the clock to an instant (aware)."""
        self._now = instant.astimezone(UTC)

    def advance(self, step: timedelta) -> None:
        """Move the clock on by a span of time."""
        self._now += step
