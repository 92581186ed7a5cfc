"""Staff leave the full screen by touch, with the hall's code; residents do not find the way."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import func, select

from hall.audit.model import AuditEntry
from hall.kernel.clock import ManualClock
from hall.service import Reading, screens_policy, security
from hall.simulation.sample import SampleHall
from tests.ui.kiosk.conftest import settle
from tests.ui.kiosk.touching import (
    touch,
    wait,
)
from ui.kiosk.staff_exit import MOST_WRONG, StaffExit
from ui.kiosk.staff_keys import LAYERS
from ui.kiosk.window import KioskWindow

pytestmark = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)

CODE = "Bb2-&~leave"


@pytest.fixture
def code(sample: SampleHall) -> str:
    """Give the code for leaving, with every kind of sign."""
    sample.itself.do(security.set_policy, policy=screens_policy.KioskPolicy(leave_code=CODE))
    return CODE


def tap(kiosk: KioskWindow, sample: SampleHall, milliseconds: int) -> None:
    """Tap on the hall's name, so long after the tap before."""
    clock = sample.itself.clock
    assert isinstance(clock, ManualClock)
    clock.advance(timedelta(milliseconds=milliseconds))
    handle = kiosk.windowHandle()
    place = kiosk.head.name.mapTo(kiosk, kiosk.head.name.rect().center())
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=place)
    settle()


def open_door(kiosk: KioskWindow, sample: SampleHall) -> StaffExit:
    for _ in range(5):
        tap(kiosk, sample, 900)
    assert kiosk.leaving.door is not None
    return kiosk.leaving.door


def spell_all(door: StaffExit, text: str) -> None:
    """Touch a password key by key, with the layer that each sign is on."""
    for sign in text:
        layer = next(each for each, signs in LAYERS.items() if sign in signs)
        if not door.keys.switch(layer).isChecked():
            touch(door.keys.switch(layer))
        touch(door.keys.keys(layer).key(sign))


def test_staff_leave_by_touch_alone(kiosk: KioskWindow, sample: SampleHall, code: str) -> None:
    kiosk.showFullScreen()
    settle()
    door = open_door(kiosk, sample)
    touch(door.leave)
    assert door.trouble.text() == " "
    spell_all(door, "wrong")
    assert door.code.text() == "wrong"
    assert not set("wrong") & set(door.code.displayText())
    touch(door.leave)
    assert "退出码不对" in door.trouble.text()
    assert door.code.text() == ""
    spell_all(door, code)
    touch(door.leave)
    assert not kiosk.isVisible()


def wrong_codes(reading: Reading) -> int:
    wrong = select(func.count()).where(AuditEntry.outcome == "screens.leave_code_wrong")
    return reading.session.scalar(wrong) or 0


def test_whoever_guesses_is_shut_out_and_on_record(kiosk: KioskWindow, sample: SampleHall, code: str) -> None:
    door = open_door(kiosk, sample)
    for _ in range(MOST_WRONG):
        spell_all(door, "a")
        touch(door.leave)
    assert kiosk.leaving.door is None
    assert kiosk.isVisible()
    assert sample.itself.see(wrong_codes) == MOST_WRONG
    door = open_door(kiosk, sample)
    assert "1 分钟以后" in door.trouble.text()
    assert not any(each.isEnabled() for each in (door.code, door.keys, door.leave))
    touch(door.stay)
    pass_by(sample, timedelta(minutes=1))
    for _ in range(MOST_WRONG):  # going away in between is no way round
        door = open_door(kiosk, sample)
        spell_all(door, "a")
        touch(door.leave)
        if kiosk.leaving.door is not None:
            touch(door.stay)
    assert "2 分钟以后" in open_door(kiosk, sample).trouble.text()


def pass_by(sample: SampleHall, time: timedelta) -> None:
    clock = sample.itself.clock
    assert isinstance(clock, ManualClock)
    clock.advance(time)


def test_a_hall_without_a_code_says_where_to_choose_one(kiosk: KioskWindow, sample: SampleHall) -> None:
    door = open_door(kiosk, sample)
    spell_all(door, "a")
    touch(door.leave)
    assert "还没有设退出码" in door.trouble.text()
    touch(door.stay)


@pytest.mark.parametrize(("milliseconds", "taps", "opened"), [(1000, 5, True), (1001, 5, False), (100, 4, False)])
def test_only_five_taps_within_four_seconds_open(
    kiosk: KioskWindow, sample: SampleHall, milliseconds: int, taps: int, opened: bool
) -> None:
    for _ in range(taps):
        tap(kiosk, sample, milliseconds)
    assert (kiosk.leaving.door is not None) is opened
    if kiosk.leaving.door is not None:
        touch(kiosk.leaving.door.stay)


def test_taps_beside_the_name_open_nothing(kiosk: KioskWindow) -> None:
    for _ in range(9):
        QTest.mouseClick(kiosk.head.clock, Qt.MouseButton.LeftButton)
        QTest.mouseClick(kiosk.pages.start.question, Qt.MouseButton.LeftButton)
    settle()
    assert kiosk.leaving.door is None


def test_a_door_that_nobody_uses_closes(kiosk: KioskWindow, sample: SampleHall) -> None:
    door = open_door(kiosk, sample)
    spell_all(door, "900")
    wait(door.idle, 60)
    settle()
    assert kiosk.leaving.door is None
    assert kiosk.isVisible()
    assert open_door(kiosk, sample).code.text() == ""
    kiosk.let_out()


def test_the_key_opens_the_same_door(kiosk: KioskWindow) -> None:
    QTest.keyClick(kiosk, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle()
    assert kiosk.leaving.door is not None
    touch(kiosk.leaving.door.stay)
