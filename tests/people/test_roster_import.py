"""Importing a roster: good rows come in, wrong ones are given back to correct, and nobody is doubled."""

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl import load_workbook

from hall.people import importing
from hall.people.holdings import IMPORT
from hall.people.roster_rules import Resident
from hall.people.rules import Sex
from hall.people.samples import sample_identity, sample_name
from hall.security.rules import ROLE_MAY
from hall.service import Hall, SystemHall, people, people_importing, people_views
from hall.storage.engine import open_engine
from tests.halls import empty_hall
from tests.people.test_roster import HEADER, MAN, ROW, WOMAN, workbook
from ui.commands import people as command

GOOD = ("周大力", MAN, "男", "苗", "", "幸福里5栋", "", "夫")
WRONG = ("钱多多", WOMAN[:-1] + "1", "女", "", "", "", "", "")


def resident(row: int = 2, **changed: Any) -> Resident:
    birth = dt.date(1949, 12, 31)
    facts = changed.pop("facts", {"phone": "13812345678", "ethnic": "01"})
    plain = {"name": "程小满", "id_kind": "resident_card", "id_number": WOMAN, "sex": "2", "birth": birth}
    return Resident(row, **{**plain, **changed}, facts=facts)


def person_id(hall: Hall, text: str) -> str:
    (card,) = hall.see(people_views.find, text=text)
    return card.id


def test_importing_twice_doubles_nobody(database_url: str) -> None:
    hall = empty_hall(database_url)
    baby = resident(3, name="程新", id_kind="none", id_number="", birth=dt.date(2026, 10, 1), facts={})
    assert hall.do(people.import_rows, residents=[resident(), baby]) == 2
    assert hall.do(people.import_rows, residents=[resident(), baby]) == 0
    assert [card.name for card in hall.see(people_views.find, text="程")] == ["程小满", "程新"]
    known = hall.see(people_views.facts, person_id=person_id(hall, "程小满"))
    assert (known["ethnic"].value, known["ethnic"].source, known["phone"].source) == ("01", IMPORT, IMPORT)
    hall.close()


def test_a_list_renews_what_a_list_said_and_not_what_was_said_at_a_counter(database_url: str) -> None:
    hall = empty_hall(database_url)
    hall.do(people.import_rows, residents=[resident()])
    hall.do(people.import_rows, residents=[resident(facts={"phone": "13900000001", "ethnic": "04"})])
    who = person_id(hall, "程小满")
    assert hall.see(people_views.person, person_id=who).phone == "13900000001"
    hall.do(people.correct, person_id=who, phone="13700000002", address="")
    hall.do(people.import_rows, residents=[resident()])
    assert hall.see(people_views.person, person_id=who).phone == "13700000002"
    ethnic = hall.see(people_views.fact_history, person_id=who, fact="ethnic")
    assert [each.value for each in ethnic] == ["01", "04", "01"]
    assert [each.until is None for each in ethnic] == [False, False, True]
    hall.close()


def test_a_number_that_the_register_has_under_another_name_is_not_taken_over(tmp_path: Path) -> None:
    hall = empty_hall(f"sqlite:///{tmp_path / 'hall.sqlite3'}")
    hall.do(people.register, name="程大满", id_kind="resident_card", id_number=WOMAN)
    problem = hall.see(people_importing.clashes, residents=[resident(7)])[7]
    assert (problem.column, problem.refusal.code, problem.refusal.values) == (
        "姓名", "people.roster_other_person", {"name": "程*满"}
    )  # fmt: skip
    hall.close()


def test_who_only_showed_a_number_at_a_machine_gets_a_name_and_no_double(tmp_path: Path) -> None:
    hall = empty_hall(f"sqlite:///{tmp_path / 'hall.sqlite3'}")
    nameless = hall.do(people.identify, id_number=WOMAN)
    assert hall.do(people.import_rows, residents=[resident()]) == 0
    assert hall.see(people_views.person, person_id=nameless).name == "程小满"
    hall.close()


def test_only_the_office_imports_a_register() -> None:
    assert {role for role, may in ROLE_MAY.items() if "people.import_rows" in may} == {"admin", "leader"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    url = f"sqlite:///{tmp_path / 'hall.sqlite3'}"
    empty_hall(url).close()
    monkeypatch.setattr(command, "open_hall", lambda _folder, kind: kind.open(open_engine(url)))
    return tmp_path / "data"


def run(folder: Path, file: Path, **how: Any) -> int:
    return command.import_file(folder, file, **{"check": False, "bad": None, "as_json": True, **how})


def everybody(folder: Path) -> list[str]:
    hall = command.open_hall(folder, kind=SystemHall)
    names = [card.name for text in ("程", "周", "钱") for card in hall.see(people_views.find, text=text)]
    hall.close()
    return names


def test_a_check_takes_nothing_in_and_says_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = workbook(folder.parent / "名册.xlsx", HEADER, ROW, WRONG, GOOD)
    assert run(folder, file, check=True) == 1
    checked = json.loads(capsys.readouterr().out)
    assert (checked["good"], checked["added"], checked["checked_only"]) == (2, 0, True)
    assert everybody(folder) == []
    assert run(folder, file) == 1
    taken = json.loads(capsys.readouterr().out)
    assert (taken["added"], taken["known"], taken["wrong"]) == (2, 0, checked["wrong"])
    assert everybody(folder) == ["程小满", "周大力"]


def test_the_wrong_rows_come_back_ready_to_correct(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = folder.parent / "有错.xlsx"
    file = workbook(folder.parent / "名册.xlsx", ("幸福里名册",), HEADER, ROW, ("=A1", *GOOD[1:]), WRONG)
    assert run(folder, file, bad=bad) == 1
    book = load_workbook(bad)
    mark, header, *rows = book.active.iter_rows(values_only=True)
    assert "导出" in mark[0]
    assert header[:8] == HEADER
    assert [row[8] for row in rows] == ["4", "5"]
    assert "姓名" in rows[0][9]
    assert "校验位" in rows[1][9]
    assert {cell.number_format for cell in book.active[4]} == {"@"}
    book.active["B4"] = sample_identity(Random(3), dt.date(1990, 1, 2), Sex.FEMALE)
    book.active["A3"] = GOOD[0]
    book.save(bad)
    capsys.readouterr()
    assert run(folder, bad) == 0
    assert json.loads(capsys.readouterr().out)["added"] == 2
    assert everybody(folder) == ["程小满", "周大力", "钱多多"]


def test_a_cell_that_looks_like_a_formula_comes_back_as_text(folder: Path) -> None:
    bad = folder.parent / "有错.xlsx"
    table = folder.parent / "名册.csv"
    table.write_text('姓名,证件号码,住址\n程小满,1,"+HYPERLINK(""x"")"\n', encoding="utf-8")
    run(folder, table, bad=bad)
    assert load_workbook(bad).active["C3"].data_type == "s"


def test_each_wrong_row_is_one_line_for_the_reader(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = workbook(folder.parent / "名册.xlsx", HEADER, WRONG, ROW, ROW)
    assert run(folder, file, as_json=False) == 1
    said = capsys.readouterr()
    assert "第 2 行“证件号码”：证件号码的校验位对不上" in said.err
    assert "第 4 行“证件号码”：和第 3 行是同一个人：请只留一行。" in said.err
    assert said.out == "导入 1 人，0 人早已在库，2 行有错。\n"


def test_stopping_keeps_whole_batches_and_the_next_import_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    random = Random(5)
    names = [sample_name(random) for _ in range(5)]
    numbers = [sample_identity(random, dt.date(1970, 1, day), Sex.MALE) for day in range(1, 6)]
    rows = list(zip(names, numbers, strict=True))
    file = workbook(folder.parent / "名册.xlsx", ("姓名", "身份证号"), *rows)
    asked: list[int] = []

    def stopped(hall: Hall, action: Any, **how: Sequence[Resident]) -> Any:
        asked.append(len(how["residents"]))
        if len(asked) == 2:
            raise KeyboardInterrupt
        return hall.do_once(f"import-{len(asked)}", action, **how)

    with monkeypatch.context() as patched:
        patched.setattr(SystemHall, "do", stopped)
        assert run(folder, file) == 1
    first = json.loads(capsys.readouterr().out)
    assert (first["cancelled"], first["added"]) == (True, 2)
    assert run(folder, file) == 0
    second = json.loads(capsys.readouterr().out)
    assert (second["added"], second["known"]) == (3, 2)
