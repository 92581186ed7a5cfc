"""Data of every earlier version of the tables comes along to today's, on both databases."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, Engine, MetaData, Table, func, insert, select
from sqlalchemy.types import JSON, Boolean, Date, DateTime, Float, Integer

from hall import schema
from hall.storage.base import Base
from hall.storage.engine import open_engine

OLDER = [step.revision for step in ScriptDirectory.from_config(schema.migrations()).walk_revisions()][1:]
LONG_AGO = datetime(2026, 3, 2, 1, tzinfo=UTC)


def _come_to(engine: Engine, revision: str) -> None:
    with engine.begin() as connection:
        config = schema.migrations()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def _value(column: Column[Any]) -> Any:
    """Return something that a column of an old version may hold."""
    if isinstance(column.type, Boolean):
        return True
    if isinstance(column.type, Integer):
        return 1
    if isinstance(column.type, Float):
        return 1.0
    if isinstance(column.type, DateTime):
        return LONG_AGO
    if isinstance(column.type, Date):
        return date(2026, 3, 2)
    if isinstance(column.type, JSON):
        return {}
    return "x"


def _fill(connection: Connection) -> dict[str, int]:
    """Put a row into every table as it stands in the database; the same key everywhere keeps the references."""
    old = MetaData()
    old.reflect(connection)
    filled: list[Table] = [table for table in old.sorted_tables if table.name != "alembic_version"]
    for table in filled:
        if not connection.scalar(select(func.count()).select_from(table)):
            connection.execute(insert(table).values({column.name: _value(column) for column in table.columns}))
    return {table.name: 1 for table in filled}


@pytest.mark.parametrize("revision", OLDER)
def test_every_row_of_an_earlier_version_is_there_afterwards(database_url: str, revision: str) -> None:
    engine = open_engine(database_url)
    _come_to(engine, revision)
    with engine.begin() as connection:
        before = _fill(connection)
    schema.prepare(engine)
    with engine.connect() as connection:
        today = {name: Base.metadata.tables[name] for name in before}
        after = {name: connection.scalar(select(func.count()).select_from(table)) for name, table in today.items()}
        assert after == before
        for name, table in today.items():
            row = connection.execute(select(table)).one()
            empty = [c.name for c in table.columns if not c.nullable and row._mapping[c] is None]
            assert empty == [], name
    engine.dispose()
