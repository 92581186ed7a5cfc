"""Writes pages as PDF with reportlab: same pages, same bytes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from math import hypot
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFZCompress
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject
from reportlab.pdfgen.textobject import PDFTextObject

from printing.archive_form import PROGRAM, SoundStream, make_archivable
from printing.faces import DRAWING, Face
from printing.marks import Arrow, Box, Code, Page, Rule, Text, Tick
from printing.measures import MM
from printing.watermark import lay_under

# Text armour makes a page stream a quarter longer for the sake of mail gateways of the past.
rl_config.useA85 = 0


_LONG_AGO = datetime(2000, 1, 1)  # noqa: DTZ001 - a paper without a readable time; the zone is written below
_ZONE = "+08:00"  # Beijing time, the only legal time of the country, in which papers are dated


@dataclass(frozen=True, slots=True)
class Description:
    """What the file says about itself: title, issuing hall, number, and the time that stands on the paper."""

    title: str
    author: str
    subject: str
    printed_at: str

    @property
    def moment(self) -> datetime:
        """Return the time as printed; papers that carry another text for it count as drawn long ago."""
        try:
            return datetime.strptime(self.printed_at, "%Y-%m-%d %H:%M")  # noqa: DTZ007 - see _ZONE
        except ValueError:
            return _LONG_AGO


def paint(
    pages: Sequence[Page],
    about: Description,
    *,
    archive: bool = False,
    shift: tuple[float, float] = (0.0, 0.0),
    mark: str = "",
) -> bytes:
    """Return the PDF of the pages.

    Args:
        pages: in their order.
        about: goes into the file's description.
        archive: write PDF/A-2b.
        shift: how far everything on a page moves to the right and down, in millimetres; the sheet stays.
        mark: light words that lie across every page, under everything else; none if empty.

    Raises:
        Refusal: `printing.colour_missing` for an installation without the colour profile.
    """
    with DRAWING:
        return _painted(pages, about, archive, shift, mark)


def _painted(pages: Sequence[Page], about: Description, archive: bool, shift: tuple[float, float], mark: str) -> bytes:
    file = BytesIO()
    # Without a first font of ours, every page would name Helvetica, which nobody embeds.
    font: Any = next(Face.SANS.runs(" "))[0]
    canvas = Canvas(file, invariant=True, pageCompression=True, initialFontName=font, lang="zh-CN")
    document: Any = vars(canvas)["_doc"]
    _describe(canvas, about)
    for page in pages:
        canvas.setPageSize((page.width, page.height))
        if mark:
            lay_under(canvas, page, mark)
        if shift != (0.0, 0.0):
            canvas.translate(shift[0] * MM, -shift[1] * MM)
        _shapes(canvas, page)
        _texts(canvas, page, white=False)
        _texts(canvas, page, white=True)
        canvas.showPage()
    _finish_pages(document, len(pages))
    if archive:
        make_archivable(document, date=f"{about.moment:%Y-%m-%dT%H:%M:%S}{_ZONE}")
    canvas.save()
    return file.getvalue()


def _describe(canvas: Canvas, about: Description) -> None:
    """Write title, hall, number and time into the file's description."""
    canvas.setTitle(about.title)
    canvas.setAuthor(about.author)
    canvas.setSubject(about.subject)
    canvas.setCreator(PROGRAM)
    canvas.setProducer(PROGRAM)
    date = f"D:{about.moment:%Y%m%d%H%M%S}{_ZONE.replace(':', chr(39))}'"
    canvas.setDateFormatter(lambda *_now: date)


def _finish_pages(document: Any, count: int) -> None:  # noqa: ANN401 - reportlab's document has no types
    """Give every page a stream that ends as ISO 32000 asks, and the file an identity that depends on its pages."""
    for number in range(1, count + 1):
        page = document.idToObject[f"Page{number}"]
        content = page.stream if isinstance(page.stream, str) else "\n".join(page.stream)
        page.Contents = SoundStream(content=content, filters=[PDFZCompress])
        document.updateSignature(content)


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
        if mark.turned:
            text.setTextTransform(0, -1, 1, 0, x, y)
        else:
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
            case Arrow():
                _arrow(canvas, x, page.height - y, mark)
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


def _arrow(canvas: Canvas, x: float, top: float, mark: Arrow) -> None:
    """Draw the line up to its head, and the head as a filled triangle."""
    length = hypot(mark.x2 - mark.x1, mark.y2 - mark.y1)
    across, down = (mark.x2 - mark.x1) / length, (mark.y2 - mark.y1) / length
    tip, neck = (x + mark.x2, top - mark.y2), (x + mark.x2 - across * mark.head, top - mark.y2 + down * mark.head)
    half = mark.head * 0.4
    canvas.setLineWidth(mark.weight)
    canvas.setDash()
    canvas.line(x + mark.x1, top - mark.y1, *neck)
    path = canvas.beginPath()
    path.moveTo(*tip)
    path.lineTo(neck[0] - down * half, neck[1] - across * half)
    path.lineTo(neck[0] + down * half, neck[1] + across * half)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


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
