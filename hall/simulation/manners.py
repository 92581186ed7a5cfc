"""What is particular about single visits of a simulated day: mistakes at the counter, further wishes, opinions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from hall.catalogue.matter import Matter
from hall.ratings.rules import BAD_GRADES, GRADES
from hall.simulation.profiles import Profile
from hall.simulation.residents import Resident

UNREASONED = 0.3
"""Share of bad grades for which no reason is ticked; assumed."""

SECOND_IS_SHORTER = 0.6
"""A second matter against one alone: the person is known by then; assumed."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a resident touches on the counter's screen, so many seconds after the visit."""

    grade: int
    reasons: tuple[str, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Manner:
    """How one visit differs from an ordinary one.

    Attributes:
        without_ticket: they walk to a free counter, if there is one.
        called_by_mistake: the clerk calls them by a wrong key and takes it back.
        finished_by_mistake: the clerk finishes too early and takes it back.
        then: the same resident with their second matter, None without one.
        opinion: what they answer at the screen, None for nothing.
    """

    without_ticket: bool = False
    called_by_mistake: bool = False
    finished_by_mistake: bool = False
    then: Resident | None = None
    opinion: Opinion | None = None


class Manners:
    """Draws how each visit goes, apart from the residents themselves: other shares bring the same people."""

    def __init__(self, random: Random, profile: Profile, matters: Sequence[Matter], reasons: Sequence[str]) -> None:
        self._random = random
        self._profile = profile
        self._matters = matters
        self._reasons = reasons

    def of(self, resident: Resident) -> Manner:
        """Return how the visit of a resident goes."""
        profile = self._profile
        return Manner(
            without_ticket=self._chance(profile.without_ticket),
            called_by_mistake=self._chance(profile.wrong_calls),
            finished_by_mistake=self._chance(profile.wrong_finishes),
            then=self._with_another_matter(resident) if self._chance(profile.second_matters) else None,
            opinion=self._opinion() if self._chance(profile.answers) else None,
        )

    def _with_another_matter(self, resident: Resident) -> Resident:
        topic = self._random.choice(self._matters)
        minutes = max(1.0, resident.minutes * SECOND_IS_SHORTER)
        wish = topic if resident.matter is not None else None
        return replace(resident, matter=wish, asks_about=topic, minutes=minutes, unfit=False, handed_over=False)

    def _opinion(self) -> Opinion:
        (grade,) = self._random.choices(GRADES, self._profile.grades)
        if grade not in BAD_GRADES:
            return Opinion(grade, (), self._random.uniform(2, 10))
        reasons = () if self._chance(UNREASONED) else self._random.sample(self._reasons, self._random.choice((1, 1, 2)))
        return Opinion(grade, tuple(reasons), self._random.uniform(6, 14))

    def _chance(self, share: float) -> bool:
        return self._random.random() < share
