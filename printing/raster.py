"""Turns the pages of a PDF into black and white dots, for printers that know nothing but dots."""

import threading
from typing import TYPE_CHECKING

from printing.measures import DOT

if TYPE_CHECKING:
    from PIL.Image import Image

BLACK_BELOW = 128
_ONE_AT_A_TIME = threading.Lock()  # PDFium may be used by one thread only


def dots(pdf: bytes, *, width: int) -> "list[Image]":
    """Return each page as a picture of one bit a dot, 203 dots to the inch, black is 0.

    Args:
        pdf: the whole document.
        width: how many dots the head has, 576 for 80 mm paper and 384 for 58 mm; what lies outside is cut off
            equally on both sides, as the head stands in the middle of the paper.
    """
    import pypdfium2 as pdfium  # type: ignore[import-untyped]

    with _ONE_AT_A_TIME:
        document = pdfium.PdfDocument(pdf)
        try:
            return [_page(page, width) for page in document]
        finally:
            document.close()


def _page(page: object, width: int) -> "Image":
    bitmap = page.render(scale=1 / DOT, grayscale=True, no_smoothtext=True, no_smoothimage=True, no_smoothpath=True)  # type: ignore[attr-defined]
    grey = bitmap.to_pil().convert("L")
    left = (grey.width - width) // 2
    # Outside the page a crop is black: paper is white.
    sheet = grey.point(lambda value: 0 if value < BLACK_BELOW else 255, "1")
    return _cut(sheet, left, width)


def _cut(sheet: "Image", left: int, width: int) -> "Image":
    from PIL import Image

    paper = Image.new("1", (width, sheet.height), 1)
    paper.paste(sheet, (-left, 0))
    return paper
