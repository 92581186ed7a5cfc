"""What can be done next: one obvious button, the others quiet, and the questions that an act needs."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.counter.acts import Act
from ui.shared.fields.form import DynamicForm
from ui.shared.fields.spec import NO_HELPERS, Helpers
from ui.shared.i18n import tr
from ui.shared.theme import GRID, is_large, length, scaled, set_role

QUIET_SHOWN = 2
"""So many further acts stand as buttons; the seldom ones wait behind one button."""

AskMore = Callable[[str, Sequence[Act], Callable[[Act], object]], object]
"""Lets choose among acts under a question (empty for the usual one), and calls back with the one that is taken."""


class ActPanel(QWidget):
    """Offers acts; one with questions shows them first, and keeps the answers through every refusal.

    Signals:
        act_requested: an act and the answers to its questions.
        asking_changed: questions are shown (True) or put away (False).
    """

    act_requested = Signal(object, object)
    asking_changed = Signal(bool)

    def __init__(self, more: AskMore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._more_asked = more
        self._acts: tuple[Act, ...] = ()
        self._asking: Act | None = None
        self._gone, self._over = False, False
        self._helpers = NO_HELPERS
        self.form: DynamicForm | None = None
        self.title = QLabel(self)
        set_role(self.title, "title")
        self.hint = QLabel(self)
        self.hint.setWordWrap(True)
        set_role(self.hint, "quiet")
        self.leading = QPushButton(self)
        set_role(self.leading, "next")
        self.leading.setAutoDefault(True)
        self.leading.setMinimumHeight(length("control") + GRID)
        self.leading.setMinimumWidth(scaled(176))
        self.leading.clicked.connect(self._on_leading)
        self.back = self._quiet_button(tr("Back"), self.put_away)
        self.more = self._quiet_button(tr("More…"), self._on_more)
        self.quiet = [self._quiet_button("", self._taker(place)) for place in range(QUIET_SHOWN)]
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        self._large = is_large()
        if self._large:  # beside a line of words there is no room for buttons
            foot.addStretch(1)
        else:
            foot.addWidget(self.hint, 1)
        for button in (self.back, self.more, *reversed(self.quiet), self.leading):
            foot.addWidget(button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        self._column.addWidget(self.title)
        if self._large:
            self._column.addWidget(self.hint)
        self._column.addLayout(foot)
        self._show()

    def show_acts(self, acts: Sequence[Act], helpers: Helpers = NO_HELPERS, *, renew: bool = True) -> None:
        """Show what can be done now; questions that are being answered stay, and so does every word in them.

        Args:
            acts: the likeliest first.
            helpers: for their questions.
            renew: whether an act that is being answered goes on from how the thing stands now; else it stays the one
                that was begun, so that the core says what a colleague has changed meanwhile.
        """
        self._acts, self._helpers = tuple(acts), helpers
        if self._asking is not None:
            every = [each for act in acts for each in (act, *act.of)]
            same = next((act for act in every if (act.name, act.text) == (self._asking.name, self._asking.text)), None)
            self._gone = same is None
            self._over = self._gone and renew
            if same is not None and renew:
                self._asking = same
            elif same is None and not self._has_answers():
                self.put_away()
        self._show()

    def put_away(self) -> None:
        """Put the questions away."""
        if self.form is not None:
            self._column.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        was, self._asking, self._gone, self._over = self._asking, None, False, False
        self._show()
        if was is not None:
            self.asking_changed.emit(False)
            self.take_focus()

    def take_focus(self) -> None:
        """Put the keyboard on the next step, or into the first question."""
        if self.form is not None:
            self.form.focus_first()
        elif self.leading.isVisible():
            self.leading.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_asking(self) -> bool:
        """Return True while questions are shown."""
        return self._asking is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape puts the questions away."""
        key = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if watched is self.form and key == Qt.Key.Key_Escape:
            self.put_away()
            return True
        return False

    def begin(self, act: Act) -> None:
        """Take an act as if its button had been pressed."""
        self._take(act)

    def _take(self, act: Act) -> None:
        if act.of:
            self._more_asked(act.explained, act.of, self._take)
            return
        if not act.fields:
            self.act_requested.emit(act, {})
            return
        self._asking, self._gone, self._over = act, False, False
        self.form = DynamicForm(act.fields, self, helpers=self._helpers)
        self.form.set_values(act.start or {})
        self.form.installEventFilter(self)
        self.form.finished.connect(self._on_leading)
        self._column.insertWidget(1, self.form, 1)
        self._show()
        self.asking_changed.emit(True)
        self.form.focus_first()

    def _on_leading(self) -> None:
        act = self._asking
        if act is None:
            if self._acts:
                self._take(self._acts[0])
            return
        if self.form is None or self._over:
            return
        problems = self.form.check()
        self.form.show_problems(problems)
        if not problems:
            self.act_requested.emit(act, self.form.values())

    def _has_answers(self) -> bool:
        """Whether something was typed that did not stand there from the start."""
        start = self._asking.start if self._asking else None
        return self.form is not None and any(
            value not in (None, "", [], (start or {}).get(key)) for key, value in self.form.values().items()
        )

    def _on_more(self) -> None:
        self._more_asked("", self._rest(), self._take)

    def _taker(self, place: int) -> Callable[[], None]:
        return lambda: self._take(self._shown()[place])

    def _shown(self) -> tuple[Act, ...]:
        """The acts beside the first that stand as buttons."""
        return tuple(act for act in self._acts[1:] if not act.seldom)[: 0 if self._large else QUIET_SHOWN]

    def _rest(self) -> tuple[Act, ...]:
        return tuple(act for act in self._acts[1:] if act not in self._shown())

    def _show(self) -> None:
        asking, acts = self._asking, self._acts
        act = asking or (acts[0] if acts else None)
        self.title.setText(asking.text if asking else "")
        self.title.setVisible(asking is not None)
        gone = tr("This cannot be done any more. Your words are still here: copy what you need, then Esc.")
        self.hint.setVisible(not self._large or self._gone or bool(act and act.explained))
        self.hint.setText(gone if self._gone else act.explained if act else "")
        self.leading.setVisible(act is not None)
        self.leading.setEnabled(not self._over)
        if act is not None:
            self.leading.setText(f"{act.text}  ⏎")
            self.leading.setAccessibleName(act.text)
        shown = () if asking else self._shown()
        for place, button in enumerate(self.quiet):
            button.setVisible(place < len(shown))
            button.setText(shown[place].text if place < len(shown) else "")
        self.back.setVisible(asking is not None)
        self.more.setVisible(asking is None and bool(self._rest()))

    def _quiet_button(self, text: str, pressed: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(True)
        button.clicked.connect(lambda _checked=False: pressed())
        return button
