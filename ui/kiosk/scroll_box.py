"""A long page that scrolls by big arrows: nobody has to drag a bar."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.kiosk.touch_button import TouchButton
from ui.shared.i18n import tr

SHARE = 0.8


class ScrollBox(QWidget):
    """Shows its content; the arrows stand beside it, and only when it is longer than the room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.up = TouchButton(tr("▲ Up"), self)
        self.down = TouchButton(tr("▼ Down"), self)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bar = self._area.verticalScrollBar()
        bar.rangeChanged.connect(self._on_moved)
        bar.valueChanged.connect(self._on_moved)
        self.up.clicked.connect(lambda: self._step(-1))
        self.down.clicked.connect(lambda: self._step(1))
        for arrow in (self.up, self.down):
            arrow.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        arrows = QVBoxLayout()
        arrows.addWidget(self.up)
        arrows.addStretch()
        arrows.addWidget(self.down)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._area, 1)
        self._row.addLayout(arrows)
        self._on_moved()

    def arrange(self, gap: int) -> None:
        """Keep the arrows apart from the content."""
        self._row.setSpacing(gap)

    def show_content(self, content: QWidget) -> None:
        """Show another content from its top; the earlier one goes."""
        content.setAutoFillBackground(False)
        self._area.setWidget(content)
        self._area.viewport().setAutoFillBackground(False)
        self._area.verticalScrollBar().setValue(0)

    def _step(self, direction: int) -> None:
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + direction * round(bar.pageStep() * SHARE))

    @Slot()
    def _on_moved(self) -> None:
        bar = self._area.verticalScrollBar()
        for arrow, there in ((self.up, bar.value() > bar.minimum()), (self.down, bar.value() < bar.maximum())):
            arrow.setVisible(bar.maximum() > 0)
            arrow.setEnabled(there)
