"""The next step: a small form, and the one large button."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.shared.card import Card
from ui.shared.fields.form import DynamicForm
from ui.shared.fields.spec import NO_HELPERS, Helpers
from ui.shared.flow_layout import FlowLayout
from ui.shared.i18n import tr
from ui.shared.step import Step
from ui.shared.theme import GRID, is_large, length, scaled, set_role

GO_WIDTH, GO_LARGE = 224, 160
"""With large type the other steps need the room beside it."""


class StepPanel(Card):
    """Asks what the next step needs; another step is one quiet button away, and what was typed survives a refusal.

    Signals:
        step_taken: a step and the answers to its questions.
    """

    step_taken = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("What to do next"), parent)
        self._steps: tuple[Step, ...] = ()
        self._helpers = NO_HELPERS
        self._shown: tuple[object, ...] = ()
        self._place = 0
        self.form: DynamicForm | None = None
        self.go = QPushButton(self)
        set_role(self.go, "next")
        self.go.setAutoDefault(True)
        self.go.setMinimumHeight(length("control") + GRID)
        self.go.setMinimumWidth(scaled(GO_LARGE if is_large() else GO_WIDTH))
        self.go.clicked.connect(self._on_go)
        self.others: list[QPushButton] = []
        aside = QWidget(self)
        self._aside = FlowLayout(aside)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addWidget(aside, 1)
        foot.addWidget(self.go)
        self._middle = QVBoxLayout()
        self.body.addLayout(self._middle, 1)
        self.body.addLayout(foot)

    def show_steps(self, subject: str, steps: Sequence[Step], helpers: Helpers) -> None:
        """Show what can be done; a form that is being filled in stays while its steps are the same."""
        self._helpers = helpers
        shown = (subject, *(step.name for step in steps))
        self._steps = tuple(steps)
        self.title.setText(tr("What to do next") if steps else tr("Nothing to do here now"))
        self.title.setVisible(not steps or not is_large())  # the button says it too, and the form needs the line
        if shown != self._shown:
            self._shown = shown
            self._open(0)

    def step(self) -> Step | None:
        """Return the step whose questions are shown."""
        return self._steps[self._place] if self._steps else None

    def wanted_height(self) -> int:
        """Return the height at which the questions of the step stand without scrolling."""
        rest = self.body.totalMinimumSize().height()
        if self.form is None or self.form.isHidden():
            return rest
        return rest - self.form.minimumSizeHint().height() + self.form.wanted_height()

    def take_focus(self) -> None:
        """Put the keyboard into the first question."""
        step = self.step()
        if self.form is not None and step is not None and step.fields:
            self.form.focus_first()
        elif step is not None:
            self.go.setFocus()

    def _open(self, place: int) -> None:
        self._place = place
        if self.form is not None:
            self._middle.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        step = self.step()
        self.go.setVisible(step is not None)
        high = QSizePolicy.Policy.Preferred if step is not None and step.fields else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, high)  # nothing asked: the room is for what is read above
        if step is not None:
            self.form = DynamicForm(step.fields, self, helpers=self._helpers, tight=is_large())
            self.form.set_values(step.start)
            self.form.finished.connect(self._on_go)
            self._middle.addWidget(self.form, 1)
            self.form.setVisible(bool(step.fields))
            self.go.setText(f"{step.text}  ⏎")
            self.go.setAccessibleName(step.text)
        self._offer_others()

    def _offer_others(self) -> None:
        for button in self.others:
            self._aside.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.others = [self._other(place, step) for place, step in enumerate(self._steps) if place != self._place]
        for button in self.others:
            self._aside.addWidget(button)

    def _other(self, place: int, step: Step) -> QPushButton:
        button = QPushButton(step.text, self)
        button.setAutoDefault(True)
        button.clicked.connect(lambda _checked=False: self._on_other(place))
        return button

    def _on_other(self, place: int) -> None:
        self._open(place)
        self.take_focus()

    @Slot()
    def _on_go(self) -> None:
        step = self.step()
        if step is None or self.form is None:
            return
        problems = self.form.check()
        self.form.show_problems(problems)
        if not problems:
            self.step_taken.emit(step, self.form.values())
