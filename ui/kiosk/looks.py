"""The kiosk's style sheet: roles of the theme's palette, sizes of the screen at hand."""

from string import Template

from ui.kiosk.measures import EDGE, SIZES, Measures
from ui.shared.theme import Theme

_SHEET = Template(
    """
    QWidget[part="kiosk"] { background: $window; }
    QFrame[part="bar"] { background: $paper; border: none; }
    QFrame[part="sheet"] { background: $paper; border: 1px solid $rule; border-radius: 12px; }
    QFrame[part="sign"] { background: $accent; border: none; }
    QFrame[part="line"] { background: $rule; border: none; min-height: 1px; max-height: 1px; }
    QLabel { font-size: ${body}px; color: $text; }
    QLabel[part="question"] { font-size: ${question}px; font-weight: bold; }
    QLabel[part="choice"] { font-size: ${choice}px; font-weight: bold; }
    QLabel[part="strong"] { font-weight: bold; }
    QLabel[part="quiet"] { color: $quiet; }
    QLabel[part="small"] { font-size: ${small}px; color: $quiet; }
    QLabel[part="late"] { color: $problem; font-weight: bold; }
    QLabel[part="countdown"] { color: $accent; font-weight: bold; }
    QLabel[part="number"] { color: $accent; font-weight: bold; }
    QLabel[part="on-sign"] { font-size: ${sign}px; font-weight: bold; color: $accent_text; }
    QLabel[part="by-sign"] { color: $accent_text; }
    QLineEdit { font-size: ${body}px; min-height: ${button}px; }
    QLineEdit[part="entry"] { font-size: ${question}px; padding: 0 ${gap}px; }
    QLabel[part="notice"] {
        background: $accent_soft; color: $text; font-weight: bold; border: 2px solid $accent; border-radius: 12px;
        padding: ${gap}px;
    }
    QPushButton {
        font-size: ${choice}px; color: $text; background: $paper; border: 2px solid $edge; border-radius: 12px;
        padding: 4px ${gap}px; min-height: ${inside}px;
    }
    QPushButton:hover { background: $paper; }
    QPushButton:pressed { color: $text; background: $accent_soft; border-color: $accent; }
    QPushButton:focus { border: 4px solid $accent; padding: 2px ${gap}px; }
    QPushButton:disabled { color: $disabled; background: $disabled_paper; border-color: $rule; }
    QPushButton[part="next"] { color: $accent_text; background: $accent; border-color: $accent; font-weight: bold; }
    QPushButton[part="next"]:pressed { background: $accent_pressed; }
    QPushButton[part="next"]:focus { border-color: $text; }
    QPushButton[part="next"]:disabled { color: $disabled; background: $disabled_paper; border-color: $rule; }
    QPushButton[part="foot"] { font-size: ${body}px; padding: 4px 8px; }
    QPushButton[part="foot"]:focus { padding: 2px 6px; }
    QPushButton[part="key"] { padding: 0; font-weight: bold; }
    QPushButton[part="key-word"] { font-size: ${body}px; padding: 0 4px; }
    QPushButton[part="foot"]:checked, QPushButton[part="answer"]:checked {
        color: $accent_text; background: $accent; border-color: $accent; font-weight: bold;
    }
    QPushButton[part="answer"]:checked:focus { border-color: $text; }
    """
)


def kiosk_sheet(theme: Theme, measures: Measures) -> str:
    """Return the style sheet of a kiosk window; it lies over the application's."""
    sizes = {role: measures.text(role) for role in SIZES}
    return _SHEET.substitute(
        theme.palette, **sizes, gap=measures.gap, button=measures.button, inside=measures.button - 2 * EDGE
    )
