"""The hall of these tests, once on each kind of database."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.queue.house import House, furnish


@pytest.fixture
def house(prepared_database: Callable[[Callable[[str], Any]], str]) -> Iterator[House]:
    """Give a furnished hall at nine in the morning."""
    house = House(prepared_database(furnish))
    yield house
    house.close()
