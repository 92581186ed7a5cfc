"""The hall of the tray's tests with an agent in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.agency.house import House
from tests.halls import furnish_database


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Give one hall to all tests of a module."""
    file: Path = tmp_path_factory.mktemp("agency") / "hall.sqlite3"
    furnish_database(f"sqlite:///{file}")
    house = House(f"sqlite:///{file}")
    yield house
    house.close()


@pytest.fixture
def house(furnished: House) -> Iterator[House]:
    """Give the hall with an empty tray; whatever a test did, the data is whole."""
    yield furnished
    assert furnished.problems() == []
    furnished.clear()
