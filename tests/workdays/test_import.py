"""A holiday notice is read in: dates move, the list of what moved is kept, and the calendar is one for every room."""

import datetime as dt
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from hall.appointments import views as appointments
from hall.cases import actions, recounting
from hall.cases.supervision import open_slips
from hall.check import find_problems
from hall.kernel.dates import HALL_ZONE
from hall.kernel.holidays import HolidayYear, read_year
from hall.kernel.refusal import Refusal
from hall.queue.hours import no_tickets
from hall.security import actions as security
from hall.storage.work import Reading
from hall.workdays import rules, views
from hall.workdays.actions import import_holidays
from hall.workdays.model import HolidayEdition
from hall.workdays.package import read_package
from hall.workdays.rules import OfficePolicy
from tests.cases.house import House, prepare
from tests.cases.test_intake import DIBAO

SOURCE = "国务院办公厅关于2027年部分节假日安排的通知"
OFF = (
    ("2027-01-01", 3), ("2027-02-05", 9), ("2027-04-03", 3), ("2027-05-01", 5), ("2027-06-07", 3), ("2027-09-15", 3),
    ("2027-10-01", 7),
)  # fmt: skip
NEXT_YEAR = HolidayYear(
    2027,
    SOURCE,
    False,
    {dt.date.fromisoformat(first) + dt.timedelta(days=n): False for first, count in OFF for n in range(count)},
)
"""A made-up notice that has every festival where the lunar calendar of 2027 has it."""

ONE_KIND = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)


@pytest.fixture
def house(prepared_database: Callable[[Callable[[str], Any]], str]) -> Iterator[House]:
    """Give the hall of the tests of cases."""
    house = House(prepared_database(prepare))
    yield house
    house.close()


def without(table: HolidayYear, *days: str) -> HolidayYear:
    """Return a table in which these days are like any other."""
    gone = {dt.date.fromisoformat(day) for day in days}
    return HolidayYear(table.year, table.source, table.local, {d: w for d, w in table.days.items() if d not in gone})


def is_workday(house: House, day: str) -> bool:
    return house.hall.see(lambda reading: views.calendar_of(reading).is_workday(dt.date.fromisoformat(day)))


def local(at: dt.datetime | None) -> str:
    assert at is not None
    return at.astimezone(HALL_ZONE).date().isoformat()


def differences(house: House) -> tuple[recounting.Difference, ...]:
    return house.hall.see(recounting.differences, since=house.clock.now())


def test_the_notice_moves_what_was_provisional_and_keeps_what_moved(house: House) -> None:
    house.pass_time(days=29)  # Tuesday, 22 December
    moves, stays = house.accepted(DIBAO), house.accepted("MZ-002")
    before = {key: house.file(key).card for key in (moves, stays)}
    assert all(card.provisional for card in before.values())
    assert "（暂定）" in str(house.paper(moves, "acceptance_notice").blocks)
    assert house.hall.do(import_holidays, table=NEXT_YEAR)
    assert house.hall.see(recounting.recounts_owed) == 2
    house.hall.run_due()
    after = house.file(moves).card
    found = {each.case_id: each for each in differences(house)}
    assert set(found) == {moves, stays}
    assert (local(before[moves].promised_due), local(after.promised_due)) == ("2027-01-26", "2027-01-27")
    assert (found[moves].number, local(found[moves].old), local(found[moves].new)) == (
        after.number,
        "2027-01-26",
        "2027-01-27",
    )
    assert (found[moves].was_provisional, found[moves].provisional, after.provisional) == (True, False, False)
    assert house.file(moves).history[-1].kind == "recounted"
    assert house.hall.see(lambda reading: list(find_problems(reading))) == []
    assert house.hall.see(recounting.differences, since=house.clock.now() + dt.timedelta(seconds=1)) == ()


def test_the_same_year_again_takes_the_place_of_the_old_edition_which_is_kept(house: House) -> None:
    assert house.hall.do(import_holidays, table=NEXT_YEAR)
    assert not house.hall.do(import_holidays, table=NEXT_YEAR)
    assert not is_workday(house, "2027-02-12")
    house.hall.do(import_holidays, table=without(NEXT_YEAR, "2027-02-12"))
    assert is_workday(house, "2027-02-12")
    with Session(house.engine) as session:
        editions = session.scalars(select(HolidayEdition).order_by(HolidayEdition.imported_at, HolidayEdition.id)).all()
        assert [each.replaced_at is None for each in editions] == [False, True]
        assert {each.source for each in editions} == {SOURCE}


@ONE_KIND
def test_the_hall_corrects_a_year_of_the_product_and_adds_a_local_holiday(house: House) -> None:
    (product,) = (table for table in views.product_tables() if table.year == 2026)
    assert not house.hall.do(import_holidays, table=product)
    longer = HolidayYear(2026, "延长春节假期的通知", False, {**product.days, dt.date(2026, 2, 24): False})
    assert house.hall.do(import_holidays, table=longer)
    assert not is_workday(house, "2026-02-24")
    ours = HolidayYear(2026, "自治区民族节日", True, {dt.date(2026, 11, 30): False})
    assert house.hall.do(import_holidays, table=ours)
    assert not is_workday(house, "2026-11-30")
    assert not is_workday(house, "2026-02-24")
    cards = [(card.year, card.local, card.imported_at is None) for card in house.hall.see(views.years)]
    assert cards == [(2024, False, True), (2025, False, True), (2026, False, False), (2026, True, False)]


@ONE_KIND
def test_dates_are_firm_until_the_last_of_december_of_the_last_known_year(house: House) -> None:
    assert house.hall.see(views.firm_until) == dt.date(2026, 12, 28)
    house.hall.do(import_holidays, table=NEXT_YEAR)
    assert house.hall.see(views.firm_until) == dt.date(2027, 12, 28)


@pytest.mark.parametrize(
    ("gone", "festival"),
    [("2027-01-01", "元旦"), ("2027-10-03", "国庆节"), ("2027-06-09", ""), ("2027-05-01", "劳动节")],
)
def test_a_national_table_without_a_festival_is_not_taken_for_a_whole_year(gone: str, festival: str) -> None:
    table = without(NEXT_YEAR, gone)
    if not festival:
        rules.check_complete(table)
        return
    with pytest.raises(Refusal, match=r"workdays\.incomplete") as refused:
        rules.check_complete(table)
    assert refused.value.values == {"year": 2027, "festival": festival}


@ONE_KIND
def test_a_wish_to_supplement_gets_later_with_a_holiday_and_never_earlier(house: House) -> None:
    house.pass_time(days=29)
    case_id = house.submitted(DIBAO)
    house.first.do(actions.give_notice, case_id=case_id)
    before = house.file(case_id).card.supplement_due
    house.hall.do(import_holidays, table=NEXT_YEAR)
    house.hall.run_due()
    assert (local(before), local(house.file(case_id).card.supplement_due)) == ("2027-01-12", "2027-01-13")
    (moved,) = differences(house)
    assert (local(moved.old), local(moved.new)) == ("2027-01-12", "2027-01-13")
    house.hall.do(import_holidays, table=without(NEXT_YEAR, "2027-01-02", "2027-01-03"))
    house.hall.do(actions.recount_all)
    house.hall.run_due()
    assert local(house.file(case_id).card.supplement_due) == "2027-01-13"


@ONE_KIND
def test_a_day_off_that_was_not_known_makes_the_light_green_again(house: House) -> None:
    case_id = house.accepted(DIBAO)
    house.pass_time(days=35, hours=9)
    assert house.file(case_id).card.light == "red"
    (product,) = (table for table in views.product_tables() if table.year == 2026)
    strike = {dt.date(2026, 12, day): False for day in (24, 25)}
    house.hall.do(import_holidays, table=HolidayYear(2026, "停工两天的通知", False, {**product.days, **strike}))
    house.hall.run_due()
    assert house.file(case_id).card.light == "yellow"
    assert [slip.overdue_days for slip in house.hall.see(open_slips)] == [0]


@ONE_KIND
def test_office_hours_set_the_hour_of_the_end_the_slots_and_when_the_kiosk_stops(house: House) -> None:
    shorter = OfficePolicy(spans="9:00-12:00，13:00-16:30", late_from="16:00")
    house.hall.do(security.set_policy, policy=shorter)
    case_id = house.accepted(DIBAO)
    due = house.file(case_id).card.promised_due
    assert due is not None
    assert due.astimezone(HALL_ZONE).time() == dt.time(16, 30)
    slots = house.hall.see(appointments.slots, service_code="aid", day=dt.date(2026, 11, 24))
    assert (slots[0].start, slots[-1].end) == ("09:00", "16:30")
    house.pass_time(hours=7.5)  # 16:30
    assert house.hall.see(lambda reading: no_tickets(reading)) is not None
    late = house.accepted(DIBAO)
    after = house.file(late).card.promised_due
    assert after == due + dt.timedelta(days=1)


@ONE_KIND
def test_summer_hours_hold_from_their_first_day_to_their_last(house: House) -> None:
    summer = OfficePolicy(summer="09:00-12:00,14:30-18:00", summer_from="06-01", summer_until="09-30")
    house.hall.do(security.set_policy, policy=summer)

    def closing(day: dt.date) -> dt.time:
        return house.hall.see(lambda reading: views.calendar_of(reading).closing(day).time())

    days = [dt.date(2026, 5, 31), dt.date(2026, 6, 1), dt.date(2026, 9, 30), dt.date(2026, 10, 1)]
    assert [closing(day) for day in days] == [dt.time(17, 30), dt.time(18), dt.time(18), dt.time(17, 30)]
    with pytest.raises(Refusal, match=r"workdays\.late_outside"):
        house.hall.do(security.set_policy, policy=OfficePolicy(late_from="19:00"))


@ONE_KIND
def test_a_reading_asks_the_database_once_for_the_calendar(house: House) -> None:
    house.hall.do(import_holidays, table=NEXT_YEAR)
    house.hall.see(views.calendar_of)
    asked: list[str] = []

    def heard(*arguments: Any) -> None:
        asked.append(str(arguments[2]))

    def often(reading: Reading) -> int:
        return len({id(views.calendar_of(reading)) for _ in range(5)})

    event.listen(house.engine, "before_cursor_execute", heard)
    assert house.hall.see(often) == 1
    event.remove(house.engine, "before_cursor_execute", heard)
    assert len([text for text in asked if "holiday_edition" in text]) == 1


def test_the_package_and_the_product_agree_on_every_year_they_share() -> None:
    known = {table.year: table for table in views.product_tables()}
    tables = read_package(2024)
    assert [table.year for table in tables] == [2024, 2025, 2026]
    assert all(rules.same_effect(table, known[table.year]) for table in tables)
    assert all(table.source.startswith("chinesecalendar ") for table in tables)


def test_without_the_package_one_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "chinese_calendar.constants", None)
    with pytest.raises(Refusal, match=r"workdays\.no_package"):
        read_package(2026)


def test_a_file_says_the_same_as_the_table_made_by_hand(tmp_path: Path) -> None:
    lines = [f"  - {{name: 假, first: {first}, last: {_last(first, count)}}}" for first, count in OFF]
    file = tmp_path / "cn-2027.yaml"
    file.write_text("\n".join(["year: 2027", f"source: {SOURCE}", "off:", *lines]), encoding="utf-8")
    assert read_year(file) == NEXT_YEAR


def _last(first: str, count: int) -> str:
    return (dt.date.fromisoformat(first) + dt.timedelta(days=count - 1)).isoformat()
