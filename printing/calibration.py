"""The sheet with which a printer is set true: two lines whose places are known, and rulers that show the scale."""

from hall.documents.content import Sheet
from printing.faces import Face
from printing.marks import Box, Page, Rule, Text
from printing.measures import DOT, MM, SIZE_5, SIZE_SMALL_5

SIZES: dict[Sheet, tuple[float, float]] = {
    Sheet.A4: (210 * MM, 297 * MM),
    Sheet.A4_LANDSCAPE: (297 * MM, 210 * MM),
    Sheet.A5: (148 * MM, 210 * MM),
    Sheet.TICKET_80: (640 * DOT, 120 * MM),
    Sheet.TICKET_58: (464 * DOT, 120 * MM),
}
NARROW = (Sheet.TICKET_80, Sheet.TICKET_58)
ASIDE, DOWN = 20.0, 20.0
"""How far the two lines lie from the left and the upper edge of the paper, in millimetres."""
LONGEST = 15.0
"""No printer is out by more, in millimetres: what says so was measured wrongly."""


def ruler_length(sheet: Sheet) -> int:
    """Return how long the ruler on a sheet is, in millimetres."""
    return {Sheet.TICKET_80: 50, Sheet.TICKET_58: 30}.get(sheet, 100)


def shift_of(aside: float, down: float, before: tuple[float, float] = (0.0, 0.0)) -> tuple[float, float]:
    """Return the shift that puts the lines where they belong, in millimetres to the right and down.

    Args:
        aside: measured from the left edge of the paper to the upright line, in millimetres.
        down: measured from the upper edge to the level line.
        before: the shift with which the sheet was printed.

    Raises:
        ValueError: a line can hardly lie there.
    """
    found = (round(before[0] + ASIDE - aside, 2), round(before[1] + DOWN - down, 2))
    if any(abs(each) > LONGEST for each in found):
        raise ValueError("out of reach")
    return found


def calibration_sheet(sheet: Sheet, *, shift: tuple[float, float] = (0.0, 0.0), printer: str = "") -> bytes:
    """Return the PDF of the sheet; the instructions stand on it.

    Args:
        sheet: the paper.
        shift: what is set now, in millimetres, so that a second sheet proves the first.
        printer: its name, as the clerk knows it.
    """
    from printing.paint import Description, paint  # windows know the lines of the sheet without reportlab

    width, height = SIZES[sheet]
    page = Page(width, height)
    _lines(page)
    _ruler(page, sheet)
    _words(page, sheet, printer)
    return paint([page], Description("打印校准页", "", "", ""), shift=shift)


def _lines(page: Page) -> None:
    """Draw the two lines and a frame of corners 10 mm inside the edges."""
    across, down = ASIDE * MM, DOWN * MM
    page.add(0, 0, Rule(across, 8 * MM, across, 45 * MM), Rule(8 * MM, down, page.width - 10 * MM, down))
    page.add(0, 0, Text(across + 1 * MM, 13 * MM, "①", Face.SANS, SIZE_5))
    page.add(0, 0, Text(10 * MM, down - 1 * MM, "②", Face.SANS, SIZE_5))
    for x in (10 * MM, page.width - 10 * MM):
        for y in (10 * MM, page.height - 10 * MM):
            page.add(x, y, Rule(-2 * MM, 0, 2 * MM, 0), Rule(0, -2 * MM, 0, 2 * MM))


def _ruler(page: Page, sheet: Sheet) -> None:
    """Draw the ruler: a tick each millimetre, a longer one each five, a figure each ten."""
    length = ruler_length(sheet)
    left, top = ASIDE * MM, 52 * MM
    ticks = [Rule(mm * MM, 0, mm * MM, -(3.5 if mm % 10 == 0 else 2.5 if mm % 5 == 0 else 1.5) * MM, 0.35)
             for mm in range(length + 1)]  # fmt: skip
    figures = [Text(mm * MM - 3, 3.5 * MM, str(mm), Face.SANS, 7.0) for mm in range(0, length + 1, 10)]
    page.add(left, top, Rule(0, 0, length * MM, 0), *ticks, *figures)
    page.add(left, top + 8 * MM, Box(0, 0, length / 2 * MM, 2 * MM, filled=True))


def _words(page: Page, sheet: Sheet, printer: str) -> None:
    length = ruler_length(sheet)
    lines = [
        "打印校准页",
        *([printer] if printer else []),
        f"1. 上面的尺应长 {length} 毫米，",
        "　不对就关掉打印机的缩放。",
        "2. 量纸的左边到竖线①，",
        "　再量纸的上边到横线②，",
        f"　都应是 {ASIDE:.0f} 毫米。",
        "3. 把量得的两个数填进",
        "　“打印机”的“校准”，",
        "　再打一张核对。",
    ]
    size = SIZE_SMALL_5 if sheet in NARROW else SIZE_5
    left = (8 if sheet in NARROW else 20) * MM
    for place, line in enumerate(lines):
        face = Face.SANS_BOLD if place == 0 else Face.SANS
        page.add(left, 70 * MM, Text(0, place * size * 1.6, line, face, size))
