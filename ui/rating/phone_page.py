"""Under which number the answer is wanted; a resident who leaves none stays anonymous."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from hall.kernel.refusal import Refusal
from hall.service import people_rules
from ui.rating.looks import Scale
from ui.shared.i18n import sentence, tr
from ui.shared.parts import label, say, set_part

KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "⌫")
COLUMNS = 3
LONGEST = 12


class PhonePage(QWidget):
    """A number pad; what is typed goes nowhere until it is confirmed.

    Signals:
        kept: the number; empty for none.
        touched: a key was touched.
    """

    kept = Signal(str)
    touched = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.question = label("question", self, tr("Which number may we ring?"))
        self.hint = label("words", self, tr("Only the head of the hall and the supervisor see it."))
        self.typed = label("typed", self)
        self.problem = label("problem", self)
        self.none = QPushButton(tr("No, stay anonymous"), self)
        self.confirm = QPushButton(tr("That is it"), self)
        set_part(self.confirm, "next")
        self.none.clicked.connect(lambda: self.kept.emit(""))
        self.confirm.clicked.connect(self._on_confirmed)
        self.keys = {name: self._key(name) for name in KEYS if name}
        self._assemble()

    def begin(self, phone: str) -> None:
        """Show what was typed before."""
        say(self.typed, phone)
        say(self.problem, "")

    def arrange(self, scale: Scale) -> None:
        """Take up the sizes of the screen."""
        gap = scale.gap
        self._row.setContentsMargins(gap, gap // 2, gap, gap)
        self._row.setSpacing(2 * gap)
        self._grid.setSpacing(gap // 2)
        self._left.setSpacing(gap)
        self.typed.setMinimumHeight(scale.px(88))

    def _assemble(self) -> None:
        self._left = QVBoxLayout()
        for line in (self.question, self.hint, self.problem):
            line.setWordWrap(True)
        for widget in (self.question, self.hint, self.typed, self.problem):
            self._left.addWidget(widget)
        self._left.addStretch(1)
        self._left.addWidget(self.none)
        self._left.addWidget(self.confirm)
        self._grid = QGridLayout()
        for place, name in enumerate(KEYS):
            if name:
                self._grid.addWidget(self.keys[name], place // COLUMNS, place % COLUMNS)
        self._row = QHBoxLayout(self)
        self._row.addLayout(self._left, 5)
        self._row.addLayout(self._grid, 4)

    def _key(self, name: str) -> QPushButton:
        key = QPushButton(name, self)
        key.setAccessibleName(tr("Delete the last figure") if name == "⌫" else name)
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        set_part(key, "figure")
        key.clicked.connect(lambda _checked=False: self._on_key(name))
        return key

    def _on_key(self, name: str) -> None:
        before = self.typed.text()
        say(self.typed, before[:-1] if name == "⌫" else (before + name)[:LONGEST])
        say(self.problem, "")
        self.touched.emit()

    @Slot()
    def _on_confirmed(self) -> None:
        code = people_rules.phone_problem(self.typed.text())
        if code is None:
            self.kept.emit(self.typed.text())
        else:
            say(self.problem, sentence(Refusal(code)))
            self.touched.emit()
