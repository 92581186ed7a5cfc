"""The sample hall with a clerk at an open counter, on SQLite: nothing here depends on the dialect but the locks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.halls import furnish_database
from tests.originals.house import House


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Give one hall to all tests of a module."""
    file: Path = tmp_path_factory.mktemp("originals") / "hall.sqlite3"
    furnish_database(f"sqlite:///{file}")
    house = House(f"sqlite:///{file}")
    yield house
    house.close()


@pytest.fixture
def house(furnished: House) -> Iterator[House]:
    """Give the hall with an empty tray and nobody at the counter; whatever a test did, the data is whole."""
    yield furnished
    assert furnished.problems() == []
    furnished.clear()
