"""Small papers for the tests, and readers that see them as a printer, a scanner or a person copying text would."""

import subprocess
from functools import cache
from pathlib import Path

import pypdfium2
import zxingcpp
from PIL.Image import Image

from hall.cases.samples import case_samples
from hall.documents.content import Block, Content, Copy, Layout, Sheet
from hall.documents.samples import document_samples
from hall.privacy.samples import privacy_samples
from hall.templates.samples import template_samples
from printing.drawing import draw, lay_out
from printing.marks import Page, Text
from printing.samples import sample_contents

COPY = Copy(1, "", "2026-11-23 09:42", "0107")


@cache
def every_sample() -> dict[str, Content]:
    """Return the whole gallery by name: what the code composes, and what the templates say."""
    return {**sample_contents(), **case_samples(), **template_samples(), **privacy_samples(), **document_samples()}


@cache
def drawn(name: str, *, archive: bool = False) -> bytes:
    """Return a sample of the gallery, drawn once for all tests."""
    return draw(every_sample()[name], COPY, archive=archive)


def form(*blocks: Block, sheet: Sheet = Sheet.A4) -> Content:
    """Return a form with these blocks."""
    return Content("test", sheet, Layout.FORM, "测试单", number="T-1", hall="幸福里社区", blocks=blocks)


def official(*blocks: Block) -> Content:
    """Return an official paper with these blocks."""
    return Content("test", Sheet.A4, Layout.OFFICIAL, "决定书", number="T-1", hall="幸福里社区", blocks=blocks)


def texts(page: Page) -> list[tuple[float, float, Text]]:
    """Return the text of a page with its places in points."""
    return [(x + mark.x, y + mark.y, mark) for x, y, mark in page if isinstance(mark, Text)]


def words(content: Content, copy: Copy = COPY) -> list[str]:
    """Return what each page says, without places."""
    return ["".join(mark.text for _, _, mark in texts(page)) for page in lay_out(content, copy)]


def copied_text(content: Content, folder: Path, copy: Copy = COPY) -> str:
    """Return the text as a person copies it out of the PDF, without white space."""
    path = folder / "paper.pdf"
    path.write_bytes(draw(content, copy))
    read = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    return "".join(read.stdout.decode().split())


def thermal_raster(pdf: bytes, page: int = 0) -> Image:
    """Return a page as a 203-dpi head burns it: black dots and no grey."""
    with pypdfium2.PdfDocument(pdf) as document:
        image: Image = document[page].render(scale=203 / 72, grayscale=True).to_pil()
    return image.point(lambda shade: 255 if shade > 127 else 0).convert("1")


def codes_read(pdf: bytes) -> set[str]:
    """Return the codes that a scanner finds on the first page."""
    return {found.text for found in zxingcpp.read_barcodes(thermal_raster(pdf))}
