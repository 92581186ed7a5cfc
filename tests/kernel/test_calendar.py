"""Limits end on the day and at the hour that the law and the year's notice say."""

import datetime as dt
import random
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hall.kernel.calendar import Due, LimitUnit, Pause, WorkCalendar, load_calendar
from hall.kernel.dates import HALL_ZONE, add_months
from hall.kernel.holidays import HolidayTable
from hall.kernel.office import OfficeHours, Season
from hall.kernel.refusal import Refusal

CALENDAR = load_calendar()
DAY = dt.timedelta(days=1)
FIRST, LAST = dt.date(2024, 1, 1), dt.date(2026, 12, 31)
DAYS = [FIRST + n * DAY for n in range((LAST - FIRST).days + 1)]
WORKED = [d for d in DAYS if chinese_calendar.is_workday(d)]
WORKED_DAYS = frozenset(WORKED)
LATE = load_calendar(hours=OfficeHours(late_from=dt.time(16, 59)))


def at(text: str) -> dt.datetime:
    """Return a time on the hall's wall clock."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=HALL_ZONE)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_every_day_of_three_years_agrees_with_an_independent_calendar() -> None:
    differ = [d for d in DAYS if CALENDAR.is_workday(d) != chinese_calendar.is_workday(d)]
    assert len(DAYS) == 1096
    assert differ == []


@pytest.mark.parametrize(("year", "known"), [(2023, False), (2024, True), (2026, True), (2027, False)])
def test_a_year_is_known_once_its_notice_is_imported(year: int, known: bool) -> None:
    assert CALENDAR.known(year) is known


class Case(NamedTuple):
    """A limit as somebody may meet it."""

    accepted: dt.datetime
    limit: int
    unit: LimitUnit
    pauses: list[Pause]
    late: bool


def cases(count: int) -> Iterator[Case]:
    """Yield limits all over three years: any start, length and unit, up to three pauses, with the late rule or not."""
    dice = random.Random("工作日")
    longest = {LimitUnit.WORKING_DAY: 120, LimitUnit.NATURAL_DAY: 180, LimitUnit.MONTH: 6, LimitUnit.YEAR: 1}
    room = {LimitUnit.YEAR: 470}
    for _ in range(count):
        unit = dice.choice(list(longest))
        minute = dice.randrange((len(DAYS) - room.get(unit, 290)) * 24 * 60)
        start = dt.datetime.combine(FIRST, dt.time(), HALL_ZONE) + dt.timedelta(minutes=minute)
        pauses = [
            Pause(first, first + dice.randint(0, 25) * DAY)
            for first in (start.date() + dice.randint(-3, 60) * DAY for _ in range(dice.randint(0, 3)))
        ]
        yield Case(start, dice.randint(0, longest[unit]), unit, pauses, dice.random() < 0.3)


def by_hand(case: Case) -> dt.date:
    """Walk an independent calendar day by day, as a person with a wall calendar would."""

    def runs(day: dt.date) -> bool:
        return not any(pause.start <= day < pause.resume for pause in case.pauses)

    day = case.accepted.date()
    if case.late and not (day in WORKED_DAYS and case.accepted.time() < dt.time(16, 59)):
        day += DAY
        while day not in WORKED_DAYS:
            day += DAY
    start, left = day, case.limit if case.unit is LimitUnit.WORKING_DAY else days_of(day, case.limit, case.unit)
    while left:
        day += DAY
        left -= runs(day) and (case.unit is not LimitUnit.WORKING_DAY or day in WORKED_DAYS)
    while case.unit is not LimitUnit.WORKING_DAY and day > start and not (day in WORKED_DAYS and runs(day)):
        day += DAY
    return day


def days_of(start: dt.date, limit: int, unit: LimitUnit) -> int:
    """Leaf through the calendar month by month to the corresponding day, or the month's last (Civil Code 202)."""
    if unit is LimitUnit.NATURAL_DAY:
        return limit
    month = start.replace(day=1)
    for _ in range(limit * (12 if unit is LimitUnit.YEAR else 1)):
        month = (month + 31 * DAY).replace(day=1)
    last = (month + 31 * DAY).replace(day=1) - DAY
    return (min(month + (start.day - 1) * DAY, last) - start).days


def test_five_thousand_limits_end_where_counting_by_hand_ends() -> None:
    wrong = [
        case
        for case in cases(5000)
        if (LATE if case.late else CALENDAR).due(case.accepted, case.limit, case.unit, pauses=case.pauses).date
        != by_hand(case)
    ]
    assert wrong == []


@settings(max_examples=100, deadline=None)
@given(a=st.sampled_from(DAYS), b=st.sampled_from(DAYS), c=st.sampled_from(DAYS))
def test_working_days_between_add_up(a: dt.date, b: dt.date, c: dt.date) -> None:
    between = CALENDAR.workdays_between
    assert between(a, b) + between(b, c) == between(a, c)
    assert between(a, b) == bisect_left(WORKED, b) - bisect_left(WORKED, a)


@settings(max_examples=150, deadline=None)
@given(
    first=st.integers(0, 880 * 24 * 60).map(lambda minutes: at("2024-01-01 00:00") + dt.timedelta(minutes=minutes)),
    later=st.timedeltas(dt.timedelta(0), dt.timedelta(days=12)),
    limit=st.integers(0, 60),
    unit=st.sampled_from([LimitUnit.WORKING_DAY, LimitUnit.NATURAL_DAY]),
    calendar=st.sampled_from([CALENDAR, LATE]),
)
def test_who_comes_later_is_never_due_earlier(
    first: dt.datetime, later: dt.timedelta, limit: int, unit: LimitUnit, calendar: WorkCalendar
) -> None:
    assert calendar.due(first, limit, unit).at <= calendar.due(first + later, limit, unit).at


@pytest.mark.parametrize(
    ("accepted", "limit", "unit", "ends"),
    [
        ("2026-02-13 10:00", 1, "working_day", "2026-02-14"),  # Saturday worked for Spring Festival
        ("2026-02-14 10:00", 1, "working_day", "2026-02-24"),
        ("2026-02-13 10:00", 5, "working_day", "2026-02-27"),
        ("2026-09-30 10:00", 3, "working_day", "2026-10-10"),  # 8, 9 and the worked Saturday
        ("2026-03-02 10:00", 20, "working_day", "2026-03-30"),
        ("2026-02-07 10:00", 7, "natural_day", "2026-02-14"),  # a worked Saturday does not roll
        ("2026-02-08 10:00", 7, "natural_day", "2026-02-24"),  # rolls over the whole holiday
        ("2026-03-05 10:00", 15, "natural_day", "2026-03-20"),
        ("2026-01-30 10:00", 1, "month", "2026-02-28"),  # no 30 February; a worked Saturday
        ("2026-08-31 10:00", 1, "month", "2026-09-30"),
        ("2026-03-03 10:00", 2, "month", "2026-05-06"),  # 3 May lies in the Labour Day holiday
        ("2024-02-29 10:00", 1, "year", "2025-02-28"),
        ("2026-05-01 10:00", 0, "natural_day", "2026-05-01"),
        ("2026-03-05 16:59", 0, "working_day", "2026-03-05"),
    ],
)
def test_worked_examples(accepted: str, limit: int, unit: str, ends: str) -> None:
    due = CALENDAR.due(at(accepted), limit, LimitUnit(unit))
    assert due == Due(day(ends), at(f"{ends} 17:30"), provisional=False)


def test_without_rolling_a_calendar_limit_ends_on_its_day() -> None:
    assert CALENDAR.due(at("2026-02-08 10:00"), 7, LimitUnit.NATURAL_DAY, roll=False).date == day("2026-02-15")


def test_the_acceptance_day_is_the_halls_and_not_that_of_utc() -> None:
    evening = dt.datetime(2026, 3, 4, 16, 30, tzinfo=dt.UTC)  # 00:30 on the 5th in the hall
    assert CALENDAR.due(evening, 1, LimitUnit.WORKING_DAY).date == day("2026-03-06")


def test_the_halls_zone_is_configured() -> None:
    urumqi = load_calendar(zone=ZoneInfo("Asia/Urumqi"))
    due = urumqi.due(dt.datetime(2026, 3, 4, 16, 30, tzinfo=dt.UTC), 1, LimitUnit.WORKING_DAY)
    assert due.at.astimezone(dt.UTC) == dt.datetime(2026, 3, 5, 11, 30, tzinfo=dt.UTC)


def test_a_naive_instant_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="time zone"):
        CALENDAR.due(dt.datetime(2026, 3, 5), 1, LimitUnit.WORKING_DAY)  # noqa: DTZ001
    with pytest.raises(ValueError, match="negative"):
        CALENDAR.due(at("2026-03-05 10:00"), -1, LimitUnit.WORKING_DAY)


class TestPauses:
    """What a pause takes out is given back, day for day."""

    def test_the_day_of_the_pause_is_left_out_and_the_day_of_resuming_counts(self) -> None:
        pause = Pause(day("2026-03-04"), day("2026-03-06"))  # Wednesday and Thursday
        plain = CALENDAR.due(at("2026-03-02 10:00"), 3, LimitUnit.WORKING_DAY)
        paused = CALENDAR.due(at("2026-03-02 10:00"), 3, LimitUnit.WORKING_DAY, pauses=[pause])
        assert (plain.date, paused.date) == (day("2026-03-05"), day("2026-03-09"))

    def test_a_pause_over_a_weekend_costs_no_working_day(self) -> None:
        pause = Pause(day("2026-03-07"), day("2026-03-09"))
        assert CALENDAR.due(at("2026-03-02 10:00"), 10, LimitUnit.WORKING_DAY, pauses=[pause]).date == day("2026-03-16")

    def test_overlapping_pauses_are_deducted_once(self) -> None:
        pauses = [Pause(day("2026-03-04"), day("2026-03-06")), Pause(day("2026-03-05"), day("2026-03-06"))]
        assert CALENDAR.due(at("2026-03-02 10:00"), 3, LimitUnit.WORKING_DAY, pauses=pauses).date == day("2026-03-09")

    def test_a_month_is_lengthened_by_the_days_paused(self) -> None:
        pause = Pause(day("2026-03-10"), day("2026-03-20"))
        assert CALENDAR.due(at("2026-03-02 10:00"), 1, LimitUnit.MONTH, pauses=[pause]).date == day("2026-04-13")

    def test_a_limit_that_would_roll_into_a_pause_ends_after_it(self) -> None:
        pause = Pause(day("2026-03-09"), day("2026-03-11"))
        assert CALENDAR.due(at("2026-03-01 10:00"), 7, LimitUnit.NATURAL_DAY, pauses=[pause]).date == day("2026-03-11")

    def test_a_pause_that_ends_before_it_starts_is_a_mistake(self) -> None:
        with pytest.raises(ValueError, match="pause"):
            Pause(day("2026-03-09"), day("2026-03-08"))


class TestProvisional:
    """A due date that a notice still to come could move says so."""

    @pytest.mark.parametrize(
        ("accepted", "limit", "unit", "provisional"),
        [
            ("2026-12-21 10:00", 5, LimitUnit.WORKING_DAY, False),
            ("2026-12-21 10:00", 20, LimitUnit.WORKING_DAY, True),
            ("2026-12-22 10:00", 5, LimitUnit.WORKING_DAY, True),  # the last of December is the next notice's
            ("2025-12-22 10:00", 20, LimitUnit.WORKING_DAY, False),
            ("2026-12-10 10:00", 60, LimitUnit.NATURAL_DAY, True),
            ("2026-12-10 10:00", 10, LimitUnit.NATURAL_DAY, False),
            ("2026-06-10 10:00", 1, LimitUnit.YEAR, True),
        ],
    )
    def test_beyond_the_known_years(self, accepted: str, limit: int, unit: LimitUnit, provisional: bool) -> None:
        assert CALENDAR.due(at(accepted), limit, unit).provisional is provisional

    def test_a_limit_that_does_not_roll_rests_on_no_notice(self) -> None:
        assert not CALENDAR.due(at("2026-12-10 10:00"), 60, LimitUnit.NATURAL_DAY, roll=False).provisional

    def test_the_imported_notice_settles_it(self, tmp_path: Path) -> None:
        table = "year: 2027\nsource: 通知\noff: [{name: 元旦, first: 2027-01-01, last: 2027-01-03}]\n"
        (tmp_path / "cn-2027.yaml").write_text(table, encoding="utf-8")
        due = load_calendar(tmp_path).due(at("2026-12-29 10:00"), 3, LimitUnit.WORKING_DAY)
        assert due == Due(day("2027-01-04"), at("2027-01-04 17:30"), provisional=False)


class TestOfficeHours:
    """The office's closing ends the day."""

    def test_an_afternoon_acceptance_counts_from_its_own_day_by_default(self) -> None:
        assert CALENDAR.due(at("2026-03-05 17:20"), 1, LimitUnit.WORKING_DAY).date == day("2026-03-06")

    @pytest.mark.parametrize(
        ("accepted", "ends"),
        [
            ("2026-03-05 16:58", "2026-03-06"),
            ("2026-03-05 16:59", "2026-03-09"),  # Thursday afternoon is Friday's, so Monday is day 1
            ("2026-03-07 09:00", "2026-03-10"),  # nor does Saturday come before Friday afternoon
        ],
    )
    def test_the_late_afternoon_rule_makes_it_the_next_working_days(self, accepted: str, ends: str) -> None:
        assert LATE.due(at(accepted), 1, LimitUnit.WORKING_DAY).date == day(ends)

    def test_a_late_acceptance_on_new_years_eve_of_an_unknown_year_is_provisional(self) -> None:
        assert LATE.due(at("2026-12-31 17:00"), 0, LimitUnit.NATURAL_DAY).provisional

    def test_winter_hours_close_earlier(self) -> None:
        winter = Season((10, 1), (3, 31), ((dt.time(9), dt.time(12)), (dt.time(13), dt.time(17))))
        calendar = load_calendar(hours=OfficeHours(seasons=(winter,)))
        ends = [
            calendar.due(at(f"{start} 10:00"), 1, LimitUnit.WORKING_DAY).at
            for start in ("2026-01-12", "2026-03-30", "2026-03-31", "2026-09-29", "2026-10-08")
        ]
        assert [end.hour for end in ends] == [17, 17, 17, 17, 17]
        assert [end.minute for end in ends] == [0, 0, 30, 30, 0]

    @pytest.mark.parametrize(
        ("time", "serves"), [("08:59", False), ("09:00", True), ("12:00", False), ("13:30", True), ("17:30", False)]
    )
    def test_counters_serve_between_opening_and_closing(self, time: str, serves: bool) -> None:
        assert OfficeHours().open_at(at(f"2026-03-05 {time}")) is serves

    def test_hours_that_close_before_they_open_are_a_mistake(self) -> None:
        with pytest.raises(ValueError, match="open before they close"):
            OfficeHours(spans=((dt.time(13), dt.time(12)),))


class TestHolidayFiles:
    """A wrong table is named with its day; a later one corrects."""

    @pytest.mark.parametrize(
        ("text", "code", "named"),
        [
            ("year: 2027\nsource: x\noff: [{first: 2027-02-30, last: 2027-03-01}]", "kernel.holiday_day", "2027-02-30"),
            ("year: 2027\nsource: x\noff: [{first: 2027-03-02, last: 2027-03-01}]", "kernel.holiday_day", "2027-03-01"),
            ("year: 2027\nsource: x\noff: [{first: 2026-05-01, last: 2026-05-02}]", "kernel.holiday_day", "2026-05-01"),
            ("year: 2027\nsource: x\noff: []\nworkdays: [morgen]", "kernel.holiday_day", "morgen"),
            (
                "year: 2027\nsource: x\noff: []\nworkdays: [2027-02-06, 2027-02-06]",
                "kernel.holiday_twice",
                "2027-02-06",
            ),
            ("year: 2027\nsource: x\noff: []\nworkdays: [2027-02-05]", "kernel.holiday_weekday", "2027-02-05"),
        ],
    )
    def test_a_wrong_day_is_named(self, tmp_path: Path, text: str, code: str, named: str) -> None:
        (tmp_path / "cn-2027.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(Refusal) as refused:
            load_calendar(tmp_path)
        assert (refused.value.code, refused.value.values) == (code, {"file": "cn-2027.yaml", "day": named})

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "[",
            "2027",
            "year: 2027\noff: []",
            "year: soon\nsource: x\noff: []",
            "year: 2027\nsource: x\noff: []\nworkday: [2027-02-06]",
            "year: 2027\nsource: x\noff: [2027-02-06]",
            "year: 2027\nsource: x\noff: 7",
            "year: 20270\nsource: x\noff: [{first: 2027-01-01}]",
            "year: 20270\nsource: x\noff: []",
            "year: 2027\nsource:\noff: []",
            "year: 2027\nsource: x\noff: []\nyear: 2028",
            "year: 2027\nsource: x\noff: []\nworkdays: [[2027-02-06]]",
            f"year: 2027\nsource: x\noff: {'[' * 40}{']' * 40}",
            f"year: 2027\nsource: x\noff: {'[' * 20_000}",
        ],
    )
    def test_a_file_that_is_no_table_is_named(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(Refusal) as refused:
            load_calendar(tmp_path)
        assert (refused.value.code, refused.value.values) == ("kernel.holiday_file", {"file": "mine.yaml"})

    def test_a_file_in_another_encoding_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "mine.yaml").write_bytes("year: 2027\nsource: 国务院的通知\noff: []".encode("gb18030"))
        with pytest.raises(Refusal, match=r"kernel\.holiday_file"):
            load_calendar(tmp_path)

    def test_a_local_holiday_lies_over_the_national_table_and_makes_no_year_known(self, tmp_path: Path) -> None:
        table = "year: 2027\nlocal: true\nsource: 广西壮族三月三\noff: [{first: 2027-04-09, last: 2027-04-12}]"
        (tmp_path / "local-2027.yaml").write_text(table, encoding="utf-8")
        calendar = load_calendar(tmp_path)
        assert not calendar.is_workday(day("2027-04-09"))
        assert not calendar.known(2027)
        assert calendar.known(2026)

    def test_a_later_folder_corrects_a_day(self, tmp_path: Path) -> None:
        table = "year: 2026\nsource: 延长春节假期的通知\noff: [{first: 2026-02-24, last: 2026-02-24}]"
        (tmp_path / "cn-2026-b.yaml").write_text(table, encoding="utf-8")
        calendar = load_calendar(tmp_path)
        assert not calendar.is_workday(day("2026-02-24"))
        assert not calendar.is_workday(day("2026-02-23"))


@settings(max_examples=150, deadline=None)
@given(start=st.dates(FIRST, LAST), months=st.integers(1, 240))
def test_a_limit_of_months_never_slips_into_another_month(start: dt.date, months: int) -> None:
    end = add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end + DAY).month != end.month


def test_a_calendar_without_tables_counts_the_plain_week() -> None:
    due = WorkCalendar(HolidayTable()).due(at("2026-02-13 10:00"), 1, LimitUnit.WORKING_DAY)
    assert (due.date, due.provisional) == (day("2026-02-16"), True)
