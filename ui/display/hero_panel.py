"""The newest call: a number that is read from the back row, flashing three times when it is new."""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hall.service import screens_display
from ui.display.big_words import BigWords
from ui.display.board import CALLING
from ui.display.looks import Scale
from ui.display.silent_sign import SilentSign
from ui.display.words import hero_note, spoken
from ui.shared.i18n import tr
from ui.shared.parts import label, say, set_part
from ui.shared.voice.announcement import sign

FLASHES = 3
SILENT_FLASHES = 12
"""Who is not called by the voice has only the eyes to notice by."""
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
        self.sign = SilentSign(self)
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
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.sign)
        foot.addWidget(self.note)
        foot.addStretch(1)
        self._column.addLayout(foot)
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def show_call(self, call: screens_display.Call | None) -> None:
        """Show a call, or that nobody has been called yet."""
        say(self._lead, tr("Please"))
        self._lead.setVisible(call is not None)
        self.number.show_number(call.number if call else tr("Please take a ticket"))
        self.counter.show_number(
            tr("to counter {number}", number=call.counter_number) if call else tr("and wait for your call")
        )
        say(self.note, hero_note(call) if call else "")
        self.sign.setVisible(call is not None and call.silent and call.state == CALLING)
        self.setAccessibleName(sign(spoken(call)) if call else "")

    def flash(self, *, silent: bool = False) -> None:
        """Flash three times; a call that nobody hears flashes longer."""
        self._halves_left = 2 * (SILENT_FLASHES if silent else FLASHES)
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
        # A standing screen is as wide as a lying one is high, and everything below would like the room.
        self.number.setMinimumHeight(round(scale.width * 0.23) if scale.upright else 1)
        self.counter.setMinimumHeight(round(min(scale.width, scale.height) * 0.09))
        self.sign.setFixedSize(2 * gap + gap // 2, 2 * gap + gap // 2)

    @Slot()
    def _on_half(self) -> None:
        if self._halves_left == 0:
            self.still()
            return
        self._light(on=self._halves_left % 2 == 0)
        self._halves_left -= 1

    def _light(self, *, on: bool) -> None:
        set_part(self, "hero-flash" if on else "hero")
        for widget in (self._lead, self.number, self.counter, self.note, self.sign):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
            widget.update()
