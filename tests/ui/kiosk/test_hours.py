"""The start page says at once when machines give no tickets, and what can be done all the same."""

from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from hall.kernel.clock import ManualClock
from hall.service import posts, queue
from hall.simulation.sample import SampleHall
from tests.ui.kiosk.conftest import settle
from tests.ui.kiosk.touching import keep_hours, read, touch
from ui.kiosk.window import KioskWindow

pytestmark = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
OPENS, LAST, OVER, DAY_OFF = "08:30 开始取号", "没有人排队", "今天取号结束了", "今天休息不取号"


@pytest.fixture
def sample(sample: SampleHall) -> SampleHall:
    """Give the sample hall with a hall's usual hours."""
    keep_hours(sample)
    return sample


def turn(kiosk: KioskWindow, sample: SampleHall, day: int, time: str) -> str:
    """Turn the hall's clock; answers with the line under the question."""
    clock = sample.itself.clock
    assert isinstance(clock, ManualClock)
    hours, minutes = map(int, time.split(":"))
    clock.move_to(datetime(2026, 11, day, hours - 8, minutes, tzinfo=UTC))
    kiosk.head.clock.tick()
    settle()
    return kiosk.pages.start.trouble()


def test_the_line_follows_the_clock_by_the_minute(kiosk: KioskWindow, sample: SampleHall) -> None:
    sample.seats[0].hall.do(posts.open_counter)
    assert LAST in turn(kiosk, sample, 23, "16:59")
    assert OVER in turn(kiosk, sample, 23, "17:00")
    assert OPENS in turn(kiosk, sample, 24, "08:29")
    assert OVER not in turn(kiosk, sample, 24, "08:30")
    assert DAY_OFF in turn(kiosk, sample, 28, "10:00")


def test_booking_and_progress_stay_possible(kiosk: KioskWindow, sample: SampleHall) -> None:
    turn(kiosk, sample, 23, "17:00")
    assert "预约、查进度照常" in read(kiosk)
    assert kiosk.pages.start.spoken()[1] == kiosk.pages.start.trouble()
    touch(kiosk.pages.start.appointments)
    touch(kiosk.pages.appointments.button("book"))
    assert "预约办哪一类事？" in read(kiosk)
    kiosk.begin_anew()
    touch(kiosk.pages.start.progress)
    assert "查办到哪一步了" in read(kiosk)


def test_the_last_ticket_of_the_day_changes_the_line(kiosk: KioskWindow, sample: SampleHall, qtbot: QtBot) -> None:
    for seat in sample.seats:
        seat.hall.do(posts.open_counter)
    assert "号已经满了" not in turn(kiosk, sample, 23, "16:55")
    services = [service.code for service in kiosk.pages.offer.services]
    for _ in range(6):
        for code in services:
            sample.guide.do(queue.take_ticket, service_code=code)
    qtbot.waitUntil(lambda: "今天的号已经满了，预约、查进度照常" in kiosk.pages.start.trouble())
