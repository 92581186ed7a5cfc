"""Proof that what must be sealed is sealed with this hall's key and was not changed since."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Text, or_, select, type_coerce
from sqlalchemy.orm import Session

from hall.kernel.refusal import Refusal
from hall.storage.base import Base
from hall.storage.machine_key import NOT_HERE, MachineSealer
from hall.storage.sealer import HEADS, Sealer, WrittenBy
from hall.storage.sealing import Sealed, SealedJson, sealer_of

_EMPTY: Final = frozenset({"", "{}", "[]", "null"})
_AT_ONCE: Final = 500


def find_open_values(session: Session) -> Iterator[str]:
    """Yield one sentence for each sealed column in which something lies open."""
    for column in _sealed_columns():
        written = type_coerce(column, Text)
        lies_open = written.is_not(None) & ~_is_sealed(written) & written.not_in(sorted(_EMPTY))
        if session.scalar(select(written).where(lies_open).limit(1)) is not None:
            yield f"{column.table.name}: {column.name} lies unsealed in some row"


def find_broken_seals(session: Session) -> Iterator[str]:
    """Yield one sentence for each sealed value that does not open; reading it anywhere is refused.

    Raises:
        Refusal: `storage.key_missing` on a PC without the key, `storage.not_at_a_machine` on one that opens nothing.
    """
    sealer = sealer_of(session.get_bind().dialect)
    if isinstance(sealer, MachineSealer):
        raise Refusal(NOT_HERE)
    for column in _sealed_columns():
        (key,) = column.table.primary_key.columns
        rows = select(key, type_coerce(column, Text)).where(_is_sealed(type_coerce(column, Text)))
        for row_id, sealed in session.execute(rows.execution_options(yield_per=_AT_ONCE)):
            if not _opens(sealer, sealed, getattr(column.type, "written_by", WrittenBy.HALL)):
                yield f"{column.table.name} {row_id}: {column.name} does not open with this hall's key"


def _sealed_columns() -> list[Column[Any]]:
    columns = (column for table in Base.metadata.sorted_tables for column in table.columns)
    return [column for column in columns if isinstance(column.type, Sealed | SealedJson)]


def _is_sealed(written: ColumnElement[str]) -> ColumnElement[bool]:
    return or_(*(written.like(f"{head}%") for head in HEADS))


def _opens(sealer: Sealer, sealed: str, written_by: WrittenBy) -> bool:
    try:
        sealer.open(sealed, written_by)
    except Refusal:
        return False
    return True
