"""What has happened, the latest first: a line down the left, an event on each of its dots."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.shared.i18n import tr
from ui.shared.theme import GRID, colour, set_role


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a history.

    Attributes:
        text: what happened.
        remarks: who did it and how, each only where there is something to say.
        words: what was said.
    """

    at: datetime
    text: str
    remarks: tuple[str, ...] = ()
    words: str = ""


class Timeline(QWidget):
    """The history of one thing in words, from now back to its beginning."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("What has happened"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._shown: tuple[Event, ...] = ()

    def show_events(self, events: Sequence[Event], local: Callable[[datetime], datetime]) -> None:
        """Show the history; one that has not changed stays as it is."""
        if tuple(events) == self._shown:
            return
        self._shown = tuple(events)
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, event in enumerate(reversed(self._shown)):
            ends = (place == 0, place == len(self._shown) - 1)
            self._column.addWidget(_Entry(event, local(event.at), ends, self))
        self._column.addStretch(1)


class _Entry(QWidget):
    """One event: time, what, who, and the words said."""

    def __init__(self, event: Event, at: datetime, ends: tuple[bool, bool], parent: QWidget) -> None:
        super().__init__(parent)
        what = QLabel(event.text, self)
        set_role(what, "strong")
        parts = (f"{at:%m-%d %H:%M}", *event.remarks)
        when = QLabel("　".join(part for part in parts if part), self)
        set_role(when, "quiet")
        head = QHBoxLayout()
        head.setSpacing(2 * GRID)
        head.addWidget(what)
        head.addWidget(when, 1)
        text = QVBoxLayout()
        text.setContentsMargins(0, 0, 0, GRID)
        text.setSpacing(0)
        text.addLayout(head)
        if event.words:
            words = QLabel(event.words, self)
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
