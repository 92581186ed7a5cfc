"""Sees that the record of what happened only grows: the database itself refuses to change or delete its rows."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection

from hall.storage.base import Base
from hall.storage.journal import JournalRow

_KEPT: Final = ("audit_anchor", "audit_entry", "request")
_FUNCTION: Final = """CREATE OR REPLACE FUNCTION hall_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
RAISE EXCEPTION USING MESSAGE = 'rows of ' || TG_TABLE_NAME || ' are never changed',
ERRCODE = 'integrity_constraint_violation';
END $$"""
_POSTGRESQL: Final = (
    "CREATE OR REPLACE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION hall_only_grows()"
)
_SQLITE: Final = (
    "CREATE TRIGGER IF NOT EXISTS {table}_keeps_{verb} BEFORE {verb} ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
)
_VERBS: Final = ("UPDATE", "DELETE")


def kept_tables() -> tuple[str, ...]:
    """Return the tables whose rows stay as they were written: the audit, its anchors, the requests, every journal."""
    journals: set[str] = set()
    for mapper in Base.registry.mappers:
        if issubclass(mapper.class_, Base) and issubclass(mapper.class_, JournalRow):
            journals.add(mapper.class_.__tablename__)
    return tuple(sorted({*_KEPT, *journals} & set(Base.metadata.tables)))


def statements(dialect: str) -> tuple[str, ...]:
    """Return what makes a database (`sqlite` or `postgresql`) refuse UPDATE, DELETE and TRUNCATE of kept rows.

    They may be run again at any time. The owner of the tables can take a trigger away as whoever holds a file can;
    what is done then is for the chains and their signed anchors to show.
    """
    if dialect == "postgresql":
        return (_FUNCTION, *(_POSTGRESQL.format(table=table) for table in kept_tables()))
    return tuple(_SQLITE.format(table=table, verb=verb) for table in kept_tables() for verb in _VERBS)


def taking_away(dialect: str) -> tuple[str, ...]:
    """Return what takes the guard away again: for a step of the tables that has to move kept rows."""
    return tuple(_dropped(dialect))


def stand(connection: Connection) -> None:
    """Put the guard up, in the transaction of whoever made or changed the tables."""
    for statement in statements(connection.dialect.name):
        _run(connection, statement)


def stand_down(connection: Connection) -> None:
    """Take the guard away; whoever does puts it up again in the same transaction."""
    for statement in taking_away(connection.dialect.name):
        _run(connection, statement)


def missing(connection: Connection) -> tuple[str, ...]:
    """Return the kept tables whose guard somebody has taken away, wholly or in part."""
    if connection.dialect.name == "postgresql":
        standing = (
            "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE t.tgname = 'only_grows' AND t.tgenabled IN ('O', 'A') AND pg_table_is_visible(c.oid)"
        )
        guarded = set(connection.exec_driver_sql(standing).scalars())
        return tuple(table for table in kept_tables() if table not in guarded)
    triggers = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars())
    return tuple(
        table for table in kept_tables() if not {f"{table}_keeps_{verb}" for verb in _VERBS} <= triggers
    )  # fmt: skip


def _dropped(dialect: str) -> Iterator[str]:
    for table in kept_tables():
        if dialect == "postgresql":
            yield f"DROP TRIGGER IF EXISTS only_grows ON {table}"
        else:
            yield from (f"DROP TRIGGER IF EXISTS {table}_keeps_{verb}" for verb in _VERBS)


def _run(connection: Connection, statement: str) -> None:
    """Run a statement as it stands: text() would take a colon in it for a parameter."""
    connection.exec_driver_sql(statement)
