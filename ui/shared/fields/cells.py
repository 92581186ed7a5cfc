"""Editors narrow enough for a cell of a row."""

from ui.shared.fields.base import FieldEditor
from ui.shared.fields.choice import ChoicesEditor, ManyChoiceEditor, YesNoEditor
from ui.shared.fields.date import DateEditor
from ui.shared.fields.number import MoneyEditor, NumberEditor
from ui.shared.fields.options import options_of
from ui.shared.fields.period import PeriodEditor
from ui.shared.fields.spec import ColumnSpec, Helpers
from ui.shared.fields.text import BankAccountEditor, PhoneEditor, TextEditor

_WIDTHS = {
    "text": 176,
    "address": 264,
    "number": 160,
    "money": 192,
    "date": 160,
    "period": 416,
    "yes_no": 112,
    "choice": 200,
    "choices": 264,
    "phone": 136,
    "bank_account": 232,
}
_PLAIN: dict[str, type[FieldEditor]] = {
    "number": NumberEditor,
    "date": DateEditor,
    "period": PeriodEditor,
    "yes_no": YesNoEditor,
    "phone": PhoneEditor,
    "bank_account": BankAccountEditor,
}


def cell_for(column: ColumnSpec, helpers: Helpers) -> FieldEditor:
    """Return the editor of one cell; a type that is no simple one is edited as text."""
    kind = str(column.type)
    if kind == "money":
        return MoneyEditor(column, with_capitals=False)
    if kind in ("choice", "choices"):
        options = options_of(column, helpers)
        if not options:
            return TextEditor(column)
        if kind == "choices":
            return ChoicesEditor(column, options=options)
        return ManyChoiceEditor(column, options=options, initials=helpers.initials)
    return _PLAIN.get(kind, TextEditor)(column)


def cell_width(column: ColumnSpec) -> int:
    """Return the width of a cell in pixels at 100 %: the same in every row, so that columns align."""
    kind = str(column.type)
    if kind == "number" and not column.unit:
        return NumberEditor.line_width
    return _WIDTHS.get(kind, _WIDTHS["text"])
