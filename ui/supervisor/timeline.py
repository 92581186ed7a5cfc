"""What has happened, the latest first: a line down the left, an event on each of its dots."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from hall.service import ratings_views
from ui.shared.i18n import tr
from ui.shared.theme import GRID, colour, set_role
from ui.supervisor.words import EVENTS, way


class Timeline(QWidget):
    """The journal of one rating in words, from now back to the grade."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("What has happened"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._shown: tuple[ratings_views.Step, ...] = ()

    def show_steps(self, steps: Sequence[ratings_views.Step], local: Callable[[datetime], datetime]) -> None:
        """Show the history; one that has not changed stays as it is."""
        if tuple(steps) == self._shown:
            return
        self._shown = tuple(steps)
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, step in enumerate(reversed(self._shown)):
            ends = (place == 0, place == len(self._shown) - 1)
            self._column.addWidget(_Entry(step, local(step.at), ends, self))
        self._column.addStretch(1)


class _Entry(QWidget):
    """One event: time, what, who, and the words said."""

    def __init__(self, step: ratings_views.Step, at: datetime, ends: tuple[bool, bool], parent: QWidget) -> None:
        super().__init__(parent)
        event = QLabel(tr(EVENTS[step.kind]), self)
        set_role(event, "strong")
        parts = (f"{at:%m-%d %H:%M}", step.staff_name, way(step.way))
        when = QLabel("　".join(part for part in parts if part), self)
        set_role(when, "quiet")
        head = QHBoxLayout()
        head.setSpacing(2 * GRID)
        head.addWidget(event)
        head.addWidget(when, 1)
        text = QVBoxLayout()
        text.setContentsMargins(0, 0, 0, GRID)
        text.setSpacing(0)
        text.addLayout(head)
        if step.words:
            words = QLabel(step.words, self)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
            text.addWidget(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(_Dot(*ends, self))
        row.addLayout(text, 1)


class _Dot(QWidget):
    """A dot on the line; the newest is hollow, for there it goes on, and under the first the line ends."""

    def __init__(self, newest: bool, first: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._newest, self._first = newest, first
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """As wide as two steps of the grid."""
        return QSize(2 * GRID, 3 * GRID)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint line and dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, dot = self.width() / 2, 1.5 * GRID
        painter.setPen(QPen(colour("edge"), 2))
        if not self._newest:
            painter.drawLine(QPointF(middle, 0), QPointF(middle, dot))
        if not self._first:
            painter.drawLine(QPointF(middle, dot), QPointF(middle, self.height()))
        painter.setPen(QPen(colour("accent"), 2))
        painter.setBrush(colour("paper" if self._newest else "accent"))
        painter.drawEllipse(QPointF(middle, dot), GRID / 2, GRID / 2)
        painter.end()
