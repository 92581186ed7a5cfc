"""The hall in which the tests of the seals take place."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.seals.house import House, prepare


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the file of a prepared hall, to be copied."""
    path = tmp_path_factory.mktemp("seals") / "hall.sqlite3"
    prepare(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="module")
def house(prepared: Path) -> Iterator[House]:
    """Give one hall for a whole module: uses of the seal do not touch each other."""
    yield from _opened(prepared, prepared.with_name("shared.sqlite3"))


@pytest.fixture
def new_house(prepared: Path, tmp_path: Path) -> Iterator[House]:
    """Give a hall of its own: for what changes seals or counts the lines of a register."""
    yield from _opened(prepared, tmp_path / "own.sqlite3")


@pytest.fixture
def either_house(prepared_database: Callable[[Callable[[str], Any]], str]) -> Iterator[House]:
    """Give a hall of its own on either database."""
    house = House(prepared_database(prepare))
    yield house
    house.close()


def _opened(prepared: Path, copy: Path) -> Iterator[House]:
    shutil.copy(prepared, copy)
    house = House(f"sqlite:///{copy}")
    yield house
    house.close()
