"""The screen when nobody is asked anything: the ticket at this counter, or what the counter does."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hall.service import screens_facing
from ui.rating import words
from ui.rating.big_text import BigText
from ui.rating.looks import Scale
from ui.shared.parts import label, say
from ui.shared.theme import set_style_property


class SignPage(QWidget):
    """The number as large as the screen allows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lead = label("lead", self)
        self.hero = BigText("hero", self, most=0.9)
        self.note = label("words", self)
        self._column = QVBoxLayout(self)
        for widget, stretch in ((self.lead, 0), (self.hero, 1), (self.note, 0)):
            self._column.addWidget(widget, stretch)
        for line in (self.lead, self.note):
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            line.setWordWrap(True)

    def show_card(self, card: screens_facing.FacingCard) -> None:
        """Show the counter."""
        hero, lead, note = words.sign(card)
        self.hero.show_text(hero)
        set_style_property(self.hero, "state", words.state_of(card))
        say(self.lead, lead, words.state_of(card))
        say(self.note, note)

    def arrange(self, scale: Scale) -> None:
        """Take up the sizes of the screen."""
        gap = scale.gap
        self._column.setContentsMargins(2 * gap, gap, 2 * gap, gap)
        for line in (self.lead, self.note):
            line.setMinimumHeight(scale.px(72))
