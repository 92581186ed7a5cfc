"""A line with a list: typing a part of an entry finds it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QHBoxLayout, QWidget

from ui.shared.i18n import tr
from ui.shared.line_button import set_line_button
from ui.shared.text_line import TextLine

SHOWN = 10


class SearchBox(QWidget):
    """Finds an entry by any part of its label, by its code or by its pinyin initials; keeps what was typed.

    Signals:
        chosen: text or choice changed by hand.
    """

    chosen = Signal()

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
        *,
        initials: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._options = tuple(options)
        self._initials = initials
        self._model = QStringListModel([label for _code, label in options], self)
        self.search = TextLine(self)
        self.search.textEdited.connect(self._on_typed)
        self.search.installEventFilter(self)
        self.setFocusProxy(self.search)
        self.completer = QCompleter(self._model, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setMaxVisibleItems(SHOWN)
        self.completer.activated.connect(self._on_picked)
        self.completer.setWidget(self.search)
        set_line_button(self.search, "chevron", tr("Open the list"), self.open_list)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.search)

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other entries; what is typed stays."""
        self._options = tuple(options)

    def code(self) -> str:
        """Return the code of the entry that is typed in full, or by its code; else empty."""
        typed = self.text()
        return next((code for code, label in self._options if typed and typed in (label, code)), "")

    def text(self) -> str:
        """Return what is typed."""
        return self.search.text().strip()

    def choose(self, code: str) -> None:
        """Show the entry of a code, or an unknown code as it is."""
        self.search.setText(next((label for own, label in self._options if own == code), code))

    def matches(self, typed: str) -> list[str]:
        """Return the labels that fit what is typed."""
        wanted = typed.strip().casefold()
        return [label for code, label in self._options if self._fits(wanted, code, label)]

    @Slot()
    def open_list(self) -> None:
        """Show all entries."""
        self._show([label for _code, label in self._options])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down opens the list; Enter takes the only entry that fits."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Down:
            self.open_list()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.code():
            fitting = self.matches(self.text()) if self.text() else []
            if len(fitting) == 1:
                self._on_picked(fitting[0])
        return False

    def _fits(self, wanted: str, code: str, label: str) -> bool:
        if wanted in label.casefold() or wanted == code.casefold():
            return True
        return self._initials is not None and wanted in self._initials(label).casefold()

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self._show(self.matches(text) if text.strip() else [])
        self.chosen.emit()

    @Slot(str)
    def _on_picked(self, label: str) -> None:
        self.search.setText(label)
        self.chosen.emit()

    def _show(self, labels: list[str]) -> None:
        self._model.setStringList(labels)
        if labels:
            self.completer.complete()
        else:
            self._popup().hide()

    def _popup(self) -> QAbstractItemView:
        """The list below the line, which Qt makes on first use."""
        popup = self.completer.popup()
        if popup is None:
            raise RuntimeError("a completer without a list")
        return popup
