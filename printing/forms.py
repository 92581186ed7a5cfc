"""The layout of forms (单据): head with codes and number, ruled blocks, a foot that says which page this is."""

from hall.documents.content import Content, Copy
from printing.blocks import block_strips
from printing.codes import barcode, qr
from printing.faces import Face, clean
from printing.lines import Line, Setting, break_lines
from printing.marks import Box, MarkOnPaper, Page, Rule
from printing.measures import MM, SIZE_5, SIZE_SMALL_5, whole_dots
from printing.prose import baseline, centred, text_mark, title_strips
from printing.strips import Frame, flow, height_of
from printing.styles import FORM_MARGINS, Margins, Style, form_style, title_setting

_QR_SMALLEST = 18 * MM
_QR_LARGEST = 40 * MM
_BARCODE_HEIGHT = 8 * MM
_HEAD = Setting(Face.SANS, SIZE_5)
_FOOT = Setting(Face.SANS, 8.0)
_FOOT_LEADING = 12.0
_COUNTS = "〇一二三四五六七八九十"


def form_pages(content: Content, copy: Copy) -> list[Page]:
    """Return the pages of a form, their feet filled in once their number is known."""
    margins = FORM_MARGINS[content.sheet]
    style = form_style(margins.text_width)
    foot = _foot_height(content, margins)

    def new_page(number: int) -> tuple[Page, Frame]:
        page = Page(margins.width, margins.height)
        top = _head(page, content, copy, margins, style) if number == 1 else _running_head(page, content, margins)
        return page, Frame(margins.left, top, margins.height - margins.bottom - foot)

    pages = flow(block_strips(content.blocks, style), new_page)
    for number, page in enumerate(pages, start=1):
        _foot(page, content, copy, margins, number=number, total=len(pages))
    return pages


def reprint_box(copy: Copy) -> tuple[list[MarkOnPaper], float]:
    """Return the frame 补打第 n 次 and its width; nothing for an original."""
    if not copy.reprint:
        return [], 0.0
    setting = Setting(Face.SANS_BOLD, SIZE_5)
    words = f"补打第 {copy.reprint} 次"
    width = setting.width(words) + 10.0
    return [
        Box(0.0, 0.0, width, 16.0, weight=1.0),
        text_mark(Line(words, width - 10.0), 5.0, baseline(setting, 16.0), setting),
    ], width


def _head(page: Page, content: Content, copy: Copy, margins: Margins, style: Style) -> float:
    """Draw hall, number, QR code and title; return where the text begins."""
    left, right, top = margins.left, margins.width - margins.right, margins.top
    below = top
    if content.qr:
        code, side = qr(content.qr, smallest=_QR_SMALLEST, largest=_QR_LARGEST)
        quiet = 2 * MM
        page.add(whole_dots(right - side + quiet), whole_dots(top - quiet), code)
        below = top + side - 2 * quiet
        right -= side - quiet
    y = top
    for text in (content.hall, *_references(content)):
        for line in break_lines(clean(text), _HEAD, right - left) if text else ():
            page.add(left, y, text_mark(line, 0.0, baseline(_HEAD, 16.0), _HEAD))
            y += 16.0
    box, _ = reprint_box(copy)
    if box:
        page.add(left, y + 2.0, *box)
        y += 20.0
    return _title(page, content, margins, max(y + 10.0, below - 22.0 if content.qr else 0.0), right, style)


def _references(content: Content) -> tuple[str, ...]:
    """Return number and status code as the head shows them."""
    number = f"编号：{content.number}" if content.number else ""
    status = f"查询码：{content.status_code}" if content.status_code else ""
    return number, "　".join(filter(None, (status, content.qr_note)))


def _title(page: Page, content: Content, margins: Margins, y: float, right: float, style: Style) -> float:
    """Draw the title in the middle of the page, clear of the QR code, and return where the text begins."""
    setting = title_setting(official=False)
    room = 2 * min(right - margins.width / 2, margins.width / 2 - margins.left)
    strips = title_strips(content.title, setting, max(room, style.width * 0.6), 30.0)
    page_left = margins.width / 2 - max(room, style.width * 0.6) / 2
    for strip in strips:
        page.add(page_left, y, *strip.marks)
        y += strip.height
    return y + (6.0 if height_of(strips) else 0.0)


def _running_head(page: Page, content: Content, margins: Margins) -> float:
    """Draw title and number at the top of a further page, and return where the text begins."""
    words = clean(f"{content.title.replace(chr(10), '')}（续）　{content.number}").rstrip("　")
    page.add(
        margins.left,
        margins.top,
        text_mark(Line(words, 0.0), 0.0, baseline(_HEAD, 16.0), _HEAD),
        Rule(0.0, 18.0, margins.text_width, 18.0),
    )
    return margins.top + 28.0


def _foot_height(content: Content, margins: Margins) -> float:
    """Return the room for the hall's own foot lines and the barcode, above the line that every page has."""
    lines = sum(len(break_lines(clean(text), _FOOT, margins.text_width)) for text in content.footer)
    return lines * _FOOT_LEADING + (_BARCODE_HEIGHT + 16.0 if content.barcode else 0.0)


def _foot(page: Page, content: Content, copy: Copy, margins: Margins, *, number: int, total: int) -> None:
    """Draw barcode, foot lines, the number of parts, the page and who printed it when."""
    y = margins.height - margins.bottom - _foot_height(content, margins) + 8.0
    if content.barcode:
        if number == 1:
            _barcode(page, content.barcode, margins, y)
        y += _BARCODE_HEIGHT + 16.0
    page.add(margins.left, y - 2.0, Rule(0.0, 0.0, margins.text_width, 0.0))
    for text in content.footer:
        for line in break_lines(clean(text), _FOOT, margins.text_width):
            page.add(margins.left, y, text_mark(line, 0.0, baseline(_FOOT, _FOOT_LEADING), _FOOT))
            y += _FOOT_LEADING
    _last_line(page, content, copy, margins, y, f"第 {number} 页　共 {total} 页")
    _part_name(page, copy, margins)


def _last_line(page: Page, content: Content, copy: Copy, margins: Margins, y: float, pages: str) -> None:
    """Draw the number of parts on the left and page, time and staff number on the right."""
    left = clean("　".join(filter(None, (parts_of(content), printed_by(copy)))))
    width = _FOOT.width(pages)
    at = baseline(_FOOT, _FOOT_LEADING)
    page.add(
        margins.left,
        y,
        text_mark(Line(left, 0.0), 0.0, at, _FOOT),
        text_mark(Line(pages, width), margins.text_width - width, at, _FOOT),
    )


def parts_of(content: Content) -> str:
    """Return 本单一式三份, or nothing for a paper of one part."""
    count = len(content.copies)
    if count < 2:
        return ""
    return f"本单一式{_COUNTS[count] if count < len(_COUNTS) else count}份"


def printed_by(copy: Copy) -> str:
    """Return when the paper was printed and by whom; a kiosk has no staff number."""
    return f"打印：{copy.printed_at}" + (f"　工号 {copy.staff_number}" if copy.staff_number else "")


def _barcode(page: Page, text: str, margins: Margins, y: float) -> None:
    """Draw the Code 128 at the left edge with its text beneath."""
    code, width, height = barcode(text, height=_BARCODE_HEIGHT, room=margins.width - margins.left)
    setting = Setting(Face.SANS, SIZE_SMALL_5 - 2)
    quiet = margins.left - 2 * MM
    page.add(whole_dots(quiet), whole_dots(y), code)
    page.add(quiet, y + height, centred(Line(text, setting.width(text)), baseline(setting, 10.0), setting, width))


def _part_name(page: Page, copy: Copy, margins: Margins) -> None:
    """Write the name of the part down the right edge, as the parts of a carbon set are told apart."""
    if not copy.name:
        return
    words = clean(f"第{_COUNTS[copy.number] if copy.number < len(_COUNTS) else copy.number}联　{copy.name}")
    step = SIZE_5 * 1.25
    x = margins.width - margins.right + 3.0 * MM
    y = (margins.height - len(words) * step) / 2
    for number, character in enumerate(words):
        line = Line(character, _HEAD.width(character))
        page.add(x, y + number * step, centred(line, baseline(_HEAD, step), _HEAD, SIZE_5))
