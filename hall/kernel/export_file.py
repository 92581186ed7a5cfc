"""The one way in which lists with personal data leave the hall as files: marked, and with no cell that could run."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any, Final

_RUNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""With these a spreadsheet takes a cell for a formula, also in their wide forms."""
_UNSEEN: Final = "\u200b\u200c\u200d\u2060\ufeff"
"""Signs that take no room; some programs drop them, as they do blanks, before they look for a formula."""
_UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f￾￿]|[\ud800-\udfff]")
_LONGEST: Final = 32_000
_WIDEST: Final = 40
_TILES: Final = 60


@dataclass(frozen=True, slots=True)
class ExportMark:
    """Who took a list out of the hall, when and at which device (导出水印); it stands on every sheet and page.

    Attributes:
        staff_number: empty for the command line of the hall's own PC.
        at: in the hall's zone.
        device: name of the device.
    """

    staff_number: str
    at: datetime
    device: str = ""

    def line(self) -> str:
        """Return the mark in words."""
        who = f"工号 {self.staff_number}" if self.staff_number else "大厅命令行"
        return f"{who}　{self.at:%Y-%m-%d %H:%M} 导出{f'　{self.device}' if self.device else ''}　仅限本次用途"


def safe_cell(value: str) -> str:
    """Return a text that no spreadsheet takes for a formula, and without what no file can hold."""
    clean = _UNWRITABLE.sub("", value)[:_LONGEST]
    return f"'{clean}" if _runs(clean) else clean


def unguarded(value: Any) -> Any:  # noqa: ANN401 -- whatever a cell holds
    """Return what `safe_cell` was given, so that a list that went out comes in again as it was."""
    guarded = isinstance(value, str) and value.startswith("'") and _runs(value[1:])
    return value[1:] if guarded else value


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]], mark: ExportMark) -> str:
    """Return a list as CSV with the mark in its first row; the byte order mark makes Excel read it as UTF-8.

    Every cell is quoted, so that a program that divides at other signs finds none to begin a new cell at.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow([safe_cell(mark.line())])
    for row in (header, *rows):
        writer.writerow([safe_cell(_said(cell)) for cell in row])
    return "\ufeff" + text.getvalue()


def save_workbook(
    file: Path, sheet_name: str, header: Sequence[str], rows: Iterable[Sequence[object]], mark: ExportMark | None
) -> None:
    """Write a list as an Excel workbook: every cell is text, the mark stands in the first row and on each printed page.

    Args:
        file: the workbook (.xlsx).
        sheet_name: as it stands on the sheet's tab.
        header: the headings.
        rows: each as long as the header.
        mark: None for a list that goes back to whoever brought it.

    Raises:
        OSError: it cannot be written.
    """
    from openpyxl import Workbook  # only for those who export: costs a command's start 0.2 s

    book = Workbook(write_only=True)
    sheet = book.create_sheet(sheet_name)
    _set_up(sheet, header, mark)
    if mark is not None:
        sheet.append([_cell(sheet, mark.line())])
    for row in (header, *rows):
        sheet.append([_cell(sheet, _said(cell)) for cell in row])
    book.save(file)


def marked_html(page: str, mark: ExportMark) -> str:
    """Return a page with the mark at its head and, light and aslant, behind everything on it, on paper as well."""
    line = escape(mark.line())
    tiles = f"<span>{line}</span>" * _TILES
    style = (
        "<style>.hall-mark{position:fixed;inset:-20%;z-index:-1;transform:rotate(-24deg);color:#e4e7ea;"
        "font:14px sans-serif;pointer-events:none;overflow:hidden}.hall-mark span{display:inline-block;margin:40px}"
        ".hall-marked{color:#6b7480;font:12px sans-serif}</style>"
    )
    body = f'<body><div class="hall-mark" aria-hidden="true">{tiles}</div><p class="hall-marked">{line}</p>'
    head, opening, rest = page.partition("<body>")
    if not opening:
        raise ValueError("a page needs a body to be marked")
    return f"{head.replace('</head>', f'{style}</head>', 1)}{body}{rest}"


def _runs(text: str) -> bool:
    return text.startswith(_RUNS) or _without_lead(text).startswith(_RUNS)


def _without_lead(text: str) -> str:
    """Return a text without the blanks and unseen signs in front of it."""
    while (shorter := text.lstrip().lstrip(_UNSEEN)) != text:
        text = shorter
    return text


def _said(value: object) -> str:
    return "" if value is None else str(value)


def _set_up(sheet: Any, header: Sequence[str], mark: ExportMark | None) -> None:  # noqa: ANN401 -- openpyxl has no types
    """Set widths and the head of each printed page; a write-only sheet takes them before its rows."""
    from openpyxl.utils import get_column_letter

    for place, heading in enumerate(header, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = min(max(2 * len(heading) + 4, 12), _WIDEST)
    if mark is not None:
        sheet.oddHeader.center.text = mark.line().replace("&", "&&")
        sheet.print_title_rows = "1:2"


def _cell(sheet: Any, value: str) -> Any:  # noqa: ANN401
    """Return a cell that stays text, whatever it begins with, here and where somebody saves it as CSV."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet)
    cell.value = safe_cell(value)
    cell.data_type = "s"
    cell.number_format = "@"
    return cell
