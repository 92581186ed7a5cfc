"""The head of the hall before the window, in a hall where somebody was not content."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hall.service import posts
from hall.simulation.sample import SampleHall
from tests.ui.supervisor.head import Head


@pytest.fixture
def sample(sample: SampleHall) -> SampleHall:
    """Give the sample hall with its three counters open."""
    for seat in sample.seats:
        seat.hall.do(posts.open_counter)
    return sample


@pytest.fixture
def head(qtbot: QtBot, sample: SampleHall, tmp_path: Path) -> Head:
    """Give the head of the hall, 何敏, signed in."""
    return Head(qtbot, sample, tmp_path)
