"""How large things are on a kiosk: from the size of its screen and the wish for large type."""

from dataclasses import dataclass

REFERENCE = 1080
LEAST_UNIT, MOST_UNIT = 0.33, 2.0
SMALLEST_KIOSK = 700
"""The shorter side of the smallest screen that fingers touch; a smaller window is a demonstration for a mouse."""

TALL, MIDDLE = 1400, 1200
GRID = 8
LINE = 1.45
"""Height of a line of Noto Sans SC, in its type size."""

# Pixels on a screen whose shorter side is 1080, about a third of a millimetre each on a 32-inch kiosk; and by how much
# large type (大字) enlarges each: most where there is most to read.
SIZES = {"sign": 96, "question": 64, "choice": 44, "body": 38, "small": 34}
LARGER = {"sign": 1.1, "question": 1.1, "choice": 1.3, "body": 1.25, "small": 1.25}
BUTTON = 108
EDGE = 6
"""Border and padding of a button above and below its words."""


@dataclass(frozen=True)
class Measures:
    """Sizes for one window.

    Attributes:
        width: of the window, pixels.
        height: of the window, pixels.
        large: whether large type is on.
        least_button: 20 mm in pixels of this screen.
    """

    width: int
    height: int
    large: bool = False
    least_button: int = 76

    @property
    def unit(self) -> float:
        """Pixels per reference pixel."""
        return min(max(min(self.width, self.height) / REFERENCE, LEAST_UNIT), MOST_UNIT)

    @property
    def upright(self) -> bool:
        """Whether the screen stands."""
        return self.height > self.width

    @property
    def examples(self) -> int:
        """How many examples fit under the name of a service."""
        if not self.upright:
            return 0
        if self.height >= TALL:
            return 4
        return 0 if self.large or self.height < MIDDLE else 2

    @property
    def button(self) -> int:
        """Height of a button: at least 20 mm, more on a large screen; less only in a window too small for fingers."""
        least = self.least_button * min(min(self.width, self.height) / SMALLEST_KIOSK, 1.0)
        return round(max(least, BUTTON * self.unit))

    @property
    def gap(self) -> int:
        """The space between things: a whole number of grid steps."""
        return max(round(20 * self.unit / GRID), 1) * GRID

    def text(self, role: str) -> int:
        """Return the pixel size of a text role."""
        return round(SIZES[role] * self.unit * (LARGER[role] if self.large else 1.0))

    def line(self, role: str) -> int:
        """Return the height of a line of text, in pixels."""
        return round(self.text(role) * LINE)

    def service_columns(self) -> int:
        """Return how many services stand side by side."""
        return 2 if self.upright else 4

    def found_columns(self) -> int:
        """Return how many matters that were found stand side by side, above the letters or beside them."""
        return 1 if not self.upright or self.large else 2

    def found_slots(self) -> int:
        """Return how many matters that were found fit above the letters, at most eight."""
        second = self.line("choice") if self.found_columns() > 1 else self.line("small")
        row = max(self.button, self.line("choice") + second + 2 * EDGE) + self.gap
        bars = self.line("body") + 2 * self.gap + self.button + 2 * self.gap
        typed = self.line("question") + self.button + 2 * self.line("body") + 5 * self.gap
        keys = 4 * (self.button + self.gap // 2) + self.gap if self.upright else 0
        rows = max((self.height - bars - typed - keys) // row, 1)
        return min(rows * self.found_columns(), 8)

    def matter_slots(self) -> tuple[int, int]:
        """Return columns and rows of the matter page: six to eight on it, fewer where they would be cramped."""
        columns = 1 if self.upright else 2
        row = max(self.button, self.line("choice") + self.line("small") + self.gap + 2 * EDGE) + self.gap
        bars = self.line("body") + 2 * self.gap + self.button + 2 * self.gap
        page = self.line("question") * (2 if self.large and self.upright else 1) + self.button + 4 * self.gap
        free = self.height - bars - page
        return columns, min(max(free // row, 2), 8 // columns)
