"""The tables of a database as they really stand, and the one way in which a copy writes their values."""

import base64
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Boolean, Column, Connection, Date, DateTime, Float, Integer, LargeBinary, MetaData, Table
from sqlalchemy.types import JSON

from hall.kernel.refusal import Refusal

Row = Sequence[Any]
_NOT_DATA: Final = "alembic_version"
_INSTANT: Final = len("2026-11-22 01:02:03.000000")
_BATCH: Final = 2000
_KINDS: Final[tuple[tuple[type, str], ...]] = (
    (Boolean, "bool"),
    (Integer, "int"),
    (Float, "float"),
    (DateTime, "instant"),
    (Date, "day"),
    (JSON, "json"),
    (LargeBinary, "bytes"),
)


@dataclass(frozen=True, slots=True)
class Shape:
    """A table as it stands in a database: its columns by name and kind, and its primary key."""

    name: str
    columns: tuple[tuple[str, str], ...]
    key: tuple[str, ...]

    @property
    def order(self) -> tuple[tuple[str, str], ...]:
        """By which columns the rows of a copy are ordered: the primary key."""
        kinds = dict(self.columns)
        return tuple((name, kinds[name]) for name in self.key)


def shapes_of(connection: Connection) -> tuple[Shape, ...]:
    """Return the tables of a database; what others refer to comes before them."""
    found = MetaData()
    found.reflect(connection)
    return tuple(_shape(table) for table in found.sorted_tables if table.name != _NOT_DATA)


def read_rows(connection: Connection, shape: Shape) -> Iterator[Row]:
    """Yield the rows of a table in the order of its key, each value as it stands in a copy; sealed ones stay sealed."""
    postgres = connection.dialect.name == "postgresql"
    found = _postgres_rows(connection, shape) if postgres else _sqlite_rows(connection, shape)
    turned = _changed(shape, {**_OUT, **({} if postgres else _OUT_SQLITE)})
    return found if not turned else _turned(found, turned)


def write_rows(connection: Connection, shape: Shape, rows: Iterator[Row]) -> None:
    """Put rows of a copy into an empty table."""
    turned = _changed(shape, _IN if connection.dialect.name == "postgresql" else {**_IN, "bool": _flag})
    rows = _turned(rows, turned) if turned else rows
    if connection.dialect.name == "postgresql":
        _copy_in(connection, shape, rows)
    else:
        _insert(connection, shape, rows)


def count_rows(connection: Connection, shape: Shape) -> int:
    """Return how many rows a table has."""
    return int(connection.exec_driver_sql(f"SELECT count(*) FROM {_quoted(shape.name)}").scalar_one())


def quoted_names(shapes: Sequence[Shape]) -> str:
    """Return the names of tables for a statement about all of them."""
    return ", ".join(_quoted(shape.name) for shape in shapes)


def _shape(table: Table) -> Shape:
    columns = sorted((column.name, _kind(column)) for column in table.columns)
    return Shape(table.name, tuple(columns), tuple(column.name for column in table.primary_key))


def _kind(column: Column[Any]) -> str:
    return next((kind for type_, kind in _KINDS if isinstance(column.type, type_)), "text")


def _sqlite_rows(connection: Connection, shape: Shape) -> Iterator[Row]:
    names = ", ".join(_quoted(name) for name, _ in shape.columns)
    order = ", ".join(_quoted(name) for name in shape.key)
    cursor = _driver(connection).cursor()
    try:
        cursor.execute(f"SELECT {names} FROM {_quoted(shape.name)} ORDER BY {order}")
        while found := cursor.fetchmany(_BATCH):
            yield from found
    finally:
        cursor.close()


def _postgres_rows(connection: Connection, shape: Shape) -> Iterator[Row]:
    names = ", ".join(_POSTGRES_FORM.get(kind, "{}").format(_quoted(name)) for name, kind in shape.columns)
    collate = ' COLLATE "C"' if _sorts_otherwise(connection) else ""
    order = ", ".join(_quoted(name) + (collate if kind == "text" else "") for name, kind in shape.order)
    with _driver(connection).cursor(name="hall_copy", binary=True) as cursor:
        cursor.itersize = _BATCH
        cursor.execute(f"SELECT {names} FROM {_quoted(shape.name)} ORDER BY {order}")
        yield from cursor


_POSTGRES_FORM: Final = {
    "instant": "to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
    "day": "to_char({}, 'YYYY-MM-DD')",
    "json": "({})::text",
}


def _sorts_otherwise(connection: Connection) -> bool:
    """Tell whether the server sorts text by a language's rules, while a copy goes by the signs' numbers."""
    kind = "SELECT datcollate FROM pg_database WHERE datname = current_database()"
    return connection.exec_driver_sql(kind).scalar_one() not in ("C", "POSIX")


def _copy_in(connection: Connection, shape: Shape, rows: Iterator[Row]) -> None:
    names = ", ".join(_quoted(name) for name, _ in shape.columns)
    connection.exec_driver_sql("SET LOCAL TIME ZONE 'UTC'")
    with (
        _driver(connection).cursor() as cursor,
        cursor.copy(f"COPY {_quoted(shape.name)} ({names}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _insert(connection: Connection, shape: Shape, rows: Iterator[Row]) -> None:
    names = ", ".join(_quoted(name) for name, _ in shape.columns)
    places = ", ".join("?" * len(shape.columns))
    cursor = _driver(connection).cursor()
    try:
        cursor.executemany(f"INSERT INTO {_quoted(shape.name)} ({names}) VALUES ({places})", rows)
    finally:
        cursor.close()


def _driver(connection: Connection) -> Any:  # noqa: ANN401 -- the driver's own connection, of either kind
    return connection.connection.driver_connection


def _quoted(name: str) -> str:
    if not name.isidentifier():  # the names of the program's own tables; anything else was put there by somebody
        raise Refusal("backup.strange_table", name=name[:60])
    return f'"{name}"'


Turn = Callable[[Any], Any]


def _changed(shape: Shape, turns: dict[str, Turn]) -> tuple[tuple[int, Turn], ...]:
    return tuple((place, turns[kind]) for place, (_, kind) in enumerate(shape.columns) if kind in turns)


def _turned(rows: Iterator[Row], turns: tuple[tuple[int, Turn], ...]) -> Iterator[Row]:
    for row in rows:
        values = list(row)
        for place, turn in turns:
            if values[place] is not None:
                values[place] = turn(values[place])
        yield values


def _plain_json(value: str | float) -> str:
    """Return JSON in the one form of a copy; PostgreSQL keeps no order of names, so a copy's is the alphabet's."""
    known = json.loads(value) if isinstance(value, str) else value  # SQLite keeps a bare number as one
    return json.dumps(known, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _instant(text: str) -> str:
    """Return an instant as SQLite keeps it, always with its microseconds."""
    if len(text) == _INSTANT:
        return text
    return datetime.fromisoformat(text).isoformat(" ", "microseconds")


def _letters(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _flag(value: bool) -> int:
    return int(value)


_OUT: Final[dict[str, Turn]] = {"json": _plain_json, "bytes": _letters}
_OUT_SQLITE: Final[dict[str, Turn]] = {"bool": bool, "instant": _instant}
_IN: Final[dict[str, Turn]] = {"bytes": base64.b64decode}
