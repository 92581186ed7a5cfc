"""The halls of the tests of keys."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.keys.halls import KeyHouse, make_database


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a database with all tables, to be copied."""
    file = tmp_path_factory.mktemp("keys") / "empty.sqlite3"
    make_database(file)
    return file


@pytest.fixture
def ours(tmp_path: Path, empty_database: Path) -> Iterator[KeyHouse]:
    """Give a hall with keys."""
    yield from _opened(empty_database, tmp_path / "a.sqlite3", "hall-a", "幸福里社区便民服务中心")


@pytest.fixture
def theirs(tmp_path: Path, empty_database: Path) -> Iterator[KeyHouse]:
    """Give another hall, with keys of its own."""
    yield from _opened(empty_database, tmp_path / "b.sqlite3", "hall-b", "安康街道政务服务中心")


def _opened(empty: Path, file: Path, hall_id: str, name: str) -> Iterator[KeyHouse]:
    house = KeyHouse(shutil.copy(empty, file), hall_id, name)
    yield house
    house.hall.close()
