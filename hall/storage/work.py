"""What an action or a view receives: the session, the time, the place and who acts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
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
        detail: what else the audit entry says, codes and setting values only.
        answered: the outcome to record in the audit, empty for a plain success.
    """

    request_id: str = ""
    topics: set[Topic] = field(default_factory=set)
    subjects: list[str] = field(default_factory=list)
    detail: dict[str, Any] = field(default_factory=dict)
    answered: str = ""

    def touched(self, *topics: Topic) -> None:
        """Say which parts of the data changed."""
        self.topics.update(topics)

    def concerns(self, *subjects: str) -> None:
        """Say which things the action is about; keys only, never personal data."""
        self.subjects.extend(subjects)

    def noted(self, key: str, before: object, after: object) -> None:
        """Say what a rule or a setting was and what it is now; nothing where it stayed as it was.

        Values of settings, codes, numbers and digests only, never personal data.
        """
        was, became = plain(before), plain(after)
        if was != became:
            changes: dict[str, list[object]] = self.detail.setdefault("changes", {})
            changes[key] = [changes[key][0] if key in changes else was, became]

    def remarked(self, **details: str | int | bool) -> None:
        """Say what else an auditor asks about this action; codes and numbers only."""
        self.detail.update(details)

    def outcome(self, code: str) -> None:
        """Say how the action ended though nothing was refused, such as `security.wrong_password`."""
        self.answered = code


def plain(value: object) -> object:
    """Return a value as the audit keeps it: the same on every database, whatever its type was."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, set | frozenset):
        return sorted((plain(each) for each in value), key=str)
    return str(value)
