"""The way of a case: the steps of its matter in a row, each with its place, who has it and how long."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.shared.elided_label import ElidedLabel
from ui.shared.i18n import mark, tr
from ui.shared.shape_mark import Shape, ShapeMark
from ui.shared.theme import GRID, scaled, set_role, set_style_property

NARROWEST = 144
"""Pixels that a station needs at 100 %; where there is less room, the way goes on in a second row."""
_STATES = {
    "done": (Shape.TICK, "green", mark("Step behind us")),
    "now": (Shape.DISC, "accent", mark("Step at hand")),
    "later": (Shape.RING, "grey", mark("Step to come")),
}


@dataclass(frozen=True, slots=True)
class Station:
    """One step of the way.

    Attributes:
        state: `done`, `now` or `later`.
        who: who did it and when, or who has it since when.
        days: how many days it has used of those that it may.
    """

    state: str
    place: str
    action: str
    who: str
    days: str


class Stations(QWidget):
    """Shows the way of a case; a state is a shape and a word, and what is too long is whole in its tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("The way of the case"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GRID)
        self._stations: tuple[Station, ...] = ()
        self._boxes: list[_Box] = []
        self._columns = 0

    def show_stations(self, stations: Sequence[Station]) -> None:
        """Show the steps in their order."""
        if tuple(stations) == self._stations:
            return
        self._stations = tuple(stations)
        while len(self._boxes) < len(stations):
            self._boxes.append(_Box(self))
        for place, box in enumerate(self._boxes):
            box.setVisible(place < len(stations))
            if place < len(stations):
                box.show_station(place + 1, stations[place])
        self._columns = 0
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the way into rows that fit."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        count = len(self._stations)
        fitting = max(1, (self.width() + GRID) // (scaled(NARROWEST) + GRID))
        rows = -(-count // fitting) or 1
        columns = -(-count // rows) or 1  # rows of even length
        if columns == self._columns:
            return
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for place, box in enumerate(self._boxes[:count]):
            self._grid.addWidget(box, place // columns, place % columns)
            self._grid.setColumnStretch(place % columns, 1)


class _Box(QFrame):
    """One station: shape and word, place, action, who, days."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shape = ShapeMark(Shape.RING, "grey", "small", self)
        self._word = ElidedLabel("", self)
        self._place, self._action = ElidedLabel("", self), ElidedLabel("", self)
        self._who, self._days = ElidedLabel("", self), ElidedLabel("", self)
        set_role(self._place, "strong")
        for label in (self._word, self._who, self._days):
            set_role(label, "quiet")
        head = QHBoxLayout()
        head.setSpacing(GRID // 2)
        head.addWidget(self._shape)
        head.addWidget(self._word, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        column.setSpacing(0)
        column.addLayout(head)
        for label in (self._place, self._action, self._who, self._days):
            column.addWidget(label)

    def show_station(self, number: int, station: Station) -> None:
        """Show one step of the way."""
        shape, role, word = _STATES[station.state]
        set_role(self, "station")
        set_style_property(self, "state", station.state)
        self._shape.show_shape(shape, role)
        texts: dict[QLabel, str] = {
            self._word: f"{number} {tr(word)}",
            self._place: station.place,
            self._action: station.action,
            self._who: station.who,
            self._days: station.days,
        }
        for label, text in texts.items():
            label.setText(text)
            label.setToolTip(text)
        self.setAccessibleName("　".join(filter(None, texts.values())))
