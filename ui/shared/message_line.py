"""The line in which a window speaks: success fades, a refusal stays until it is answered."""

from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QPropertyAnimation, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGraphicsOpacityEffect, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.shared.i18n import tr
from ui.shared.shape_mark import Shape, ShapeMark
from ui.shared.theme import GRID, length, set_role, set_style_property

SHOWN_MS = 5_000
FADE_MS = 600


class MessageLine(QFrame):
    """One line at the foot of a window, always of the same height so that nothing moves under the hand.

    Signals:
        dismissed: the person put a refusal away.
    """

    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None, *, shown_ms: int = SHOWN_MS) -> None:
        super().__init__(parent)
        set_role(self, "message")
        self._shown_ms = shown_ms
        self._do: Callable[[], object] | None = None
        self._build()
        self._shown = QTimer(self)
        self._shown.setSingleShot(True)
        self._shown.timeout.connect(self._fade)
        self._effect = QGraphicsOpacityEffect(self)
        self._effect.setEnabled(False)
        self.setGraphicsEffect(self._effect)
        self._fading = QPropertyAnimation(self._effect, b"opacity", self)
        self._fading.setDuration(FADE_MS)
        self._fading.setEasingCurve(QEasingCurve.Type.InQuad)
        self._fading.finished.connect(self.clear)
        self.clear()

    def tell(self, text: str) -> None:
        """Say that something is done; the line fades by itself."""
        self._show("told", Shape.TICK, "accent", text)
        self._shown.start(self._shown_ms)

    def offer(self, text: str, act: str, do: Callable[[], object], shown_ms: int) -> None:
        """Say that something is done, with a button for what can be done about it while the line stands.

        The button takes no focus: whatever it does has a key of its own.
        """
        self.tell(text)
        self._do = do
        self._act.setText(act)
        self._act.setAccessibleName(act)
        self._act.show()
        self._shown.start(shown_ms)

    def withdraw(self) -> None:
        """Put an offer away that does not hold any more; anything else stays."""
        if self._do is not None:
            self.clear()

    def refuse(self, text: str) -> None:
        """Say what was not done and what to do next; the line stays until it is put away or answered."""
        self._show("refused", Shape.TRIANGLE, "red", text)
        self._word.setText(tr("Not done"))
        self._word.show()
        self._close.show()

    @Slot()
    def clear(self) -> None:
        """Empty the line."""
        self._still()
        set_style_property(self, "kind", "")
        self._do = None
        for widget in (self._mark, self._word, self._close, self._act):
            widget.hide()
        self._text.clear()
        self.setAccessibleName(tr("Messages"))

    def text(self) -> str:
        """Return what the line says at present."""
        return self._text.text()

    def is_refusal(self) -> bool:
        """Return True while a refusal stands."""
        return bool(self.property("kind") == "refused")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts a refusal away."""
        if event.key() == Qt.Key.Key_Escape and self.is_refusal():
            self._on_closed()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self._mark = ShapeMark(Shape.TICK, "accent", "body", self)
        self._word = QLabel(self)
        set_role(self._word, "strong")
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._close = QPushButton(tr("Got it"), self)
        self._close.setAccessibleName(tr("Put the message away"))
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_role(self._close, "plain")
        self._close.clicked.connect(self._on_closed)
        self._act = QPushButton(self)
        self._act.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_role(self._act, "plain")
        self._act.clicked.connect(self._on_act)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, 0, GRID, 0)
        row.setSpacing(GRID)
        row.addWidget(self._mark)
        row.addWidget(self._word)
        row.addWidget(self._text, 1)
        row.addWidget(self._act)
        row.addWidget(self._close)
        self.setMinimumHeight(length("control") + 2 * GRID)

    def _show(self, kind: str, shape: Shape, state: str, text: str) -> None:
        self._still()
        set_style_property(self, "kind", kind)
        self._mark.show_shape(shape, state)
        self._do = None
        self._mark.show()
        for widget in (self._word, self._close, self._act):
            widget.hide()
        self._text.setText(text)
        self.setAccessibleName(text)

    def _still(self) -> None:
        """End timer and fading and make the line fully visible."""
        self._shown.stop()
        self._fading.stop()
        self._effect.setEnabled(False)

    @Slot()
    def _fade(self) -> None:
        self._effect.setOpacity(1.0)
        self._effect.setEnabled(True)
        self._fading.setStartValue(1.0)
        self._fading.setEndValue(0.0)
        self._fading.start()

    @Slot()
    def _on_act(self) -> None:
        do = self._do
        if do is not None:
            self.clear()
            do()

    @Slot()
    def _on_closed(self) -> None:
        self.clear()
        self.dismissed.emit()
