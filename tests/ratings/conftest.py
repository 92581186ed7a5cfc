"""The sample hall with residents who have just been served, on either database."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.halls import furnish_database
from tests.ratings.house import House


@pytest.fixture
def house(prepared_database: Callable[[Callable[[str], Any]], str]) -> Iterator[House]:
    """Give the sample hall with its counters open."""
    house = House(prepared_database(furnish_database))
    yield house
    house.close()
