"""Gives the wrong rows of a roster back as a workbook: as they were, with the reasons beside them, ready to correct."""

from collections.abc import Sequence
from pathlib import Path

from hall.kernel.export_file import ExportMark, save_workbook
from hall.kernel.refusal import Refusal
from hall.service import people_roster
from ui.shared.i18n import tr


def write_bad_rows(
    file: Path,
    header: Sequence[str],
    rows: Sequence[tuple[people_roster.RosterRow, Sequence[tuple[str, str]]]],
    mark: ExportMark,
) -> None:
    """Write the rows as text, so that no number is damaged again; the two columns of reasons are passed over later.

    Args:
        file: the workbook (.xlsx) that is written.
        header: the headings of the roster.
        rows: each row with column and reason of what is wrong in it.
        mark: who takes the list out of the hall.

    Raises:
        Refusal: `people.bad_file` when it cannot be written.
    """
    headings = (*header, tr("Former row"), tr("What is to be corrected"))
    try:
        save_workbook(file, tr("Wrong rows"), headings, [_cells(header, *row) for row in rows], mark)
    except OSError:
        raise Refusal("people.bad_file") from None


def _cells(header: Sequence[str], row: people_roster.RosterRow, problems: Sequence[tuple[str, str]]) -> Sequence[str]:
    reasons = "\n".join(tr("{column}: {words}", column=column, words=words) for column, words in problems)
    cells = [*row.whole, *([""] * (len(header) - len(row.whole)))][: len(header)]
    return (*cells, str(row.number), reasons)
