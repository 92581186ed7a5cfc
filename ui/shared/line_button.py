"""A small button inside a line of text, at its end."""

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QToolButton

from ui.shared.theme import icon


def set_line_button(line: QLineEdit, icon_name: str, name: str, pressed: Callable[[], object]) -> QAction:
    """Put a button with an icon at the end of a line; `name` is read aloud and shown as its tool tip."""
    action = line.addAction(icon(icon_name), QLineEdit.ActionPosition.TrailingPosition)
    action.setText(name)
    action.triggered.connect(lambda _checked=False: pressed())
    for button in line.findChildren(QToolButton):
        button.setAccessibleName(button.defaultAction().text() if button.defaultAction() else name)
    return action
