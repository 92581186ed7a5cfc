"""Reads the rows of a table that another system has exported: CSV in the usual encodings, or an Excel workbook."""

import csv
import datetime as dt
import io
import warnings
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from hall.kernel.refusal import Refusal

LARGEST: Final = 5 * 1024 * 1024
"""Bytes of the largest file that is read."""
UNPACKED: Final = 20 * LARGEST
"""Bytes that a workbook may have when it is unpacked."""
MOST_ROWS: Final = 5000
HEADER_WITHIN: Final = 10
"""Rows among which the header is looked for: exports often begin with a title."""

NAME, ID_NUMBER, PHONE, SERVICE, DAY, START, ORIGIN = "姓名", "证件号码", "手机号", "服务/事项", "日期", "时段", "渠道"
COLUMNS: Final = {
    NAME: {"姓名", "预约人", "预约人姓名"},
    ID_NUMBER: {"证件号码", "证件号", "身份证号", "身份证号码", "公民身份号码"},
    PHONE: {"手机号", "手机号码", "手机", "电话", "联系电话"},
    SERVICE: {"服务/事项", "服务", "事项", "业务", "服务事项", "预约事项", "预约业务"},
    DAY: {"日期", "预约日期"},
    START: {"时段", "预约时段", "时间", "预约时间"},
    ORIGIN: {"渠道", "来源", "预约渠道", "预约来源"},
}
"""What each column may be called."""

_DELIMITERS: Final = ",\t;"
_WIDEST: Final = 60
_DIGITS_KEPT: Final = 15  # a number of Excel holds no more; the rest of an identity number has become zeros
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, ET.ParseError, KeyError, ValueError, TypeError, IndexError, AttributeError, OSError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row of the table.

    Attributes:
        number: as the spreadsheet counts it, from 1.
        cells: what stands in the known columns, as text; dates as 2026-11-23, times as 09:30.
        problem: what already keeps it from being read, such as a formula.
    """

    number: int
    cells: dict[str, str] = field(repr=False)
    problem: Refusal | None = None


def read_rows(file: Path) -> list[FileRow]:
    """Return the rows below the header, without empty ones.

    Raises:
        Refusal: `appointments.file_unreadable`, `appointments.file_large` (largest), `appointments.file_old_excel`,
            `appointments.file_no_table`, `appointments.file_empty`, `appointments.file_rows` (most),
            `appointments.column_missing` (columns), `appointments.column_twice` (column).
    """
    table = list(_table(_content(file)))
    if not table:
        raise Refusal("appointments.file_empty")
    if len(table) > MOST_ROWS + HEADER_WITHIN:
        raise Refusal("appointments.file_rows", most=MOST_ROWS)
    header, columns = _header(table)
    return [_row(number, cells, columns) for number, cells in table if number > header]


_Cells = Sequence[Any]


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST:
            raise Refusal("appointments.file_large", largest=LARGEST // 1024 // 1024)
        return file.read_bytes()
    except OSError:
        raise Refusal("appointments.file_unreadable") from None


def _table(content: bytes) -> Iterator[tuple[int, _Cells]]:
    """Yield the rows that are not empty, numbered as in the file; told by the content, not by the file's name."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refusal("appointments.file_old_excel")
    rows = _workbook(content) if content.startswith(b"PK\x03\x04") else _csv(_text(content))
    for number, cells in enumerate(rows, start=1):
        if any(str(cell).strip() for cell in cells if cell is not None):
            yield number, cells


def _text(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refusal("appointments.file_no_table")


def _csv(text: str) -> Iterator[_Cells]:
    head = "\n".join(text.splitlines()[:HEADER_WITHIN])
    delimiter = max(_DELIMITERS, key=head.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        raise Refusal("appointments.file_no_table") from None


def _workbook(content: bytes) -> list[_Cells]:
    """Return the rows of the first sheet; a workbook that unpacks to very much is not opened."""
    from openpyxl import load_workbook  # only for those who have Excel files: costs a command's start 0.2 s

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl speaks of styles that nobody needs here
            if sum(part.file_size for part in parts.infolist()) > UNPACKED:
                raise Refusal("appointments.file_large", largest=LARGEST // 1024 // 1024)
            book = load_workbook(io.BytesIO(content), read_only=True)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what the file says of its own size is not to be trusted
            rows = sheet.iter_rows(max_row=MOST_ROWS + HEADER_WITHIN + 1, max_col=_WIDEST)
            return [[_Formula() if cell.data_type == "f" else cell.value for cell in row] for row in rows]
    except _BROKEN:
        raise Refusal("appointments.file_no_table") from None


class _Formula:
    """Stands for a cell whose value is only known to the program that made it."""


def _header(table: Sequence[tuple[int, _Cells]]) -> tuple[int, dict[str, int]]:
    """Return the number of the header's row and where each column stands."""
    best = max(table[:HEADER_WITHIN], key=lambda row: len(set(filter(None, map(_column, row[1])))))
    names = [_column(cell) for cell in best[1]]
    if not any(names) and max(len(cells) for _, cells in table[:HEADER_WITHIN]) == 1:
        raise Refusal("appointments.file_no_table")
    for name in filter(None, names):
        if names.count(name) > 1:
            raise Refusal("appointments.column_twice", column=name)
    columns = {name: place for place, name in enumerate(names) if name}
    missing = [name for name in (NAME, SERVICE, DAY, START) if name not in columns]
    if ID_NUMBER not in columns and PHONE not in columns:
        missing.append(f"{ID_NUMBER}或{PHONE}")
    if missing:
        raise Refusal("appointments.column_missing", columns="、".join(missing))
    return best[0], columns


def _column(cell: object) -> str:
    """Return which column a heading names, empty for one that is not needed."""
    heading = "".join(str(cell or "").split()).replace("／", "/").rstrip("*:：")
    return next((name for name, known in COLUMNS.items() if heading in known), "")


def _row(number: int, cells: _Cells, columns: dict[str, int]) -> FileRow:
    values: dict[str, str] = {}
    try:
        for name, place in columns.items():
            values[name] = _value(name, cells[place] if place < len(cells) else None)
    except Refusal as refusal:
        return FileRow(number, {}, refusal)
    return FileRow(number, values)


def _value(column: str, cell: object) -> str:
    """Return a cell as text.

    Raises:
        Refusal: `appointments.formula`, `appointments.number_cut`.
    """
    text = _plain(column, cell)
    if isinstance(cell, _Formula) or text.startswith(("=", "@")):
        raise Refusal("appointments.formula", column=column)
    whole = isinstance(cell, int | float) and len(text) > _DIGITS_KEPT
    if column == ID_NUMBER and (whole or ("E+" in text.upper() and text[:1].isdigit())):
        raise Refusal("appointments.number_cut")
    return text


def _plain(column: str, cell: object) -> str:
    """Return what a cell says, in the form in which dates and times are read further on."""
    if cell is None or isinstance(cell, _Formula):
        return ""
    if isinstance(cell, dt.datetime):
        return f"{cell:%H:%M}" if column == START else f"{cell:%Y-%m-%d}"
    if isinstance(cell, dt.date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, dt.time):
        return f"{cell:%H:%M}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
