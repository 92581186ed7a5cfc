"""Data of every earlier version of the tables comes along to today's, on both databases."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, Engine, MetaData, Table, event, func, insert, inspect, select, text
from sqlalchemy.types import JSON, Boolean, Date, DateTime, Float, Integer

from hall import schema
from hall.kernel.refusal import Refusal
from hall.storage.backup import FOLDER, count_rows, sqlite_file
from hall.storage.base import Base
from hall.storage.engine import open_engine
from hall.storage.sealing import SealedJson

OLDER = [step.revision for step in ScriptDirectory.from_config(schema.migrations()).walk_revisions()][1:]
LONG_AGO = datetime(2026, 3, 2, 1, tzinfo=UTC)
Lend = Callable[[Callable[[str], Any]], str]


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
    return "{}" if _is_sealed_json(column) else "x"


def _is_sealed_json(column: Column[Any]) -> bool:
    """Tell whether a text is read as JSON today: it stands as text because it may be sealed."""
    today = Base.metadata.tables.get(column.table.name)
    return today is not None and column.name in today.c and isinstance(today.c[column.name].type, SealedJson)


def _fill(connection: Connection) -> dict[str, int]:
    """Put a row into every table as it stands in the database; the same key everywhere keeps the references."""
    old = MetaData()
    old.reflect(connection)
    filled: list[Table] = [table for table in old.sorted_tables if table.name != "alembic_version"]
    for table in filled:
        if not connection.scalar(select(func.count()).select_from(table)):
            connection.execute(insert(table).values({column.name: _value(column) for column in table.columns}))
    return {table.name: 1 for table in filled}


@cache
def filled_at(revision: str) -> Callable[[str], None]:
    """Return what prepares a database of an old version with a row in every table; for `prepared_database`."""

    def prepare(url: str) -> None:
        engine = open_engine(url)
        _come_to(engine, revision)
        with engine.begin() as connection:
            _fill(connection)
        engine.dispose()

    return prepare


@pytest.mark.parametrize("revision", OLDER)
def test_every_row_of_an_earlier_version_is_there_afterwards(prepared_database: Lend, revision: str) -> None:
    engine = open_engine(prepared_database(filled_at(revision)))
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


class PowerCutError(Exception):
    """What happens in the middle of a step."""


def _standing(engine: Engine) -> tuple[str | None, dict[str, list[str]], dict[str, int]]:
    """Return the version, the columns of every table, and its rows."""
    with engine.connect() as connection:
        tables = inspect(connection)
        columns = {name: [str(each["name"]) for each in tables.get_columns(name)] for name in tables.get_table_names()}
        rows = {name: connection.scalar(text(f"SELECT count(*) FROM {name}")) or 0 for name in columns}
    return schema.revision_of(engine), columns, rows


def test_an_interrupted_upgrade_leaves_the_old_tables_and_nothing_between(prepared_database: Lend) -> None:
    engine = open_engine(prepared_database(filled_at(OLDER[0])))
    before = _standing(engine)

    def cut(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("UPDATE alembic_version"):  # the very end of a step: all its tables are changed
            raise PowerCutError

    event.listen(engine, "before_cursor_execute", cut)
    with pytest.raises(PowerCutError):
        schema.prepare(engine)
    event.remove(engine, "before_cursor_execute", cut)
    assert _standing(engine) == before
    schema.prepare(engine)
    assert schema.revision_of(engine) == schema.HEAD
    engine.dispose()


def test_a_file_is_copied_before_its_tables_change(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'hall.db'}")
    schema.prepare(engine)
    assert not (tmp_path / FOLDER).exists()  # a new hall has nothing to lose
    engine.dispose()
    engine = open_engine(f"sqlite:///{tmp_path / 'old.db'}")
    _come_to(engine, "0001")
    with engine.begin() as connection:
        _fill(connection)
    file = sqlite_file(engine)
    assert file is not None
    rows = count_rows(file)
    schema.prepare(engine)
    engine.dispose()
    copies = list((tmp_path / FOLDER).iterdir())
    assert [copy.name for copy in copies] == [f"upgrade-0001-to-{schema.HEAD}.db"]
    assert count_rows(copies[0]) == rows


@pytest.mark.parametrize(("version", "code"), [("9999", "storage.newer"), ("moved", "storage.moved")])
def test_tables_of_a_newer_program_and_of_a_hall_that_moved_are_not_touched(
    prepared_database: Lend, version: str, code: str
) -> None:
    engine = open_engine(prepared_database(filled_at("0001")))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
    before = _standing(engine)
    with pytest.raises(Refusal) as refusal:
        schema.prepare(engine)
    assert (refusal.value.code, _standing(engine)) == (code, before)
    engine.dispose()


@pytest.mark.parametrize("slow", [True, False])
def test_an_upgrade_that_takes_long_is_announced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, slow: bool
) -> None:
    import threading

    monkeypatch.setattr(schema, "_SLOW_SECONDS", 0.0 if slow else 60.0)
    upgraded = schema._upgrade
    waiting = threading.Event()

    class Seen(schema.logging.Handler):
        def emit(self, record: Any) -> None:
            waiting.set()

    def upgrade(engine: Engine, revision: str | None) -> None:
        assert waiting.wait(20) if slow else True
        upgraded(engine, revision)

    seen = Seen()
    schema.log.addHandler(seen)
    monkeypatch.setattr(schema, "_upgrade", upgrade)
    engine = open_engine(f"sqlite:///{tmp_path / 'hall.db'}")
    with engine.begin() as connection:
        schema.build(connection, "0004")
    schema.prepare(engine)
    schema.log.removeHandler(seen)
    assert waiting.is_set() is slow
    engine.dispose()
