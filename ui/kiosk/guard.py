"""Stops guessing: after some wrong codes in a row the machine waits before it looks up another one."""

from datetime import datetime, timedelta

WRONG_IN_A_ROW = 5
PAUSE = timedelta(minutes=1)


class Guard:
    """Counts wrong codes at one machine, whoever types them: a new resident does not begin a new count."""

    def __init__(self) -> None:
        self._wrong = 0
        self._until: datetime | None = None

    def is_waiting(self, now: datetime) -> bool:
        """Tell whether no code is looked up now."""
        return self._until is not None and now < self._until

    def was_wrong(self, now: datetime) -> None:
        """Count a code that nothing has."""
        self._wrong += 1
        if self._wrong >= WRONG_IN_A_ROW:
            self._wrong, self._until = 0, now + PAUSE

    def was_right(self) -> None:
        """Begin to count anew."""
        self._wrong, self._until = 0, None
