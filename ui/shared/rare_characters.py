"""The sheet that writes what no keyboard has: rare characters by reading, parts, strokes or code point."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from hall.kernel import characters
from hall.kernel.characters import Ideograph
from ui.shared import tasks
from ui.shared.glyph_tile import GlyphTile
from ui.shared.i18n import mark, tr
from ui.shared.message_line import MessageLine
from ui.shared.overlay import Overlay
from ui.shared.text_line import TextLine, insert_at_cursor, takes_characters
from ui.shared.theme import GRID, is_large, set_role

TILES = 9
NAME, TEXT, KEY = "rare", mark("Rare characters"), "Ctrl+J"
"""The command of every window in which names are typed (Ctrl+U is taken: Qt empties a line with it)."""

_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: TILES,
    Qt.Key.Key_PageUp: -TILES,
}


class RareCharacters(Overlay):
    """Looks a character up (生僻字) and writes it where the cursor was (GB 18030-2022, level 3).

    Down and Up go from one to the next, Enter writes the chosen one; Alt and a figure write one of the nine at once,
    because figures belong to what is typed. The window below stays as it is.
    """

    def __init__(self, window: QWidget) -> None:
        self.line = TextLine()
        super().__init__(window, 816)
        self._target: QWidget | None = None
        self._cursor = (-1, 0, 0)
        self._found: tuple[Ideograph, ...] = ()
        self._outside = ""
        self._at = 0
        self.setAccessibleName(tr(TEXT))
        self.line.setParent(self)
        self.line.setPlaceholderText(tr("Pinyin, parts, strokes or code point"))
        self.line.setAccessibleName(tr("Look a rare character up"))
        self.line.textChanged.connect(self._on_typed)
        self.line.installEventFilter(self)
        self.tiles = [GlyphTile(number, self) for number in range(1, TILES + 1)]
        for place, tile in enumerate(self.tiles):
            tile.clicked.connect(partial(self._take, place))
        self.about = QLabel(self)
        self.about.ensurePolished()
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setWordWrap(True)
        self.about.setFixedHeight((2 if is_large() else 1) * self.about.fontMetrics().lineSpacing())
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.page = QLabel(self)
        set_role(self.page, "quiet")
        self._assemble()

    def open_here(self) -> None:
        """Open for the editor that has the focus; without one say where to go first."""
        focus = QApplication.focusWidget()
        if self.isVisible():
            self.close_sheet()
        elif takes_characters(focus):
            self.open_for(focus)
        else:
            line = self._over.findChild(MessageLine)
            if line is not None:
                line.tell(tr("Click into the field in which the character is to stand, then press Ctrl+J."))

    def open_for(self, target: QWidget | None) -> None:
        """Open for an editor; what is chosen is written at its cursor."""
        self._target = target
        if isinstance(target, QLineEdit):
            self._cursor = (target.selectionStart(), target.selectionLength(), target.cursorPosition())
        self.line.clear()
        self._show((), "")
        self.open()
        self.line.setFocus()
        tasks.run(self, characters.load, lambda _count: None)

    def close_sheet(self) -> None:
        """Put it away; the cursor stands where it stood, though Qt selects a line that gets the focus back."""
        super().close_sheet()
        if isinstance(self._target, QLineEdit) and isValid(self._target):
            start, length, cursor = self._cursor
            if start >= 0:
                self._target.setSelection(start, length)
            else:
                self._target.setCursorPosition(cursor)

    def found(self) -> Sequence[Ideograph]:
        """Return what fits, best first."""
        return self._found

    def chosen(self) -> str:
        """Return the character that Enter would write, empty for none."""
        return self._found[self._at].character if self._found else self._outside

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows, Enter, Escape and Alt with a figure are the sheet's; all else is typed."""
        if watched is self.line and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and _figure(event):
                event.accept()  # or the window would take Alt+1 for a key of its own
                return True
            if event.type() == QEvent.Type.KeyPress:
                return self._on_key(event)
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.close_sheet()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._write(self.chosen())
        elif _figure(event):
            self._take(_figure(event) - 1)
        elif key in _STEPS:
            self._go_to(self._at + _STEPS[key])
        else:
            return False
        return True

    def _take(self, place: int) -> None:
        """Write the character of a tile."""
        place += self._at // TILES * TILES
        if place < len(self._found):
            self._write(self._found[place].character)
        elif self._outside and place == 0:
            self._write(self._outside)

    def _write(self, character: str) -> None:
        target = self._target
        if not character or target is None:
            return
        self._before = target
        self.close_sheet()
        insert_at_cursor(target, character)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        """Look it up beside the window's own work; an answer to what no longer stands there is dropped."""

        def show(found: tuple[Ideograph, ...]) -> None:
            if self.line.text() == text:
                self._show(found, "" if found else characters.outside(text))

        tasks.run(self, lambda: characters.find(text), show)

    def _show(self, found: tuple[Ideograph, ...], outside: str) -> None:
        self._found, self._outside = found, outside
        self._go_to(0)

    def _go_to(self, place: int) -> None:
        """Choose one and show the nine among which it stands."""
        self._at = max(0, min(place, len(self._found) - 1))
        first = self._at // TILES * TILES
        for number, tile in enumerate(self.tiles):
            shown = self._found[first + number] if first + number < len(self._found) else None
            tile.show_ideograph(shown, chosen=first + number == self._at)
        if self._outside:
            self.tiles[0].show_code_point(self._outside)
        self.about.setText(self._words())
        self.about.setAccessibleName(self.about.text())
        pages = -(-len(self._found) // TILES)
        self.page.setText(tr("Page {page} of {pages}", page=first // TILES + 1, pages=pages) if pages > 1 else "")

    def _words(self) -> str:
        """Say of the chosen one how it reads, where it stands and whether it prints."""
        if self._found:
            one = self._found[self._at]
            reading = " ".join(one.readings) or tr("reading unknown")
            return tr("{reading}　{strokes} strokes　{code}　can be printed", reading=reading, strokes=one.strokes,
                      code=one.code_point)  # fmt: skip
        if self._outside:
            code = f"U+{ord(self._outside):04X}"
            return tr("{code}　cannot be printed: no font has it. It is kept as it is; write it on paper by hand.",
                      code=code)  # fmt: skip
        if self.line.text().strip():
            return tr("Nothing fits. Try a part of it, or its reading.")
        return tr("yan　yan3　亩心　亠 允　12画　龙4　U+20164; several go together: yan 龙")

    def _assemble(self) -> None:
        title = QLabel(tr(TEXT), self)
        set_role(title, "title")
        away = QLabel(tr("Enter: write it　Alt and a figure: write that one　Esc: back"), self)
        set_role(away, "quiet")
        head, tiles, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(away)
        tiles.setSpacing(GRID)
        for tile in self.tiles:
            tiles.addWidget(tile, 1)
        foot.addWidget(self.about, 1)
        foot.addWidget(self.page)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self.line)
        column.addLayout(tiles)
        column.addLayout(foot)


def _figure(event: QKeyEvent) -> int:
    """Return the figure that is pressed together with Alt, 0 for none."""
    alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
    return event.key() - Qt.Key.Key_0 if alt and Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9 else 0


def open_rare_characters(window: QWidget) -> None:
    """Open the sheet of a window; it is made when it is first wanted, because most days nobody wants it."""
    sheet = window.findChild(RareCharacters, options=Qt.FindChildOption.FindDirectChildrenOnly)
    (sheet or RareCharacters(window)).open_here()
