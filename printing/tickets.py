"""The layout of tickets (号票) on thermal strips of 80 and 58 mm: as long as their text, every length in whole dots."""

from dataclasses import dataclass, replace
from typing import Final

from hall.documents.content import Big, Block, Content, Copy, Facts, Lead, Mark, Paragraph, Sheet
from printing.blocks import block_strips
from printing.codes import barcode, qr
from printing.faces import Face, clean
from printing.forms import printed_by
from printing.lines import Line, Setting, balanced, break_lines
from printing.marks import Box, Page, Rule
from printing.measures import DOT, MM, SIZE_3, SIZE_4, SIZE_5, SIZE_SMALL_4, SIZE_SMALL_5, whole_dots
from printing.prose import baseline, centred, spaced, text_mark
from printing.strips import Frame, Strip, flow, height_of
from printing.styles import form_style


@dataclass(frozen=True, slots=True)
class Thermal:
    """A thermal strip (热敏纸): its width and printable width in dots, and its type sizes and QR side in points."""

    width: int
    printable: int
    number: tuple[float, float]
    head: float
    name: float
    text: float
    tail: float
    qr: float

    @property
    def room(self) -> float:
        """Return the printable width in points."""
        return self.printable * DOT


_SHEETS: Final = {
    Sheet.TICKET_80: Thermal(640, 576, (60.0, 72.0), SIZE_SMALL_4, SIZE_3, SIZE_SMALL_4, SIZE_SMALL_5, 22 * MM),
    Sheet.TICKET_58: Thermal(464, 384, (40.0, 48.0), SIZE_5, SIZE_4, SIZE_5, 8.0, 20 * MM),
}
_TOP = 4 * MM
_FEED = 8 * MM  # white below the last line, so that the knife does not cut it
_NUMBER_SHARE = 0.6  # of the strip's width


def ticket_page(content: Content, copy: Copy) -> list[Page]:
    """Return the one page of a ticket, cut to its length."""
    sheet = _SHEETS[content.sheet]
    strips = [
        *_lines(content.hall, Setting(Face.SANS, sheet.head), sheet),
        *_reprint(copy, sheet),
        *(strip for block in content.blocks for strip in _block(block, sheet)),
        *_codes(content, sheet),
        *_tail(content, copy, sheet),
    ]
    height = whole_dots(_TOP + height_of(strips) - strips[0].gap + _FEED)
    page = Page(sheet.width * DOT, height)
    frame = Frame(whole_dots((sheet.width - sheet.printable) / 2 * DOT), _TOP, height)
    return flow(strips, lambda _number: (page, frame))


def _block(block: Block, sheet: Thermal) -> list[Strip]:
    """Return a block in the manner of a strip: centred, no rules."""
    match block:
        case Big():
            return _number(block.text, sheet)
        case Lead():
            note = Setting(Face.SANS, sheet.text)
            return _lines(block.text, Setting(Face.SANS_BOLD, sheet.name), sheet, gap=2.0) + (
                _lines(block.note, note, sheet) if block.note else []
            )
        case Mark():
            return _mark(block.text, sheet)
        case Facts():
            return spaced([_pair(label, value, sheet) for label, value in block.pairs], 7.0)
        case Paragraph():
            return _lines(block.text, Setting(Face.SANS, sheet.text), sheet, gap=4.0)
        case _:
            return block_strips([block], form_style(sheet.room))


def _number(text: str, sheet: Thermal) -> list[Strip]:
    """Return the number, six tenths of the strip wide as far as its size may grow and shrink."""
    words = clean(text)
    one = Setting(Face.SANS_BOLD, 1.0).width(words) or 1.0
    least, most = sheet.number
    share = sheet.width * DOT * _NUMBER_SHARE / one
    setting = Setting(Face.SANS_BOLD, min(max(share, least), most, sheet.room / one))
    height = setting.size * 1.05
    line = Line(words, setting.width(words))
    return [Strip(height, (centred(line, baseline(setting, height), setting, sheet.room),))]


def _mark(text: str, sheet: Thermal) -> list[Strip]:
    """Return white words on a black bar."""
    words = clean(text)
    setting = Setting(Face.SANS_BOLD, sheet.text)
    width, height = setting.width(words) + 20.0, setting.size * 1.7
    left = (sheet.room - width) / 2
    white = text_mark(Line(words, 0.0), left + 10.0, baseline(setting, height), setting, white=True)
    return [Strip(height, (Box(left, 0.0, width, height, filled=True), white), gap=5.0)]


def _pair(label: str, value: str, sheet: Thermal) -> Strip:
    """Return a label on the left and its value on the right, over several lines if it is long."""
    plain, bold = Setting(Face.SANS, sheet.text), Setting(Face.SANS_BOLD, sheet.text)
    leading, name = sheet.text * 1.55, clean(label)
    start = plain.width(name) + sheet.text
    lines = balanced(clean(value), bold, sheet.room - start)
    values = (
        text_mark(line, sheet.room - line.width, baseline(bold, leading, number * leading), bold)
        for number, line in enumerate(lines)
    )
    first = text_mark(Line(name, 0.0), 0.0, baseline(plain, leading), plain)
    return Strip(leading * len(lines), (first, *values))


def _codes(content: Content, sheet: Thermal) -> list[Strip]:
    """Return the QR code with the words beside it, and the barcode."""
    strips = []
    if content.qr:
        strips.append(_qr(content, sheet))
    elif content.status_code:
        strips += _lines(f"查询码 {content.status_code}", Setting(Face.SANS_BOLD, sheet.text), sheet, gap=6.0)
    if content.barcode:
        code, width, height = barcode(content.barcode, height=9 * MM, room=sheet.room)
        shift = whole_dots((sheet.room - width) / 2)
        strips.append(Strip(height, (replace(code, x=shift),), gap=6.0))
    return strips


def _qr(content: Content, sheet: Thermal) -> Strip:
    """Return the QR code on the left and what it is for on the right, the status code large enough to be typed."""
    code, side = qr(content.qr, smallest=sheet.qr, largest=sheet.room)
    plain, bold = Setting(Face.SANS, sheet.tail), Setting(Face.SANS_BOLD, sheet.text)
    rows = [(line, plain) for line in break_lines(clean(content.qr_note), plain, sheet.room - side)]
    if content.status_code:
        code_text = clean(content.status_code)
        bold = replace(bold, size=min(bold.size, bold.size * (sheet.room - side) / bold.width(code_text)))
        named = (("查询码", plain), (code_text, bold))
        rows += [(Line(words, setting.width(words)), setting) for words, setting in named]
    y = (side - sum(setting.size * 1.6 for _, setting in rows)) / 2
    marks = []
    for line, setting in rows:
        marks.append(text_mark(line, side, baseline(setting, setting.size * 1.6, y), setting))
        y += setting.size * 1.6
    return Strip(side, (code, *marks), gap=3.0)


def _tail(content: Content, copy: Copy, sheet: Thermal) -> list[Strip]:
    """Return the advice and the telephone numbers under a rule, and who printed the ticket."""
    setting = Setting(Face.SANS, sheet.tail)
    strips = [Strip(4.0, (Rule(0.0, 2.0, sheet.room, 2.0),), gap=3.0)]
    for text in content.footer:
        strips += _lines(text, setting, sheet)
    if copy.staff_number or copy.reprint:
        strips += _lines(printed_by(copy), Setting(Face.SANS, sheet.tail - 1.5), sheet)
    return strips


def _reprint(copy: Copy, sheet: Thermal) -> list[Strip]:
    return _mark(f"补打第 {copy.reprint} 次", sheet) if copy.reprint else []


def _lines(text: str, setting: Setting, sheet: Thermal, *, gap: float = 0.0) -> list[Strip]:
    """Return centred lines."""
    if not text:
        return []
    height = setting.size * 1.5
    return spaced(
        [
            Strip(height, (centred(line, baseline(setting, height), setting, sheet.room),))
            for line in balanced(clean(text), setting, sheet.room)
        ],
        gap,
    )
