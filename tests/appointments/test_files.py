"""Reading tables: the usual encodings and workbooks, and one sentence for whatever is no such table."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from hall.appointments import files
from hall.appointments.files import read_rows
from hall.kernel import table_file
from hall.kernel.refusal import Refusal

HEADER = ("姓名", "证件号码", "手机号", "服务/事项", "日期", "时段", "渠道")
ROW = ("程小满", "", "13812345678", "救助优抚", "2026-11-24", "09:30", "公众号")


def workbook(file: Path, *rows: Sequence[Any]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file


def table(file: Path, *rows: Sequence[str], encoding: str = "utf-8", delimiter: str = ",") -> Path:
    file.write_bytes("\r\n".join(delimiter.join(row) for row in rows).encode(encoding))
    return file


def refused(file: Path) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Refusal) as refusal:
        read_rows(file)
    return refusal.value.code, dict(refusal.value.values)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_table_of_text_in_the_usual_encodings(tmp_path: Path, encoding: str, delimiter: str) -> None:
    (row,) = read_rows(table(tmp_path / "a.csv", HEADER, ROW, encoding=encoding, delimiter=delimiter))
    assert (row.number, tuple(row.cells.values())) == (2, ROW)


def test_a_workbook_with_dates_times_and_numbers(tmp_path: Path) -> None:
    cells = ("程小满", None, 13812345678, "救助优抚", dt.date(2026, 11, 24), dt.time(9, 30), None)
    (row,) = read_rows(workbook(tmp_path / "a.xlsx", HEADER, cells))
    assert tuple(row.cells.values()) == ("程小满", "", "13812345678", "救助优抚", "2026-11-24", "09:30", "")


def test_a_workbook_is_told_by_what_it_is_and_not_by_its_name(tmp_path: Path) -> None:
    assert len(read_rows(workbook(tmp_path / "a.xlsx", HEADER, ROW).rename(tmp_path / "names.csv"))) == 1
    assert len(read_rows(table(tmp_path / "b.csv", HEADER, ROW).rename(tmp_path / "names.xlsx"))) == 1


def test_a_title_above_and_empty_rows_between_do_not_shift_the_numbers(tmp_path: Path) -> None:
    rows = [("十一月预约名单",), (), HEADER, ROW, ("", "", ""), ROW]
    for file in (workbook(tmp_path / "a.xlsx", *rows), table(tmp_path / "b.csv", *rows)):
        assert [row.number for row in read_rows(file)] == [4, 6]


def test_columns_have_many_names_and_any_order(tmp_path: Path) -> None:
    header = ("序号", "预约时间", " 预约 日期 ", "事项", "联系电话", "预约人*")
    file = table(tmp_path / "a.csv", header, ("1", "09:30", "2026-11-24", "救助优抚", "13812345678", "程小满"))
    (row,) = read_rows(file)
    assert (row.cells["姓名"], row.cells["时段"], row.cells["手机号"]) == ("程小满", "09:30", "13812345678")


def test_a_short_row_lacks_its_last_cells(tmp_path: Path) -> None:
    (row,) = read_rows(table(tmp_path / "a.csv", HEADER, ROW[:4]))
    assert (row.cells["服务/事项"], row.cells["日期"]) == ("救助优抚", "")


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_a_formula_spoils_only_its_row(tmp_path: Path, name: str) -> None:
    rows = (HEADER, ("=A1", *ROW[1:]), ROW)
    file = (workbook if name.endswith("x") else table)(tmp_path / name, *rows)
    first, second = read_rows(file)
    assert first.problem is not None
    assert (first.problem.code, first.problem.values, second.problem) == (
        "appointments.formula", {"column": "姓名"}, None
    )  # fmt: skip


@pytest.mark.parametrize("number", ["1.10105E+17", 110105194912310021, 1.10105194912310e17])
def test_an_identity_number_kept_as_a_figure_is_noticed(tmp_path: Path, number: Any) -> None:
    file = workbook(tmp_path / "a.xlsx", HEADER, ("程小满", number, *ROW[2:]))
    (row,) = read_rows(file)
    assert row.problem is not None
    assert row.problem.code == "appointments.number_cut"


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    assert refused(table(tmp_path / "a.csv", ("姓名", "手机号", "服务", "日期"), ROW)) == (
        "appointments.column_missing", {"columns": "时段"}
    )  # fmt: skip
    assert refused(table(tmp_path / "b.csv", ("姓名", "服务", "日期", "时段"), ROW)) == (
        "appointments.column_missing", {"columns": "证件号码或手机号"}
    )  # fmt: skip


def test_a_column_that_stands_twice_is_named(tmp_path: Path) -> None:
    doubled = table(tmp_path / "a.csv", (*HEADER, "手机"), (*ROW, "1"))
    assert refused(doubled) == ("appointments.column_twice", {"column": "手机号"})


def broken_workbook(file: Path) -> bytes:
    content = workbook(file, HEADER, ROW).read_bytes()
    return content[: len(content) // 2]


def unlike_workbook() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as parts:
        parts.writestr("word/document.xml", "<w/>")
    return packed.getvalue()


def swollen_workbook() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b" " * (table_file.UNPACKED + 1))
    return packed.getvalue()


def test_whatever_is_no_table_is_one_sentence(tmp_path: Path) -> None:
    contents = {
        b"": "file_empty",
        b"\r\n \r\n,,\r\n": "file_empty",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR": "file_no_table",
        b"\xff\xff\xff\x80": "file_no_table",
        "只是一句话。".encode(): "file_no_table",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old": "file_old_excel",
        b"PK\x03\x04 nonsense": "file_no_table",
        broken_workbook(tmp_path / "whole.xlsx"): "file_no_table",
        unlike_workbook(): "file_no_table",
        swollen_workbook(): "file_large",
        b"x" * (table_file.LARGEST + 1): "file_large",
    }
    for content, reason in contents.items():
        (tmp_path / "given").write_bytes(content)
        assert refused(tmp_path / "given")[0] == f"kernel.{reason}", content[:20]


def test_a_file_that_is_not_there_or_a_folder_is_one_sentence(tmp_path: Path) -> None:
    assert refused(tmp_path / "gone.csv")[0] == "kernel.file_unreadable"
    assert refused(tmp_path)[0] == "kernel.file_unreadable"


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_too_many_rows_are_refused_as_a_whole(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_ROWS", 20)
    make = workbook if name.endswith("x") else table
    assert len(read_rows(make(tmp_path / name, HEADER, *[ROW] * 20))) == 20
    assert refused(make(tmp_path / name, HEADER, *[ROW] * 40)) == (
        "kernel.file_rows",
        {"most": 20 + table_file.HEADER_WITHIN},
    )


@settings(max_examples=60)
@given(content=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8"))))
def test_no_content_is_a_fault_of_the_program(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.mktemp("any") / "given"
    for given_content in (content, "姓名,手机号,事项,日期,时段\n".encode() + content):
        file.write_bytes(given_content)
        try:
            rows: Iterable[files.FileRow] = read_rows(file)
        except Refusal:
            rows = ()
        assert all(row.number > 0 for row in rows)
