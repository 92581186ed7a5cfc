"""The screen at the first counter of the sample hall, and the clerk who works there."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from hall.service import posts
from hall.simulation.sample import SampleHall
from tests.ui.rating.booth import Booth


@pytest.fixture
def sample(sample: SampleHall) -> SampleHall:
    """Give the sample hall with its three counters open."""
    for seat in sample.seats:
        seat.hall.do(posts.open_counter)
    return sample


@pytest.fixture
def open_booth(qtbot: QtBot, sample: SampleHall) -> Callable[..., Booth]:
    """Give a function that opens the screen at the first counter."""

    def opened(width: int = 1024, height: int = 600, *, theme: str = "day") -> Booth:
        return Booth(qtbot, sample, width, height, theme)

    return opened


@pytest.fixture
def booth(open_booth: Callable[..., Booth]) -> Booth:
    """Give the screen of ten inches."""
    return open_booth()
