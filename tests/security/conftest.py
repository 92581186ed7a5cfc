"""The house of these tests."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from hall.simulation.sample import SampleHall
from tests.halls import furnish_database, name_database, sample_hall
from tests.security.house import House


@pytest.fixture
def house(prepared_database: Callable[[Callable[[str], Any]], str]) -> Iterator[House]:
    made = House(prepared_database(name_database))
    yield made
    made.itself.close()


@pytest.fixture
def sample(prepared_database: Callable[[Callable[[str], Any]], str]) -> Iterator[SampleHall]:
    made = sample_hall(prepared_database(furnish_database))
    yield made
    made.itself.close()
