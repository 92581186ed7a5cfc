"""Which editor a field gets."""

from collections.abc import Callable

from ui.shared.fields.base import FieldEditor
from ui.shared.fields.choice import MOST_BUTTONS, ChoicesEditor, FewChoiceEditor, ManyChoiceEditor, YesNoEditor
from ui.shared.fields.date import DateEditor
from ui.shared.fields.number import MoneyEditor, NumberEditor
from ui.shared.fields.options import options_of
from ui.shared.fields.organisation import OrganisationEditor
from ui.shared.fields.people import PeopleEditor
from ui.shared.fields.period import PeriodEditor
from ui.shared.fields.person import PersonEditor
from ui.shared.fields.secret import SecretEditor
from ui.shared.fields.spec import NO_HELPERS, FieldSpec, Helpers
from ui.shared.fields.table import TableEditor
from ui.shared.fields.text import AddressEditor, BankAccountEditor, LongTextEditor, PhoneEditor, TextEditor

_SIMPLE: dict[str, type[FieldEditor]] = {
    "text": TextEditor,
    "number": NumberEditor,
    "money": MoneyEditor,
    "date": DateEditor,
    "period": PeriodEditor,
    "yes_no": YesNoEditor,
    "phone": PhoneEditor,
    "address": AddressEditor,
    "bank_account": BankAccountEditor,
}
_HELPED: dict[str, Callable[..., FieldEditor]] = {
    "person": PersonEditor,
    "people": PeopleEditor,
    "organisation": OrganisationEditor,
    "table": TableEditor,
}
ASKED_BY_WINDOWS: dict[str, type[FieldEditor]] = {"secret": SecretEditor}
"""Types that no form of the catalogue knows."""
TYPES = frozenset({*_SIMPLE, *_HELPED, "choice", "choices", "staff"})


def editor_for(field: FieldSpec, helpers: Helpers = NO_HELPERS) -> FieldEditor:
    """Return the editor of a field; ValueError for a type that no form knows."""
    kind = str(field.type)
    if kind in ASKED_BY_WINDOWS:
        return ASKED_BY_WINDOWS[kind](field)
    if kind not in TYPES:
        raise ValueError(f"no editor for the type {kind}")
    if kind == "text" and field.multiline:
        return LongTextEditor(field)
    if kind in _SIMPLE:
        return _SIMPLE[kind](field)
    if kind in _HELPED:
        return _HELPED[kind](field, helpers=helpers)
    return _choosing(field, kind, helpers)


def _choosing(field: FieldSpec, kind: str, helpers: Helpers) -> FieldEditor:
    """A choice without entries takes text, so that no form comes to a halt over a missing table."""
    options = helpers.staff if kind == "staff" else options_of(field, helpers)
    if not options:
        return TextEditor(field)
    if kind == "choices":
        return ChoicesEditor(field, options=options)
    if kind == "choice" and len(options) <= MOST_BUTTONS:
        return FewChoiceEditor(field, options=options)
    return ManyChoiceEditor(field, options=options, initials=helpers.initials)
