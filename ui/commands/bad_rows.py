"""Gives the wrong rows of a roster back as a workbook: as they were, with the reasons beside them, ready to correct."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from hall.kernel.refusal import Refusal
from hall.service import people_roster
from ui.shared.i18n import tr

_UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_WIDEST: Final = 40


def write_bad_rows(
    file: Path, header: Sequence[str], rows: Sequence[tuple[people_roster.RosterRow, Sequence[tuple[str, str]]]]
) -> None:
    """Write the rows as text, so that no number is damaged again; the two columns of reasons are passed over later.

    Args:
        file: the workbook (.xlsx) that is written.
        header: the headings of the roster.
        rows: each row with column and reason of what is wrong in it.

    Raises:
        Refusal: `people.bad_file` when it cannot be written.
    """
    from openpyxl import Workbook  # only for those who have wrong rows: costs a command's start 0.2 s

    book = Workbook(write_only=True)
    sheet = book.create_sheet(tr("Wrong rows"))
    _set_widths(sheet, header)
    sheet.append([_text(sheet, cell) for cell in (*header, tr("Former row"), tr("What is to be corrected"))])
    for row, problems in rows:
        reasons = "\n".join(tr("{column}: {words}", column=column, words=words) for column, words in problems)
        cells = [*row.whole, *([""] * (len(header) - len(row.whole)))][: len(header)]
        sheet.append([_text(sheet, cell) for cell in (*cells, str(row.number), reasons)])
    try:
        book.save(file)
    except OSError:
        raise Refusal("people.bad_file") from None


def _set_widths(sheet: Any, header: Sequence[str]) -> None:  # noqa: ANN401 -- openpyxl has no types
    from openpyxl.utils import get_column_letter

    for place, heading in enumerate((*header, ""), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = min(max(2 * len(heading) + 4, 12), _WIDEST)
    sheet.column_dimensions[get_column_letter(len(header) + 2)].width = 2 * _WIDEST


def _text(sheet: Any, value: str) -> Any:  # noqa: ANN401
    """Return a cell that stays text whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet)
    cell.value = _UNWRITABLE.sub("", value)
    cell.data_type = "s"
    cell.number_format = "@"
    return cell
