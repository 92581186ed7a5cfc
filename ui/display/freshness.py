"""How old the display's news is: an old screen must not look like a new one."""

from datetime import datetime, timedelta

TOO_OLD = timedelta(seconds=90)


class Freshness:
    """Remembers when the hall was last heard, and whether the last try failed."""

    def __init__(self) -> None:
        self._heard_at: datetime | None = None
        self._failed = False

    def heard(self, now: datetime) -> None:
        """The hall has answered."""
        self._heard_at, self._failed = now, False

    def failed(self) -> None:
        """The hall could not be asked."""
        self._failed = True

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
