"""Covers a window at which nobody signs in when its device is taken out of use while it is open."""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.service import Hall
from ui.shared import tasks
from ui.shared.changes import ChangeSignal
from ui.shared.i18n import sentence
from ui.shared.theme import GRID, set_role

FOR_GOOD = frozenset({"security.device_retired", "security.unknown_device"})
"""Refusals after which a window has nothing to show any more."""


class RetiredCover(QFrame):
    """One sentence over a kiosk, a display or a screen at a counter, from the moment its device is out of use."""

    def __init__(self, window: QWidget, hall: Hall) -> None:
        super().__init__(window)
        self._over, self._hall = window, hall
        set_role(self, "window")
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_role(self.words, "title")
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 4 * GRID)
        column.addWidget(self.words)
        self.hide()
        window.installEventFilter(self)
        self._changes = ChangeSignal(hall.feed, self)
        self._changes.changed.connect(self._on_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window, and listen no more when it closes."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self.setGeometry(self._over.rect())
        elif event.type() == QEvent.Type.Close:
            self._changes.close()
        return False

    @Slot(object)
    def _on_changed(self, topics: frozenset[Topic]) -> None:
        if Topic.STAFF in topics or Topic.POSTS in topics:
            hall = self._hall
            hall.noticed(topics)
            tasks.run(self, lambda: hall.actor, lambda _actor: None, self._on_refused)

    def _on_refused(self, refusal: Refusal) -> None:
        if refusal.code not in FOR_GOOD:
            return
        self.words.setText(sentence(refusal))
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self.setFocus()
        for child in self._over.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if child is not self and not child.isWindow():
                child.setEnabled(False)
