"""A kiosk in the sample hall, with a printer that is a folder."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hall.simulation.sample import SampleHall
from printing.spooler import FileSpooler, Spooler
from ui.kiosk.voice import Voice
from ui.kiosk.window import KioskWindow
from ui.shared import tasks

MakeKiosk = Callable[..., KioskWindow]


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """Give the folder into which the kiosk prints."""
    return tmp_path / "printer"


@pytest.fixture
def make_kiosk(qtbot: QtBot, sample: SampleHall, paper: Path, monkeypatch: pytest.MonkeyPatch) -> MakeKiosk:
    """Give a function that opens a kiosk's window; its seconds pass only when a test says so."""
    monkeypatch.setattr("ui.kiosk.idle.TICK_MS", 1_000_000)

    def make(
        width: int = 1080,
        height: int = 1920,
        *,
        spooler: Spooler | None = None,
        voice: Voice | None = None,
        reader: bool = True,
    ) -> KioskWindow:
        window = KioskWindow(sample.kiosk, spooler or FileSpooler(paper), voice, reader=reader)
        qtbot.addWidget(window)
        window.resize(width, height)
        window.show()
        settle()
        return window

    return make


@pytest.fixture
def kiosk(make_kiosk: MakeKiosk) -> KioskWindow:
    """Give a standing kiosk."""
    return make_kiosk()


def settle() -> None:
    """Let every task and its consequences run."""
    for _ in range(4):
        tasks.wait_for_all()
        QApplication.processEvents()
