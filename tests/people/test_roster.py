"""A roster from an office: whatever its header looks like, every wrong row is named with its column and reason."""

import datetime as dt
import zipfile
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl import Workbook

from hall.catalogue.files import read_codes
from hall.kernel import table_file
from hall.kernel.refusal import Refusal
from hall.kernel.resources import resource
from hall.people.roster import Roster, read_roster
from hall.people.roster_rules import CODED, Judged, Resident, judge
from hall.people.rules import Sex
from hall.people.samples import sample_identity

TODAY = dt.date(2026, 11, 23)
CODES = read_codes(resource("codes"))
TABLES = {
    table: [(entry.code, entry.label) for entry in CODES[table].codes] for _fact, table in CODED.values()
}  # fmt: skip
WOMAN = "11010519491231002X"
MAN = sample_identity(Random(1), dt.date(1980, 5, 6), Sex.MALE)
HEADER = ("姓名", "证件号码", "性别", "民族", "出生日期", "住址", "电话", "与户主关系")
ROW = ("程小满", WOMAN, "女", "汉族", "1949-12-31", "幸福里3栋201", "13812345678", "户主")


def workbook(file: Path, *rows: Sequence[Any], name: str = "名册") -> Path:
    book = Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file


def read(tmp_path: Path, *rows: Sequence[Any]) -> Roster:
    return read_roster(workbook(tmp_path / "名册.xlsx", *rows))


def judged(tmp_path: Path, *rows: Sequence[Any], header: Sequence[str] = HEADER) -> Judged:
    return judge(read(tmp_path, header, *rows).rows, today=TODAY, tables=TABLES)


def problems(judged: Judged) -> list[tuple[int, str, str]]:
    return [(row.row.number, each.column, each.refusal.code) for row in judged.bad for each in row.problems]


def only(judged: Judged) -> Resident:
    assert problems(judged) == []
    (resident,) = judged.good
    return resident


def test_a_row_becomes_a_resident_with_codes_of_the_national_tables(tmp_path: Path) -> None:
    resident = only(judged(tmp_path, ROW))
    assert (resident.name, resident.id_kind, resident.sex, resident.birth) == (
        "程小满", "resident_card", "2", dt.date(1949, 12, 31)
    )  # fmt: skip
    assert resident.facts == {
        "phone": "13812345678", "address": "幸福里3栋201", "ethnic": "01", "relation": "02",
    }  # fmt: skip


def test_headings_have_many_names_and_any_order_below_a_title(tmp_path: Path) -> None:
    rows = (
        ("幸福里社区居民名册",),
        (),
        ("序号", "身份证号 *", "联系电话（手机）", "居民姓名"),
        (1, WOMAN, None, "程小满"),
    )
    roster = read(tmp_path, *rows)
    (row,) = roster.rows
    assert (row.number, row.cells["姓名"], row.cells["证件号码"]) == (4, "程小满", WOMAN)


def test_a_header_merged_over_two_rows_is_one_header(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(("居民名册",))
    sheet.append(("姓名", "身份证件", None, "联系方式", None))
    sheet.append((None, "证件类型", "证件号码", "电话", "住址"))
    sheet.append(("程小满", "居民身份证", WOMAN, "13812345678", "幸福里3栋201"))
    for cells in ("A1:E1", "A2:A3", "B2:C2", "D2:E2"):
        sheet.merge_cells(cells)
    book.save(tmp_path / "a.xlsx")
    (row,) = read_roster(tmp_path / "a.xlsx").rows
    assert (row.number, row.cells["电话"], row.cells["证件号码"]) == (4, "13812345678", WOMAN)


def test_hidden_sheets_are_not_read_and_other_ones_are_named(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "旧名册"
    book.active.append(HEADER)
    book.active.sheet_state = "hidden"
    for name, rows in (("说明", (("请照证件填写",),)), ("一组", (HEADER, ROW)), ("二组", (HEADER, ROW))):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.active = 1
    book.save(tmp_path / "a.xlsx")
    roster = read_roster(tmp_path / "a.xlsx")
    assert (roster.sheet, roster.passed_over, len(roster.rows)) == ("一组", ("说明", "二组"), 1)


def test_dates_and_figures_of_excel_are_read_as_what_they_mean(tmp_path: Path) -> None:
    row = ("程小满", WOMAN, 2, 1, dt.date(1949, 12, 31), None, 13812345678.0, "02")
    resident = only(judged(tmp_path, row))
    assert (resident.facts["phone"], resident.facts["ethnic"], resident.facts["relation"]) == (
        "13812345678", "01", "02"
    )  # fmt: skip
    serial = only(judged(tmp_path, ("程小满", WOMAN, "", "", 18263, "", "", "")))
    assert serial.birth == dt.date(1949, 12, 31)


@pytest.mark.parametrize("number", [110105194912310020, 1.1010519491231e17, "1.10105E+17", "110105194912310000"])
def test_an_identity_number_that_excel_has_damaged_is_named_as_such(tmp_path: Path, number: Any) -> None:
    assert problems(judged(tmp_path, ("程小满", number))) == [(2, "证件号码", "people.roster_number_cut")]


@pytest.mark.parametrize(
    ("change", "column", "code"),
    [
        ({1: WOMAN[:-1] + "1"}, "证件号码", "people.check_digit"),
        ({1: "110105491231002"}, "证件号码", "people.identity_old_number"),
        ({2: "男"}, "性别", "people.roster_sex_differs"),
        ({2: "不详吧"}, "性别", "people.roster_code"),
        ({3: "火星族"}, "民族", "people.roster_code"),
        ({4: "1949-12-30"}, "出生日期", "people.roster_birth_differs"),
        ({4: "2027-01-01", 1: ""}, "出生日期", "people.roster_birth_future"),
        ({4: "去年"}, "出生日期", "people.roster_birth"),
        ({4: "", 1: ""}, "出生日期", "people.roster_birth_missing"),
        ({6: "12345"}, "电话", "people.phone"),
        ({0: ""}, "姓名", "people.name_missing"),
        ({0: "=A1"}, "姓名", "people.roster_formula"),
        ({5: "#N/A"}, "现住址", "people.roster_error"),
        ({5: "长" * 201}, "现住址", "people.roster_long"),
    ],
)
def test_each_wrong_cell_is_named_with_row_column_and_reason(
    tmp_path: Path, change: dict[int, Any], column: str, code: str
) -> None:
    row = [change.get(place, cell) for place, cell in enumerate(ROW)]
    good = ("周大力", MAN, "男", "苗", "", "", "", "夫")
    result = judged(tmp_path, row, good)
    assert (problems(result), len(result.good)) == ([(2, column, code)], 1)


def test_one_wrong_cell_does_not_hide_the_next(tmp_path: Path) -> None:
    result = judged(tmp_path, ("程小满", "1101", "中", "火星", "", "", "1", ""))
    assert [column for _row, column, _code in problems(result)] == ["证件号码", "性别", "电话", "民族"]


def test_the_same_person_twice_names_the_first_row(tmp_path: Path) -> None:
    result = judged(tmp_path, ROW, ROW, ("程大满", *ROW[1:]))
    named = [(row.row.number, each.refusal.code, each.refusal.values) for row in result.bad for each in row.problems]
    assert named == [(3, "people.roster_twice", {"row": 2}), (4, "people.roster_two_names", {"row": 2})]


def test_people_without_a_number_are_told_apart_by_name_and_birthday(tmp_path: Path) -> None:
    header = ("姓名", "证件类型", "出生日期")
    baby, same, other = ("程新", "无", "2026-10-01"), ("程新", "无", "20261001"), ("程新", "无", "2026-10-02")
    result = judged(tmp_path, baby, same, other, header=header)
    assert (problems(result), len(result.good)) == ([(3, "证件号码", "people.roster_twice")], 2)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("830000199201300022", "hk_macao_taiwan_permit"),
        ("911124198108030024", "permanent_residence"),
        ("H12345678", "travel_permit"),
        ("E12345678", "passport"),
        ("", "none"),
    ],
)
def test_the_kind_of_document_is_told_from_the_number(tmp_path: Path, number: str, kind: str) -> None:
    born = "" if number[:1] in {"8", "9"} else "1992-01-30"
    assert only(judged(tmp_path, ("程小满", number, "", "", born))).id_kind == kind


@pytest.mark.parametrize(
    ("column", "said", "code"),
    [("民族", "81", "81"), ("民族", "毛难", "36"), ("文化程度", "大专", "30"), ("文化程度", "高中", "60"),
     ("政治面貌", "中共党员", "01"), ("婚姻状况", "离异", "40"), ("与户主关系", "女儿", "30"),
     ("与户主关系", "3", "03")],
)  # fmt: skip
def test_what_offices_write_becomes_the_code(tmp_path: Path, column: str, said: str, code: str) -> None:
    resident = only(judged(tmp_path, ("程小满", WOMAN, said), header=("姓名", "证件号码", column)))
    assert list(resident.facts.values()) == [code]


def refused(file: Path) -> str:
    with pytest.raises(Refusal) as refusal:
        read_roster(file)
    return refusal.value.code


def test_a_file_that_is_no_roster_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(workbook(tmp_path / "a.xlsx", ("姓名", "爱好"), ("程小满", "象棋"))) == "people.roster_columns"
    doubled = workbook(tmp_path / "b.xlsx", (*HEADER, "手机"), (*ROW, ""))
    assert refused(doubled) == "people.roster_column_twice"
    assert refused(tmp_path / "gone.xlsx") == "kernel.file_unreadable"
    (tmp_path / "c.xlsx").write_bytes(b"PK\x03\x04 nonsense")
    assert refused(tmp_path / "c.xlsx") == "kernel.file_no_table"
    monkeypatch.setattr(table_file, "UNPACKED", 100_000)
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b" " * 100_001)
    assert refused(tmp_path / "bomb.xlsx") == "kernel.file_large"


def test_a_roster_in_csv_of_any_usual_encoding(tmp_path: Path) -> None:
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        file = tmp_path / f"{encoding}.csv"
        file.write_bytes("\r\n".join(",".join(row) for row in (HEADER, ROW)).encode(encoding))
        result = judge(read_roster(file).rows, today=TODAY, tables=TABLES)
        assert only(result).name == "程小满"
