"""The layout of official papers (公文) after GB/T 9704-2012: certificates, and decisions that leave the hall."""

from dataclasses import replace

from hall.documents.content import Content, Copy, Sheet
from printing.blocks import block_strips
from printing.codes import barcode, qr
from printing.faces import Face, clean
from printing.forms import parts_of, printed_by, reprint_box
from printing.lines import Line, Setting, break_lines
from printing.marks import Page
from printing.measures import MM, SIZE_4, SIZE_SMALL_4, whole_dots
from printing.prose import baseline, text_mark, title_strips
from printing.strips import Frame, Strip, flow
from printing.styles import OFFICIAL_MARGINS, PAGE_NUMBER, Margins, Style, official_style, title_setting

_QR_SMALLEST = 18 * MM
_BARCODE_HEIGHT = 7 * MM
_PAGE_NUMBER_BELOW = 7 * MM  # from the type area to the dashes beside the page number (7.5)
_NUMBER = Setting(Face.BODY, SIZE_SMALL_4)
_NOTE = Setting(Face.SERIF, 8.0)
_NOTE_LEADING = 11.0


def official_pages(content: Content, copy: Copy) -> list[Page]:
    """Return the pages of an official paper: 22 lines each, the title at the top of the type area."""
    margins, style = OFFICIAL_MARGINS[content.sheet], official_style(content.sheet)
    frame = Frame(margins.left, margins.top, margins.height - margins.bottom)
    strips = _title(content, style) + block_strips(content.blocks, style)
    pages = flow(strips, lambda number: (Page(margins.width, margins.height), frame))
    _head(pages[0], content, copy, margins)
    upright = OFFICIAL_MARGINS[Sheet.A4] if content.sheet is Sheet.A4_LANDSCAPE else margins
    for number, page in enumerate(pages, start=1):
        _page_number(page, number, upright, turned=upright is not margins)
    if content.barcode:
        _barcode(pages[0], content.barcode, margins)
    _foot(pages[-1], content, copy, margins)
    return pages


def _title(content: Content, style: Style) -> list[Strip]:
    """Return the title and the empty line below it."""
    strips = title_strips(content.title, title_setting(official=True), style.width, style.leading)
    return [*strips, replace(Strip(style.leading), keep=True)]


def _head(page: Page, content: Content, copy: Copy, margins: Margins) -> None:
    """Draw QR code and number in the white above the type area."""
    bottom = margins.top - 3 * MM
    if content.qr:
        code, side = qr(content.qr, smallest=_QR_SMALLEST, largest=bottom + 3 * MM)
        page.add(whole_dots(margins.left - 3 * MM), whole_dots(max(bottom - side + 3 * MM, 0.0)), code)
    if content.number:
        # 望街不受字〔2026〕3号 says itself what it is; 420199-0007 does not.
        words = clean(content.number if content.number.endswith("号") else f"编号：{content.number}")
        width = _NUMBER.width(words)
        page.add(
            margins.left,
            bottom - 18.0,
            text_mark(Line(words, width), margins.text_width - width, baseline(_NUMBER, 18.0), _NUMBER),
        )
    box, width = reprint_box(copy)
    if box:
        page.add(margins.width - margins.right - width, bottom - 40.0, *box)


def _page_number(page: Page, number: int, margins: Margins, *, turned: bool) -> None:
    """Draw — 1 — below the type area: odd pages one character from the right, even ones from the left.

    A `turned` page, a landscape table, carries it where the upright pages of the document do (7.3.8).
    """
    words = f"— {number} —"
    width = PAGE_NUMBER.width(words)
    x = margins.text_width - width - SIZE_4 if number % 2 else SIZE_4
    # The dash lies a third of the character above the baseline.
    y = margins.height - margins.bottom + _PAGE_NUMBER_BELOW + SIZE_4 / 3
    mark = text_mark(Line(words, width), x, y, PAGE_NUMBER)
    if turned:
        mark = replace(mark, x=margins.height - y, y=margins.left + x, turned=True)
    page.add(0.0 if turned else margins.left, 0.0, mark)


def _barcode(page: Page, text: str, margins: Margins) -> None:
    """Draw the barcode to the left of the first page's number."""
    code, _, _ = barcode(text, height=_BARCODE_HEIGHT, room=margins.text_width * 0.8)
    page.add(whole_dots(margins.left - 2 * MM), whole_dots(margins.height - margins.bottom + 4 * MM), code)


def _foot(page: Page, content: Content, copy: Copy, margins: Margins) -> None:
    """Draw the foot lines, the number of parts, and who printed the paper when, at the foot of the last page."""
    status = f"查询码 {content.status_code}" if content.status_code else ""
    last = "　".join(filter(None, (parts_of(content), copy.name, printed_by(copy), status)))
    lines = [line for text in (*content.footer, last) for line in break_lines(clean(text), _NOTE, margins.text_width)]
    y = max(margins.height - 10 * MM - len(lines) * _NOTE_LEADING, margins.height - margins.bottom + 12 * MM)
    for line in lines:
        page.add(margins.left, y, text_mark(line, 0.0, baseline(_NOTE, _NOTE_LEADING), _NOTE))
        y += _NOTE_LEADING
