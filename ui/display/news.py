"""What the display asks the hall: calls first, for they are urgent, then how many wait."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from hall.service import (
    Hall,
    Reading,
    catalogue_views,
    facts_of,
    queue_views,
    screens_display,
    screens_notices,
    screens_policy,
)


@dataclass(frozen=True, slots=True)
class News:
    """What is urgent: calls, counters, and what staff announce.

    Attributes:
        at: the instant of which it tells, which may be long before it arrives.
        feed: calls and counters.
        said: what staff announce.
    """

    at: datetime
    feed: screens_display.DisplayFeed
    said: tuple[screens_notices.AnnouncementCard, ...]


@dataclass(frozen=True, slots=True)
class Wait:
    """How many wait for a group of services, and for how long.

    Attributes:
        minutes: estimate for the group's slowest service; None while no counter is open.
        low: eight of ten such waits last from so many minutes
        high: to so many.
    """

    name: str
    people: int
    minutes: int | None
    low: int = 0
    high: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """What the display says about the hall, and how the hall wants it said."""

    name: str
    hours: str
    zone: ZoneInfo
    shown: screens_policy.DisplayPolicy
    spoken: screens_policy.VoicePolicy


def load_news(hall: Hall, area: str = "") -> News:
    """Return calls, counters and announcements, all of one instant; for a worker thread."""

    def look(reading: Reading) -> News:
        feed = screens_display.display_feed(reading, area=area)
        return News(reading.now, feed, screens_notices.announcements(reading))

    return hall.see(look)


def load_waits(hall: Hall, area: str = "") -> tuple[Wait, ...]:
    """Return the waits of each group of services, in the order of the catalogue; for a worker thread.

    A screen of an area tells those whose services its counters take first.
    """

    def look(reading: Reading) -> tuple[Wait, ...]:
        services = catalogue_views.services(reading)
        here = {code for card in screens_display.counters_shown(reading, area=area) for code in card.services}
        wanted = {service.series for service in services if not area or service.code in here}
        told = [service for service in services if service.series in wanted]
        outlooks = queue_views.outlooks_of(reading, service_codes=[service.code for service in told])
        longest: dict[str, queue_views.Outlook] = {}
        for service, expected in zip(told, outlooks, strict=True):
            longest[service.series] = max(longest.get(service.series, expected), expected, key=_length)
        counts = [count for count in queue_views.waiting_counts(reading) if count.series in wanted]
        return tuple(_wait(count, longest[count.series]) for count in counts)

    return hall.see(look)


def load_facts(hall: Hall) -> Facts:
    """Return name, hours, zone and settings of the hall; for a worker thread."""

    def look(reading: Reading) -> Facts:
        facts, chosen = facts_of(reading), screens_display.display_settings(reading)
        return Facts(facts.name, facts.hours, ZoneInfo(facts.zone), chosen.shown, chosen.spoken)

    return hall.see(look)


def _length(expected: queue_views.Outlook) -> int:
    return -1 if expected.minutes is None else expected.minutes


def _wait(count: queue_views.WaitingCount, expected: queue_views.Outlook) -> Wait:
    return Wait(count.name, count.waiting, expected.minutes, expected.low, expected.high)
