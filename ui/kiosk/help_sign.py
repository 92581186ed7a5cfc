"""The sign that calls for staff: large enough to be seen from the guide's desk."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.kiosk.measures import Measures
from ui.kiosk.page_frame import words
from ui.kiosk.touch_button import TouchButton
from ui.shared.i18n import tr
from ui.shared.parts import set_part


class HelpSign(QFrame):
    """Covers the whole window until it is put away.

    Signals:
        closed: help is no longer needed.
    """

    closed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._over = window
        set_part(self, "sign")
        window.installEventFilter(self)
        self.title = words("", "on-sign", self)
        self.advice = words("", "by-sign", self)
        self.away = TouchButton(tr("No longer needed, go on"), self)
        self.away.clicked.connect(self.put_away)
        self._column = QVBoxLayout(self)
        self._column.addStretch(2)
        for label in (self.title, self.advice):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._column.addWidget(label)
        self._column.addStretch(2)
        self._column.addWidget(self.away)
        self._column.addStretch(1)
        self.hide()

    def arrange(self, measures: Measures) -> None:
        """Take up the sizes of the screen."""
        self._column.setContentsMargins(*(3 * measures.gap,) * 4)
        self._column.setSpacing(2 * measures.gap)

    def put_up(self) -> None:
        """Show the sign over everything."""
        if not self.isVisible():
            self.title.setText(tr("Somebody needs help here"))
            self.advice.setText(tr("Our staff will come to you. Please wait here for a moment."))
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()

    def show_answer(self) -> None:
        """Say that the desk has seen it."""
        self.title.setText(tr("Our staff are on the way"))
        self.advice.setText(tr("The guide's desk has seen your call. Please stay here."))

    def put_away(self) -> None:
        """Return to what was under it."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the window at every size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._over.rect())
        return False
