"""Writes pages as PDF with reportlab: same pages, same bytes."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject
from reportlab.pdfgen.textobject import PDFTextObject

from printing.faces import DRAWING, Face
from printing.marks import Box, Code, Page, Rule, Text, Tick

# Text armour makes a page stream a quarter longer for the sake of mail gateways of the past.
rl_config.useA85 = 0


def paint(pages: Sequence[Page], *, title: str, author: str, subject: str) -> bytes:
    """Return the PDF of the pages; title, author and subject go into its description."""
    with DRAWING:
        return _painted(pages, title, author, subject)


def _painted(pages: Sequence[Page], title: str, author: str, subject: str) -> bytes:
    file = BytesIO()
    # Without a first font of ours, every page would name Helvetica, which nobody embeds.
    font: Any = next(Face.SANS.runs(" "))[0]
    canvas = Canvas(file, invariant=True, pageCompression=True, initialFontName=font, lang="zh-CN")
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setSubject(subject)
    canvas.setCreator("One-Stop Hall")
    canvas.setProducer("One-Stop Hall")
    for page in pages:
        canvas.setPageSize((page.width, page.height))
        _shapes(canvas, page)
        _texts(canvas, page, white=False)
        _texts(canvas, page, white=True)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _texts(canvas: Canvas, page: Page, *, white: bool) -> None:
    """Write the text of a page in one text object, changing font and spacing only where they change."""
    found = [
        (x + mark.x, page.height - y - mark.y, mark)
        for x, y, mark in page
        if isinstance(mark, Text) and mark.text and mark.white is white
    ]
    if not found:
        return
    text = canvas.beginText()
    text.setFillGray(1 if white else 0)
    now: tuple[str, float] | None = None
    pitch: float | None = None
    for x, y, mark in found:
        text.setTextOrigin(x, y)
        if mark.pitch != pitch:
            pitch = mark.pitch
            text.setCharSpace(pitch)
        now = _runs(text, mark, now)
    canvas.drawText(text)
    canvas.setFillGray(0)


def _runs(text: PDFTextObject, mark: Text, now: tuple[str, float] | None) -> tuple[str, float] | None:
    """Write one mark, run by run, and return the font and size that are set behind it."""
    for name, characters in mark.face.runs(mark.text):
        if now != (name, mark.size):
            now = (name, mark.size)
            text.setFont(name, mark.size)
        text.textOut(characters)
    return now


def _shapes(canvas: Canvas, page: Page) -> None:
    """Draw everything that is not text."""
    for x, y, mark in page:
        match mark:
            case Rule():
                canvas.setLineWidth(mark.weight)
                canvas.setDash(*((2, 2) if mark.dashed else ()))
                canvas.line(x + mark.x1, page.height - y - mark.y1, x + mark.x2, page.height - y - mark.y2)
            case Box():
                canvas.setLineWidth(mark.weight)
                canvas.setDash()
                top = page.height - y - mark.y
                canvas.rect(
                    x + mark.x, top - mark.height, mark.width, mark.height, stroke=not mark.filled, fill=mark.filled
                )
            case Code():
                _code(canvas, x + mark.x, page.height - y - mark.y, mark)
            case Tick():
                left, top = x + mark.x, page.height - y - mark.y
                strokes = [
                    (left + mark.side * across, top - mark.side * down)
                    for across, down in ((0.18, 0.5), (0.42, 0.76), (0.84, 0.2))
                ]
                _stroke(canvas, strokes)


def _code(canvas: Canvas, left: float, top: float, code: Code) -> None:
    """Fill the bars of a code as one path, in a space whose unit is one dot: its numbers are whole and short."""
    canvas.saveState()
    canvas.transform(code.dot, 0, 0, -code.dot, left, top)
    bars = [f"{column} {row} {width} {height} re" for column, row, width, height in code.bars]
    canvas.drawPath(PDFPathObject(code=bars), stroke=0, fill=1)
    canvas.restoreState()


def _stroke(canvas: Canvas, points: Iterable[tuple[float, float]]) -> None:
    """Draw a line through the points."""
    path = canvas.beginPath()
    (x, y), *others = points
    path.moveTo(x, y)
    for x, y in others:
        path.lineTo(x, y)
    canvas.setLineWidth(1.1)
    canvas.setDash()
    canvas.drawPath(path, stroke=1, fill=0)
