"""From `hall counter 1` to the desk: the page first, then the window of whoever signed in, or of whoever sits there."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.bench.starting import NUMBER, PASSWORD, founded
from ui.commands import desks
from ui.counter.window import CounterWindow
from ui.shared.threshold import Threshold

Visit = Callable[[Threshold], CounterWindow]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the data folder of a hall with one counter and one clerk, who administers it too."""
    return founded(tmp_path_factory.mktemp("desks") / "data")


@pytest.fixture
def starts(qapp: QApplication, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Visit], int]:
    """Give a function that starts `hall counter 1`, and closes what stands when the visit is over."""
    monkeypatch.setattr(desks, "live_application", lambda: qapp)

    def start(visit: Visit) -> int:
        def run(_app: QApplication, threshold: Threshold) -> int:
            window = visit(threshold)
            _put_away(window, threshold)
            return 0

        monkeypatch.setattr(desks, "run_until_closed", run)
        return desks.open_desk(folder, "counter", 1)

    return start


def _put_away(*windows: QWidget) -> None:
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def waits(qtbot: QtBot) -> Iterator[Callable[[Threshold], CounterWindow]]:
    """Give a function that waits for the window that takes over."""

    def wait(threshold: Threshold) -> CounterWindow:
        with qtbot.waitSignal(threshold.handed_over, timeout=15_000) as handed:
            pass
        assert handed.args is not None
        window = handed.args[0]
        assert isinstance(window, CounterWindow)
        assert window.isVisible()
        assert not threshold.isVisible()
        return window

    return wait


def test_a_clerk_signs_in_and_locks_and_a_restart_finds_it_locked(
    qtbot: QtBot, starts: Callable[[Visit], int], waits: Visit
) -> None:
    def signs_in(threshold: Threshold) -> CounterWindow:
        qtbot.waitUntil(lambda: threshold._opening)
        for key in f"{NUMBER}\r{PASSWORD}\r":
            pressed = Qt.Key.Key_Return if key == "\r" else key
            QTest.keyClick(threshold.windowHandle(), pressed)
        window = waits(threshold)
        assert window.focusWidget() is not None
        assert window._desk is not None
        assert window._desk.clerk is not None
        assert window._desk.clerk.number == NUMBER
        assert window.pages.currentWidget() is window.bench
        qtbot.waitUntil(lambda: window.lock._session.staff is not None)
        window.lock.lock()
        qtbot.waitUntil(lambda: window.lock._session.locked)
        return window

    def finds_it_locked(threshold: Threshold) -> CounterWindow:
        window = waits(threshold)
        assert window.lock.is_covering()
        return window

    assert [starts(each) for each in (signs_in, finds_it_locked)] == [0, 0]
