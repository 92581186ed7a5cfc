"""The editor of a table: rows of typed cells."""

from PySide6.QtWidgets import QWidget

from ui.shared.fields.base import FieldEditor
from ui.shared.fields.captioned import Captioned
from ui.shared.fields.cells import cell_for, cell_width
from ui.shared.fields.plain import PlainField
from ui.shared.fields.rows import RowsEditor
from ui.shared.fields.spec import NO_HELPERS, FieldSpec, Helpers, Value
from ui.shared.flow_layout import FlowLayout
from ui.shared.i18n import tr
from ui.shared.theme import scaled


class TableRowEditor(FieldEditor):
    """One row of a table; cells of one column are equally wide in all rows."""

    def __init__(self, field: FieldSpec, parent: QWidget | None = None, *, helpers: Helpers = NO_HELPERS) -> None:
        super().__init__(PlainField(field.id, field.name, "table"), parent)
        self.cells: dict[str, FieldEditor] = {}
        self._other: dict[str, Value] = {}
        holder = QWidget(self)
        flow = FlowLayout(holder)
        for column in field.columns:
            cell = cell_for(column, helpers)
            cell.setFixedWidth(scaled(cell_width(column)))
            cell.value_changed.connect(self.value_changed)
            self.cells[column.id] = cell
            flow.addWidget(Captioned(column.name, cell, holder))
        self.column.addWidget(holder)
        self.finish()

    def value(self) -> Value:
        """Return the cells' answers by column, or None while all are empty."""
        if all(cell.is_empty() for cell in self.cells.values()):
            return None
        return {**self._other, **{key: cell.value() for key, cell in self.cells.items()}}

    def set_value(self, value: Value) -> None:
        """Show a row; answers of columns that are gone are kept."""
        row = value if isinstance(value, dict) else {}
        self._other = {key: part for key, part in row.items() if key not in self.cells}
        for key, cell in self.cells.items():
            cell.set_value(row.get(key))

    def own_problem(self) -> str | None:
        """Say what cannot be read."""
        problems = (cell.own_problem() for cell in self.cells.values())
        return next((problem for problem in problems if problem), None)

    def focus_first(self) -> None:
        """Take the focus in the first cell with a problem, else in the first."""
        wrong = [cell for cell in self.cells.values() if cell.own_problem()]
        (wrong or list(self.cells.values()))[0].focus_first()


class TableEditor(RowsEditor):
    """Rows of typed cells (表格)."""

    def __init__(self, field: FieldSpec, parent: QWidget | None = None, *, helpers: Helpers = NO_HELPERS) -> None:
        self._field_spec = field
        self._helpers = helpers
        super().__init__(field, parent)

    def add_text(self) -> str:
        """Return what the adding button says."""
        return tr("Add a row (Insert)")

    def make_row(self) -> FieldEditor:
        """Return an empty row."""
        return TableRowEditor(self._field_spec, self, helpers=self._helpers)
