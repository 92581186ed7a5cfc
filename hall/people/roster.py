"""A roster of residents as offices keep it: which column holds what, and what stands in each row as text."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from hall.kernel.refusal import Refusal
from hall.kernel.table_file import FORMULA, HEADER_WITHIN, Cells, TableSheet, read_sheets

MOST_ROWS: Final = 50_000

NAME, KIND, NUMBER, SEX, BIRTH, PHONE, ADDRESS = "姓名", "证件类型", "证件号码", "性别", "出生日期", "电话", "现住址"
ETHNIC, RELATION, MARITAL, EDUCATION, POLITICS = "民族", "与户主关系", "婚姻状况", "文化程度", "政治面貌"
HUKOU_ADDRESS, WORK_UNIT, HOUSEHOLD = "户籍地址", "工作单位", "户编号"

COLUMNS: Final = {
    NAME: {"姓名", "居民姓名", "人员姓名", "名字"},
    KIND: {"证件类型", "证件种类", "证件名称"},
    NUMBER: {
        "证件号码",
        "证件号",
        "身份证号",
        "身份证号码",
        "身份证",
        "居民身份证号码",
        "公民身份号码",
        "公民身份证号码",
    },
    SEX: {"性别"},
    BIRTH: {"出生日期", "出生年月日", "出生时间", "生日"},
    PHONE: {"电话", "联系电话", "电话号码", "手机", "手机号", "手机号码", "联系方式", "本人电话"},
    ADDRESS: {"现住址", "住址", "家庭住址", "居住地址", "现居住地址", "现居住地", "常住地址", "地址"},
    ETHNIC: {"民族"},
    RELATION: {"与户主关系", "与户主的关系", "户主关系", "家庭关系", "与户主之关系"},
    MARITAL: {"婚姻状况", "婚姻", "婚况"},
    EDUCATION: {"文化程度", "学历", "受教育程度"},
    POLITICS: {"政治面貌"},
    HUKOU_ADDRESS: {"户籍地址", "户籍地", "户口所在地", "户籍所在地", "户口地址"},
    WORK_UNIT: {"工作单位", "单位", "服务处所", "工作单位名称"},
    HOUSEHOLD: {"户编号", "户号", "家庭编号", "户口簿编号"},
}
"""What each column may be called."""

_DIGITS_KEPT: Final = 15  # a number of Excel holds no more; the rest of an identity number has become zeros
_LONGEST: Final = 200
_SCIENTIFIC: Final = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]+")


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong in one cell."""

    column: str
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One row of the roster.

    Attributes:
        number: as the spreadsheet counts it, from 1.
        cells: what stands in the known columns, as text; dates as 2026-11-23.
        problems: cells that cannot be read at all.
        whole: the whole row as text, to be given back for correction.
    """

    number: int
    cells: dict[str, str] = field(repr=False)
    problems: tuple[CellProblem, ...] = ()
    whole: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Roster:
    """A roster as it was read: one sheet of a file.

    Attributes:
        sheet: the sheet's name, empty for CSV.
        passed_over: names of further visible sheets that hold something.
        header: the headings as they stand in the file.
    """

    sheet: str
    passed_over: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[RosterRow, ...]


def read_roster(file: Path) -> Roster:
    """Return the roster of the first visible sheet that has one.

    Raises:
        Refusal: what `read_sheets` says; `people.roster_columns` (columns) when no sheet has the columns needed;
            `people.roster_column_twice` (column).
    """
    sheets = read_sheets(file, most_rows=MOST_ROWS)
    found = next(((sheet, head) for sheet in sheets if (head := _header(sheet)) is not None), None)
    if found is None:
        raise Refusal("people.roster_columns", columns=f"{NAME}、{NUMBER}")
    sheet, head = found
    for name in set(head.names) - {""}:
        if head.names.count(name) > 1:
            raise Refusal("people.roster_column_twice", column=name)
    rows = tuple(_row(number, cells, head.names) for number, cells in sheet.rows if number > head.last)
    others = tuple(each.name for each in sheets if each is not sheet)
    return Roster(sheet.name, others, head.headings, rows)


@dataclass(frozen=True, slots=True)
class _Header:
    """Where the columns stand; a heading may be merged over two rows."""

    last: int
    names: tuple[str, ...]
    headings: tuple[str, ...]

    @property
    def known(self) -> int:
        return len(set(self.names) - {""})


def _header(sheet: TableSheet) -> _Header | None:
    """Return the header among the first rows, None where the columns that are needed are not there."""
    top = sheet.rows[:HEADER_WITHIN]
    single = [_head(number, cells) for number, cells in top]
    double = [_merged(one, other) for one, other in pairwise(top)]
    # Of equals the shorter one: a row of data adds no known heading to the header above it.
    best = max((*single, *double), key=lambda head: head.known)
    needed = NAME in best.names and (NUMBER in best.names or BIRTH in best.names)
    return best if needed else None


def _head(number: int, cells: Cells) -> _Header:
    width = max((place for place, cell in enumerate(cells, start=1) if _shown(cell)), default=0)
    cells = cells[:width]
    return _Header(number, tuple(map(_column, cells)), tuple(map(_shown, cells)))


def _merged(upper: tuple[int, Cells], lower: tuple[int, Cells]) -> _Header:
    """Read two rows as one header: below a heading that is merged over several columns stand their own names."""
    width = max(len(upper[1]), len(lower[1]))
    above, below = _padded(upper[1], width), _padded(lower[1], width)
    cells = [low if _column(low) else high for high, low in zip(above, below, strict=True)]
    return _head(lower[0], cells)


def _padded(cells: Cells, width: int) -> Sequence[Any]:
    return [*cells, *([None] * (width - len(cells)))]


def _column(cell: object) -> str:
    """Return which column a heading names, empty for one that is not needed."""
    heading = "".join(str(cell or "").split()).rstrip("*:：")
    heading = re.sub(r"[（(].*[)）]$", "", heading).lstrip("*")
    return next((name for name, known in COLUMNS.items() if heading in known), "")


def _row(number: int, cells: Cells, names: Sequence[str]) -> RosterRow:
    values: dict[str, str] = {}
    problems: list[CellProblem] = []
    for name, cell in zip(names, _padded(cells, len(names)), strict=False):
        if not name:
            continue
        try:
            values[name] = _value(name, cell)
        except Refusal as refusal:
            values[name] = ""
            problems.append(CellProblem(name, refusal))
    return RosterRow(number, values, tuple(problems), tuple(map(_shown, cells)))


def _value(column: str, cell: object) -> str:
    """Return a cell as text.

    Raises:
        Refusal: `people.roster_formula` (column), `people.roster_error` (column), `people.roster_number_cut`,
            `people.roster_long` (column, longest).
    """
    if cell is FORMULA:
        raise Refusal("people.roster_formula", column=column)
    text = _plain(cell)
    if text.startswith("#") and text.rstrip("!?").upper() in {"#N/A", "#REF", "#VALUE", "#NAME", "#DIV/0", "#NULL"}:
        raise Refusal("people.roster_error", column=column)
    figure = isinstance(cell, int | float) and not isinstance(cell, bool) and len(text) > _DIGITS_KEPT
    if column == NUMBER and (figure or _SCIENTIFIC.fullmatch(text)):
        raise Refusal("people.roster_number_cut")
    if len(text) > _LONGEST:
        raise Refusal("people.roster_long", column=column, longest=_LONGEST)
    return text


def _plain(cell: object) -> str:
    """Return what a cell says; dates in the form in which they are read further on."""
    if cell is None or cell is FORMULA:
        return ""
    if isinstance(cell, dt.datetime | dt.date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("\u00a0", " ").replace("\u3000", " ").strip(" \t\r\n'")


def _shown(cell: object) -> str:
    return _plain(cell)[:_LONGEST]
