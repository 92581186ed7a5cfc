"""The house of these tests."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.halls import name_database
from tests.security.house import House


@pytest.fixture
def house(prepared_database: Callable[[Callable[[str], Any]], str]) -> Iterator[House]:
    made = House(prepared_database(name_database))
    yield made
    made.itself.close()
