"""The editor of a span from one date to another."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui.shared.fields.base import FieldEditor
from ui.shared.fields.date import DateEditor
from ui.shared.fields.plain import PlainField
from ui.shared.fields.spec import ColumnSpec, Value
from ui.shared.i18n import tr
from ui.shared.theme import GRID


class PeriodEditor(FieldEditor):
    """A beginning and an end (起止日期); both days belong to it."""

    def __init__(self, field: ColumnSpec, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        bare = PlainField(field.id, field.name, "date", precision=field.precision)
        self.start = DateEditor(bare, self, part=tr("from"))
        self.end = DateEditor(bare, self, part=tr("until"))
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for widget in (self.start, QLabel(tr("to"), self), self.end):
            row.addWidget(widget)
        row.addStretch()
        for editor in (self.start, self.end):
            editor.setFixedWidth(editor.line_width())
            editor.value_changed.connect(self.value_changed)
        self.setFocusProxy(self.start)
        self.column.addLayout(row)
        self.finish()

    def value(self) -> Value:
        """Return {"from", "to"}, each None while it is empty; None when both are."""
        span = {"from": self.start.value(), "to": self.end.value()}
        return span if any(span.values()) else None

    def set_value(self, value: Value) -> None:
        """Show a span."""
        span = value if isinstance(value, dict) else {}
        self.start.set_value(span.get("from"))
        self.end.set_value(span.get("to"))

    def own_problem(self) -> str | None:
        """Say which date cannot be read, or that the end lies before the beginning."""
        unread = self.start.own_problem() or self.end.own_problem()
        if unread or self.start.is_empty() or self.end.is_empty():
            return unread
        if str(self.end.value()) < str(self.start.value()):
            return tr("The end lies before the beginning. Check both dates.")
        return None

    def focus_first(self) -> None:
        """Take the focus where it is needed: at the end when the beginning is right."""
        wrong_end = not self.start.is_empty() and self.start.own_problem() is None and bool(self.end.own_problem())
        (self.end if wrong_end else self.start).focus_first()

    def marked(self) -> tuple[QWidget, ...]:
        """Return both lines."""
        return (self.start.edit, self.end.edit)
