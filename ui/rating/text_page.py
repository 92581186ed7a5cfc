"""What the clerk writes, as large as it goes: for a resident who does not hear."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.rating.big_text import BigText
from ui.rating.looks import Scale
from ui.shared.i18n import tr
from ui.shared.parts import label, say, set_part


class TextPage(QWidget):
    """One message on paper white."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._sheet = QFrame(self)
        set_part(self._sheet, "sheet")
        self.text = BigText("text", self._sheet, most=0.34)
        self.ticket = label("quiet", self)
        self.ticket.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._inside = QVBoxLayout(self._sheet)
        self._inside.addWidget(self.text)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._sheet, 1)
        self._column.addWidget(self.ticket)

    def show_message(self, text: str, ticket: str) -> None:
        """Show the words for the holder of a ticket."""
        self.text.show_text(text)
        say(self.ticket, tr("● Serving {ticket}", ticket=ticket) if ticket else "")

    def arrange(self, scale: Scale) -> None:
        """Take up the sizes of the screen."""
        gap = scale.gap
        self._inside.setContentsMargins(gap, gap, gap, gap)
        self._column.setContentsMargins(gap, gap, gap, gap // 2)
