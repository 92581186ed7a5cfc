"""Where the entries of a choice come from."""

from collections.abc import Sequence

from ui.shared.fields.spec import ColumnSpec, Helpers, OptionSpec


def options_of(field: ColumnSpec, helpers: Helpers) -> Sequence[OptionSpec]:
    """Return the field's own entries, else those of its code table, else none."""
    if field.options or not field.codes or helpers.code_table is None:
        return field.options
    return helpers.code_table(field.codes)
