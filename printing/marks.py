"""What lies on a page: marks with their places in points from the top left corner, before any PDF exists."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from printing.faces import Face
from printing.measures import RULE


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of text on its baseline; `pitch` points go behind each character, `white` prints it on black.

    `turned` text reads downwards from its place, its feet to the left: upright on a landscape page that is bound into
    an upright document.
    """

    x: float
    y: float
    text: str
    face: Face
    size: float
    pitch: float = 0.0
    white: bool = False
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float = RULE
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Arrow:
    """A straight line with a filled head at its end (x2, y2)."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float = 0.8
    head: float = 6.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, filled with black or drawn as an outline."""

    x: float
    y: float
    width: float
    height: float
    filled: bool = False
    weight: float = RULE


@dataclass(frozen=True, slots=True)
class Code:
    """A barcode or QR code as black rectangles on whole printer dots; `text` is what a reader returns."""

    x: float
    y: float
    dot: float
    bars: tuple[tuple[int, int, int, int], ...]
    text: str


@dataclass(frozen=True, slots=True)
class Tick:
    """The stroke of a ticked box, in a square of `side` points."""

    x: float
    y: float
    side: float


@dataclass(frozen=True, slots=True)
class Seal:
    """Where the seal (印章) goes: its centre and diameter; nothing is printed, for no paper shows an empty seal."""

    x: float
    y: float
    diameter: float


MarkOnPaper = Text | Rule | Arrow | Box | Code | Tick | Seal
Marks = tuple[MarkOnPaper, ...]


@dataclass(slots=True)
class Page:
    """One page: groups of marks, each with the point that its own places count from."""

    width: float
    height: float
    groups: list[tuple[float, float, Marks]] = field(default_factory=list)

    def add(self, x: float, y: float, *marks: MarkOnPaper) -> None:
        """Put marks on the page, their places counted from (x, y)."""
        self.groups.append((x, y, marks))

    def __iter__(self) -> Iterator[tuple[float, float, MarkOnPaper]]:
        for x, y, marks in self.groups:
            for mark in marks:
                yield x, y, mark
