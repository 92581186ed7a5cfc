"""Words for a deaf visitor: picked or typed by the clerk, read by the resident on the screen at the counter."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hall.service import Hall, Reading, screens_facing
from ui.shared import tasks
from ui.shared.i18n import tr
from ui.shared.overlay import Overlay
from ui.shared.row_list import Row, RowList
from ui.shared.runner import Runner
from ui.shared.text_line import TextLine
from ui.shared.theme import GRID, length, set_role

ROWS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Facing:
    """What stands on the screen now, and the usual sentences."""

    shown: str
    phrases: tuple[str, ...]


def look(hall: Hall) -> Facing:
    """Return what the counter's screen shows; for a worker thread."""
    return hall.see(_look)


def _look(reading: Reading) -> Facing:
    at = reading.actor.counter_id
    shown = screens_facing.text_shown(reading, counter_id=at) if at else ""
    return Facing(shown, screens_facing.phrases(reading))


class FacingPanel(Overlay):
    """Type or pick a sentence, Enter shows it; it stays on the screen until it is cleared or the resident leaves."""

    def __init__(self, runner: Runner, window: QWidget) -> None:
        super().__init__(window, 640)
        self._runner = runner
        self.title = QLabel(tr("Words for the resident to read"), self)
        set_role(self.title, "title")
        self.setAccessibleName(self.title.text())
        away = QLabel(tr("Esc: back"), self)
        set_role(away, "quiet")
        self.now = QLabel(self)
        self.now.setWordWrap(True)
        self.now.setTextFormat(Qt.TextFormat.PlainText)
        self.line = TextLine(self)
        self.line.set_longest(screens_facing.LONGEST)
        self.line.setPlaceholderText(tr("Type a sentence, or pick one below"))
        self.line.setAccessibleName(self.line.placeholderText())
        self.list = RowList(tr("Usual sentences"), self, led=True, framed=False)
        self.list.row_chosen.connect(self._on_picked)
        self.clear = QPushButton(tr("Clear the screen"), self)
        self.clear.setAutoDefault(True)
        self.clear.clicked.connect(self._on_clear)
        self.show_button = QPushButton(tr("Show it  ⏎"), self)
        self.show_button.setAccessibleName(tr("Show it"))
        set_role(self.show_button, "next")
        self.show_button.clicked.connect(self._on_show)
        for widget in (self.line, self.list):
            widget.installEventFilter(self)
        self._assemble(away)

    def open(self) -> None:
        """Show it; what stands on the screen is looked up."""
        self.line.clear()
        self._say_now("")
        super().open()
        self.line.setFocus()
        self._refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows choose a sentence and Enter shows it, wherever the focus is; figures pick one in the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.list and event.text().isdecimal():
                place = int(event.text()) - 1
                if 0 <= place < self.list.count():
                    self._on_picked(self.list.row_at(place).key)
                return True
            if watched is self.line:
                return self._from_line(event)
        return super().eventFilter(watched, event)

    def _from_line(self, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self.list.step(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_show()
        else:
            return False
        return True

    @Slot(object)
    def _on_picked(self, phrase: object) -> None:
        self._put_up(str(phrase))

    @Slot()
    def _on_show(self) -> None:
        """Show what is typed, or else the sentence that is chosen."""
        chosen = self.list.current_key()
        words = self.line.text().strip() or (str(chosen) if chosen is not None else "")
        if words:
            self._put_up(words)

    @Slot()
    def _on_clear(self) -> None:
        self._put_up("")

    def _put_up(self, words: str) -> None:
        """Put words on the screen; a refusal leaves what was typed."""

        def done(_nothing: object) -> None:
            self.line.clear()
            self._say_now(words)

        self._runner.run(self, lambda hall: hall.do(screens_facing.show_text, text=words), done)

    def _refresh(self) -> None:
        hall = self._runner.hall
        tasks.run(self, lambda: look(hall), self._show)

    def _show(self, facing: Facing) -> None:
        self._say_now(facing.shown)
        if not self.list.count():
            self.list.show_rows([Row(phrase, phrase) for phrase in facing.phrases])
            shown = min(self.list.count(), ROWS_SHOWN)
            self.list.setFixedHeight(sum(self.list.sizeHintForRow(place) for place in range(shown)) + 4)
            self._place()

    def _say_now(self, words: str) -> None:
        self.now.setText(tr("On the screen now: {words}", words=words) if words else tr("Nothing is on the screen."))
        self.clear.setEnabled(bool(words))

    def _assemble(self, away: QLabel) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(away)
        foot = QHBoxLayout()
        foot.addWidget(self.clear)
        foot.addStretch(1)
        foot.addWidget(self.show_button)
        self.now.setMinimumHeight(length("control"))
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 3 * GRID)
        column.setSpacing(GRID)
        column.addLayout(head)
        for widget in (self.now, self.line, self.list):
            column.addWidget(widget)
        column.addLayout(foot)
