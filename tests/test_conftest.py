"""The fixtures that all other tests stand on keep their promises."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import NullPool, create_engine, text

from tests import postgres
from tests.postgres import PostgresServer, _reachable, _shipped_server

Lend = Callable[[Callable[[str], Any]], str]
prepared: list[str] = []


def one_resident(url: str) -> None:
    prepared.append(url)
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE resident (name TEXT)"))
        connection.execute(text("INSERT INTO resident VALUES ('𠅤小满')"))
    engine.dispose()


def add_and_count(url: str) -> int:
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO resident VALUES ('second')"))
        names = connection.execute(text("SELECT name FROM resident")).scalars().all()
    engine.dispose()
    assert "𠅤小满" in names
    return len(names)


def test_database_is_fresh_and_writable(database_url: str) -> None:
    one_resident(database_url)
    assert add_and_count(database_url) == 2


@pytest.mark.parametrize("_turn", [1, 2])
def test_a_prepared_database_is_a_copy_of_its_own(prepared_database: Lend, _turn: int) -> None:
    assert add_and_count(prepared_database(one_resident)) == 2


def test_preparation_runs_once_per_kind(prepared_database: Lend) -> None:
    prepared_database(one_resident)
    before = len(prepared)
    prepared_database(one_resident)
    assert len(prepared) == before


def test_a_server_lies_in_memory_only_where_there_is_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert postgres._memory(tmp_path / "nowhere") is None
    monkeypatch.setattr(postgres, "ROOM_BYTES", 1 << 62)
    assert postgres._memory(tmp_path) is None


def test_the_server_wants_a_password(postgres_server: PostgresServer, postgres_url: str) -> None:
    name = postgres_url.rsplit("/", 1)[1]
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(host="127.0.0.1", port=postgres_server.port, dbname=name, user="hall", password="guess")


def test_a_checkout_closed_to_others_is_copied(tmp_path: Path) -> None:
    shipped, closed = _shipped_server().parent, tmp_path / "closed"
    for folder in (shipped, shipped.with_name(f"{shipped.name}.libs")):
        shutil.copytree(folder, closed / folder.name, ignore=shutil.ignore_patterns("include", "doc"))
    closed.chmod(0o700)
    own = tmp_path / "own"
    own.mkdir()
    server = _reachable(closed / shipped.name / "pginstall", own)
    assert server.is_relative_to(own)
    shutil.rmtree(closed)  # what runs now stands on its own feet, its libraries included
    for program in ("postgres", "initdb"):
        assert subprocess.run([server / "bin" / program, "--version"], check=False).returncode == 0


def test_nothing_of_the_users_own_settings_is_seen() -> None:
    assert "HALL_DATA" not in os.environ
    assert "hall-home-" in os.environ["XDG_CONFIG_HOME"]
