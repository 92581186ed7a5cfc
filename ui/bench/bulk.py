"""Writes many rows fast: one row is copied inside the database, with a new key and number each time."""

from collections.abc import Mapping

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from hall.storage.base import Base


def keep(connection: Connection, *rows: Base) -> None:
    """Write rows as they stand, in the open transaction."""
    with Session(connection, expire_on_commit=False) as session:
        session.add_all(rows)
        session.commit()  # of the session: the connection's transaction goes on


def copies(connection: Connection, kind: type[Base], first: str, count: int, changes: Mapping[str, str]) -> None:
    """Copy the row with a key as often as wanted.

    Args:
        connection: an open transaction.
        kind: the class of the row's table.
        first: condition in SQL that finds the row to copy, which is called `t`.
        count: how many copies.
        changes: SQL expressions for the columns that differ, of `n.i` that runs from 1.
    """
    table = kind.__tablename__
    columns = [column.name for column in kind.__table__.columns]
    chosen = ", ".join(changes.get(name, f"t.{name}") for name in columns)
    connection.execute(
        text(
            f"INSERT INTO {table} ({', '.join(columns)}) "
            f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) "
            f"SELECT {chosen} FROM n, (SELECT * FROM {table} AS t WHERE {first}) AS t"
        )
    )


def padded(dialect: str, number: str, width: int) -> str:
    """Return the SQL expression of a number with leading zeros."""
    if dialect == "postgresql":
        return f"to_char({number}, 'FM{'0' * width}')"
    return f"printf('%0{width}d', {number})"


def days_before(dialect: str, day: str, number: str) -> str:
    """Return the SQL expression of the day that lies so many days before an ISO date."""
    if dialect == "postgresql":
        return f"DATE '{day}' - CAST({number} AS integer)"
    return f"date('{day}', '-' || ({number}) || ' days')"
