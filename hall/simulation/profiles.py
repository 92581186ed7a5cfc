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

UNSURE = "unsure"
"""The service for residents who do not know what theirs is."""

CARD_SHOWN = 0.7
"""Share of residents who lay their identity card on the kiosk's reader; assumed."""

LEAST_WALK_SECONDS, MOST_WALK_SECONDS = 4.0, 18.0
"""From the call to the counter; assumed for a hall of a few windows."""


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
        appointments: share of visitors who come by appointment; assumed, far below what halls keep free for them.
        early: share of those who come before their ticket counts as in the line; assumed like the next three.
        late: share who are late and keep their place.
        too_late: share who come too late for that.
        missed: booked and never came, for each who did; they are no visitors and come on top.
        answers: share of visits that are rated at the counter's screen; assumed, halls report anything up to all.
        grades: relative numbers of the grades from 5 to 1; assumed, published ones are hardly ever bad.
        wrong_calls: share of visitors who are called by a wrong key, which is undone; assumed.
        wrong_finishes: share of visits that are finished too early, which is undone; assumed.
        without_ticket: share of visitors who walk to a free counter if there is one; assumed.
        second_matters: share of visits in which another matter follows; assumed.
        lunch_minutes: how long each clerk is away from noon on, half of them after the others; assumed, 0 for never.
    """

    residents: int
    counters: int
    enquiries: float = 0.5
    elderly: float = 2 / 3
    service_mean: float = 5.0
    long_share: float = 0.06
    no_show: float = 0.05
    turned_away: float = 0.10
    appointments: float = 0.10
    early: float = 0.20
    late: float = 0.12
    too_late: float = 0.06
    missed: float = 0.10
    answers: float = 1 / 3
    grades: tuple[float, ...] = (78, 15, 4, 2, 1)
    wrong_calls: float = 0.01
    wrong_finishes: float = 0.01
    without_ticket: float = 0.03
    second_matters: float = 0.04
    lunch_minutes: int = 40


PROFILES: dict[str, Profile] = {
    "village": Profile(20, 1),
    "neighbourhood": Profile(75, 3),
    "street": Profile(150, 6),
    "busy-street": Profile(270, 8),
    "district": Profile(660, 20),
}
