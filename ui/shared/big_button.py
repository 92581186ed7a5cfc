"""A button for wet gloves and old fingers."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.shared.theme import set_role

LEAST_HEIGHT_MM = 20.0
MM_PER_INCH = 25.4


class BigButton(QPushButton):
    """A touch button at least 20 mm high, by the screen's own measure."""

    def __init__(self, text: str, parent: QWidget | None = None, *, leading: bool = False) -> None:
        super().__init__(text, parent)
        set_role(self, "big-next" if leading else "big")
        self.setAccessibleName(text.replace("\n", " "))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.setAutoDefault(False)
        self.setMinimumHeight(self.least_height())

    def least_height(self) -> int:
        """Return 20 mm in pixels of this screen."""
        return round(LEAST_HEIGHT_MM / MM_PER_INCH * self.logicalDpiY())

    def sizeHint(self) -> QSize:
        """At least 20 mm high, as wide as its words."""
        return super().sizeHint().expandedTo(QSize(0, self.least_height()))
