"""The steps lead to exactly the tables that the code declares, on both databases."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, String, inspect
from sqlalchemy.types import TypeEngine

from hall import schema
from hall.storage.base import Base
from hall.storage.engine import open_engine
from hall.storage.sealing import Sealed, SealedJson


def climb(url: str) -> None:
    """Bring an empty database to the tables of today; for the fixture `prepared_database`."""
    engine = open_engine(url)
    schema.prepare(engine)
    engine.dispose()


@pytest.fixture
def engine(prepared_database: Callable[[Callable[[str], Any]], str]) -> Iterator[Engine]:
    """Give a database that was empty and has come up all the steps."""
    engine = open_engine(prepared_database(climb))
    yield engine
    engine.dispose()


def _compare(
    context: MigrationContext, _: Any, __: Any, found: TypeEngine[Any], declared: TypeEngine[Any]
) -> bool | None:
    """Compare as Alembic does, but for texts on SQLite, where a declared length means nothing to the file."""
    loose = isinstance(found, String) and isinstance(declared, Sealed | SealedJson)
    return False if loose and context.dialect.name == "sqlite" else None


def test_an_empty_database_comes_to_the_tables_of_today(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": _compare})
        assert compare_metadata(context, Base.metadata) == []
        assert schema.revision_of(engine) == schema.HEAD


def test_the_partial_indexes_that_hold_the_rules_exist(engine: Engine) -> None:
    unique = {
        index["name"]
        for table in ("sign_in", "matter_version", "ticket")
        for index in inspect(engine).get_indexes(table)
        if index["unique"]
    }
    assert {"uq_sign_in_staff_id", "uq_sign_in_device_id", "uq_matter_version_current"} <= unique


def test_the_last_step_is_the_version_that_the_program_expects() -> None:
    assert ScriptDirectory.from_config(schema.migrations()).get_current_head() == schema.HEAD


@pytest.mark.parametrize("times", [1, 2])
def test_preparing_again_changes_nothing(engine: Engine, times: int) -> None:
    for _ in range(times):
        schema.prepare(engine)
    assert schema.revision_of(engine) == schema.HEAD
