"""How many residents a hall has in a day, when they come and what they are like.

The figures come from press, local government and field reports on real halls; where no source gave one it says so.
"""

from dataclasses import dataclass

ARRIVALS_BY_HALF_HOUR: tuple[tuple[str, float], ...] = (
    ("09:00", 3.0),
    ("09:30", 2.4),
    ("10:00", 2.0),
    ("10:30", 1.6),
    ("11:00", 1.2),
    ("11:30", 0.6),
    ("13:30", 1.6),
    ("14:00", 2.4),
    ("14:30", 1.8),
    ("15:00", 1.4),
    ("15:30", 1.0),
    ("16:00", 0.7),
    ("16:30", 0.3),
)
"""Relative numbers of arrivals: peaks at opening and at 14:00 (reported); the shape between them is assumed."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A kind of hall (规模) on an ordinary day.

    Attributes:
        residents: visitors a day.
        counters: open counters.
        enquiries: share of visitors who only ask; half in the reports.
        elderly: share of visitors of 60 and over; two thirds in the reports.
        service_mean: minutes at the counter, 5 as measured.
        long_share: share of visits of 15 to 25 minutes; assumed.
        no_show: share of tickets whose holder has left; no source, a setting.
        turned_away: share of applications with something missing; no source, a setting.
    """

    residents: int
    counters: int
    enquiries: float = 0.5
    elderly: float = 2 / 3
    service_mean: float = 5.0
    long_share: float = 0.06
    no_show: float = 0.05
    turned_away: float = 0.10


PROFILES: dict[str, Profile] = {
    "village": Profile(20, 1),
    "neighbourhood": Profile(75, 3),
    "street": Profile(150, 6),
    "busy-street": Profile(270, 8),
    "district": Profile(660, 20),
}
