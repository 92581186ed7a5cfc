"""Seals what an older version of the tables holds in the open: run once by the step that brings sealing in."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection, String, Text, bindparam, column, insert, select, table

from hall.people.fragments import rows_of
from hall.people.model import PersonFragment
from hall.storage.sealer import HEADS, VERSION, Sealer, WrittenBy
from hall.storage.sealing import tail, unlock_connection

BATCH: Final = 500

SEALED: Final = {
    "person": ("id_number", "phone", "address"),
    "person_fact": ("value",),
    "person_document": ("number", "dispute_note"),
    "contact_sheet": ("phone",),
    "appointment": ("phone",),
    "rating": ("phone",),
    "case_file": ("form",),
    "case_material": ("held",),
    "document": ("content",),
    "exchange_package": ("manifest",),
    "exchange_answer": ("manifest",),
    "hall_key": ("private",),
}
"""The columns, which are Text when this runs, JSON among them as its text."""

MARKED: Final = {
    "person": {
        "id_mark": ("id_number", "identity", False),
        "id_tail_mark": ("id_number", "identity tail", True),
        "phone_mark": ("phone", "phone", False),
        "phone_tail_mark": ("phone", "phone tail", True),
    },
    "appointment": {"phone_mark": ("phone", "phone", False)},
}
"""Each mark: of which column, for which purpose, and whether of its last four characters only."""

_PLAIN: Final = frozenset({"", "{}", "[]", "null"})

Row = dict[str, Any]


def seal_existing(connection: Connection) -> int:
    """Seal, mark and index every row that lies open, in the caller's transaction; answers with how many rows changed.

    Makes the database's key where it has none. Rows that are sealed already stay, so that it may run again.

    Raises:
        Refusal: `storage.key_missing` on a PC without the key of a database that has one.
    """
    sealer = unlock_connection(connection)
    changed = sum(_seal(connection, sealer, name, columns) for name, columns in SEALED.items())
    _index_names(connection)
    return changed


def _seal(connection: Connection, sealer: Sealer, name: str, columns: tuple[str, ...]) -> int:
    marks = MARKED.get(name, {})
    written = [*columns, *marks]
    here = table(name, column("id", String), *(column(each, Text) for each in written))
    change = here.update().where(here.c.id == bindparam("_id")).values({each: bindparam(each) for each in written})
    changed = 0
    for batch in _batches(connection, name, written):
        rows = [_sealed(sealer, row, columns, marks) for row in batch if _lies_open(row, columns)]
        if rows:
            connection.execute(change, rows)
        changed += len(rows)
    return changed


def _lies_open(row: Row, columns: tuple[str, ...]) -> bool:
    return any(row[each] not in _PLAIN and not (row[each] or VERSION).startswith(HEADS) for each in columns)


def _sealed(sealer: Sealer, row: Row, columns: tuple[str, ...], marks: dict[str, tuple[str, str, bool]]) -> Row:
    """Return a row sealed and marked; what is empty stays so."""
    opened = {each: _opened(sealer, row[each]) for each in columns}
    done: Row = {"_id": row["id"]}
    for each, value in opened.items():
        done[each] = value if value is None or value in _PLAIN else sealer.seal(value)
    for mark, (source, purpose, of_tail) in marks.items():
        value = tail(opened[source]) if of_tail else opened[source]
        done[mark] = sealer.mark(value, purpose) if value else ""
    return done


def _opened(sealer: Sealer, value: str | None) -> str | None:
    """Return a value of before as it is, one that is sealed opened, whoever sealed it."""
    sealed = value is not None and value.startswith(HEADS)
    return sealer.open(value, WrittenBy(value[: len(VERSION)])) if value is not None and sealed else value


def _index_names(connection: Connection) -> None:
    """Write the fragments of every name, once."""
    if connection.scalar(select(PersonFragment.person_id).limit(1)) is not None:
        return
    for batch in _batches(connection, "person", ["name"]):
        if rows := [each for row in batch for each in rows_of(row["id"], row["name"])]:
            connection.execute(insert(PersonFragment), rows)


def _batches(connection: Connection, name: str, columns: list[str]) -> Iterator[list[Row]]:
    """Return the rows of a table in the order of their keys, some at a time."""
    here = table(name, column("id", String), *(column(each, Text) for each in columns))
    last = ""
    while rows := connection.execute(select(here).where(here.c.id > last).order_by(here.c.id).limit(BATCH)).all():
        last = rows[-1].id
        yield [dict(row._mapping) for row in rows]
