"""Counters of the sample hall, with printers that are folders."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hall.simulation.sample import SampleHall
from tests.ui.counter.clerk import Clerk


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
