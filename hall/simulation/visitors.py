"""The residents of a simulated day as the queue sees them, and the counters that the sample hall has for them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from random import Random
from zoneinfo import ZoneInfo

from hall.catalogue.matter import Matter
from hall.kernel.dates import age_on
from hall.queue.floor import Desk, Wish
from hall.queue.policy import IN_NEED, ORDINARY, QueuePolicy
from hall.simulation.lane import Visitor
from hall.simulation.profiles import CARD_SHOWN, LEAST_WALK_SECONDS, MOST_WALK_SECONDS, UNSURE, Profile
from hall.simulation.residents import Crowd, Resident


class Visitors:
    """Draws the people of a day with what counts for the line: when, what for, how long, and who goes first."""

    def __init__(
        self,
        random: Random,
        profile: Profile,
        matters: Sequence[Matter],
        service_of: Mapping[str, str],
        zone: ZoneInfo,
        policy: QueuePolicy,
    ) -> None:
        self._random = random
        self._crowd = Crowd(random, profile, matters, zone)
        self._profile = profile
        self._service_of = service_of
        self._policy = policy

    def of(self, day: date) -> Iterator[Visitor]:
        """Yield the visitors of a day in the order in which they come; instants in seconds since midnight."""
        for resident in self._crowd.of(day, self._profile.residents):
            known = self._random.random() < CARD_SHOWN
            walk = self._random.uniform(LEAST_WALK_SECONDS, MOST_WALK_SECONDS)
            yield seen_in_line(resident, self._service_of, self._policy, known=known, walk=walk)


def seen_in_line(
    resident: Resident, service_of: Mapping[str, str], policy: QueuePolicy, *, known: bool, walk: float
) -> Visitor:
    """Return what the line sees of a resident; their age only where they are known by their card."""
    topic, came = resident.asks_about, resident.arrives
    wish = Wish(service_of[topic.code], topic.service_minutes) if topic else Wish(UNSURE)
    old = known and 0 < policy.age_line <= age_on(resident.birth, came.date())
    return Visitor(
        arrives=(came - datetime.combine(came.date(), time(), came.tzinfo)).total_seconds(),
        wish=wish,
        seconds=resident.minutes * 60,
        head_start=policy.head_start(IN_NEED if old else ORDINARY).total_seconds(),
        walk=walk,
        leaves=resident.leaves,
    )


def sample_desks(services: Mapping[str, str], count: int) -> tuple[Desk, ...]:
    """Return counters that share the series of services out in turn and help each other, as the sample hall's do.

    Args:
        services: the letter of each service's series by its code.
        count: how many counters.
    """
    letters = sorted(set(services.values()))
    of = [letters[number % len(letters)] for number in range(count)]
    return tuple(
        Desk(frozenset(code for code, letter in services.items() if letter == own), takes_any=True) for own in of
    )
