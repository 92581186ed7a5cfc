"""The age lines of a person (年龄线): statutory retirement, working age, and who counts as hard to employ."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Final

from hall.kernel.allowed import Between, OneOf
from hall.kernel.dates import add_months, age_on
from hall.people.rules import Sex

WORKING_AGE: Final = 16
"""Full years from which a person may work (劳动法 15)."""

SENIOR_AGE: Final = 60
"""Full years from which a person is an elder (老年人权益保障法 2); later retirement does not move it."""

FIXED_AGE, YEARS_TO_RETIRE = "fixed_age", "years_to_retire"


@dataclass(frozen=True)
class AgePolicy:
    """How this province words its rule for the hard to employ (就业困难人员, 4045/4050; 就业促进法 52).

    Attributes:
        mode: `fixed_age`: from an age on, which later retirement does not move; `years_to_retire`: so many years
            before one's own retirement, which moves with it.
        female_line: full years of a woman under `fixed_age`.
        male_line: full years of a man under `fixed_age`, 45 or 50.
        years_to_retire: years before retirement under `years_to_retire`.
    """

    mode: Annotated[str, OneOf(FIXED_AGE, YEARS_TO_RETIRE)] = FIXED_AGE
    female_line: Annotated[int, Between(30, 58)] = 40
    male_line: Annotated[int, Between(30, 63)] = 50
    years_to_retire: Annotated[int, Between(1, 20)] = 10


@dataclass(frozen=True, slots=True)
class Retirement:
    """The month in which a person reaches the statutory retirement age (法定退休年龄).

    Law: decision of the NPC Standing Committee of 2024-09-13, in force since 2025-01-01. What a person chooses, earlier
    or later within the law, is kept elsewhere.

    Attributes:
        month: the first day of the month.
        delay: months added to 60, 55 or 50 years.
        provisional: the woman's track (50 or 55) is not known and 50 was taken (暂定).
    """

    month: dt.date
    delay: int
    provisional: bool = False

    def months_left(self, day: dt.date) -> int:
        """Return the full months from a day's month to the month of retirement; negative after it."""
        return (self.month.year - day.year) * 12 + self.month.month - day.month


@dataclass(frozen=True, slots=True)
class Ages:
    """What a person's birthday says on a day, as advice for the clerk; it decides nothing.

    Attributes:
        years: full years (周岁).
        retirement: None where birthday or sex is not known.
        working_age: from 16 years until the month of one's own retirement.
        hard_to_employ: whether age alone makes the person one of the hard to employ (大龄), as this province words it.
        senior: 60 years or older.
    """

    years: int
    retirement: Retirement | None
    working_age: bool | None
    hard_to_employ: bool | None
    senior: bool


def retirement(birth: dt.date, sex: Sex, female_track: int | None = None) -> Retirement:
    """Return when a person retires.

    Args:
        birth: the birthday.
        sex: male or female.
        female_track: 50 or 55, the age at which a woman would have retired before the reform; None if not known.

    Raises:
        ValueError: sex is not stated, or the track is another one.
    """
    if sex is Sex.MALE:
        age, base_year, step, most = 60, 1965, 4, 36
    elif sex is Sex.FEMALE and female_track == 55:
        age, base_year, step, most = 55, 1970, 4, 36
    elif sex is Sex.FEMALE and female_track in (50, None):
        age, base_year, step, most = 50, 1975, 2, 60
    else:
        raise ValueError("retirement needs male or female, and 50 or 55 for a woman's track")
    since = (birth.year - base_year) * 12 + birth.month - 1
    delay = 0 if since < 0 else min(most, since // step + 1)
    month = add_months(birth.replace(day=1), age * 12 + delay)
    return Retirement(month, delay, provisional=sex is Sex.FEMALE and female_track is None)


def of_working_age(birth: dt.date, retires: Retirement, day: dt.date) -> bool:
    """Tell whether a person is of working age (劳动年龄内); its end is their own month of retirement, no fixed age."""
    return age_on(birth, day) >= WORKING_AGE and retires.months_left(day) > 0


def hard_to_employ_by_age(birth: dt.date, sex: Sex, retires: Retirement, day: dt.date, policy: AgePolicy) -> bool:
    """Tell whether age alone makes a person hard to employ (大龄就业困难人员); after retirement nobody is."""
    if not of_working_age(birth, retires, day):
        return False
    if policy.mode == YEARS_TO_RETIRE:
        return retires.months_left(day) <= 12 * policy.years_to_retire
    return age_on(birth, day) >= (policy.male_line if sex is Sex.MALE else policy.female_line)


def ages_of(birth: dt.date, sex: Sex, day: dt.date, policy: AgePolicy, *, female_track: int | None = None) -> Ages:
    """Return the age lines of a person on a day; what needs the sex stays open where it is not stated."""
    years = age_on(birth, day)
    senior = years >= SENIOR_AGE
    if sex not in (Sex.MALE, Sex.FEMALE):
        return Ages(years, None, False if years < WORKING_AGE else None, None, senior)
    retires = retirement(birth, sex, female_track)
    hard = hard_to_employ_by_age(birth, sex, retires, day, policy)
    return Ages(years, retires, of_working_age(birth, retires, day), hard, senior)
