"""The five steps of a visit in one line: where one is, what is done, where one may go."""

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from ui.counter.steps import Step, step_name
from ui.shared.i18n import tr
from ui.shared.theme import GRID, colour, set_role

_SIGNS = "①②③④⑤"
LINE = 3


class StepButton(QPushButton):
    """A step: quiet words, and a line below the one at which one is."""

    def __init__(self, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(f"{_SIGNS[step - 1]} {step_name(step)}", parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setShortcut(f"Alt+{int(step)}")
        set_role(self, "plain")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Underline the step at hand."""
        super().paintEvent(event)
        if self.isChecked():
            painter = QPainter(self)
            painter.fillRect(GRID, self.height() - LINE, self.width() - 2 * GRID, LINE, colour("accent"))
            painter.end()


class StepsBar(QWidget):
    """Shows the steps; those that are open can be gone to, also with Alt and the figure.

    Signals:
        step_requested: a step was chosen.
    """

    step_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.buttons: dict[Step, StepButton] = {}
        for step in Step:
            if step is not Step.ASK:
                dash = QLabel("─", self)
                set_role(dash, "quiet")
                row.addWidget(dash)
            self.buttons[step] = button = StepButton(step, self)
            button.clicked.connect(lambda _checked=False, each=step: self._on_clicked(each))
            row.addWidget(button)
        row.addStretch(1)

    def show_steps(self, now: Step, within_reach: Collection[Step]) -> None:
        """Show at which step one is and which can be gone to."""
        for step, button in self.buttons.items():
            button.setChecked(step is now)
            button.setEnabled(step is now or step in within_reach)
            font = button.font()
            font.setBold(step is now)
            button.setFont(font)
            where = tr("Step {number}, {name}", number=int(step), name=step_name(step))
            button.setAccessibleName(tr("{step}, you are here", step=where) if step is now else where)

    def _on_clicked(self, step: Step) -> None:
        self.buttons[step].setChecked(True)
        self.step_requested.emit(step)
