"""Draws one of every paper into a folder, for people who want to see them all."""

from collections.abc import Mapping
from pathlib import Path

from hall.documents.content import Content, copies_of
from printing.drawing import draw
from printing.samples import sample_contents
from printing.spooler import write_whole

PRINTED_AT = "2026-11-23 09:42"
STAFF_NUMBER = "0107"


def write_gallery(folder: Path, more: Mapping[str, Content] | None = None) -> list[Path]:
    """Write the first part of every sample, and one reprint, as PDF files; return their paths in order.

    Args:
        folder: made if it is not there.
        more: samples of papers that only the hall knows, those of its templates, by their names.

    Raises:
        Refusal: the folder cannot be written to, or see `printing.drawing.draw`.
    """
    written = []
    for name, content in {**sample_contents(), **(more or {})}.items():
        copy = copies_of(content, printed_at=PRINTED_AT, staff_number=STAFF_NUMBER)[0]
        written.append(write_whole(folder, f"{name}.pdf", draw(content, copy)))
    content = sample_contents()["acceptance_notice_short"]
    again = copies_of(content, printed_at=PRINTED_AT, staff_number=STAFF_NUMBER, reprint=1)[0]
    written.append(write_whole(folder, "acceptance_notice_reprint.pdf", draw(content, again)))
    return written
