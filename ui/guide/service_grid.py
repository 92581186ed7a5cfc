"""The services in the residents' words, two in a row; a figure chooses one."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.guide.floor import Line
from ui.shared.elided_label import ElidedLabel
from ui.shared.i18n import tr
from ui.shared.theme import GRID, is_large, length, set_role, set_style_property

COLUMNS = 2
HEIGHT = 60
KEYS = "1234567890"


class ServiceButton(QPushButton):
    """One service: its key, its name, and what residents call its matters."""

    def __init__(self, key: str, line: Line, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code = line.card.code
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        set_role(self, "toggle")
        self._labels = [
            QLabel(key, self),
            QLabel(line.card.name, self),
            ElidedLabel("、".join(line.card.examples), self),
        ]
        for label, role in zip(self._labels, ("title", "strong", "small"), strict=True):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            set_role(label, role)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._labels[1])
        words.addWidget(self._labels[2])
        self._labels[2].setVisible(not is_large())
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        row.setSpacing(GRID)
        row.addWidget(self._labels[0])
        row.addLayout(words, 1)
        self.setAccessibleName(tr("{key} {name}", key=key, name=line.card.name))
        self.toggled.connect(self._on_toggled)

    def sizeHint(self) -> QSize:
        """Two lines with white space around them."""
        return super().sizeHint().expandedTo(QSize(0, length("control") if is_large() else HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Never lower than its words, and as narrow as it must."""
        return QSize(0, self.sizeHint().height())

    def _on_toggled(self, on: bool) -> None:
        """White words on the chosen one."""
        for label in self._labels:
            set_style_property(label, "chosen", "true" if on else "false")


class ServiceGrid(QWidget):
    """Every service as a button; the chosen one stays chosen through every refresh.

    Signals:
        service_chosen: its code.
    """

    service_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GRID)
        self._group = QButtonGroup(self)
        self._buttons: list[ServiceButton] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show the services; nothing moves while they stay the same."""
        if [button.code for button in self._buttons] == [line.card.code for line in lines]:
            return
        for button in self._buttons:
            self._group.removeButton(button)
            button.deleteLater()
        self._buttons = []
        for place, line in enumerate(lines):
            button = ServiceButton(KEYS[place] if place < len(KEYS) else "", line, self)
            button.clicked.connect(lambda _on=False, code=line.card.code: self.service_chosen.emit(code))
            self._group.addButton(button)
            self._grid.addWidget(button, place // COLUMNS, place % COLUMNS)
            self._buttons.append(button)

    def choose(self, code: str) -> None:
        """Choose a service by its code; none for an empty one."""
        self._group.setExclusive(False)
        for button in self._buttons:
            button.setChecked(button.code == code)
        self._group.setExclusive(True)

    def code_of_key(self, key: str) -> str:
        """Return the service of a figure, empty if there is none."""
        place = KEYS.find(key)
        return self._buttons[place].code if 0 <= place < len(self._buttons) else ""

    def button(self, code: str) -> ServiceButton:
        """Return the button of a service."""
        return next(each for each in self._buttons if each.code == code)
