"""Sizes and distances of each layout: what a body line, a table cell or the first line looks like."""

from dataclasses import dataclass, replace
from typing import Final

from hall.documents.content import Sheet
from printing.faces import Face
from printing.lines import Setting
from printing.measures import MM, SIZE_2, SIZE_3, SIZE_4, SIZE_5, SIZE_SMALL_4, SIZE_SMALL_5


@dataclass(frozen=True, slots=True)
class Style:
    """The look of the blocks in one layout; lengths in points.

    Attributes:
        width: of a line.
        body: running text; `leading` is the distance of its lines.
        heading: first-level headings, `subheading` second-level ones.
        cell: text in tables; `cell_leading` the distance of its lines.
        label: names of fields and columns.
        lead: the answer in the first line.
        note: small print.
        gap: between two blocks; official papers have none but whole lines.
        official: whether GB/T 9704 decides.
    """

    width: float
    body: Setting
    leading: float
    heading: Setting
    subheading: Setting
    cell: Setting
    cell_leading: float
    label: Setting
    lead: Setting
    note: Setting
    gap: float
    official: bool = False


@dataclass(frozen=True, slots=True)
class Margins:
    """The sheet and the white around its text, in points; the left side is the binding side (订口)."""

    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float

    @property
    def text_width(self) -> float:
        """Return the width of the type area (版心)."""
        return self.width - self.left - self.right


FORM_MARGINS: Final = {
    Sheet.A4: Margins(210 * MM, 297 * MM, 25 * MM, 14 * MM, 20 * MM, 22 * MM),
    Sheet.A5: Margins(148 * MM, 210 * MM, 18 * MM, 10 * MM, 14 * MM, 19 * MM),
    Sheet.A6: Margins(105 * MM, 148 * MM, 12 * MM, 8 * MM, 10 * MM, 17 * MM),
    # Bound at the top edge of the upright sheet, which is the head of the landscape one.
    Sheet.A4_LANDSCAPE: Margins(297 * MM, 210 * MM, 15 * MM, 20 * MM, 15 * MM, 16 * MM),
}

# GB/T 9704-2012, 5.2: head 37 mm, binding side 28 mm, type area 156 by 225 mm.
OFFICIAL_MARGINS: Final = {
    Sheet.A4: Margins(210 * MM, 297 * MM, 28 * MM, 37 * MM, 26 * MM, 35 * MM),
    Sheet.A5: Margins(148 * MM, 210 * MM, 20 * MM, 26 * MM, 18 * MM, 25 * MM),
    # The upright sheet turned to the left: what is its binding side is the head of the table (7.3.8).
    Sheet.A4_LANDSCAPE: Margins(297 * MM, 210 * MM, 35 * MM, 28 * MM, 37 * MM, 26 * MM),
}
_LINES_A_PAGE: Final = 22
_CHARACTERS_A_LINE: Final = 28


def form_style(width: float) -> Style:
    """Return the style of forms: body in 小四, tables a little smaller, the first line in 三号 or, on A5, 四号."""
    return Style(
        width=width,
        body=Setting(Face.SERIF, SIZE_SMALL_4, filled=True),
        leading=20.0,
        heading=Setting(Face.SANS_BOLD, SIZE_SMALL_4),
        subheading=Setting(Face.KAI, SIZE_SMALL_4),
        cell=Setting(Face.SERIF, 11.0),
        cell_leading=15.5,
        label=Setting(Face.SANS, SIZE_5),
        lead=Setting(Face.SANS_BOLD, SIZE_3 if width > 120 * MM else SIZE_4),
        note=Setting(Face.SERIF, SIZE_SMALL_5),
        gap=9.0,
    )


def official_style(sheet: Sheet) -> Style:
    """Return the style of official papers: 22 lines of 28 characters in 三号 on A4, the same leading and grid on A5."""
    margins, a4 = OFFICIAL_MARGINS[sheet], OFFICIAL_MARGINS[Sheet.A4]
    leading = (a4.height - a4.top - a4.bottom) / _LINES_A_PAGE
    pitch = a4.text_width / _CHARACTERS_A_LINE - SIZE_3
    body = Setting(Face.BODY, SIZE_3, pitch, filled=True)
    return replace(
        form_style(margins.text_width),
        body=body,
        leading=leading,
        heading=Setting(Face.SANS, SIZE_3, pitch),
        subheading=Setting(Face.KAI, SIZE_3, pitch),
        cell=Setting(Face.SERIF, SIZE_SMALL_4),
        cell_leading=18.0,
        label=Setting(Face.SANS, SIZE_SMALL_4),
        lead=Setting(Face.SANS_BOLD, SIZE_3),
        gap=0.0,
        official=True,
    )


def title_setting(*, official: bool) -> Setting:
    """Return how titles are set: 二号小标宋."""
    return Setting(Face.TITLE, SIZE_2)


PAGE_NUMBER: Final = Setting(Face.SERIF, SIZE_4)
