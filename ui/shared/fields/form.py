"""A form made from a list of fields: labels, editors, problems, and the keyboard's way through it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.shared.fields.base import FieldEditor
from ui.shared.fields.factory import editor_for
from ui.shared.fields.spec import NO_HELPERS, FieldSpec, Helpers, Value
from ui.shared.i18n import tr
from ui.shared.theme import GRID, length, scaled, set_role

LABEL_WIDTH, LABEL_TIGHT = 184, 144


@dataclass(frozen=True)
class FieldGroup:
    """Fields that belong together, under a title; an empty title shows none."""

    title: str
    fields: Sequence[FieldSpec]


class DynamicForm(QWidget):
    """Asks the questions of a matter (表单); what was typed survives every problem.

    Enter goes on to the next field, Shift and Enter back.

    Signals:
        value_changed: the id of the field that the person changed.
        finished: Enter was pressed in the last field; the window offers its next step.
    """

    value_changed = Signal(str)
    finished = Signal()

    def __init__(
        self,
        content: Iterable[FieldSpec | FieldGroup],
        parent: QWidget | None = None,
        *,
        helpers: Helpers = NO_HELPERS,
        tight: bool = False,
    ) -> None:
        """Make the form; one that is `tight` leaves out what air it can, for large type in a small place."""
        super().__init__(parent)
        self._helpers, self._tight = helpers, tight
        self._editors: dict[str, FieldEditor] = {}
        self._unknown: dict[str, Value] = {}
        self._page = QWidget(self)
        self._grid = QGridLayout(self._page)
        self._scroll = QScrollArea(self)
        self._assemble()
        for group in _grouped(content):
            self._add_group(group)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self._order_stops()

    def editor(self, field_id: str) -> FieldEditor:
        """Return the editor of a field; KeyError when there is none."""
        return self._editors[field_id]

    def values(self) -> dict[str, Value]:
        """Return all answers by field id; values that no field of this form asks for are handed back untouched."""
        return {**self._unknown, **{field_id: editor.value() for field_id, editor in self._editors.items()}}

    def set_values(self, values: Mapping[str, Value]) -> None:
        """Show answers; fields that are not named become empty."""
        self._unknown = {key: value for key, value in values.items() if key not in self._editors}
        for field_id, editor in self._editors.items():
            editor.set_value(values.get(field_id))

    def show_origins(self, origins: Mapping[str, str]) -> None:
        """Say under the fields named where their answers come from."""
        for field_id, text in origins.items():
            if field_id in self._editors:
                self._editors[field_id].show_origin(text)

    def check(self) -> dict[str, str]:
        """Return what the form itself can tell: text that cannot be read and answers that are missing."""
        problems: dict[str, str] = {}
        for field_id, editor in self._editors.items():
            if editor.is_missing():
                problems[field_id] = tr("This is still missing.")
            elif problem := editor.own_problem():
                problems[field_id] = problem
        return problems

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show a sentence under each field named, and go to the first of them; all others become calm."""
        first: FieldEditor | None = None
        for field_id, editor in self._editors.items():
            if field_id not in problems:
                editor.clear_problem()
                continue
            editor.show_problem(problems[field_id])
            first = first or editor
        if first is not None:
            first.focus_first()
            self._show(first)

    def clear_problems(self) -> None:
        """Take all sentences away."""
        for editor in self._editors.values():
            editor.clear_problem()

    def wanted_height(self) -> int:
        """Return the height at which every field stands without scrolling, at the width that there is."""
        width = max(self._scroll.viewport().width(), self._grid.minimumSize().width())
        wraps = self._grid.hasHeightForWidth()
        return self._grid.totalHeightForWidth(width) if wraps else self._grid.totalSizeHint().height()

    def focus_first(self) -> None:
        """Go to the first field."""
        if self._editors:
            next(iter(self._editors.values())).focus_first()

    def set_read_only(self, read_only: bool) -> None:
        """Lock or unlock all fields."""
        for editor in self._editors.values():
            editor.setEnabled(not read_only)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Shift and Enter go back."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.focusNextPrevChild(False)
        elif self._on_last_stop():
            self.finished.emit()
        else:
            self.focusNextPrevChild(True)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep the field that has the focus in sight."""
        moved = super().focusNextPrevChild(forward)
        here = self.window().focusWidget()
        if here is not None and self._page.isAncestorOf(here):
            self._scroll.ensureWidgetVisible(here, 0, 4 * GRID)
        return moved

    def _assemble(self) -> None:
        self._grid.setContentsMargins(*(0, 0, GRID, 0) if self._tight else (GRID, GRID, 2 * GRID, 2 * GRID))
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID if self._tight else 2 * GRID)
        self._grid.setColumnStretch(1, 1)
        self._scroll.setWidget(self._page)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        self._page.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)

    def _add_group(self, group: FieldGroup) -> None:
        if group.title:
            title = QLabel(group.title, self._page)
            set_role(title, "title")
            self._grid.addWidget(title, self._grid.rowCount(), 0, 1, 2)
        for field in group.fields:
            self._add_field(field)

    def _add_field(self, field: FieldSpec) -> None:
        editor = editor_for(field, self._helpers)
        editor.setParent(self._page)
        editor.stops_changed.connect(self._order_stops)
        editor.value_changed.connect(lambda: self.value_changed.emit(field.id))
        row = self._grid.rowCount()
        self._grid.addWidget(self._label(field, editor), row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(editor, row, 1, Qt.AlignmentFlag.AlignTop)
        self._editors[field.id] = editor
        if field.required:
            editor.setAccessibleName(tr("{field}, required", field=field.name))

    def _label(self, field: FieldSpec, editor: FieldEditor) -> QLabel:
        """The question; a star says that the matter needs its answer."""
        label = QLabel(field.name + ("\N{NO-BREAK SPACE}*" if field.required else ""), self._page)
        label.setWordWrap(True)
        label.setFixedWidth(scaled(LABEL_TIGHT if self._tight else LABEL_WIDTH))
        label.setContentsMargins(0, editor.label_offset(), 0, 0)
        label.setMinimumHeight(length("control") + 2 + editor.label_offset())
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setBuddy(editor)
        return label

    def _on_last_stop(self) -> bool:
        inside = [stop for stop in self._stops() if stop.isEnabled() and stop.isVisible()]
        here = self.window().focusWidget()
        return here is None or not inside or here is inside[-1]

    def _stops(self) -> list[QWidget]:
        return [stop for editor in self._editors.values() for stop in editor.stops()]

    def _order_stops(self) -> None:
        """Lead the Tab key through the fields as they are read; rows that came later have their place too."""
        for one, other in pairwise(self._stops()):
            QWidget.setTabOrder(one, other)

    def _show(self, editor: FieldEditor) -> None:
        """Bring an editor with its sentence into sight, now and once the layout has settled."""
        self._grid.activate()
        self._scroll.ensureWidgetVisible(editor, 0, 4 * GRID)
        QTimer.singleShot(0, editor, lambda: self._scroll.ensureWidgetVisible(editor, 0, 4 * GRID))


def _grouped(content: Iterable[FieldSpec | FieldGroup]) -> list[FieldGroup]:
    """A list of fields alone is one group without a title."""
    groups: list[FieldGroup] = []
    fields: list[FieldSpec] = []
    for entry in content:
        if isinstance(entry, FieldGroup):
            groups.append(entry)
        else:
            fields.append(entry)
    return [*groups, FieldGroup("", fields)] if fields else groups
