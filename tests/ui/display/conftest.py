"""A display in the sample hall, with a voice that speaks when the test lets it."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hall.service import posts
from hall.simulation.sample import SampleHall
from tests.ui.shared.booth import Booth
from ui.display.window import DisplayWindow
from ui.shared import tasks
from ui.shared.voice.announcer import Announcer


@pytest.fixture
def sample(sample: SampleHall) -> SampleHall:
    """Give the sample hall with its three counters open."""
    for seat in sample.seats:
        seat.hall.do(posts.open_counter)
    return sample


@pytest.fixture
def booth(qtbot: QtBot) -> Booth:
    """Give a voice that says a call when the test lets it."""
    return Booth()


@pytest.fixture
def announcer(booth: Booth) -> Announcer:
    """Give the queue before that voice; the display closes it."""
    return Announcer(speaker=booth)


@pytest.fixture
def display(qtbot: QtBot, sample: SampleHall, announcer: Announcer) -> DisplayWindow:
    """Give the display on a television."""
    window = DisplayWindow(sample.display, announcer)
    qtbot.addWidget(window)
    window.resize(1920, 1080)
    window.show()
    settle()
    return window


def settle() -> None:
    """Let every task and its consequences run."""
    for _ in range(4):
        tasks.wait_for_all()
        QApplication.processEvents()
