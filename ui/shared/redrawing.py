"""Compares a PDF that nobody signed with the paper that the hall has under its number, drawn once more."""

import re
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from io import BytesIO
from typing import Any, Final

from hall.documents.content import Content, Copy, copies_of

_PAGES_MOST: Final = 50
_PRINTED: Final = re.compile(r"打印：(\d{4}-\d\d-\d\d)(\d\d:\d\d)(?:工号([0-9A-Za-z]{1,12}))?")
_REPRINT: Final = re.compile(r"补打第(\d{1,3})次")


class Likeness(StrEnum):
    """What the comparison of a file with the stored paper has shown.

    SAME: byte for byte what the hall draws. OTHER_WORDS: a word of the file is not the paper's. NOT_PROVED: the words
    agree, or cannot be compared because the file is a picture; what it shows may still have been painted over.
    """

    SAME = "same"
    OTHER_WORDS = "other_words"
    NOT_PROVED = "not_proved"


def likeness(pdf: bytes, content: Content) -> Likeness:
    """Return how a file compares with a paper of this hall.

    Time of printing, staff number, part and reprint differ from sheet to sheet and are taken from the file.

    Raises:
        Refusal: what `printing.drawing.draw` says.
    """
    from printing.drawing import draw  # reportlab is loaded with the first paper, not with the window

    if has_pictures(pdf):  # a scan: its words, if it has any, were guessed by some program
        return Likeness.NOT_PROVED
    said = words_of(pdf)
    for copy in _copies(said, content):
        drawn = draw(content, copy)
        if pdf in (drawn, draw(content, copy, archive=True)):
            return Likeness.SAME
        if said == words_of(drawn):
            return Likeness.NOT_PROVED
    return Likeness.OTHER_WORDS


def has_pictures(pdf: bytes) -> bool:
    """Say whether a page holds a picture, as no paper of a hall does; True for a file that cannot be read."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        pages = PdfFileReader(BytesIO(pdf), strict=False).root["/Pages"]
        return any("/XObject" in node.get("/Resources", {}) for node in _nodes(pages))
    except (PdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError):
        return True


def words_of(pdf: bytes) -> str:
    """Return the words of a PDF as a person copies them out of it, without white space; empty if it is none."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtPdf import QPdfDocument

    held = QByteArray(pdf)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    pages = [document.getAllText(page).text() for page in range(min(document.pageCount(), _PAGES_MOST))]
    document.close()
    buffer.close()
    return "".join("".join(pages).split())


def _copies(said: str, content: Content) -> Iterator[Copy]:
    """Return the sheets that a file may be: each part of the paper, printed as it says itself."""
    printed, again = _PRINTED.search(said), _REPRINT.search(said)
    at = f"{printed[1]} {printed[2]}" if printed else ""
    staff_number = (printed[3] or "") if printed else ""
    for copy in copies_of(content, printed_at=at, staff_number=staff_number):
        yield replace(copy, reprint=int(again[1]) if again else 0)


def _nodes(node: Any, depth: int = 0) -> Iterator[Any]:  # noqa: ANN401 -- pyHanko's objects have no types
    """Yield the nodes of the page tree: resources may stand at any of them."""
    if depth > _PAGES_MOST:
        raise ValueError("no tree of pages")
    yield node
    for child in node.get("/Kids", ()):
        yield from _nodes(child.get_object(), depth + 1)
