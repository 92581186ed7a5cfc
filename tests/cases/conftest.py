"""The house in which the cases tests take place, on either database."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.cases.house import House, prepare


@pytest.fixture
def house(prepared_database: Callable[[Callable[[str], Any]], str]) -> Iterator[House]:
    """Give a hall with four colleagues and the product's catalogue."""
    house = House(prepared_database(prepare))
    yield house
    house.close()
