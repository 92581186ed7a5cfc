"""Reads the rows of a table that another system has exported: CSV in the usual encodings, or an Excel workbook."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from hall.kernel.refusal import Refusal
from hall.kernel.table_file import FORMULA, HEADER_WITHIN, Cells, read_sheets

MOST_ROWS: Final = 5000
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

_DIGITS_KEPT: Final = 15  # a number of Excel holds no more; the rest of an identity number has become zeros


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
        Refusal: `appointments.column_missing` (columns), `appointments.column_twice` (column), and what `read_sheets`
            says.
    """
    table = read_sheets(file, most_rows=MOST_ROWS + HEADER_WITHIN)[0].rows
    header, columns = _header(table)
    return [_row(number, cells, columns) for number, cells in table if number > header]


def _header(table: Sequence[tuple[int, Cells]]) -> tuple[int, dict[str, int]]:
    """Return the number of the header's row and where each column stands."""
    best = max(table[:HEADER_WITHIN], key=lambda row: len(set(filter(None, map(_column, row[1])))))
    names = [_column(cell) for cell in best[1]]
    if not any(names) and max(len(cells) for _, cells in table[:HEADER_WITHIN]) == 1:
        raise Refusal("kernel.file_no_table")
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


def _row(number: int, cells: Cells, columns: dict[str, int]) -> FileRow:
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
    if cell is FORMULA or text.startswith(("=", "@")):
        raise Refusal("appointments.formula", column=column)
    whole = isinstance(cell, int | float) and len(text) > _DIGITS_KEPT
    if column == ID_NUMBER and (whole or ("E+" in text.upper() and text[:1].isdigit())):
        raise Refusal("appointments.number_cut")
    return text


def _plain(column: str, cell: object) -> str:
    """Return what a cell says, in the form in which dates and times are read further on."""
    if cell is None or cell is FORMULA:
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
