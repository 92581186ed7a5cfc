"""What Ctrl+K does at the guide's desk."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from hall.service import Hall
from ui.guide.finder import find
from ui.shared import tasks
from ui.shared.command_palette import CommandPalette, Found
from ui.shared.commands import CommandTable
from ui.shared.i18n import tr
from ui.shared.initials import initials
from ui.shared.messages import say

SEARCH_AFTER_MS = 120


class Palette(CommandPalette):
    """Finds what the shared palette does not know; what is chosen goes to the window."""

    def __init__(self, hall: Hall, table: CommandTable, window: QWidget, take: Callable[[object], object]) -> None:
        super().__init__(table, window, initials)
        self._hall, self._take, self._text = hall, take, ""
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SEARCH_AFTER_MS)
        self._wait.timeout.connect(self._search)
        self.searched.connect(self._on_text)
        self.found_chosen.connect(take)
        self.search_entered.connect(self._on_scanned)

    def _on_text(self, text: str) -> None:
        self._text = text
        self._wait.start()

    def _search(self) -> None:
        text, hall = self._text, self._hall
        if self.isVisible():
            tasks.run(self, lambda: find(hall, text), lambda found: self._show_if_wanted(text, found))

    def _show_if_wanted(self, text: str, found: tuple[Found, ...]) -> None:
        if text == self._text and self.isVisible():
            self.show_found(found)

    def _on_scanned(self, text: str) -> None:
        """A scanner is faster than the search: look once more, and take the only thing that fits."""
        hall = self._hall
        tasks.run(self, lambda: find(hall, text), lambda found: self._take_only(text, found))

    def _take_only(self, text: str, found: tuple[Found, ...]) -> None:
        if len(found) == 1:
            self.close_sheet()
            self._take(found[0].target)
        elif not found:
            say(self, tr("Nothing is found under {typed}.", typed=text))
