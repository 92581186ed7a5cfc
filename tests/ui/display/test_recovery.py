"""A screen that nobody looks after: idle days, midnight, sleep, a lost database; it recovers without a hand."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hall.kernel.clock import ManualClock
from hall.service import posts, queue
from hall.simulation.sample import SampleHall
from tests.halls import furnish_database, sample_hall
from tests.postgres import PostgresServer
from tests.ui.display.conftest import settle
from tests.ui.shared.booth import Booth
from tests.ui.texts import texts
from ui.display.window import DisplayWindow
from ui.shared.voice.announcer import Announcer

INTERRUPTED = "信息更新中断"


def pass_time(sample: SampleHall, **span: float) -> None:
    clock = sample.itself.clock
    assert isinstance(clock, ManualClock)
    clock.advance(timedelta(**span))


def call(sample: SampleHall, counter: int = 1) -> str:
    """Take a ticket and call it; a second passes first."""
    pass_time(sample, seconds=1)
    sample.kiosk.do(queue.take_ticket, service_code="aid")
    return sample.seats[counter - 1].hall.do(queue.call_next) or ""


def number(display: DisplayWindow) -> str:
    return display.hero.number.text()


def is_late(display: DisplayWindow) -> bool:
    display.tick()
    return INTERRUPTED in texts(display)


@pytest.fixture
def sqlite_file(sample: SampleHall) -> Path:
    return Path(str(sample.itself._engine.url.database))


@pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
def test_at_midnight_yesterdays_calls_vanish_by_themselves(
    display: DisplayWindow, sample: SampleHall, qtbot: QtBot
) -> None:
    call(sample)
    qtbot.waitUntil(lambda: number(display) == "A001")
    pass_time(sample, hours=14, minutes=59)
    display.tick()
    settle()
    assert number(display) == "A001"
    pass_time(sample, minutes=1)
    display.tick()
    assert number(display) == "请取号"
    settle()
    assert number(display) == "请取号"
    qtbot.waitUntil(lambda: not is_late(display))


@pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
def test_at_midnight_they_vanish_also_while_the_database_is_gone(
    display: DisplayWindow, sample: SampleHall, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    call(sample)
    qtbot.waitUntil(lambda: number(display) == "A001")

    def fault(*_args: object) -> None:
        raise ValueError("a fault of the program")

    with monkeypatch.context() as patched:
        patched.setattr(sample.display, "see", fault)
        pass_time(sample, days=1)
        display.tick()
        qtbot.waitUntil(lambda: is_late(display))
        assert number(display) == "请取号"
    display.refresh()
    qtbot.waitUntil(lambda: not is_late(display))


@pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
def test_after_sleep_it_asks_at_once(display: DisplayWindow, sample: SampleHall, qtbot: QtBot) -> None:
    pass_time(sample, hours=3)
    assert is_late(display)
    qtbot.waitUntil(lambda: not is_late(display))
    display.clock.tick()
    assert display.clock.text() == "12:00"


@pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
def test_a_clock_that_is_set_back_is_believed(display: DisplayWindow, sample: SampleHall, qtbot: QtBot) -> None:
    pass_time(sample, minutes=-30)
    display.tick()
    display.clock.tick()
    assert display.clock.text() == "08:30"
    qtbot.waitUntil(lambda: not is_late(display))


@pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
def test_after_idle_days_the_first_call_is_shown_and_spoken(
    display: DisplayWindow, sample: SampleHall, booth: Booth, qtbot: QtBot
) -> None:
    call(sample)
    qtbot.waitUntil(lambda: len(booth.played) == 1)
    booth.say()
    for _ in range(9):
        pass_time(sample, days=1)
        display.tick()
        assert number(display) == "请取号"
        qtbot.waitUntil(lambda: not is_late(display))
    sample.itself.run_due()
    sample.seats[1].hall.do(posts.open_counter)
    call(sample, 2)
    qtbot.waitUntil(lambda: len(booth.played) == 2)
    assert number(display) == "A001"
    assert display.hero.accessibleName() == "请 A001 到 2 号窗口"


@pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
def test_notices_take_turns_with_the_opening_hours(display: DisplayWindow) -> None:
    seen = set()
    for _ in range(31):
        seen.add(display.notice.text())
        display.tick()
    assert seen == {
        "今日提示：过号了请到导服台，工作人员帮您重新排队。",
        "今日提示：办公时间 周一至周五 9:00–12:00，13:30–17:30",
    }


@pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
def test_a_file_that_is_gone_is_said_and_found_again(
    display: DisplayWindow, sample: SampleHall, sqlite_file: Path, qtbot: QtBot
) -> None:
    away = sqlite_file.with_suffix(".away")
    sqlite_file.rename(away)
    qtbot.waitUntil(lambda: is_late(display))
    assert not sqlite_file.exists()
    pass_time(sample, minutes=1)
    qtbot.waitUntil(lambda: display.clock.text() == "09:01", timeout=3_000)
    away.rename(sqlite_file)
    qtbot.waitUntil(lambda: not is_late(display))
    call(sample)
    qtbot.waitUntil(lambda: number(display) == "A001")


@pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
def test_a_file_that_was_replaced_is_read_from_then_on(
    display: DisplayWindow, sample: SampleHall, sqlite_file: Path, qtbot: QtBot
) -> None:
    backup = sqlite_file.with_suffix(".backup")
    ticket_id = call(sample)
    qtbot.waitUntil(lambda: number(display) == "A001")
    with closing(sqlite3.connect(sqlite_file)) as one, closing(sqlite3.connect(backup)) as other:
        one.backup(other)
    sample.seats[0].hall.do(queue.arrive, ticket_id=ticket_id)
    qtbot.waitUntil(lambda: "● 办理 A001" in texts(display))
    for ending in ("-wal", "-shm"):
        sqlite_file.with_name(sqlite_file.name + ending).unlink(missing_ok=True)
    shutil.move(backup, sqlite_file)
    qtbot.waitUntil(lambda: "▶ 叫号 A001" in texts(display))
    assert not is_late(display)


@pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
def test_a_file_that_another_program_writes_to_is_read_meanwhile(
    display: DisplayWindow, sample: SampleHall, sqlite_file: Path
) -> None:
    with closing(sqlite3.connect(sqlite_file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        pass_time(sample, minutes=2)
        display.refresh()
        settle()
        assert not is_late(display)
        other.execute("ROLLBACK")


@pytest.mark.parametrize("prepared_database", ["postgresql"], indirect=True)
def test_connections_that_were_cut_are_made_again(
    display: DisplayWindow,
    sample: SampleHall,
    postgres_server: PostgresServer,
    announcer: Announcer,
    qtbot: QtBot,
) -> None:
    postgres_server.cut(str(sample.itself._engine.url.database))
    call(sample)
    qtbot.waitUntil(lambda: number(display) == "A001", timeout=10_000)
    assert announcer.current is not None
    assert not is_late(display)


@pytest.fixture
def own_server() -> Iterator[PostgresServer]:
    server = PostgresServer()
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture
def served(own_server: PostgresServer) -> Iterator[SampleHall]:
    """Give the sample hall on a server that nobody else needs."""
    with own_server.database(furnish_database) as url:
        hall = sample_hall(url)
        for seat in hall.seats:
            seat.hall.do(posts.open_counter)
        yield hall
        settle()
        hall.itself.close()


def test_a_server_that_crashed_is_said_and_found_again(
    served: SampleHall, own_server: PostgresServer, announcer: Announcer, qtbot: QtBot
) -> None:
    display = DisplayWindow(served.display, announcer)
    qtbot.addWidget(display)
    display.show()
    call(served)
    qtbot.waitUntil(lambda: number(display) == "A001")
    own_server.crash()
    qtbot.waitUntil(lambda: is_late(display))
    pass_time(served, minutes=1)
    qtbot.waitUntil(lambda: display.clock.text() == "09:01", timeout=3_000)
    assert (number(display), f"{INTERRUPTED} 09:00" in texts(display)) == ("A001", True)
    own_server.revive()
    qtbot.waitUntil(lambda: not is_late(display), timeout=10_000)
    call(served, 2)
    qtbot.waitUntil(lambda: "2 号窗口  ▶ 请到窗口" in texts(display))
    display.close()
    settle()
