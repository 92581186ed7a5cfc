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


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Give one such hall to a whole module: its cases do not touch each other, its days go by."""
    url = f"sqlite:///{tmp_path_factory.mktemp('office') / 'hall.sqlite3'}"
    prepare(url)
    house = House(url)
    yield house
    house.close()
