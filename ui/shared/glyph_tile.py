"""One of nine large characters to choose from."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from hall.kernel.characters import Ideograph
from ui.shared.i18n import tr
from ui.shared.theme import GRID, scaled, set_role, set_style_property, text_size

GLYPH = 40
"""Pixels of a glyph at 100 %: every stroke of a character of thirty can be told apart."""


class GlyphTile(QPushButton):
    """A number, a large glyph and its reading; it never takes the focus from the line."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCheckable(True)
        self.setMinimumWidth(0)
        set_role(self, "toggle")
        self.number, self.glyph, self.reading = (QLabel(self) for _ in range(3))
        font = QFont(self.font())
        font.setPixelSize(scaled(GLYPH))
        self.glyph.setStyleSheet(f"font-size: {font.pixelSize()}px;")
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID // 2, GRID // 2, GRID // 2, GRID // 2)
        column.setSpacing(0)
        for label in (self.number, self.glyph, self.reading):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)
        for label in (self.number, self.reading):
            set_role(label, "small")
        self.setFixedHeight(self.sizeHint().height())
        self.show_ideograph(None, chosen=False)

    def sizeHint(self) -> QSize:
        """Room for the three lines."""
        high = scaled(GLYPH) * 3 // 2 + 2 * (text_size("small") * 3 // 2) + GRID
        return QSize(scaled(GLYPH) + 4 * GRID, high)

    def show_ideograph(self, one: Ideograph | None, *, chosen: bool) -> None:
        """Show an ideograph, or nothing."""
        if one is None:
            self._say("", "", chosen=False)
        else:
            self._say(one.character, one.readings[0] if one.readings else "", chosen=chosen)
        self.setEnabled(one is not None)

    def show_code_point(self, character: str) -> None:
        """Show that there is a character of which no font has a picture."""
        self._say("?", f"U+{ord(character):04X}", chosen=True)
        self.setEnabled(True)
        self.setAccessibleName(tr("{code}, cannot be printed", code=self.reading.text()))

    def _say(self, glyph: str, reading: str, *, chosen: bool) -> None:
        self.number.setText(str(self._number) if glyph else "")
        self.glyph.setText(glyph)
        self.reading.setText(reading)
        self.setChecked(chosen)
        for label in (self.number, self.glyph, self.reading):
            set_style_property(label, "chosen", "true" if chosen else "false")
        self.setAccessibleName(f"{self._number} {glyph} {reading}".strip() if glyph else "")
