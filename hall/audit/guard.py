"""Sees that the record of what happened only grows: the database itself refuses to change or delete its rows."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, Table, UniqueConstraint

from hall.storage.base import Base
from hall.storage.journal import JournalRow

_KEPT: Final = ("audit_anchor", "audit_entry", "request")
_BODY: Final = """
BEGIN
RAISE EXCEPTION USING MESSAGE = 'rows of ' || TG_TABLE_NAME || ' are never changed',
ERRCODE = 'integrity_constraint_violation';
END """
_FUNCTION: Final = f"CREATE OR REPLACE FUNCTION hall_only_grows() RETURNS trigger LANGUAGE plpgsql AS $${_BODY}$$"
_POSTGRESQL: Final = (
    "CREATE OR REPLACE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION hall_only_grows()"
)
_SQLITE: Final = (
    "CREATE TRIGGER IF NOT EXISTS {table}_keeps_{verb} BEFORE {verb} ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
)
_VERBS: Final = ("UPDATE", "DELETE")
_SQLITE_INSERT: Final = (
    "CREATE TRIGGER IF NOT EXISTS {table}_keeps_INSERT BEFORE INSERT ON {table} "
    "WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
    "BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
)
"""INSERT OR REPLACE takes a row away without asking the guard of DELETE."""
_EDITION: Final = 1
"""Of the guard of SQLite: 1 refuses REPLACE too. It stands as the file's `user_version`."""
_STANDING: Final = """SELECT c.relname FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE t.tgname = 'only_grows' AND t.tgenabled IN ('O', 'A') AND t.tgtype = 58 AND t.tgqual IS NULL
AND p.proname = 'hall_only_grows' AND p.prosrc = %(body)s AND pg_table_is_visible(c.oid)"""
"""58: before the statement, UPDATE, DELETE and TRUNCATE."""


def kept_tables() -> tuple[str, ...]:
    """Return the tables whose rows stay as they were written: the audit, its anchors, the requests, every journal."""
    journals: set[str] = set()
    for mapper in Base.registry.mappers:
        if issubclass(mapper.class_, Base) and issubclass(mapper.class_, JournalRow):
            journals.add(mapper.class_.__tablename__)
    return tuple(sorted({*_KEPT, *journals} & set(Base.metadata.tables)))


def statements(dialect: str) -> tuple[str, ...]:
    """Return what makes a database (`sqlite` or `postgresql`) refuse UPDATE, DELETE, TRUNCATE, REPLACE of kept rows.

    They may be run again at any time. The owner of the tables can take a trigger away as whoever holds a file can;
    what is done then is for the chains and their signed anchors to show.
    """
    if dialect == "postgresql":
        return (_FUNCTION, *(_POSTGRESQL.format(table=table) for table in kept_tables()))
    return tuple(statement for table in kept_tables() for statement in _of_sqlite(table).values())


def taking_away(dialect: str) -> tuple[str, ...]:
    """Return what takes the guard away again: for a step of the tables that has to move kept rows."""
    return tuple(_dropped(dialect))


def stand(connection: Connection) -> None:
    """Put the guard up, in the transaction of whoever made or changed the tables."""
    for statement in statements(connection.dialect.name):
        _run(connection, statement)
    if connection.dialect.name == "sqlite":
        _run(connection, f"PRAGMA user_version={_EDITION}")


def stand_down(connection: Connection) -> None:
    """Take the guard away; whoever does puts it up again in the same transaction."""
    for statement in taking_away(connection.dialect.name):
        _run(connection, statement)


def is_of_today(connection: Connection) -> bool:
    """Tell whether a program that knows all of this guard has put it up; a server's has been the same all along."""
    if connection.dialect.name != "sqlite":
        return True
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one()) >= _EDITION


def complete(connection: Connection) -> None:
    """Add what an older program did not put up; where its guard was taken away, that stays for `hall check` to say."""
    there = _triggers(connection)
    for table in kept_tables():
        whole = _of_sqlite(table)
        if all(there.get(name) == _said(sql) for name, sql in whole.items() if not name.endswith("INSERT")):
            _run(connection, whole[f"{table}_keeps_INSERT"])
    _run(connection, f"PRAGMA user_version={_EDITION}")


def missing(connection: Connection) -> tuple[str, ...]:
    """Return the kept tables whose guard somebody has taken away or made to do something else, wholly or in part."""
    if connection.dialect.name == "postgresql":
        guarded = set(connection.exec_driver_sql(_STANDING, {"body": _BODY}).scalars())
        return tuple(table for table in kept_tables() if table not in guarded)
    there = _triggers(connection)
    return tuple(
        table
        for table in kept_tables()
        if any(there.get(name) != _said(sql) for name, sql in _of_sqlite(table).items())
    )  # fmt: skip


def _triggers(connection: Connection) -> dict[str, str]:
    """Return the triggers of a SQLite file as they stand in it."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return {str(name): str(sql) for name, sql in rows}


def _said(statement: str) -> str:
    """Return a statement as SQLite keeps it."""
    return statement.replace(" IF NOT EXISTS", "", 1)


def _of_sqlite(table: str) -> dict[str, str]:
    """Return the triggers of a table by their names."""
    found = {f"{table}_keeps_{verb}": _SQLITE.format(table=table, verb=verb) for verb in _VERBS}
    same = _same_row(Base.metadata.tables[table])
    return found | {f"{table}_keeps_INSERT": _SQLITE_INSERT.format(table=table, same=same)}


def _same_row(table: Table) -> str:
    """Return the condition under which a new row would push another out: the same place, or the same key."""
    unique = [table.primary_key.columns]
    unique += [each.columns for each in table.constraints if isinstance(each, UniqueConstraint)]
    unique += [each.columns for each in table.indexes if each.unique]
    same = sorted({" AND ".join(f"{column.name} = NEW.{column.name}" for column in columns) for columns in unique})
    return " OR ".join(("rowid = NEW.rowid", *same))


def _dropped(dialect: str) -> Iterator[str]:
    for table in kept_tables():
        if dialect == "postgresql":
            yield f"DROP TRIGGER IF EXISTS only_grows ON {table}"
        else:
            yield from (f"DROP TRIGGER IF EXISTS {name}" for name in _of_sqlite(table))


def _run(connection: Connection, statement: str) -> None:
    """Run a statement as it stands: text() would take a colon in it for a parameter."""
    connection.exec_driver_sql(statement)
