"""Strips of marks that are stacked down the pages: what may stand alone, what stays together, what is repeated."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from printing.marks import MarkOnPaper, Marks, Page


@dataclass(frozen=True, slots=True)
class Strip:
    """A horizontal piece of a page that is never divided; its marks count from its own top left corner.

    Attributes:
        height: in points.
        marks: what it shows.
        gap: white space above it, dropped at the top of a page.
        keep: it stays on the page of the next strip.
        opening: marks that it shows only as the first strip of a page.
        closing: marks that it shows only as the last strip of a page.
        header: the strip repeated above it at the top of a page.
        sinks: it and all that follows stand at the foot of a page.
    """

    height: float
    marks: Marks = ()
    gap: float = 0.0
    keep: bool = False
    opening: Marks = ()
    closing: Marks = ()
    header: "Strip | None" = None
    sinks: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of a page that strips fill, in points from its top left corner."""

    left: float
    top: float
    bottom: float


def flow(strips: Sequence[Strip], new_page: Callable[[int], tuple[Page, Frame]]) -> list[Page]:
    """Return pages filled with the strips.

    Args:
        strips: from top to bottom; one without marks is white space, which never begins a page.
        new_page: gives the page of a number, counted from 1, and the part of it to fill.
    """
    page, frame = new_page(1)
    pages, y, above = [page], frame.top, None
    for index, strip in enumerate(strips):
        top = y == frame.top
        needed = _together(strips, index, page_height=frame.bottom - frame.top)
        if not top and y + strip.gap + needed > frame.bottom + 0.01:
            if not strip.marks:
                continue
            _close(pages[-1], frame, y, above)
            page, frame = new_page(len(pages) + 1)
            pages.append(page)
            y, top = frame.top, True
        if strip.sinks:
            y, top = max(y, frame.bottom - needed - strip.gap), False
        y = _place(pages[-1], frame, y, strip, first=top)
        above = strip
    return pages


def stacked(strips: Sequence[Strip]) -> tuple[Strip, ...]:
    """Return the strips so that a page break never falls between them."""
    return tuple(replace(strip, keep=True) for strip in strips[:-1]) + tuple(strips[-1:])


def height_of(strips: Sequence[Strip]) -> float:
    """Return the height of the strips one below the other, in points."""
    return sum(strip.height + strip.gap for strip in strips)


def _place(page: Page, frame: Frame, y: float, strip: Strip, *, first: bool) -> float:
    """Put a strip on the page and return the height where the next begins."""
    if first and strip.header:
        page.add(frame.left, y, *strip.header.marks)
        y += strip.header.height
    y += 0.0 if first else strip.gap
    if first and strip.opening:
        page.add(frame.left, y, *strip.opening)
    if strip.marks:
        page.add(frame.left, y, *strip.marks)
    return y + strip.height


def _close(page: Page, frame: Frame, y: float, strip: Strip | None) -> None:
    """Finish the last strip of a page."""
    if strip and strip.closing:
        page.add(frame.left, y - strip.height, *strip.closing)


def _together(strips: Sequence[Strip], index: int, *, page_height: float) -> float:
    """Return the height from a strip to the end of what stays with it; one strip, if that fills more than a page."""
    end = index
    if strips[index].sinks:
        end = len(strips) - 1
    while end < len(strips) - 1 and strips[end].keep:
        end += 1
    height = strips[index].height + height_of(strips[index + 1 : end + 1])
    return height if height <= page_height else strips[index].height


def drawn(height: float, *marks: MarkOnPaper, gap: float = 0.0, keep: bool = False) -> Strip:
    """Return a strip of these marks."""
    return Strip(height, marks, gap=gap, keep=keep)
