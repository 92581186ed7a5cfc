"""The screen's style sheet and sizes: right on 800 × 480, and larger where there is room."""

from dataclasses import dataclass
from string import Template

from ui.shared.theme import Theme

SIZES = {"counter": 44, "post": 30, "question": 40, "words": 28, "small": 24, "lead": 40, "button": 30, "figure": 44}

_SHEET = Template(
    """
    QWidget[part="screen"] { background: $window; }
    QFrame[part="head"] { background: $accent; border: none; }
    QFrame[part="head"] QLabel { color: $accent_text; }
    QFrame[part="late"] { background: $problem; border: none; }
    QFrame[part="sheet"] { background: $paper; border: none; border-radius: ${gap}px; }
    QLabel { color: $text; font-size: ${words}px; }
    QLabel[part="counter"] { font-size: ${counter}px; font-weight: bold; }
    QLabel[part="post"] { font-size: ${post}px; }
    QLabel[part="question"] { font-size: ${question}px; font-weight: bold; }
    QLabel[part="lead"] { font-size: ${lead}px; }
    QLabel[part="hero"] { color: $accent; font-weight: bold; }
    QLabel[part="text"] { font-weight: bold; }
    QLabel[part="quiet"] { font-size: ${small}px; color: $quiet; }
    QLabel[part="call"] { font-size: ${words}px; font-weight: bold; color: $accent; }
    QLabel[part="problem"] { font-size: ${small}px; color: $problem; font-weight: bold; }
    QLabel[part="late"] { font-size: ${words}px; font-weight: bold; color: $accent_text; }
    QLabel[part="typed"] { font-size: ${question}px; font-weight: bold; background: $paper; padding: ${gap}px; }
    QLabel[state="green"] { color: $green; }
    QLabel[state="yellow"] { color: $yellow; }
    QLabel[state="grey"] { color: $grey; }
    QLabel[state="blue"] { color: $blue; }
    QLabel[state="accent"] { color: $accent; }
    QPushButton {
        font-size: ${button}px; color: $text; background: $paper; border: 2px solid $edge; border-radius: ${gap}px;
        padding: 0 ${gap}px; min-height: ${key}px;
    }
    QPushButton:hover { color: $text; background: $paper; }
    QPushButton:pressed { color: $text; background: $accent_soft; border-color: $accent; }
    QPushButton:focus { border: 3px solid $accent; padding: 0 ${gap}px; min-height: ${key}px; }
    QPushButton:checked { color: $accent_text; background: $accent; border-color: $accent; font-weight: bold; }
    QPushButton[part="next"] { color: $accent_text; background: $accent; border-color: $accent; font-weight: bold; }
    QPushButton[part="next"]:pressed { background: $accent_pressed; }
    QPushButton[part="figure"] { font-size: ${figure}px; }
    QPushButton:disabled { color: $disabled; background: $disabled_paper; border-color: $rule; }
    """
)


@dataclass(frozen=True)
class Scale:
    """Sizes for one screen: 1.0 at 1024 × 600."""

    width: int
    height: int

    @property
    def unit(self) -> float:
        """Pixels per reference pixel."""
        return max(min(self.width / 1024, self.height / 600), 0.5)

    @property
    def gap(self) -> int:
        """The space between things: a whole number of grid steps."""
        return max(round(2 * self.unit), 1) * 8

    def px(self, reference: int) -> int:
        """Return a length of the reference screen in pixels of this one."""
        return round(reference * self.unit)

    def sheet(self, theme: Theme) -> str:
        """Return the style sheet; it lies over the application's."""
        sizes = {role: max(self.px(size), 16) for role, size in SIZES.items()}
        return _SHEET.substitute(theme.palette, **sizes, gap=self.gap // 2, key=self.px(72))
