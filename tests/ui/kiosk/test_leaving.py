"""Nothing of a resident stays, help can be called, and only staff close the kiosk."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hall.service import security
from hall.simulation.sample import SampleHall
from tests.ui.kiosk.conftest import MakeKiosk, settle
from tests.ui.kiosk.touching import LOW_INCOME, read, take_ticket, touch
from ui.kiosk.idle import IdleWatch
from ui.kiosk.staff_exit import StaffExit
from ui.kiosk.window import KioskWindow

pytestmark = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)


class Reader:
    """A voice that remembers what it read."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def audible(self) -> bool:
        return True

    def read(self, text: str) -> None:
        self.heard.append(text)

    def hush(self) -> None:
        self.heard.append("")


def wait(watch: IdleWatch, seconds: int) -> None:
    for _ in range(seconds):
        watch.tick()


def everything(kiosk: KioskWindow) -> str:
    """Return the words of every page, also of those that are hidden."""
    shown = ""
    pages = [kiosk.pages.widget(number) for number in range(kiosk.pages.count())]
    for page in pages:
        kiosk.pages.setCurrentWidget(page)
        shown += read(kiosk)
    return shown


def test_twenty_seconds_after_the_ticket_nothing_is_left(kiosk: KioskWindow) -> None:
    number = take_ticket(kiosk)
    wait(kiosk.idle, 15)
    assert "5 秒后回首页" in read(kiosk)
    wait(kiosk.idle, 5)
    assert "您要办什么事？" in read(kiosk)
    settle()
    assert number not in everything(kiosk)


def test_who_goes_away_is_forgotten_after_a_minute(kiosk: KioskWindow) -> None:
    touch(kiosk.foot.large)
    touch(kiosk.pages.start.button("aid"))
    touch(kiosk.pages.matters.button(LOW_INCOME))
    touch(kiosk.pages.situations.button("有残疾人", yes=True))
    assert "由他人代办" in read(kiosk)
    wait(kiosk.idle, 49)
    assert "秒后" not in read(kiosk)
    wait(kiosk.idle, 1)
    assert "10 秒后回首页" in read(kiosk)
    wait(kiosk.idle, 10)
    settle()
    assert "您要办什么事？" in read(kiosk)
    assert not kiosk.foot.large.isChecked()
    assert "由他人代办" not in everything(kiosk)


def test_a_touch_anywhere_gives_another_minute(kiosk: KioskWindow, qtbot: QtBot) -> None:
    touch(kiosk.pages.start.button("aid"))
    wait(kiosk.idle, 55)
    qtbot.waitExposed(kiosk)
    QTest.mouseClick(kiosk.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert "秒后" not in read(kiosk)
    wait(kiosk.idle, 59)
    assert "您办哪一件？" in read(kiosk)


def test_the_first_page_waits_for_ever(kiosk: KioskWindow) -> None:
    wait(kiosk.idle, 1000)
    assert "秒后" not in read(kiosk)


def test_the_sign_for_help_covers_the_screen_until_it_is_put_away(kiosk: KioskWindow) -> None:
    touch(kiosk.pages.start.button("aid"))
    touch(kiosk.foot.help)
    assert kiosk.sign.isVisible()
    assert kiosk.sign.size() == kiosk.size()
    touch(kiosk.sign.away)
    assert not kiosk.sign.isVisible()
    assert "您办哪一件？" in read(kiosk)


def test_large_type_is_larger(kiosk: KioskWindow) -> None:
    button = kiosk.pages.priority.yes
    before = button.fontMetrics().height()
    touch(kiosk.foot.large)
    assert button.fontMetrics().height() > 1.2 * before
    touch(kiosk.foot.large)
    assert button.fontMetrics().height() == before


def test_reading_aloud_is_offered_only_where_it_is_heard(make_kiosk: MakeKiosk) -> None:
    silent = make_kiosk()
    assert not silent.foot.aloud.isVisible()
    voice = Reader()
    kiosk = make_kiosk(voice=voice)
    touch(kiosk.foot.aloud)
    assert voice.heard[-1].startswith("您要办什么事？低保·救助。养老·医保。")
    touch(kiosk.pages.start.button("aid"))
    assert voice.heard[-1] == ""


def test_residents_cannot_close_a_full_screen(kiosk: KioskWindow) -> None:
    kiosk.showFullScreen()
    settle()
    assert not kiosk.close()
    assert kiosk.isVisible()
    kiosk.showNormal()
    settle()


def test_only_staff_leave(kiosk: KioskWindow, sample: SampleHall, qtbot: QtBot) -> None:
    password = "Bb2-" + "kiosk-leave"
    staff = sample.itself.do(
        security.add_staff, number="900", name="孙志远", department="community", roles=["admin"], password=password
    )
    assert staff
    door = StaffExit(sample.kiosk, kiosk)
    door.number.setText("900")
    door.password.setText("wrong")
    door.leave.click()
    settle()
    assert "工号和密码对不上" in door.trouble.text()
    assert door.number.text() == "900"
    door.password.setText(password)
    door.leave.click()
    settle()
    assert door.result() == StaffExit.DialogCode.Accepted
    assert sample.kiosk.actor.staff_id is None
