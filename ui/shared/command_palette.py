"""What Ctrl+K shows: one line to find a command, a person or a case."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.shared.commands import CommandTable
from ui.shared.i18n import tr
from ui.shared.overlay import Overlay
from ui.shared.text_line import TextLine
from ui.shared.theme import GRID, length

SHOWN_ROWS = 9


@dataclass(frozen=True)
class Found:
    """Something other than a command that a search found: its words, a quiet remark, and whatever the window needs."""

    text: str
    remark: str
    target: object


class CommandPalette(Overlay):
    """Finds a command by its words or, with `initials`, by the first letters of its pinyin.

    The window may search for persons and cases too: it listens to `searched` and answers with `show_found`.

    Signals:
        searched: the text that was typed, trimmed.
        found_chosen: the target of a Found.
        search_entered: Enter was pressed on a text that nothing matches, for example a scan.
    """

    searched = Signal(str)
    found_chosen = Signal(object)
    search_entered = Signal(str)

    def __init__(self, table: CommandTable, window: QWidget, initials: Callable[[str], str] | None = None) -> None:
        super().__init__(window, 640)
        self._table = table
        self._initials = initials
        self._found: tuple[Found, ...] = ()
        self.search = TextLine(self)
        self.search.setPlaceholderText(tr("Command, name, last four digits, scan"))
        self.search.setAccessibleName(tr("Find a command, a person or a case"))
        self.search.textChanged.connect(self._on_typed)
        self.search.returnPressed.connect(self._choose)
        self.search.installEventFilter(self)
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("Found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._choose)
        self.setFocusProxy(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self.search)
        column.addWidget(self.list)

    def open(self) -> None:
        """Show it empty, ready for typing."""
        self._found = ()
        self.search.clear()
        self._fill()
        self.list.setFixedHeight(0)
        room = self.room() - self.sizeHint().height()
        self.list.setFixedHeight(min(SHOWN_ROWS * (length("control") + 2), room))
        super().open()

    def show_found(self, found: Iterable[Found]) -> None:
        """Add what the window found for the text that stands in the line; the chosen row stays where it is."""
        self._found = tuple(found)
        self._fill(self.list.currentRow())

    def texts(self) -> list[str]:
        """Return the rows as they read."""
        return [self.list.item(row).text() for row in range(self.list.count())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down move the choice while the line keeps the focus."""
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            if step and self.list.count():
                self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))
                return True
            return False
        return super().eventFilter(watched, event)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self._found = ()
        self._fill()
        self.searched.emit(text.strip())

    def _fill(self, row: int = 0) -> None:
        self.list.clear()
        for command in self._table.commands():
            if self._table.is_enabled(command.id) and self._matches(command.text):
                self._add(f"{command.text}    {command.key}", command.id)
        for found in self._found:
            self._add(f"{found.text}    {found.remark}", found)
        self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))

    def _add(self, text: str, target: object) -> None:
        item = QListWidgetItem(text.rstrip(), self.list)
        item.setData(Qt.ItemDataRole.UserRole, target)

    def _matches(self, text: str) -> bool:
        wanted = self.search.text().strip().casefold()
        if wanted in text.casefold():
            return True
        return self._initials is not None and wanted in self._initials(text).casefold()

    @Slot()
    def _choose(self, *_item: QListWidgetItem) -> None:
        item, typed = self.list.currentItem(), self.search.text().strip()
        if item is None and not typed:
            return
        if item is None:  # what was typed stays, in case it was a slip of the finger
            self.search_entered.emit(typed)
            return
        self.close_sheet()
        target = item.data(Qt.ItemDataRole.UserRole)
        if isinstance(target, str):
            self._table.run(target)
        else:
            self.found_chosen.emit(target.target)
