"""The hall's time is the host's: PCs whose clocks are hours apart agree, and setting a clock changes nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from hall.kernel.clock import ManualClock, SystemClock
from hall.service import SystemHall
from hall.storage import server_clock
from hall.storage.engine import open_engine
from hall.storage.server_clock import ServerClock
from tests.halls import MONDAY_MORNING, empty_hall

SECOND = timedelta(seconds=1)


@pytest.fixture
def engine(postgres_url: str) -> Iterator[Engine]:
    engine = open_engine(postgres_url)
    yield engine
    engine.dispose()


def test_two_pcs_hours_apart_agree_within_a_second(engine: Engine) -> None:
    slow = ServerClock(engine, ManualClock(datetime.now(UTC) - timedelta(hours=5)))
    fast = ServerClock(engine, ManualClock(datetime.now(UTC) + timedelta(hours=7)))
    try:
        assert abs(slow.now() - fast.now()) < SECOND
        assert abs(slow.now() - SystemClock().now()) < SECOND
        assert abs(slow.offset - timedelta(hours=5)) < 10 * SECOND
        assert abs(fast.offset + timedelta(hours=7)) < 10 * SECOND
    finally:
        slow.close()
        fast.close()


def test_a_pc_clock_that_is_moved_changes_nothing(engine: Engine) -> None:
    pc = ManualClock(datetime.now(UTC))
    clock = ServerClock(engine, pc)
    try:
        before = clock.now()
        pc.advance(timedelta(hours=9))
        assert timedelta(0) <= clock.now() - before < 10 * SECOND
        clock.ask()
        assert timedelta(0) <= clock.now() - before < 10 * SECOND
    finally:
        clock.close()


def test_it_goes_on_with_the_time_that_passes_and_never_a_little_back(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = ServerClock(engine)
    clock.close()
    start = clock.now()
    real = server_clock.elapsed()
    monkeypatch.setattr(server_clock, "elapsed", lambda: real + 3600)
    hour_later = clock.now()
    monkeypatch.setattr(server_clock, "elapsed", lambda: real + 3599)
    assert timedelta(minutes=59) < hour_later - start < timedelta(minutes=61)
    assert clock.now() == hour_later


def test_a_lost_server_does_not_stop_the_clock(engine: Engine, postgres_url: str) -> None:
    clock = ServerClock(engine)
    clock.close()
    engine.dispose()
    assert clock.now() <= clock.now()


def test_a_hall_on_a_server_keeps_the_servers_time(postgres_url: str) -> None:
    empty_hall(postgres_url, ManualClock(MONDAY_MORNING)).close()
    hall = SystemHall.open(open_engine(postgres_url))
    try:
        assert isinstance(hall.clock, ServerClock)
    finally:
        hall.close()
