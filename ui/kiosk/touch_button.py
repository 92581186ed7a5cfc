"""A kiosk button: one line, or a name with a line of help under it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.shared.big_button import BigButton
from ui.shared.parts import set_part


class TouchButton(BigButton):
    """One line of words, centred."""

    def __init__(self, text: str, parent: QWidget | None = None, *, part: str = "plain") -> None:
        super().__init__(text, parent)
        set_part(self, part)

    def say(self, text: str) -> None:
        """Show other words."""
        self.setText(text)
        self.setAccessibleName(text)


class ChoiceButton(BigButton):
    """A name and what residents call it; both lines wrap."""

    def __init__(self, name: str, help_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        set_part(self, "choice")
        self.setAccessibleName(f"{name}。{help_text}" if help_text else name)
        self._name = _line(name, "choice", self)
        self._help = _line(help_text, "small", self)
        self._help.setVisible(bool(help_text))
        self._column = QVBoxLayout(self)
        self._column.setSpacing(4)
        self._column.addStretch()
        self._column.addWidget(self._name)
        self._column.addWidget(self._help)
        self._column.addStretch()

    def arrange(self, margin: int, help_text: str) -> None:
        """Follow the screen: its margins, and as much help as there is room for."""
        self._column.setContentsMargins(margin, margin // 2, margin, margin // 2)
        self._help.setText(help_text)
        self._help.setVisible(bool(help_text))

    def sizeHint(self) -> QSize:
        """As large as its lines, at least 20 mm high."""
        return self._column.totalSizeHint().expandedTo(QSize(0, self.least_height()))

    def minimumSizeHint(self) -> QSize:
        """As narrow as its longest unbreakable word."""
        return self._column.totalMinimumSize().expandedTo(QSize(0, self.least_height()))


def _line(text: str, part: str, parent: QWidget) -> QLabel:
    line = QLabel(text, parent)
    line.setTextFormat(Qt.TextFormat.PlainText)
    line.setWordWrap(True)
    line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    set_part(line, part)
    return line
