"""Counters of the sample hall, with printers that are folders."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from hall.simulation.sample import SampleHall
from tests.halls import furnish_database, sample_hall
from tests.postgres import PostgresServer
from tests.ui.counter.clerk import Clerk, settle


@pytest.fixture(scope="session", autouse=True)
def server_before_windows(postgres_server: PostgresServer) -> PostgresServer:
    """Start the run's database server before any test counts its threads."""
    return postgres_server


@pytest.fixture
def sample(prepared_database: Callable[[Callable[[str], Any]], str]) -> Iterator[SampleHall]:
    """Give the sample hall, nobody waiting and no counter open."""
    hall = sample_hall(prepared_database(furnish_database))
    yield hall
    settle()
    hall.itself.close()


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """Give the folder into which the counters print."""
    return tmp_path / "printer"


@pytest.fixture
def seat(qtbot: QtBot, sample: SampleHall, paper: Path) -> Callable[[int], Clerk]:
    """Give a function that seats a clerk at the window of a counter, by its number."""

    def sit(number: int) -> Clerk:
        return Clerk(qtbot, sample, sample.seats[number - 1], paper)

    return sit


@pytest.fixture
def clerk(seat: Callable[[int], Clerk]) -> Clerk:
    """Give the clerk of the first counter, 王芳."""
    return seat(1)
