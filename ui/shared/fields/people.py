"""The editor of several persons: a household, the parties of a dispute."""

from PySide6.QtWidgets import QWidget

from ui.shared.fields.base import FieldEditor
from ui.shared.fields.captioned import Captioned
from ui.shared.fields.cells import cell_for, cell_width
from ui.shared.fields.person import PersonEditor
from ui.shared.fields.plain import PlainField
from ui.shared.fields.rows import RowsEditor
from ui.shared.fields.spec import NO_HELPERS, ColumnSpec, FieldSpec, Helpers, Value
from ui.shared.i18n import tr
from ui.shared.theme import scaled


class MemberEditor(PersonEditor):
    """One person of several: a person with a relation and what the field asks beside."""

    def __init__(self, field: FieldSpec, parent: QWidget | None = None, *, helpers: Helpers = NO_HELPERS) -> None:
        self.cells: dict[str, FieldEditor] = {}
        own = PlainField(field.id, field.name, "person")
        super().__init__(own, parent, helpers=helpers, with_relation=True)
        for column in field.columns:
            self._add_cell(column)

    def value(self) -> Value:
        """Return the person with the columns' answers beside."""
        person = super().value()
        cells = {key: cell.value() for key, cell in self.cells.items()}
        if person is None and not any(not cell.is_empty() for cell in self.cells.values()):
            return None
        blank = dict.fromkeys(("name", "id_kind", "id_number", "birth", "sex", "phone", "relation"), "")
        return {**(person or {**blank, "id_kind": self.kind.currentData() or ""}), **cells}

    def set_value(self, value: Value) -> None:
        """Show a person and the answers beside."""
        row = dict(value) if isinstance(value, dict) else {}
        for key, cell in self.cells.items():
            cell.set_value(row.pop(key, None))
        super().set_value(row)

    def own_problem(self) -> str | None:
        """Say what cannot be read."""
        problems = [super().own_problem(), *(cell.own_problem() for cell in self.cells.values())]
        return next((problem for problem in problems if problem), None)

    def _add_cell(self, column: ColumnSpec) -> None:
        cell = cell_for(column, self._helpers)
        cell.setFixedWidth(scaled(cell_width(column)))
        cell.value_changed.connect(self.value_changed)
        self.cells[column.id] = cell
        self.flow.addWidget(Captioned(column.name, cell, self))


class PeopleEditor(RowsEditor):
    """Several persons (人员列表)."""

    def __init__(self, field: FieldSpec, parent: QWidget | None = None, *, helpers: Helpers = NO_HELPERS) -> None:
        self._field_spec = field
        self._helpers = helpers
        super().__init__(field, parent)

    def add_text(self) -> str:
        """Return what the adding button says."""
        return tr("Add a person (Insert)")

    def make_row(self) -> FieldEditor:
        """Return an empty person."""
        return MemberEditor(self._field_spec, self, helpers=self._helpers)
