"""A field in plain values: the parts of composed editors, and forms that no catalogue defines."""

from collections.abc import Sequence
from dataclasses import dataclass

from ui.shared.fields.spec import Choice, ColumnSpec


@dataclass(frozen=True)
class PlainField:
    """A FieldSpec made by a window itself."""

    id: str
    name: str
    type: str
    required: bool = False
    options: Sequence[Choice] = ()
    codes: str | None = None
    decimals: int = 0
    unit: str | None = None
    precision: str = "day"
    help: str | None = None
    multiline: bool = False
    max_length: int | None = None
    min_rows: int | None = None
    max_rows: int | None = None
    columns: Sequence[ColumnSpec] = ()
