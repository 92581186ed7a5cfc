"""A display in the sample hall, with a voice that speaks when the test lets it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hall.service import posts
from hall.simulation.sample import SampleHall
from tests.halls import furnish_database, sample_hall
from tests.postgres import PostgresServer
from tests.ui.shared.booth import Booth
from ui.display.window import DisplayWindow
from ui.shared import tasks
from ui.shared.voice.announcer import Announcer


@pytest.fixture(scope="session", autouse=True)
def server_before_windows(postgres_server: PostgresServer) -> PostgresServer:
    """Start the run's database server before any test counts its threads."""
    return postgres_server


@pytest.fixture
def sample(prepared_database: Callable[[Callable[[str], Any]], str]) -> Iterator[SampleHall]:
    """Give the sample hall with its three counters open."""
    hall = sample_hall(prepared_database(furnish_database))
    for seat in hall.seats:
        seat.hall.do(posts.open_counter)
    yield hall
    settle()
    hall.itself.close()


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
