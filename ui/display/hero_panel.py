"""The newest call: a number that is read from the back row, flashing three times when it is new."""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hall.service import queue_display
from ui.display.big_words import BigWords
from ui.display.labels import label, say
from ui.display.looks import Scale, set_part
from ui.display.words import hero_note, spoken
from ui.shared.i18n import tr
from ui.shared.voice.announcement import sign

FLASHES = 3
FLASH_MS = 450
"""Half a flash: about one flash a second, far below what harms people (WCAG 2.3.1: three a second)."""


class HeroPanel(QFrame):
    """Shows one call; it stays until the next one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_part(self, "hero")
        self._lead = label("lead", self)
        self.number = BigWords("number", self)
        self.counter = BigWords("counter", self)
        self.note = label("title", self)
        self._halves_left = 0
        self._timer = QTimer(self)
        self._timer.setInterval(FLASH_MS)
        self._timer.timeout.connect(self._on_half)
        first = QHBoxLayout()
        first.addWidget(self._lead)
        first.addWidget(self.number, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(first, 6)
        self._column.addWidget(self.counter, 3)
        self._column.addWidget(self.note)
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def show_call(self, call: queue_display.Call | None) -> None:
        """Show a call, or that nobody has been called yet."""
        say(self._lead, tr("Please"))
        self._lead.setVisible(call is not None)
        self.number.show_number(call.number if call else tr("Please take a ticket"))
        self.counter.show_number(
            tr("to counter {number}", number=call.counter_number) if call else tr("and wait for your call")
        )
        say(self.note, hero_note(call) if call else "")
        self.setAccessibleName(sign(spoken(call)) if call else "")

    def flash(self) -> None:
        """Flash three times."""
        self._halves_left = 2 * FLASHES
        self._timer.start()
        self._on_half()

    def is_flashing(self) -> bool:
        """Tell whether it still flashes."""
        return self._timer.isActive()

    def still(self) -> None:
        """End the flashing."""
        self._timer.stop()
        self._light(on=False)

    def arrange(self, scale: Scale) -> None:
        """Take up the sizes of the screen."""
        gap = scale.gap
        self._column.setContentsMargins(2 * gap, gap, 2 * gap, gap)
        self._column.setSpacing(gap // 2)

    @Slot()
    def _on_half(self) -> None:
        if self._halves_left == 0:
            self.still()
            return
        self._light(on=self._halves_left % 2 == 0)
        self._halves_left -= 1

    def _light(self, *, on: bool) -> None:
        set_part(self, "hero-flash" if on else "hero")
        for widget in (self._lead, self.number, self.counter, self.note):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
            widget.update()
