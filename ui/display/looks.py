"""The display's style sheet and sizes: everything grows with the screen."""

from dataclasses import dataclass
from string import Template

from ui.shared.theme import Theme

SIZES = {"lead": 96, "title": 42, "row": 60, "band": 46, "strip": 34, "clock": 64, "said": 72}
HEAD = 42
LARGER = 1.35
"""How much larger the small words are in large type; the number fills its room anyway, and the head has none left."""

_SHEET = Template(
    """
    QWidget[part="display"] { background: $window; }
    QFrame[part="hero"] { background: $paper; border: none; border-radius: ${gap}px; }
    QFrame[part="hero-flash"] { background: $accent; border: none; border-radius: ${gap}px; }
    QFrame[part="hero-flash"] QLabel { color: $accent_text; }
    QFrame[part="band"] { background: $paper; border: none; border-radius: ${gap}px; }
    QFrame[part="late"] { background: $problem; border: none; border-radius: ${gap}px; }
    QLabel { color: $text; font-size: ${band}px; }
    QLabel[part="lead"] { font-size: ${lead}px; }
    QLabel[part="number"] { color: $accent; font-weight: bold; }
    QLabel[part="counter"] { font-weight: bold; }
    QLabel[part="title"] { font-size: ${title}px; font-weight: bold; }
    QLabel[part="quiet"] { font-size: ${title}px; color: $quiet; }
    QLabel[part="name"] { font-size: ${head}px; font-weight: bold; }
    QLabel[part="aside"] { font-size: ${head}px; color: $quiet; }
    QLabel[part="row"] { font-size: ${row}px; font-weight: bold; }
    QLabel[part="state"] { font-size: ${title}px; }
    QLabel[part="strip"] { font-size: ${strip}px; }
    QLabel[part="band"] { font-weight: bold; }
    QLabel[part="clock"] { font-size: ${clock}px; font-weight: bold; }
    QLabel[part="late"] { font-size: ${head}px; font-weight: bold; color: $accent_text; }
    QFrame[part="said"] { background: $accent; border: none; border-radius: ${gap}px; }
    QLabel[part="said"] { font-size: ${said}px; font-weight: bold; color: $accent_text; }
    QWidget[part="sign"] { color: $accent; }
    QFrame[part="hero-flash"] QWidget[part="sign"] { color: $accent_text; }
    QLabel[state="green"] { color: $green; }
    QLabel[state="yellow"] { color: $yellow; }
    QLabel[state="grey"] { color: $grey; }
    QLabel[state="blue"] { color: $blue; }
    QLabel[state="accent"] { color: $accent; }
    """
)


@dataclass(frozen=True)
class Scale:
    """Sizes for one screen: 1.0 at 1920 × 1080, lying or standing; in large type fewer words, and larger ones."""

    width: int
    height: int
    large: bool = False

    @property
    def upright(self) -> bool:
        """Whether the screen stands."""
        return self.height > self.width

    @property
    def unit(self) -> float:
        """Pixels per reference pixel."""
        long, short = max(self.width, self.height), min(self.width, self.height)
        return max(min(long / 1920, short / 1080), 0.3)

    @property
    def gap(self) -> int:
        """The space between things."""
        return max(round(24 * self.unit), 4)

    def sheet(self, theme: Theme) -> str:
        """Return the style sheet; it lies over the application's."""
        larger = LARGER if self.large else 1.0
        head = max(round(HEAD * self.unit), 10)
        sizes = {role: max(round(size * self.unit * larger), 10) for role, size in SIZES.items()}
        return _SHEET.substitute(theme.palette, **sizes, head=head, gap=self.gap // 2)
