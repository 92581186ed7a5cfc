"""Reads a table of A/B posts or of days of duty: an Excel workbook or CSV, as offices keep them."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from hall.kernel.refusal import Refusal
from hall.kernel.table_file import FORMULA, HEADER_WITHIN, read_sheets

MOST_ROWS: Final = 5000
WHAT, COUNTER, A_POST, B_POST, OTHERS = "事项/服务", "窗口", "A岗", "B岗", "其他可办"
STAFF, DAY, DUTY = "工号", "日期", "值班"
_COLUMNS: Final = {
    WHAT: {"事项/服务", "事项", "服务", "业务"},
    COUNTER: {"窗口", "窗口号"},
    A_POST: {"a岗", "a岗工号", "a岗姓名"},
    B_POST: {"b岗", "b岗工号", "b岗姓名"},
    OTHERS: {"其他可办", "其他", "备岗"},
    STAFF: {"工号", "姓名", "人员", "值班人", "值班人员"},
    DAY: {"日期", "值班日期"},
    DUTY: {"值班", "是否值班", "班次"},
}
_OFF: Final = {"休", "休息", "否", "不值班", "off", "no", "0"}
_DAY: Final = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[ T(（周星].*)?")


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row of the table; `number` as the spreadsheet counts it, from 1."""

    number: int
    cells: dict[str, str]


def read_rows(file: Path) -> list[FileRow]:
    """Return the rows below the header, without empty ones.

    A table with a day in it is a roster (工号, 日期, 值班); any other one names posts (事项/服务, 窗口, A岗, B岗,
    其他可办).

    Raises:
        Refusal: `posts.file_columns`, and what `read_sheets` says.
    """
    table = read_sheets(file, most_rows=MOST_ROWS + HEADER_WITHIN)[0].rows
    for place, (_, cells) in enumerate(table[:HEADER_WITHIN]):
        columns = {name: at for at, cell in enumerate(cells) if (name := _column(cell))}
        if {STAFF, DAY} <= set(columns) or {A_POST, B_POST} <= set(columns):
            needed = (STAFF, DAY) if DAY in columns else (A_POST, B_POST)
            return [_row(number, row, columns, needed) for number, row in table[place + 1 :]]
    raise Refusal("posts.file_columns")


def read_day(text: str) -> dt.date:
    """Return the day of a cell: 2026-11-23, 2026/11/23, 2026年11月23日.

    Raises:
        Refusal: `posts.day_unreadable`.
    """
    found = _DAY.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError(text)
        return dt.date(*map(int, found.groups()))
    except ValueError:
        raise Refusal("posts.day_unreadable", text=text[:20]) from None


def read_duty(text: str) -> bool:
    """Return whether a cell says that somebody is on duty; an empty one does, for the day itself is named."""
    return text.strip().casefold() not in _OFF


def _column(cell: object) -> str:
    heading = "".join(_text(cell).split()).replace("／", "/").replace("（", "").replace("）", "").casefold()
    return next((name for name, known in _COLUMNS.items() if heading in known), "")


def _row(number: int, cells: Sequence[Any], columns: dict[str, int], needed: Sequence[str]) -> FileRow:
    values = {name: _text(cells[at]) if at < len(cells) else "" for name, at in columns.items()}
    for name in needed:
        if not values[name]:
            raise Refusal("posts.cell_empty", row=number, column=name)
    return FileRow(number, values)


def _text(cell: object) -> str:
    if isinstance(cell, dt.datetime | dt.date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None or cell is FORMULA else str(cell).strip()
