"""The foot of every page: back, large type, read aloud, call staff."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.kiosk.measures import Measures
from ui.kiosk.touch_button import TouchButton
from ui.shared.i18n import tr
from ui.shared.parts import set_part


class FootBar(QFrame):
    """Always in the same place; what cannot be used now is grey, except reading aloud, which goes with the voice.

    Signals:
        back_requested: to the page before.
        large_requested: True for large type.
        reading_requested: read the page aloud.
        help_requested: call staff.
    """

    back_requested = Signal()
    large_requested = Signal(bool)
    reading_requested = Signal()
    help_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_part(self, "bar")
        self.back = TouchButton(tr("Back"), self, part="foot")
        self.large = TouchButton(tr("Large type"), self, part="foot")
        self.aloud = TouchButton(tr("Read aloud"), self, part="foot")
        self.help = TouchButton(tr("Call our staff"), self, part="foot")
        self.large.setCheckable(True)
        self.back.clicked.connect(lambda: self.back_requested.emit())
        self.large.clicked.connect(lambda checked: self.large_requested.emit(checked))
        self.aloud.clicked.connect(lambda: self.reading_requested.emit())
        self.help.clicked.connect(lambda: self.help_requested.emit())
        self._row = QHBoxLayout(self)
        for button, share in ((self.back, 2), (self.large, 2), (self.aloud, 2), (self.help, 3)):
            self._row.addWidget(button, share)

    def arrange(self, measures: Measures) -> None:
        """Take up the sizes of the screen."""
        gap = measures.gap
        self._row.setContentsMargins(2 * gap, gap, 2 * gap, gap)
        self._row.setSpacing(gap)
