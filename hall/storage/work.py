"""What an action or a view receives: the session, the time, the place and who acts."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from hall.kernel.actor import Actor
from hall.kernel.topics import Topic


@dataclass(frozen=True, slots=True)
class Place:
    """The hall itself.

    Attributes:
        hall_id: its key, carried by every row that can leave the hall.
        zone: the zone in which the hall counts its days.
    """

    hall_id: str
    zone: ZoneInfo


@dataclass(slots=True)
class Reading:
    """A look at the data at one instant.

    Attributes:
        session: the open session; only the gate opens and closes it.
        now: the instant at which the event happened, UTC.
        place: the hall.
        actor: who looks or acts.
    """

    session: Session
    now: datetime
    place: Place
    actor: Actor

    @property
    def today(self) -> date:
        """The hall's day."""
        return self.local(self.now).date()

    def local(self, instant: datetime) -> datetime:
        """Return an instant in the hall's zone."""
        return instant.astimezone(self.place.zone)


@dataclass(slots=True)
class Work(Reading):
    """One action of one person inside its transaction.

    Attributes:
        request_id: the idempotency key of the call.
        topics: what windows must look at again after the commit.
        subjects: keys of the things that the action concerned, for the audit entry.
    """

    request_id: str = ""
    topics: set[Topic] = field(default_factory=set)
    subjects: list[str] = field(default_factory=list)

    def touched(self, *topics: Topic) -> None:
        """Say which parts of the data changed."""
        self.topics.update(topics)

    def concerns(self, *subjects: str) -> None:
        """Say which things the action is about; keys only, never personal data."""
        self.subjects.extend(subjects)
