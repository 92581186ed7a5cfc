"""Labels of the large screens, and the part that each plays in its window's style sheet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ui.shared.theme import number_font, set_style_property


def set_part(widget: QWidget, part: str) -> None:
    """Give a widget its part in its window's style sheet."""
    set_style_property(widget, "part", part)


def label(part: str, parent: QWidget, text: str = "") -> QLabel:
    """Return a plain label with tabular figures: numbers change, nothing jumps."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    set_part(made, part)
    made.ensurePolished()
    made.setFont(number_font(made.font()))
    return made


def say(made: QLabel, text: str, state: str = "") -> None:
    """Show a text in the colour of its state."""
    made.setText(text)
    made.setAccessibleName(text)
    set_style_property(made, "state", state)
