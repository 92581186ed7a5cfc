"""How old the display's news is: an old screen must not look like a new one."""

from datetime import datetime, timedelta

CALLS = "calls"
TOO_OLD = timedelta(seconds=90)


class Freshness:
    """Remembers when the hall was last heard, and which questions it did not answer the last time.

    The time that is shown is that of the calls; the others only have to be answered.
    """

    def __init__(self) -> None:
        self._heard_at: datetime | None = None
        self._failed: set[str] = set()

    def heard(self, now: datetime, what: str = CALLS) -> None:
        """The hall has answered a question."""
        self._failed.discard(what)
        if what == CALLS:
            self._heard_at = now

    def failed(self, what: str = CALLS) -> None:
        """The hall has not answered a question."""
        self._failed.add(what)

    def interrupted_since(self, now: datetime, *, connected: bool) -> datetime | None:
        """Return when the news was last right, if it no longer is; None while all is well.

        Args:
            now: the hall's time.
            connected: what the change feed says of itself.
        """
        last = self._heard_at or now
        if self._failed or not connected or now - last > TOO_OLD:
            return last
        return None
