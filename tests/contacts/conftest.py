"""The house in which the contacts tests take place, on either database."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.contacts.house import House, prepare


@pytest.fixture
def house(prepared_database: Callable[[Callable[[str], Any]], str]) -> Iterator[House]:
    """Give a hall with four colleagues at their counters."""
    house = House(prepared_database(prepare))
    yield house
    house.close()
