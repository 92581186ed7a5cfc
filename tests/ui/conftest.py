"""Tests of windows: one dressed application, and nothing may be left behind."""

import gc
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from hall.simulation.sample import SampleHall
from tests.halls import furnish_database, sample_hall
from tests.postgres import PostgresServer
from ui.shared import tasks
from ui.shared.app import application
from ui.shared.collector import Collector

HERE = Path(__file__).parent
ON_BOTH = {
    "test_appointments.py", "test_follow_up.py", "test_recovery.py", "test_screen.py", "test_taking.py",
    "test_walk_through.py", "test_whole_visit.py",
}  # fmt: skip
"""A window knows no database: one life of each is lived on both kinds, everything else on SQLite alone."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on PostgreSQL what a window does alike on either kind of database."""
    alike = [item for item in items if _is_alike(item)]
    config.hook.pytest_deselected(items=alike)
    items[:] = [item for item in items if not _is_alike(item)]


def _is_alike(item: pytest.Item) -> bool:
    callspec = getattr(item, "callspec", None)
    kind = callspec.params.get("prepared_database") if callspec is not None else None
    return kind == "postgresql" and HERE in item.path.parents and item.path.name not in ON_BOTH


def pytest_itemcollected(item: pytest.Item) -> None:
    """The offscreen platform has no window manager and says so; it means nothing."""
    item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """Give the application, with the hall's fonts and theme, which collects its garbage itself."""
    app = application(["hall-tests"])
    Collector(app)
    return app


@pytest.fixture(scope="session", autouse=True)
def server_before_windows(postgres_server: PostgresServer) -> PostgresServer:
    """Start the run's database server before any test counts its threads."""
    return postgres_server


@pytest.fixture
def sample(prepared_database: Callable[[Callable[[str], Any]], str]) -> Iterator[SampleHall]:
    """Give the sample hall, nobody waiting and no counter open."""
    hall = sample_hall(prepared_database(furnish_database))
    yield hall
    for _ in range(5):
        tasks.wait_for_all()
        QApplication.processEvents()
    hall.itself.close()


@pytest.fixture(autouse=True)
def garbage_waits_for_its_thread(qapp: QApplication) -> Iterator[None]:
    """Collect between the tests only, when no worker is busy: a worker that destroys a widget can hang the window.

    What outlives a test stays, so that neither the next collection nor a look for timers walks it again.
    """
    gc.collect()
    gc.freeze()
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def nothing_left_behind(qapp: QApplication) -> Iterator[None]:
    """Fail the test that leaves a thread, a running timer or a window."""
    threads, windows, timers = set(threading.enumerate()), set(_windows()), set(map(id, _timers()))
    yield
    assert QThreadPool.globalInstance().waitForDone(5_000), "a task is still running"
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    left_threads = [thread.name for thread in set(threading.enumerate()) - threads if _own(thread)]
    left_windows = [repr(window) for window in set(_windows()) - windows]
    left_timers = [repr(timer.parent()) for timer in _timers() if id(timer) not in timers]
    assert not left_threads, f"threads left: {left_threads}"
    assert not left_windows, f"windows left: {left_windows}"
    assert not left_timers, f"timers left running: {left_timers}"


def _windows() -> list[object]:
    return [widget for widget in QApplication.topLevelWidgets() if isValid(widget)]


def _timers() -> list[QTimer]:
    found = [thing for thing in gc.get_objects() if type(thing) is QTimer]
    return [timer for timer in found if isValid(timer) and timer.isActive()]


def _own(thread: threading.Thread) -> bool:
    """A thread of Qt's pool that once ran Python shows up as a dummy; the pool keeps it for the next task."""
    return not isinstance(thread, threading._DummyThread)
