"""What editors of several rows have in common: adding, removing and taking a removal back."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from ui.shared.fields.base import FieldEditor
from ui.shared.fields.captioned import caption_height
from ui.shared.fields.spec import FieldSpec, Value
from ui.shared.i18n import tr
from ui.shared.theme import GRID, icon, set_role


class RowFrame(QFrame):
    """One row: its number, its editor and the button that removes it."""

    def __init__(self, editor: FieldEditor, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        set_role(self, "row")
        self.editor = editor
        self.number = QLabel(self)
        set_role(self.number, "quiet")
        self.remove = QToolButton(self)
        self.remove.setIcon(icon("remove"))
        self.remove.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        set_role(self.remove, "plain")
        self._name = name
        row = QHBoxLayout(self)
        row.setContentsMargins(0, GRID, 0, GRID)
        row.setSpacing(GRID)
        row.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(editor, 1)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)

    def show_number(self, number: int) -> None:
        """Show which row this is, counted from 1."""
        self.number.setText(str(number))
        self.remove.setAccessibleName(tr("Remove row {number} of {field}", number=number, field=self._name))


class RowsEditor(FieldEditor):
    """Any number of rows; Insert adds one, Ctrl and Delete remove the one with the cursor."""

    def __init__(self, field: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._least = max(field.min_rows or 0, 1 if field.required else 0)
        self._needed = field.min_rows or 0
        self._most = field.max_rows
        self._removed: tuple[int, Value] | None = None
        self.rows: list[RowFrame] = []
        self._rows_column = QVBoxLayout()
        self._rows_column.setSpacing(0)
        self.column.addLayout(self._rows_column)
        self.add_button = QPushButton(self.add_text(), self)
        self.add_button.setIcon(icon("plus"))
        self.add_button.setAutoDefault(False)
        self.name_part(self.add_button, self.add_text())
        self.add_button.clicked.connect(self.add_by_hand)
        self.undo_button = QPushButton(tr("Bring the removed row back"), self)
        self.undo_button.setAutoDefault(False)
        self.name_part(self.undo_button, tr("Bring the removed row back"))
        self.undo_button.clicked.connect(self.undo_removal)
        self.undo_button.hide()
        set_role(self.undo_button, "plain")
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.undo_button)
        buttons.addStretch()
        self.column.addLayout(buttons)
        self.finish()
        self._fill_up()

    def add_text(self) -> str:
        """Return what the adding button says."""
        raise NotImplementedError

    def make_row(self) -> FieldEditor:
        """Return the editor of a new row."""
        raise NotImplementedError

    def value(self) -> Value:
        """Return the rows that are not empty."""
        return [row.editor.value() for row in self.rows if not row.editor.is_empty()]

    def is_missing(self) -> bool:
        """Return True when there are fewer rows than the matter needs; no rows can be an answer: there are none."""
        return len(self.value()) < self._needed

    def set_value(self, value: Value) -> None:
        """Show rows."""
        for row in list(self.rows):
            self._take(row)
        for part in value if isinstance(value, list) else []:
            self._insert(len(self.rows)).editor.set_value(part)
        self._fill_up()
        self._forget_removed()

    def stops(self) -> list[QWidget]:
        """Return the rows' stops, then the buttons."""
        return [stop for row in self.rows for stop in row.editor.stops()] + [self.add_button, self.undo_button]

    def own_problem(self) -> str | None:
        """Say the first row's problem, with its number."""
        for number, row in enumerate(self.rows, start=1):
            problem = row.editor.own_problem()
            if problem:
                return tr("Row {number}: {problem}", number=number, problem=problem)
        return None

    def label_offset(self) -> int:
        """The first row's first line stands under a rule and captions."""
        return GRID + 1 + caption_height() if self._least else 0

    def focus_first(self) -> None:
        """Take the focus in the first row with a problem, else the first row, else on the adding button."""
        wrong = [row for row in self.rows if row.editor.own_problem()]
        if wrong or self.rows:
            (wrong or self.rows)[0].editor.focus_first()
        else:
            self.add_button.setFocus()

    @Slot()
    def add_by_hand(self) -> None:
        """Add a row and go there."""
        if self._most is None or len(self.rows) < self._most:
            self._insert(len(self.rows)).editor.focus_first()
            self.value_changed.emit()

    def remove_row(self, row: RowFrame) -> None:
        """Remove a row; it can be brought back until the next change of rows."""
        self._removed = (self.rows.index(row), row.editor.value())
        self._take(row)
        self._fill_up()
        self.undo_button.setVisible(self._removed[1] is not None)
        self.add_button.setFocus()
        self.value_changed.emit()

    @Slot()
    def undo_removal(self) -> None:
        """Bring the removed row back, with all that was typed."""
        if self._removed is None:
            return
        place, value = self._removed
        row = self._insert(place)
        row.editor.set_value(value)
        self._forget_removed()
        row.editor.focus_first()
        self.value_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Insert adds a row, Ctrl and Delete remove one."""
        if event.key() == Qt.Key.Key_Insert:
            self.add_by_hand()
        elif event.key() == Qt.Key.Key_Delete and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            here = [row for row in self.rows if row.isAncestorOf(self.window().focusWidget() or self)]
            if here:
                self.remove_row(here[0])
        else:
            super().keyPressEvent(event)

    def _insert(self, place: int) -> RowFrame:
        editor = self.make_row()
        row = RowFrame(editor, self._name, self)
        row.remove.clicked.connect(lambda: self.remove_row(row))
        editor.value_changed.connect(self.value_changed)
        self.rows.insert(place, row)
        self._rows_column.insertWidget(place, row)
        self._renumber()
        return row

    def _take(self, row: RowFrame) -> None:
        self.rows.remove(row)
        self._rows_column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._renumber()

    def _fill_up(self) -> None:
        while len(self.rows) < self._least:
            self._insert(len(self.rows))

    def _forget_removed(self) -> None:
        self._removed = None
        self.undo_button.hide()

    def _renumber(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            row.show_number(number)
        self.add_button.setEnabled(self._most is None or len(self.rows) < self._most)
        self.stops_changed.emit()
