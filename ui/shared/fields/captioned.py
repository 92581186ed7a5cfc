"""A control under its small caption: the parts of a person or of a table's row."""

from PySide6.QtGui import QFont, QFontMetrics, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QVBoxLayout, QWidget

from ui.shared.theme import set_role, text_size

CAPTION_GAP = 2


class QuietComboBox(QComboBox):
    """A list that the wheel does not change while the form is scrolled over it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form unless the list has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def caption_height() -> int:
    """Return the room that a caption takes above its control, in pixels."""
    font = QFont(QApplication.font())
    font.setPixelSize(text_size("small"))
    return QFontMetrics(font).height() + CAPTION_GAP


class Captioned(QWidget):
    """A caption above a control."""

    def __init__(self, caption: str, control: QWidget, parent: QWidget | None = None, *, shown: bool = True) -> None:
        super().__init__(parent)
        label = QLabel(caption, self)
        set_role(label, "quiet")
        label.setVisible(shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(CAPTION_GAP)
        column.addWidget(label)
        column.addWidget(control)
