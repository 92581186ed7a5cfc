"""The residents of a simulated day: who they are, when they come and what they want, all from one seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from hall.catalogue.matter import Matter
from hall.kernel.dates import age_on
from hall.people.samples import sample_identity, sample_name
from hall.simulation.profiles import ARRIVALS_BY_HALF_HOUR, Profile

NO_SUCH_COUNTY = "119999"
"""Beginning of made-up identity numbers: no county has this code."""

RARE_NAMES = ("王\U00020164", "李\U0002cc56", "陈䶮", "赵㭎", "阿卜杜热依木江·买合木提艾力帕夏古丽努尔")
"""Names that old systems print as boxes; every simulated day has them among its residents."""


@dataclass(frozen=True, slots=True)
class Resident:
    """One visitor of a simulated day.

    Attributes:
        number: position in the order of arrival, from 0.
        arrives: instant at which they stand at the kiosk.
        name: made up.
        birth: birthday.
        sex: GB/T 2261.1.
        id_number: made up, with a right check digit.
        phone: made up; some elderly people have none.
        matter: what they apply for, None when they only ask.
        asks_about: the matter about which they ask or for which they apply; None for those who do not know.
        elsewhere: what they ask belongs to another office.
        minutes: minutes at the counter.
        leaves: has gone when called.
        incomplete: comes without one of the materials.
        unfit: applies for something that does not belong to this hall.
        handed_over: the matter belongs to another clerk.
    """

    number: int
    arrives: datetime
    name: str
    birth: date
    sex: str
    id_number: str
    phone: str
    matter: Matter | None
    asks_about: Matter | None
    elsewhere: bool
    minutes: float
    leaves: bool
    incomplete: bool
    unfit: bool
    handed_over: bool

    def as_value(self) -> dict[str, Any]:
        """Return the person as the value of a form's `person` field."""
        return {
            "name": self.name,
            "id_kind": "resident_card",
            "id_number": self.id_number,
            "birth": self.birth.isoformat(),
            "sex": self.sex,
            "phone": self.phone,
        }

    def as_registered(self) -> dict[str, str]:
        """Return what the register of persons is told at a desk."""
        return {**self.as_shown(), "id_kind": "resident_card"}

    def as_shown(self) -> dict[str, str]:
        """Return what it is told at the reader of a machine."""
        return {"name": self.name, "id_number": self.id_number, "phone": self.phone}


class Crowd:
    """Draws the residents of a day."""

    def __init__(self, random: Random, profile: Profile, matters: Sequence[Matter], zone: ZoneInfo) -> None:
        self._random = random
        self._profile = profile
        self._matters = list(matters)
        self._zone = zone

    def of(self, day: date, count: int) -> tuple[Resident, ...]:
        """Return the residents of a day in the order in which they arrive."""
        instants = sorted(self._instant(day) for _ in range(count))
        names = [*RARE_NAMES, *(sample_name(self._random) for _ in range(max(0, count - len(RARE_NAMES))))][:count]
        self._random.shuffle(names)
        drawn = zip(instants, names, strict=True)
        return tuple(self._resident(number, instant, name) for number, (instant, name) in enumerate(drawn))

    def _instant(self, day: date) -> datetime:
        begins, weights = zip(*ARRIVALS_BY_HALF_HOUR, strict=True)
        begin = time.fromisoformat(self._random.choices(begins, weights)[0])
        late = timedelta(seconds=self._random.uniform(0, 1800))
        return datetime.combine(day, begin, self._zone) + late

    def _resident(self, number: int, arrives: datetime, name: str) -> Resident:
        random, profile = self._random, self._profile
        sex = random.choice("12")
        birth = self._birth(arrives.date())
        topic = random.choice(self._matters)
        asks_only = random.random() < profile.enquiries
        return Resident(
            number=number,
            arrives=arrives,
            name=name,
            birth=birth,
            sex=sex,
            id_number=sample_identity(random, birth, sex, NO_SUCH_COUNTY),
            phone=self._phone(age_on(birth, arrives.date())),
            matter=None if asks_only else topic,
            asks_about=topic if random.random() < 0.9 else None,
            elsewhere=random.random() < 0.15,
            minutes=self._minutes(topic, asks_only=asks_only),
            leaves=random.random() < profile.no_show,
            incomplete=random.random() < profile.turned_away,
            unfit=random.random() < 0.03,
            handed_over=random.random() < 0.08,
        )

    def _birth(self, day: date) -> date:
        elderly = self._random.random() < self._profile.elderly
        years = self._random.triangular(60, 92, 68) if elderly else self._random.uniform(20, 60)
        return day - timedelta(days=int(years * 365.25) + 1)

    def _phone(self, age: int) -> str:
        if age > 75 and self._random.random() < 0.3:
            return ""
        return f"139{self._random.randint(0, 99_999_999):08}"

    def _minutes(self, topic: Matter, *, asks_only: bool) -> float:
        if self._random.random() < self._profile.long_share:
            return self._random.uniform(15, 25)
        mean = self._profile.service_mean * (0.6 if asks_only else topic.service_minutes / 7)
        return max(1.0, self._random.gammavariate(2.0, mean / 2.0))
