"""From which day to which one looks."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hall.service import Reading


@dataclass(frozen=True, slots=True)
class Days:
    """From which day to which, both included; None for no end."""

    since: date | None = None
    until: date | None = None

    def bounds(self, reading: Reading) -> tuple[datetime | None, datetime | None]:
        """Return the first instant and the one after the last."""
        zone = reading.place.zone
        begin = datetime.combine(self.since, time(), zone) if self.since else None
        end = datetime.combine(self.until + timedelta(days=1), time(), zone) if self.until else None
        return begin, end
