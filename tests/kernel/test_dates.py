"""Days as papers print them, ages as the law counts them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.kernel.dates import add_months, age_on, chinese_date, chinese_time, hall_time


def test_dates_carry_no_leading_zeros() -> None:
    assert chinese_date(dt.date(2026, 3, 5)) == "2026年3月5日"
    assert chinese_date(dt.date(2026, 11, 22)) == "2026年11月22日"


def test_times_run_over_24_hours() -> None:
    assert chinese_time(dt.time(14, 5)) == "14:05"
    assert chinese_time(dt.time(0, 0)) == "00:00"


def test_an_instant_is_shown_on_the_halls_clock() -> None:
    assert hall_time(dt.datetime(2026, 3, 4, 16, 5, tzinfo=dt.UTC)) == "2026年3月5日 00:05"


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        ("1956-11-22", "2026-11-21", 69),
        ("1956-11-22", "2026-11-22", 70),
        ("2026-11-22", "2026-11-22", 0),
        ("1956-02-29", "2026-02-27", 69),
        ("1956-02-29", "2026-02-28", 70),
        ("1956-02-29", "2028-02-28", 71),
        ("1956-02-29", "2028-02-29", 72),
    ],
)
def test_full_years(birth: str, day: str, age: int) -> None:
    assert age_on(dt.date.fromisoformat(birth), dt.date.fromisoformat(day)) == age


def test_nobody_has_an_age_before_being_born() -> None:
    with pytest.raises(ValueError, match="born"):
        age_on(dt.date(2026, 11, 23), dt.date(2026, 11, 22))


@given(st.dates(dt.date(1900, 1, 1), dt.date(2026, 1, 1)), st.integers(0, 120))
def test_a_person_is_as_old_as_years_have_passed_since_the_birthday(birth: dt.date, years: int) -> None:
    birthday = add_months(birth, 12 * years)
    assert age_on(birth, birthday) == years
    assert not years or age_on(birth, birthday - dt.timedelta(days=1)) == years - 1
