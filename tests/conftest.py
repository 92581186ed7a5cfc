"""What every test may ask for: a database of either kind, a folder for screenshots, and a home that is not yours."""

import gc
import os
import re
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from tests.postgres import PostgresServer

if TYPE_CHECKING:
    from hall.kernel.clock import ManualClock
    from hall.simulation.sample import SampleHall

ROOT = Path(__file__).resolve().parents[1]
SCREENSHOTS = ROOT / ".ci" / "output" / "screenshots"

# Before anything loads Qt: tests need no screen, and neither read nor write the settings of whoever runs them.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("HALL_DATA", None)
_HOME = tempfile.TemporaryDirectory(prefix="hall-home-")
for _name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
    os.environ[_name] = str(Path(_HOME.name, _name.lower()))
    os.mkdir(os.environ[_name], mode=0o700)

# As in `ui.command_line`: what a run has loaded stays for all of it, and is not to be walked thousands of times.
gc.set_threshold(50_000, 10, 10)

settings.register_profile("hall", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "hall")


def pytest_collection_finish() -> None:
    """Take what was loaded, and every test that was found, out of the collector's rounds: all of it stays."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """Keep passwords at the least cost: every test signs somebody in, and one alone asks what a guess costs."""
    from argon2 import PasswordHasher

    from hall.security import passwords

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture(scope="session", autouse=True)
def swift_files() -> Iterator[None]:
    """Let no commit of this process wait for the disk: what a power cut leaves is proven in `tests/faults`."""
    from hall.storage import engine

    prepared = engine._prepare_sqlite

    def prepare(connection: sqlite3.Connection, record: Any) -> None:
        prepared(connection, record)
        connection.execute("PRAGMA synchronous=OFF").close()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "_prepare_sqlite", prepare)
        yield


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Give the run's PostgreSQL server; started by the first test that wants it."""
    server = PostgresServer()
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """Give the SQLAlchemy URL of a fresh, empty PostgreSQL database."""
    with postgres_server.database() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the SQLAlchemy URL of a fresh, empty database; the test runs once on each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'hall.sqlite3'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture(params=["sqlite", "postgresql"])
def prepared_database(
    request: pytest.FixtureRequest, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Callable[[str], Any]], str]]:
    """Give a function that lends a copy of a prepared database; the test runs once on each kind.

    Call it with a module-level function that takes a URL, creates tables and rows there and closes its connections:
    that function runs once per test run and kind, every further test gets a copy.
    """
    with ExitStack() as lent:

        def lend(prepare: Callable[[str], Any]) -> str:
            if request.param == "postgresql":
                server: PostgresServer = request.getfixturevalue("postgres_server")
                return lent.enter_context(server.database(prepare))
            template = _sqlite_template(prepare, tmp_path_factory)
            copy = tmp_path / f"{template.stem}-copy.sqlite3"
            shutil.copy(template, copy)
            return f"sqlite:///{copy}"

        yield lend


_sqlite_templates: dict[Callable[[str], Any], Path] = {}


def _sqlite_template(prepare: Callable[[str], Any], folders: pytest.TempPathFactory) -> Path:
    if prepare not in _sqlite_templates:
        path = folders.mktemp("template") / "hall.sqlite3"
        prepare(f"sqlite:///{path}")
        # The last connection's close folds the log into the file; a log that is left means a connection is, too.
        assert not path.with_name(path.name + "-wal").exists(), f"{prepare.__name__} left a connection open"
        _sqlite_templates[prepare] = path
    return _sqlite_templates[prepare]


@pytest.fixture
def clock() -> "ManualClock":
    """Give a clock that stands at nine o'clock of an ordinary Monday until the test moves it."""
    from hall.kernel.clock import ManualClock
    from tests.halls import MONDAY_MORNING

    return ManualClock(MONDAY_MORNING)


@pytest.fixture
def sample(prepared_database: Callable[[Callable[[str], Any]], str], clock: "ManualClock") -> Iterator["SampleHall"]:
    """Give the sample hall, everybody signed in; the test runs once on each kind of database."""
    from tests.halls import furnish_database, sample_hall

    sample = sample_hall(prepared_database(furnish_database), clock)
    yield sample
    sample.itself.close()


@pytest.fixture(scope="session")
def screenshots() -> Path:
    """Give the folder where pictures of windows are kept for whoever reviews a run."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    return SCREENSHOTS


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Keep a picture of every visible window when a test fails."""
    report = yield
    if report.failed and call.when == "call":
        _picture_windows(item.nodeid)
    return report


def _picture_windows(test: str) -> None:
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return
    folder = SCREENSHOTS / "failed"
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"\W+", "-", test).strip("-")
    for number, window in enumerate(filter(lambda w: w.isVisible(), widgets.QApplication.topLevelWidgets()), start=1):
        window.grab().save(str(folder / f"{name}-{number}.png"))
