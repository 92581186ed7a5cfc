"""What the display asks the hall: calls first, for they are urgent, then how many wait."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from hall.service import Hall, catalogue_views, facts_of, queue_display, queue_views


@dataclass(frozen=True, slots=True)
class Wait:
    """How many wait for a group of services, and for how long.

    Attributes:
        minutes: estimate for the group's slowest service; None while no counter is open.
    """

    name: str
    people: int
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the display says about the hall."""

    name: str
    hours: str
    zone: ZoneInfo


def load_calls(hall: Hall) -> queue_display.DisplayFeed:
    """Return calls and counters; for a worker thread."""
    return hall.see(queue_display.display_feed)


def load_waits(hall: Hall) -> tuple[Wait, ...]:
    """Return the waits of each group of services, in the order of the catalogue; for a worker thread."""
    longest: dict[str, int | None] = {}
    for service in hall.see(catalogue_views.services):
        minutes = hall.see(queue_views.outlook_of, service_code=service.code).minutes
        before = longest.get(service.series)
        longest[service.series] = before if minutes is None else max(minutes, before or 0)
    counts = hall.see(queue_views.waiting_counts)
    return tuple(Wait(count.name, count.waiting, longest.get(count.series)) for count in counts)


def load_facts(hall: Hall) -> Facts:
    """Return name, hours and zone of the hall; for a worker thread."""
    facts = hall.see(facts_of)
    return Facts(facts.name, facts.hours, ZoneInfo(facts.zone))
