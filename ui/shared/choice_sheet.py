"""A sheet with one question and its answers: a reason, a receiver, a ticket to come back to."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.shared.i18n import tr
from ui.shared.overlay import Overlay
from ui.shared.row_list import Row, RowList
from ui.shared.text_line import TextLine
from ui.shared.theme import GRID, length, set_role

MOST_ROWS = 9
FILTER_FROM = 10
"""So many answers and more are narrowed down by typing; fewer are chosen by their figures."""

Answer = Callable[[object, str], object]
Narrow = Callable[[str], Sequence[Row]]


class ChoiceSheet(Overlay):
    """Asks for one of several answers; figures choose at once, Enter takes the row, Escape goes back.

    One sheet serves all questions of a window.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, 560)
        self._answer: Answer | None = None
        self._rows: tuple[Row, ...] = ()
        self._narrow: Narrow | None = None
        self.title = QLabel(self)
        set_role(self.title, "title")
        away = QLabel(tr("Esc: back"), self)
        set_role(away, "quiet")
        self.search = TextLine(self)
        self.search.setPlaceholderText(tr("Type a part of it"))
        self.search.setAccessibleName(tr("Narrow the list down"))
        self.search.textChanged.connect(self._on_typed)
        self.note = TextLine(self)
        self.list = RowList(tr("Answers"), self, led=True, framed=False)
        self.list.row_chosen.connect(self._on_chosen)
        for widget in (self.search, self.note, self.list):
            widget.installEventFilter(self)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(away)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 3 * GRID)
        column.setSpacing(GRID)
        column.addLayout(head)
        for widget in (self.search, self.list, self.note):
            column.addWidget(widget)

    def ask(
        self, title: str, rows: Sequence[Row], answer: Answer, *, note: str = "", narrow: Narrow | None = None
    ) -> None:
        """Ask; `answer` is called with the key of the row and the note.

        Args:
            title: the question.
            rows: the answers.
            answer: called when one is taken.
            note: what the line below may hold; empty for no such line.
            narrow: finds the answers for what is typed; by default those of `rows` that hold it.
        """
        self._answer, self._rows, self._narrow = answer, tuple(rows), narrow
        self.title.setText(title)
        self.setAccessibleName(title)
        self.search.setVisible(narrow is not None or len(rows) >= FILTER_FROM)
        self.search.clear()
        self.note.setVisible(bool(note))
        self.note.setPlaceholderText(note)
        self.note.setAccessibleName(note)
        self.note.clear()
        self._fill()
        self._fit_list()
        self.list.choose(None)
        self.open()
        (self.search if self.search.isVisible() else self.list).setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Figures, arrows and Enter work wherever the focus is."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is not self.window():
            if event.key() == Qt.Key.Key_Escape:
                self.close_sheet()
                return True
            if watched is self.list and event.text().isdecimal():
                return self._take_numbered(int(event.text()))
            if watched is not self.list:
                return self._from_line(event)
        return super().eventFilter(watched, event)

    def _from_line(self, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self.list.step(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_chosen(self.list.current_key())
        else:
            return False
        return True

    def _take_numbered(self, number: int) -> bool:
        if 0 < number <= self.list.count():
            self._on_chosen(self.list.row_at(number - 1).key)
        return True

    def _fit_list(self) -> None:
        """Give the answers the room that they need, as far as the window has it."""
        if self._narrow is not None:  # typing brings others: as many as are ever shown
            wanted = MOST_ROWS * length("control")
        else:
            wanted = sum(self.list.sizeHintForRow(place) for place in range(min(self.list.count(), MOST_ROWS)))
        self.list.setFixedHeight(0)
        room = self.room() - self.sizeHint().height()
        self.list.setFixedHeight(min(max(wanted, length("control")) + 4, max(room, 2 * length("control"))))

    def _fill(self) -> None:
        if self.search.isHidden():
            self.list.show_rows([replace(row, text=f"{n}　{row.text}") for n, row in enumerate(self._rows, 1)])
        elif self._narrow is not None:
            self.list.show_rows(self._narrow(self.search.text()))
        else:
            wanted = self.search.text().strip().casefold()
            found = [row for row in self._rows if wanted in f"{row.text} {row.remark} {row.below}".casefold()]
            self.list.show_rows(found)

    @Slot()
    def _on_typed(self) -> None:
        self._fill()

    @Slot(object)
    def _on_chosen(self, key: object) -> None:
        if key is None or self._answer is None:
            return
        answer, note = self._answer, self.note.text().strip()
        self.close_sheet()
        answer(key, note)
