"""What a step holds on to while it lasts: rows are read once, locked once, and let go of with what is undone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from sqlalchemy import Engine, event, update
from sqlalchemy.orm import Session

from hall.kernel.refusal import Refusal
from hall.posts.model import Counter
from hall.queue.policy import QueuePolicy
from hall.storage import settings
from hall.storage.engine import for_writing, open_engine
from hall.storage.numbers import NumberSeries
from hall.storage.orm_session import KeepingSession
from tests.halls import furnish_database


@pytest.fixture
def engine(prepared_database: Callable[[Callable[[str], Any]], str]) -> Iterator[Engine]:
    opened = open_engine(prepared_database(furnish_database))
    with KeepingSession(for_writing(opened)) as session, session.begin():
        session.add(NumberSeries(series="leaves", value=1))
    yield opened
    opened.dispose()


def test_a_row_is_read_once_although_nobody_else_holds_it(engine: Engine) -> None:
    with KeepingSession(engine) as session, _asked(engine) as asked:
        for _ in range(3):
            assert session.get_one(NumberSeries, "leaves").value == 1
    assert len(asked) == 1


def test_a_row_is_locked_once(engine: Engine) -> None:
    with KeepingSession(for_writing(engine)) as session, _asked(engine) as asked:
        first = session.get_one(NumberSeries, "leaves", with_for_update=True)
        first.value = 2
        assert session.get_one(NumberSeries, "leaves", with_for_update=True).value == 2
        assert session.get_one(NumberSeries, "leaves").value == 2
    assert len([each for each in asked if each.startswith("SELECT")]) == 1


def test_a_lock_reads_anew_what_somebody_has_changed_since(engine: Engine) -> None:
    """On a server others write between a look and a lock; on SQLite whoever writes keeps them out."""
    isolated = engine if engine.dialect.name == "postgresql" else for_writing(engine)
    with KeepingSession(isolated) as session:
        assert session.get_one(NumberSeries, "leaves").value == 1
        _raise(session if engine.dialect.name == "sqlite" else engine)
        assert session.get_one(NumberSeries, "leaves").value == 1
        assert session.get_one(NumberSeries, "leaves", with_for_update=True).value == 7


def test_with_a_part_that_is_undone_its_locks_are_gone(engine: Engine) -> None:
    with KeepingSession(for_writing(engine)) as session, session.begin():
        with suppress(Refusal), session.begin_nested():
            session.get_one(NumberSeries, "leaves", with_for_update=True).value = 9
            session.flush()
            raise Refusal("gate.gone")
        with _asked(engine) as asked:
            assert session.get_one(NumberSeries, "leaves", with_for_update=True).value == 1
        assert _locks(engine, asked)


def test_with_a_part_that_is_undone_its_settings_are_gone(engine: Engine) -> None:
    with KeepingSession(for_writing(engine)) as session, session.begin():
        before = settings.read(session, QueuePolicy)
        with suppress(Refusal), session.begin_nested():
            settings.write(session, QueuePolicy(calls=before.calls + 1))
            assert settings.read(session, QueuePolicy).calls == before.calls + 1
            raise Refusal("gate.gone")
        assert settings.read(session, QueuePolicy) == before


def test_a_new_step_in_the_same_session_looks_again(engine: Engine) -> None:
    with KeepingSession(for_writing(engine)) as session:
        with session.begin():
            session.get_one(NumberSeries, "leaves", with_for_update=True)
        _raise(engine)
        with session.begin(), _asked(engine) as asked:
            assert session.get_one(NumberSeries, "leaves", with_for_update=True).value == 7
        assert _locks(engine, asked)


def test_what_was_deleted_is_not_there(engine: Engine) -> None:
    with KeepingSession(for_writing(engine)) as session:
        session.delete(session.get_one(NumberSeries, "leaves"))
        session.flush()
        assert session.get(NumberSeries, "leaves") is None
        assert session.get(NumberSeries, "none such") is None


def test_what_was_just_added_is_found_without_a_question(engine: Engine) -> None:
    added = NumberSeries(series="stubs", value=3)
    with KeepingSession(for_writing(engine)) as session:
        session.add(added)
        session.flush()
        with _asked(engine) as asked:
            assert session.get_one(NumberSeries, "stubs") is added
    assert asked == []


def test_a_key_of_another_table_is_another_row(engine: Engine) -> None:
    with KeepingSession(engine) as session:
        session.get_one(NumberSeries, "leaves")
        assert session.get(Counter, "leaves") is None


def test_a_step_reads_its_settings_once_and_sees_what_it_changes_itself(engine: Engine) -> None:
    with KeepingSession(for_writing(engine)) as session:
        before = settings.read(session, QueuePolicy)
        with _asked(engine) as asked:
            assert settings.read(session, QueuePolicy) == before
        assert asked == []
        changed = QueuePolicy(calls=before.calls + 1)
        settings.write(session, changed)
        assert settings.read(session, QueuePolicy).calls == before.calls + 1


def _raise(by: Engine | Session) -> None:
    """Set the number to seven past the objects."""
    change = update(NumberSeries).where(NumberSeries.series == "leaves").values(value=7)
    if isinstance(by, Engine):
        with for_writing(by).begin() as connection:
            connection.execute(change)
    else:
        by.connection().execute(change)


def _locks(engine: Engine, asked: list[str]) -> bool:
    """Tell whether a row was locked; on SQLite whoever writes is alone from the beginning of their step."""
    return any("FOR UPDATE" in each for each in asked) or engine.dialect.name == "sqlite"


@contextmanager
def _asked(engine: Engine) -> Iterator[list[str]]:
    """Give what is asked of the database meanwhile, but for beginnings."""
    said: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("BEGIN", "SAVEPOINT", "ROLLBACK", "RELEASE")):
            said.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield said
    event.remove(engine, "before_cursor_execute", note)
