"""Taking over a table: good rows are kept, wrong ones are named, and the same file twice adds nothing twice."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hall.appointments import actions, importing, views
from hall.appointments.files import FileRow
from hall.appointments.model import Appointment
from hall.kernel.refusal import Refusal
from hall.people.model import Person
from hall.service import Hall, SystemHall
from hall.simulation.sample import SampleHall
from tests.appointments.house import TODAY, TUESDAY, House
from tests.appointments.test_files import HEADER, ROW, table, workbook
from tests.halls import furnish_database, sample_hall
from ui.commands import appointments as command

IDENTITY = "11010519491231002X"
WRONG_DIGIT = "110105194912310021"


def row(**changed: str) -> FileRow:
    named = {
        "name": "姓名",
        "number": "证件号码",
        "phone": "手机号",
        "service": "服务/事项",
        "day": "日期",
        "start": "时段",
    }
    cells = dict(zip(HEADER, ROW, strict=True)) | {named[key]: value for key, value in changed.items()}
    return FileRow(2, cells)


def refused(house: House, given: FileRow) -> str:
    return house.guide.refused(actions.import_row, row=given)


def test_a_row_becomes_an_appointment_with_its_origin(house: House) -> None:
    assert house.guide.do(actions.import_row, row=row())
    (card,) = house.guide.see(views.on_day, day=TUESDAY)
    assert (card.service, card.start, card.name, card.channel) == ("relief", "09:30", "程*满", "file")
    with Session(house.engine) as session:
        assert session.scalars(select(Appointment.origin)).one() == "公众号"


def test_the_same_row_adds_nothing_twice_whatever_became_of_it(house: House) -> None:
    assert house.guide.do(actions.import_row, row=row())
    assert not house.guide.do(actions.import_row, row=row())
    (card,) = house.guide.see(views.on_day, day=TUESDAY)
    house.guide.do(actions.cancel, appointment_id=card.id)
    assert not house.guide.do(actions.import_row, row=row())
    house.move_to("12:00", TUESDAY)
    assert not house.guide.do(actions.import_row, row=row(day="2026/11/24", start="9:30-10:00"))
    assert len(house.guide.see(views.on_day, day=TUESDAY)) == 1


def test_an_identity_number_leads_to_the_register(house: House) -> None:
    house.guide.do(actions.import_row, row=row(number=IDENTITY.lower(), phone=""))
    assert not house.guide.do(actions.import_row, row=row(number=IDENTITY))
    with Session(house.engine) as session:
        person = session.scalars(select(Person)).one()
        appointment = session.scalars(select(Appointment)).one()
        assert (person.name, person.id_number, person.birth) == ("程小满", IDENTITY, dt.date(1949, 12, 31))
        assert (appointment.person_id, appointment.name) == (person.id, "")


def test_nothing_is_left_of_a_row_that_is_refused(house: House) -> None:
    assert refused(house, row(number=IDENTITY, start="12:10")) == "appointments.no_slot"
    with Session(house.engine) as session:
        assert session.scalars(select(Person)).all() == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"number": WRONG_DIGIT}, "people.check_digit"),
        ({"number": "11010519491231002"}, "people.identity_length"),
        ({"number": "110105491231002"}, "people.identity_old_number"),
        ({"name": ""}, "appointments.cell_empty"),
        ({"name": "程小满1"}, "people.name_character"),
        ({"phone": ""}, "appointments.nobody"),
        ({"phone": "12345"}, "people.phone"),
        ({"service": "炒菜"}, "appointments.service_unknown"),
        ({"service": ""}, "appointments.cell_empty"),
        ({"day": "下周二"}, "appointments.day_unreadable"),
        ({"day": "2026-02-30"}, "appointments.day_unreadable"),
        ({"day": "2026-11-20"}, "appointments.past"),
        ({"day": "2026-11-28"}, "appointments.day_off"),
        ({"day": "2027-11-24"}, "appointments.too_far"),
        ({"start": "早上"}, "appointments.start_unreadable"),
        ({"start": "25:00"}, "appointments.start_unreadable"),
        ({"start": "12:30"}, "appointments.no_slot"),
    ],
)
def test_what_is_wrong_with_a_row_is_said(house: House, changed: dict[str, str], code: str) -> None:
    assert refused(house, row(**changed)) == code


def test_a_full_slot_is_said(house: House) -> None:
    for _ in range(3):
        house.book("09:30", day=TUESDAY)
    assert refused(house, row()) == "appointments.full"


def test_what_the_reader_found_is_said_again(house: House) -> None:
    assert refused(house, FileRow(2, {}, Refusal("appointments.formula", column="姓名"))) == "appointments.formula"


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-24", "2026/11/24", "2026.11.24", "2026年11月24日", "20261124", "２０２６－１１－２４", "46350",
        "2026-11-24 00:00:00", "2026年11月24日（周二）", "2026-11-24T09:30", "2026年11月24",
    ],
)  # fmt: skip
def test_days_are_understood_in_the_usual_spellings(text: str) -> None:
    assert importing.read_day(text) == TUESDAY


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("09:30", "09:30"), ("9:30", "09:30"), ("9:30-10:00", "09:30"), ("09:30—10:00", "09:30"),
        ("9：30～10：00", "09:30"),
        ("09:30:00", "09:30"), ("9点半", "09:30"), ("9点", "09:00"), ("9时30分至10时", "09:30"), ("上午9:30", "09:30"),
        ("下午2:30", "14:30"), ("下午14:30", "14:30"), ("上午 10", "10:00"), ("１３:３０", "13:30"),
    ],
)  # fmt: skip
def test_slots_are_understood_in_the_usual_spellings(text: str, start: str) -> None:
    assert importing.read_start(text) == start


# -- with the real catalogue


@pytest.fixture
def sample(prepared_database: Callable[[Callable[[str], Any]], str]) -> Iterator[SampleHall]:
    """Give the sample hall."""
    sample = sample_hall(prepared_database(furnish_database))
    yield sample
    sample.itself.close()


@pytest.mark.parametrize(
    ("text", "service", "matter"),
    [
        ("低保·救助", "aid", ""),
        (" 低保· 救助", "aid", ""),
        ("aid", "aid", ""),
        ("mz-001", "aid", "MZ-001"),
        ("最低生活保障申请", "aid", "MZ-001"),
        ("吃低保", "aid", "MZ-001"),
    ],
)
def test_a_service_is_known_by_its_names(sample: SampleHall, text: str, service: str, matter: str) -> None:
    card, code = sample.itself.see(importing.find_service, text=text)
    assert (card.code, code) == (service, matter)


def test_a_matter_is_known_by_its_own_name(sample: SampleHall) -> None:
    sample.itself.do(actions.import_row, row=row(service="最低生活保障申请"))
    (card,) = sample.itself.see(views.on_day, day=TUESDAY)
    assert (card.service, card.service_name) == ("aid", "低保·救助")


# -- the command


@pytest.fixture
def opened(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """Let the command open the hall of these tests."""

    class Lent(SystemHall):
        def close(self) -> None:
            """Leave the engine to the test."""

    def open_hall(_folder: Path, *, kind: type[Hall]) -> Hall:
        return Lent.open(house.engine, house.clock)

    monkeypatch.setattr(command, "open_hall", open_hall)
    return house


def test_wrong_rows_are_named_and_good_rows_kept(
    opened: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        HEADER,
        ROW,
        ("林月", WRONG_DIGIT, *ROW[2:]),
        (),
        ("=B2", *ROW[1:]),
        ("林月", IDENTITY, "", "社会保险", dt.date(2026, 11, 24), dt.time(14, 0), "公众号"),
        ("周舟", "", "13812345679", "炒菜", "2026-11-24", "9:30", ""),
    ]
    file = workbook(tmp_path / "names.xlsx", *rows)
    assert command.import_file(tmp_path, file, as_json=False) == 1
    told = capsys.readouterr()
    assert [line.split("：")[0] for line in told.err.splitlines()] == ["第 3 行", "第 5 行", "第 7 行"]
    assert "校验位" in told.err
    assert "公式" in told.err
    assert "炒菜" in told.err
    assert WRONG_DIGIT not in told.err
    assert "收下 2 个预约，0 个早已在册，3 行有问题" in told.out
    assert [card.start for card in opened.guide.see(views.on_day, day=TUESDAY)] == ["09:30", "14:00"]


def test_the_same_file_again_adds_nothing(opened: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = table(tmp_path / "names.csv", HEADER, ROW, ("林月", IDENTITY, *ROW[2:]), encoding="gb18030")
    assert command.import_file(tmp_path, file, as_json=True) == 0
    assert command.import_file(tmp_path, file, as_json=True) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first == {"added": 2, "known": 0, "wrong": []}
    assert second == {"added": 0, "known": 2, "wrong": []}


def test_a_file_that_is_no_table_opens_no_hall(tmp_path: Path) -> None:
    (tmp_path / "names.xlsx").write_bytes(b"\x89PNG\0")
    with pytest.raises(Refusal, match=r"kernel\.file_no_table"):
        command.import_file(tmp_path / "nowhere", tmp_path / "names.xlsx", as_json=False)
    assert not (tmp_path / "nowhere").exists()


def test_a_day_is_listed_with_masked_names(opened: House, capsys: pytest.CaptureFixture[str]) -> None:
    code = opened.card(opened.book("10:00", "程小满")).code
    assert command.list_day(Path(), None, as_json=False) == 0
    told = capsys.readouterr().out
    assert f"10:00–10:30  {code}  程*满  救助优抚  未到" in told
    assert "2026年11月23日共 1 个预约" in told
    assert command.list_day(Path(), TODAY, as_json=True) == 0
    (listed,) = json.loads(capsys.readouterr().out)
    assert (listed["day"], listed["state"], listed["name"]) == ("2026-11-23", "booked", "程*满")
