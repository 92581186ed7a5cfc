"""Pairs of a quiet word and what it says, set in two columns."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from ui.shared.i18n import tr
from ui.shared.reveal import SHOWN_MS, Masked
from ui.shared.theme import GRID, scaled, set_role

LABEL_WIDTH = 88


class FactsView(QWidget):
    """Shows facts; an empty one is left out. One that is masked has a key beside it that asks for the whole.

    Signals:
        reveal_requested: a masked fact of which somebody wants to see the whole.
    """

    reveal_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(1, 1)
        self._lines: list[tuple[QLabel, QLabel]] = []
        self._masked: Masked | None = None
        self._whole = ""
        self.eye = QPushButton(tr("Show the full number"), self)
        self.eye.setShortcut("Ctrl+E")
        self.eye.setToolTip("Ctrl+E")
        set_role(self.eye, "plain")
        self.eye.setStyleSheet("min-height: 0; padding-top: 0; padding-bottom: 0;")  # on the line of its fact
        self.eye.hide()
        self.eye.clicked.connect(self._on_asked)
        self._forgetting = QTimer(self)
        self._forgetting.setSingleShot(True)
        self._forgetting.setInterval(SHOWN_MS)
        self._forgetting.timeout.connect(self.hide_whole)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show facts in their order."""
        shown = [(name, text) for name, text in facts if text]
        while len(self._lines) < len(shown):
            self._add_line()
        for place, (name, text) in enumerate(self._lines):
            visible = place < len(shown)
            name.setVisible(visible)
            text.setVisible(visible)
            if visible:
                name.setText(shown[place][0])
                text.setText(shown[place][1])
        self._place_eye([text for _, text in shown])

    def show_whole(self, masked: Masked, whole: str) -> None:
        """Show a full number in place of its mask for half a minute; not if the page has gone on meanwhile."""
        if self._masked is None or masked.whose != self._masked.whose:
            return
        self._whole = whole
        self._forgetting.start()
        self._say_whole()

    def hide_whole(self) -> None:
        """Show the mask again."""
        self._forgetting.stop()
        self._whole = ""
        self._say_whole()

    def _place_eye(self, texts: Sequence[str]) -> None:
        """Put the key beside the masked fact; a refresh of the same page leaves a number that is shown as it is."""
        known = self._masked
        place = next((place for place, text in enumerate(texts) if isinstance(text, Masked)), None)
        found = texts[place] if place is not None else None
        self._masked = found if isinstance(found, Masked) else None
        self.eye.setVisible(self._masked is not None)
        if place is not None:
            self._grid.addWidget(self.eye, place, 2, Qt.AlignmentFlag.AlignTop)
        same = known is not None and self._masked is not None and known.whose == self._masked.whose
        if self._whole and same:
            self._say_whole()
        else:
            self.hide_whole()

    def _say_whole(self) -> None:
        for _, text in self._lines:
            if self._masked is not None and text.text() in (str(self._masked), text.property("whole")):
                text.setProperty("whole", self._whole or None)
                text.setText(self._whole or str(self._masked))

    def _on_asked(self) -> None:
        if self._masked is not None:
            self.reveal_requested.emit(self._masked)

    def _add_line(self) -> None:
        place = len(self._lines)
        name, text = QLabel(self), QLabel(self)
        set_role(name, "quiet")
        name.setFixedWidth(scaled(LABEL_WIDTH))
        for label in (name, text):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(text, place, 1, Qt.AlignmentFlag.AlignTop)
        self._lines.append((name, text))
