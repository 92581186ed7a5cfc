"""The clocks by themselves: which line counts, what pauses leave out, when the light turns."""

import datetime as dt

import pytest

from hall.cases.clock import CasePolicy, Light, Pauses, days_left, dues, light_of, overdue_days, pauses_of
from hall.cases.life import CLOSED, DECIDING, DRAFT, PAUSED, CaseState
from hall.catalogue.matter import Limit, Limits
from hall.catalogue.terms import DayKind
from hall.kernel.calendar import Pause, load_calendar
from hall.kernel.dates import HALL_ZONE
from hall.kernel.office import OfficeHours
from hall.storage.journal import Entry

CALENDAR = load_calendar()
MONDAY = dt.datetime(2026, 11, 23, 9, 0, tzinfo=HALL_ZONE)


def limit(value: int | None, unit: DayKind = DayKind.WORKING_DAY) -> Limit:
    return Limit(value=value, unit=unit)


def at(day: int, hour: int = 9, minute: int = 0, month: int = 11) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, minute, tzinfo=HALL_ZONE)


def test_the_promise_never_ends_after_the_law() -> None:
    both = dues(CALENDAR, Limits(statutory=limit(7, DayKind.CALENDAR_DAY), promised=limit(10)), MONDAY, CasePolicy())
    assert both.promised is not None
    assert both.statutory is not None
    assert both.promised.date == both.statutory.date == dt.date(2026, 11, 30)


def test_without_a_promise_the_law_is_what_counts() -> None:
    both = dues(CALENDAR, Limits(statutory=limit(5), promised=limit(None)), MONDAY, CasePolicy())
    assert both.promised is not None
    assert both.promised.at == at(30, 17, 30)


def test_without_any_limit_there_is_no_light() -> None:
    none = dues(CALENDAR, Limits(statutory=limit(None), promised=limit(None)), MONDAY, CasePolicy())
    assert (none.promised, none.yellow_from) == (None, None)
    assert light_of(CaseState(DECIDING, None, 1), MONDAY) is Light.NONE


@pytest.mark.parametrize(("days", "yellow"), [(1, at(23)), (2, at(24, 0)), (5, at(27, 0)), (10, at(3, 0, month=12))])
def test_yellow_begins_when_a_fifth_or_one_day_is_left(days: int, yellow: dt.datetime) -> None:
    near = dues(CALENDAR, Limits(statutory=limit(None), promised=limit(days)), MONDAY, CasePolicy())
    assert near.yellow_from == yellow


def test_days_that_a_pause_takes_out_count_neither_for_the_fifth_nor_for_the_rest() -> None:
    fortnight = Pause(dt.date(2026, 11, 26), dt.date(2026, 12, 10))
    limits = Limits(statutory=limit(None), promised=limit(10))
    near = dues(CALENDAR, limits, MONDAY, CasePolicy(), pauses=Pauses(lawful=(fortnight,)))
    assert near.promised is not None
    assert near.promised.date == dt.date(2026, 12, 21)
    assert near.yellow_from == at(17, 0, month=12)  # two of ten are left after the 17th: Friday and Monday


def test_what_is_accepted_late_in_the_afternoon_counts_and_warns_from_the_next_working_day() -> None:
    late = load_calendar(hours=OfficeHours(late_from=dt.time(16, 59)))
    afternoon = at(23, 17, 0)
    plain, moved = (
        dues(calendar, Limits(statutory=limit(None), promised=limit(5)), afternoon, CasePolicy())
        for calendar in (CALENDAR, late)
    )
    assert plain.promised is not None
    assert moved.promised is not None
    assert (plain.promised.date, moved.promised.date) == (dt.date(2026, 11, 30), dt.date(2026, 12, 1))
    assert (plain.yellow_from, moved.yellow_from) == (at(27, 0), at(30, 0))


def test_an_extension_moves_both_lines_by_its_days() -> None:
    limits = Limits(statutory=limit(20), promised=limit(10))
    extended = dues(CALENDAR, limits, MONDAY, CasePolicy(), extended=10)
    assert extended.promised is not None
    assert extended.statutory is not None
    assert (extended.promised.date, extended.statutory.date) == (dt.date(2026, 12, 21), dt.date(2027, 1, 4))
    assert (extended.promised.provisional, extended.statutory.provisional) == (False, True)


def test_a_matter_done_on_the_spot_turns_yellow_after_half_an_hour() -> None:
    near = dues(CALENDAR, Limits(statutory=limit(None), promised=limit(0)), MONDAY, CasePolicy())
    assert near.yellow_from == at(23, 9, 30)


def test_the_light_follows_stage_and_time() -> None:
    running = CaseState(DECIDING, None, 1, promised_due=at(30, 17, 30), yellow_from=at(27, 0))
    assert light_of(running, at(26)) is Light.GREEN
    assert light_of(running, at(27)) is Light.YELLOW
    assert light_of(running, at(30, 17, 30)) is Light.YELLOW
    assert light_of(running, at(30, 17, 31)) is Light.RED
    assert light_of(CaseState(PAUSED, None, 1), MONDAY) is Light.GREY
    assert light_of(CaseState(CLOSED, None, 1), MONDAY) is Light.BLUE
    assert light_of(CaseState(DRAFT, None, 1), MONDAY) is Light.NONE


def test_a_pause_of_the_law_moves_both_lines_and_one_of_the_house_only_the_promise() -> None:
    limits = Limits(statutory=limit(20), promised=limit(10))
    week = Pause(dt.date(2026, 11, 25), dt.date(2026, 12, 2))
    lawful = dues(CALENDAR, limits, MONDAY, CasePolicy(), pauses=Pauses(lawful=(week,)))
    internal = dues(CALENDAR, limits, MONDAY, CasePolicy(), pauses=Pauses(internal=(week,)))
    assert lawful.promised is not None
    assert lawful.statutory is not None
    assert internal.statutory is not None
    assert lawful.promised.date == dt.date(2026, 12, 14)
    assert lawful.statutory.date == dt.date(2026, 12, 28)
    assert internal.promised == lawful.promised
    assert internal.statutory.date == dt.date(2026, 12, 21)


def test_pauses_are_read_from_the_journal_and_an_open_one_ends_today() -> None:
    entries = [
        Entry(1, at(24), "paused", None, None, {"on": "2026-11-24", "reason": "posting"}),
        Entry(2, at(26), "resumed", None, None, {"on": "2026-11-26"}),
        Entry(3, at(27), "returned", None, None, {"on": "2026-11-27", "items": 1}),
    ]
    read = pauses_of(entries, dt.date(2026, 11, 30), CALENDAR)
    assert read.lawful == (Pause(dt.date(2026, 11, 24), dt.date(2026, 11, 26)),)
    assert read.internal == (Pause(dt.date(2026, 11, 27), dt.date(2026, 11, 30)),)


@pytest.mark.parametrize(
    ("now", "days"), [(at(27, 18), 0), (at(28, 18), 0), (at(30, 12), 0), (at(30, 17, 30), 1), (at(1, 18, month=12), 2)]
)
def test_only_full_working_days_count_as_overdue(now: dt.datetime, days: int) -> None:
    assert overdue_days(CALENDAR, at(27, 17, 30), now) == days


@pytest.mark.parametrize(
    ("now", "days"),
    [
        (at(25), 2),  # Thursday and Friday
        (at(27), 0),  # the last day itself
        (at(27, 18), 0),  # its evening: over, but by no full day
        (at(29), 0),  # a Sunday adds nothing
        (at(30, 18), -1),
    ],
)
def test_what_is_left_is_counted_in_working_days(now: dt.datetime, days: int) -> None:
    assert days_left(CALENDAR, at(27, 17, 30), now) == days
