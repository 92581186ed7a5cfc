"""Age lines: when somebody retires, who is of working age, and who counts as hard to employ."""

import datetime as dt
from pathlib import Path

import pytest

from hall.people.actions import register
from hall.people.ages import ages
from hall.people.retirement import (
    YEARS_TO_RETIRE,
    AgePolicy,
    Ages,
    Retirement,
    ages_of,
    of_working_age,
    retirement,
)
from hall.people.rules import Sex
from tests.halls import empty_hall

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("birth", "sex", "track", "month", "delay"),
    [
        ("1964-12-31", Sex.MALE, None, "2024-12-01", 0),
        ("1965-01-15", Sex.MALE, None, "2025-02-01", 1),
        ("1965-08-31", Sex.MALE, None, "2025-10-01", 2),
        ("1976-08-01", Sex.MALE, None, "2039-07-01", 35),
        ("1976-09-01", Sex.MALE, None, "2039-09-01", 36),
        ("1990-05-01", Sex.MALE, None, "2053-05-01", 36),
        ("1974-12-31", Sex.FEMALE, 50, "2024-12-01", 0),
        ("1975-01-01", Sex.FEMALE, 50, "2025-02-01", 1),
        ("1984-10-01", Sex.FEMALE, 50, "2039-09-01", 59),
        ("1984-11-01", Sex.FEMALE, 50, "2039-11-01", 60),
        ("1969-12-01", Sex.FEMALE, 55, "2024-12-01", 0),
        ("1981-08-01", Sex.FEMALE, 55, "2039-07-01", 35),
        ("1981-09-01", Sex.FEMALE, 55, "2039-09-01", 36),
    ],
)
def test_the_month_of_retirement(birth: str, sex: Sex, track: int | None, month: str, delay: int) -> None:
    assert retirement(dt.date.fromisoformat(birth), sex, track) == Retirement(dt.date.fromisoformat(month), delay)


def test_a_woman_whose_track_is_unknown_retires_provisionally() -> None:
    assert retirement(dt.date(1975, 1, 1), Sex.FEMALE) == Retirement(dt.date(2025, 2, 1), 1, provisional=True)


@pytest.mark.parametrize(("sex", "track"), [(Sex.UNKNOWN, None), (Sex.UNSTATED, 50), (Sex.FEMALE, 60)])
def test_retirement_is_not_guessed(sex: Sex, track: int | None) -> None:
    with pytest.raises(ValueError, match="retirement needs"):
        retirement(dt.date(1975, 1, 1), sex, track)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("on", "within"), [("1981-08-14", False), ("1981-08-15", True), ("2025-09-30", True), ("2025-10-01", False)]
)
def test_working_age_runs_from_the_sixteenth_birthday_to_ones_own_month_of_retirement(on: str, within: bool) -> None:
    birth = day("1965-08-15")
    assert of_working_age(birth, retirement(birth, Sex.MALE), day(on)) is within


@pytest.mark.parametrize(
    ("sex", "birth", "policy", "hard"),
    [
        (Sex.FEMALE, "1986-11-22", AgePolicy(), True),  # 40 today
        (Sex.FEMALE, "1986-11-23", AgePolicy(), False),
        (Sex.MALE, "1976-11-22", AgePolicy(), True),  # 50 today
        (Sex.MALE, "1976-11-23", AgePolicy(), False),
        (Sex.MALE, "1981-11-22", AgePolicy(male_line=45), True),
        (Sex.MALE, "1973-07-01", AgePolicy(mode=YEARS_TO_RETIRE), True),  # retires 2035-09
        (Sex.MALE, "1974-04-01", AgePolicy(mode=YEARS_TO_RETIRE), True),  # retires 2036-08: the later month counts
        (Sex.MALE, "1974-09-01", AgePolicy(mode=YEARS_TO_RETIRE), False),  # 52 today, and yet 2037-02 is ten years off
        (Sex.MALE, "1963-01-01", AgePolicy(), False),  # retired
    ],
)
def test_a_fixed_line_stays_and_years_before_retirement_move_with_it(
    sex: Sex, birth: str, policy: AgePolicy, hard: bool
) -> None:
    assert ages_of(day(birth), sex, TODAY, policy, female_track=50).hard_to_employ is hard


def test_less_than_a_year_before_retirement_is_counted_by_ones_own_month() -> None:
    retires = retirement(day("1965-08-15"), Sex.MALE)
    assert [retires.months_left(day(on)) for on in ("2024-09-30", "2024-10-01", "2025-10-31")] == [13, 12, 0]


def test_elders_are_sixty_whatever_the_month_of_retirement() -> None:
    told = ages_of(day("1966-11-22"), Sex.MALE, TODAY, AgePolicy())
    assert (told.years, told.senior, told.working_age) == (60, True, True)
    assert not ages_of(day("1966-11-23"), Sex.MALE, TODAY, AgePolicy()).senior


def test_without_a_stated_sex_nothing_is_guessed_but_the_years() -> None:
    told = ages_of(day("1980-01-01"), Sex.UNKNOWN, TODAY, AgePolicy())
    assert told == Ages(46, None, None, None, False)
    assert ages_of(day("2015-01-01"), Sex.UNKNOWN, TODAY, AgePolicy()).working_age is False


def test_the_register_answers_with_advice_and_says_where_it_is_provisional(tmp_path: Path) -> None:
    hall = empty_hall(f"sqlite:///{tmp_path / 'hall.sqlite3'}")
    person_id = hall.do(register, name="㭎晴", id_kind="none", sex="2", birth="1985-03-01")
    told = hall.see(ages, person_id=person_id)
    assert told is not None
    assert told.retirement is not None
    assert (told.years, told.hard_to_employ, told.retirement.provisional) == (41, True, True)
    known = hall.see(ages, person_id=person_id, female_track=55)
    assert known is not None
    assert known.retirement == Retirement(day("2043-03-01"), 36)
    unknown = hall.do(register, name="㭎无日", id_kind="none")
    assert hall.see(ages, person_id=unknown) is None
    hall.close()
