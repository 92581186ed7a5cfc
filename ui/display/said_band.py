"""What staff announce to the whole hall, in large words over the lower part of the screen."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from hall.service import screens_notices
from ui.display.looks import Scale
from ui.shared.parts import label, say, set_part


class SaidBand(QFrame):
    """Lies over the counters and the waits while an announcement stands; nothing else moves for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_part(self, "said")
        self.words = label("said", self)
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._room = QVBoxLayout(self)
        self._room.addWidget(self.words)
        self.hide()

    def show_announcements(self, cards: Sequence[screens_notices.AnnouncementCard]) -> None:
        """Show the latest one, or nothing."""
        say(self.words, cards[-1].text if cards else "")
        self.setAccessibleName(self.words.text())
        self.setVisible(bool(cards))

    def arrange(self, scale: Scale) -> None:
        """Take up the sizes of the screen."""
        self._room.setContentsMargins(2 * scale.gap, scale.gap // 2, 2 * scale.gap, scale.gap // 2)
