"""Reads a table that an office has kept: CSV in the usual encodings, or the sheets of an Excel workbook."""

import csv
import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from hall.kernel.export_file import unguarded
from hall.kernel.refusal import Refusal

LARGEST: Final = 20 * 1024 * 1024
"""Bytes of the largest file that is read."""
UNPACKED: Final = 10 * LARGEST
"""Bytes that a workbook may have when it is unpacked."""
_MOST_OFTEN: Final = 80
"""How many times its packed size a long part may unpack to: the most uniform of honest sheets reach 26."""
_LONG: Final = 1024 * 1024
WIDEST: Final = 80
HEADER_WITHIN: Final = 10
"""Rows among which a header is looked for: lists often begin with a title."""

_DELIMITERS: Final = ",\t;"
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, struct.error, SyntaxError, KeyError, ValueError, TypeError, IndexError,
    AttributeError, ArithmeticError, RuntimeError, EOFError, OSError,
)  # fmt: skip
"""What the readers of zip and of XML, either that openpyxl may use, raise for what is no workbook."""

Cells = Sequence[Any]


class _Formula:
    """A cell whose value is only known to the program that made it."""

    def __repr__(self) -> str:
        return "FORMULA"


FORMULA: Final = _Formula()


@dataclass(frozen=True, slots=True)
class TableSheet:
    """One sheet; a CSV file is one without a name.

    Attributes:
        rows: those that are not empty, each with its number as the spreadsheet counts it, from 1.
    """

    name: str
    rows: tuple[tuple[int, Cells], ...]


def read_sheets(file: Path, *, most_rows: int) -> tuple[TableSheet, ...]:
    """Return the visible sheets that hold anything; what the file is, its content tells, not its name.

    Args:
        file: an Excel workbook (.xlsx) or CSV.
        most_rows: the most rows of one sheet.

    Raises:
        Refusal: `kernel.file_unreadable`, `kernel.file_large` (largest), `kernel.file_old_excel`,
            `kernel.file_no_table`, `kernel.file_empty`, `kernel.file_rows` (most).
    """
    content = _content(file)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refusal("kernel.file_old_excel")
    read = _workbook(content, most_rows) if content.startswith(b"PK\x03\x04") else [("", _csv(_text(content)))]
    sheets = tuple(sheet for sheet in (TableSheet(name, _filled(rows)) for name, rows in read) if sheet.rows)
    if not sheets:
        raise Refusal("kernel.file_empty")
    if any(len(sheet.rows) > most_rows for sheet in sheets):
        raise Refusal("kernel.file_rows", most=most_rows)
    return sheets


def _filled(rows: Iterable[Cells]) -> tuple[tuple[int, Cells], ...]:
    return tuple(
        (number, cells)
        for number, cells in enumerate(rows, start=1)
        if any(cell is FORMULA or (cell is not None and str(cell).strip()) for cell in cells)
    )


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST:
            raise Refusal("kernel.file_large", largest=LARGEST // 1024 // 1024)
        return file.read_bytes()
    except OSError:
        raise Refusal("kernel.file_unreadable") from None


def _text(content: bytes) -> str:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refusal("kernel.file_no_table")


def _csv(text: str) -> Iterator[Cells]:
    head = "\n".join(text.splitlines()[:HEADER_WITHIN])
    delimiter = max(_DELIMITERS, key=head.count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield [FORMULA if cell.startswith(("=", "@")) else unguarded(cell) for cell in row[:WIDEST]]
    except csv.Error:
        raise Refusal("kernel.file_no_table") from None


def _workbook(content: bytes, most_rows: int) -> list[tuple[str, list[Cells]]]:
    """Return the visible sheets of a workbook; one that unpacks to very much is not opened."""
    from openpyxl import load_workbook  # only for those who have Excel files: costs a command's start 0.2 s

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl speaks of styles that nobody needs here
            if _is_bomb(parts.infolist()):
                raise Refusal("kernel.file_large", largest=LARGEST // 1024 // 1024)
            book = load_workbook(io.BytesIO(content), read_only=True)
            return [(sheet.title, _rows(sheet, most_rows)) for sheet in book.worksheets if _is_shown(sheet)]
    except _BROKEN:
        raise Refusal("kernel.file_no_table") from None


def _is_bomb(parts: Sequence[zipfile.ZipInfo]) -> bool:
    folded = any(part.file_size > max(_LONG, _MOST_OFTEN * part.compress_size) for part in parts)
    return folded or sum(part.file_size for part in parts) > UNPACKED


def _is_shown(sheet: Any) -> bool:  # noqa: ANN401 -- openpyxl has no types
    return bool(sheet.sheet_state == "visible")


def _rows(sheet: Any, most_rows: int) -> list[Cells]:  # noqa: ANN401
    sheet.reset_dimensions()  # what the file says of its own size is not to be trusted
    rows = sheet.iter_rows(max_row=2 * most_rows + HEADER_WITHIN, max_col=WIDEST)
    return [[FORMULA if cell.data_type == "f" else unguarded(cell.value) for cell in row] for row in rows]
