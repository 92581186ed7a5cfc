"""The layout of leaflets (宣传单): plain type for the rack, or large print in which nothing is smaller than 小三."""

from dataclasses import dataclass, replace
from typing import Final

from hall.documents.content import Content, Copy, Facts, Layout
from printing.blocks import block_strips
from printing.faces import Face, clean
from printing.lines import Line, Setting, break_lines
from printing.marks import Page, Rule
from printing.measures import MM, SIZE_2, SIZE_4, SIZE_5, SIZE_SMALL_4
from printing.prose import baseline, centred, text_mark, title_strips
from printing.strips import Frame, Strip, flow, stacked
from printing.styles import Margins, Style, form_style

SIZE_SMALL_3: Final = 15.0
"""小三: the smallest type of large print (适老化 leaflets of halls are set in 小三 and above)."""

_MARGINS: Final = Margins(210 * MM, 297 * MM, 16 * MM, 12 * MM, 16 * MM, 10 * MM)


@dataclass(frozen=True, slots=True)
class _Print:
    """The type of a leaflet: title, what stands above and below the text, and the blocks."""

    title: Setting
    around: Setting
    style: Style

    @property
    def leading(self) -> float:
        """Return the distance of the lines above and below the text."""
        return self.around.size * 1.5


def leaflet_pages(content: Content, copy: Copy) -> list[Page]:
    """Return the pages of a leaflet: no number, no codes, the hall's name on top, the page at the foot."""
    kind = _large() if content.layout is Layout.LARGE_PRINT else _plain()
    foot = [line for text in content.footer for line in break_lines(clean(text), kind.around, _MARGINS.text_width)]
    shared = _shares_a_line(foot, kind)
    bottom = _MARGINS.height - _MARGINS.bottom - (len(foot) + (not shared)) * kind.leading

    def new_page(number: int) -> tuple[Page, Frame]:
        page = Page(_MARGINS.width, _MARGINS.height)
        top = _head(page, content, kind) if number == 1 else _running_head(page, content, kind)
        return page, Frame(_MARGINS.left, top, bottom - 6.0)

    pages = flow(_strips(content, kind.style), new_page)
    for number, page in enumerate(pages, start=1):
        last = f"{copy.printed_at[:10]} 印　第 {number} 页　共 {len(pages)} 页"
        _foot(page, foot, last, bottom, kind, shared=shared)
    return pages


def _strips(content: Content, style: Style) -> list[Strip]:
    """Return the blocks; address, hours and telephone are never torn apart."""
    strips: list[Strip] = []
    for block in content.blocks:
        own = block_strips([block], style)
        strips += stacked(own) if isinstance(block, Facts) else own
    return strips


def _plain() -> _Print:
    style = replace(
        form_style(_MARGINS.text_width),
        leading=17.5,
        heading=Setting(Face.SANS_BOLD, SIZE_4),
        subheading=Setting(Face.SANS_BOLD, SIZE_SMALL_4),
        gap=7.0,
    )
    return _Print(Setting(Face.SERIF_BOLD, SIZE_2), Setting(Face.SANS, SIZE_5), style)


def _large() -> _Print:
    style = replace(
        form_style(_MARGINS.text_width),
        body=Setting(Face.SANS, 16.0, filled=True),
        leading=26.0,
        heading=Setting(Face.SANS_BOLD, 20.0),
        subheading=Setting(Face.SANS_BOLD, 16.0),
        cell=Setting(Face.SANS, SIZE_SMALL_3),
        cell_leading=21.5,
        label=Setting(Face.SANS_BOLD, SIZE_SMALL_3),
        lead=Setting(Face.SANS_BOLD, 20.0),
        note=Setting(Face.SANS, SIZE_SMALL_3),
        gap=11.0,
    )
    return _Print(Setting(Face.SANS_BOLD, 30.0), Setting(Face.SANS, SIZE_SMALL_3), style)


def _head(page: Page, content: Content, kind: _Print) -> float:
    """Draw the hall's name and the title in the middle; return where the text begins."""
    left, y, width = _MARGINS.left, _MARGINS.top, _MARGINS.text_width
    if content.hall:
        words = clean(content.hall)
        line = Line(words, kind.around.width(words))
        page.add(left, y, centred(line, baseline(kind.around, kind.leading), kind.around, width))
        y += kind.leading + 4.0
    for strip in title_strips(content.title, kind.title, width, kind.title.size * 1.35):
        page.add(left, y, *strip.marks)
        y += strip.height
    page.add(left, y + 6.0, Rule(0.0, 0.0, width, 0.0, weight=1.2))
    return y + 6.0 + kind.style.gap


def _running_head(page: Page, content: Content, kind: _Print) -> float:
    """Draw the title at the top of a further page, and return where the text begins."""
    words = clean(f"{content.title.replace(chr(10), '')}（续）")
    page.add(
        _MARGINS.left,
        _MARGINS.top,
        *(
            text_mark(line, 0.0, baseline(kind.around, kind.leading, n * kind.leading), kind.around)
            for n, line in enumerate(break_lines(words, kind.around, _MARGINS.text_width)[:1])
        ),
        Rule(0.0, kind.leading + 3.0, _MARGINS.text_width, kind.leading + 3.0),
    )
    return _MARGINS.top + kind.leading + 3.0 + kind.style.gap


def _shares_a_line(foot: list[Line], kind: _Print) -> bool:
    """Whether day and page find room behind the last line of the foot."""
    room = _MARGINS.text_width - kind.around.width("2026-11-23 印　第 10 页　共 10 页") - 2 * kind.around.size
    return bool(foot) and foot[-1].width <= room


def _foot(page: Page, lines: list[Line], last: str, y: float, kind: _Print, *, shared: bool) -> None:
    """Draw the lines of the foot, and on the right the day on which all this was true and the page."""
    setting = kind.around
    page.add(_MARGINS.left, y - 2.0, Rule(0.0, 0.0, _MARGINS.text_width, 0.0))
    for number, line in enumerate(lines):
        at = baseline(setting, kind.leading, number * kind.leading)
        page.add(_MARGINS.left, y, text_mark(line, 0.0, at, setting))
    width = setting.width(last)
    at = baseline(setting, kind.leading, (len(lines) - shared) * kind.leading)
    page.add(_MARGINS.left, y, text_mark(Line(clean(last), width), _MARGINS.text_width - width, at, setting))
