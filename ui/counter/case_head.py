"""The top of a case's page: number, light, days left, its way, and what to do at the step at hand."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ui.counter.case_page import CasePage
from ui.counter.stations import Stations
from ui.shared.flow_layout import FlowLayout
from ui.shared.i18n import tr
from ui.shared.state_mark import Light, StateMark
from ui.shared.theme import GRID, set_role, set_style_property


class CaseHead(QWidget):
    """Shows a case at a glance; nothing in it takes the keyboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.light = StateMark(Light.GREY, "", self)
        self.left, self.number, self.dues = QLabel(self), QLabel(self), QLabel(self)
        set_role(self.left, "strong")
        for label in (self.number, self.dues):
            set_role(label, "quiet")
        self.stations = Stations(self)
        self.guide = QLabel(self)
        self.guide.setWordWrap(True)
        set_role(self.guide, "small")
        self._card = QFrame(self)
        for label in (self.left, self.number, self.dues, self.guide):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._assemble()

    def show_page(self, page: CasePage) -> None:
        """Show another look at the case."""
        self.light.show_state(page.light, page.state)
        self.left.setText(page.left)
        set_style_property(self.left, "state", page.light)
        self.left.setVisible(bool(page.left))
        self.number.setText(page.number)
        self.dues.setText("　".join(page.dues))
        self.dues.setVisible(bool(page.dues))
        self.stations.show_stations(page.stations)
        self.guide.setText("\n".join(page.guide))
        self._card.setVisible(bool(page.guide))

    def show_guide(self, shown: bool) -> None:
        """Show what to do at the step, or leave its room to the questions."""
        self._card.setVisible(shown and bool(self.guide.text()))

    def _assemble(self) -> None:
        line = QWidget(self)
        flow = FlowLayout(line)
        flow.setSpacing(2 * GRID)
        for widget in (self.light, self.left, self.dues, self.number):
            flow.addWidget(widget)
        title = QLabel(tr("How this step is done"), self._card)
        set_role(title, "capital")
        set_role(self._card, "guide")
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        inside.setSpacing(GRID // 2)
        inside.addWidget(title)
        inside.addWidget(self.guide)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(line)
        column.addWidget(self.stations)
        column.addWidget(self._card)
