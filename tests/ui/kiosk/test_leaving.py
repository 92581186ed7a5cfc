"""Nothing of a resident stays, help can be called, and only staff close the kiosk."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, Signal, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from hall.service import queue, queue_views
from hall.simulation.sample import SampleHall
from tests.ui.kiosk.conftest import MakeKiosk, settle
from tests.ui.kiosk.touching import (
    LOW_INCOME,
    OLD,
    book,
    lay_card,
    open_rating,
    read,
    spell,
    take_ticket,
    touch,
    wait,
)
from ui.kiosk.window import KioskWindow

pytestmark = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)


class Changes(QObject):
    """Says that a voice comes or goes."""

    available_changed = Signal(bool)


class Reader:
    """A voice that remembers what it read."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.changes = Changes()
        self.there = True

    @property
    def available_changed(self) -> SignalInstance:
        return self.changes.available_changed

    def audible(self) -> bool:
        return self.there

    def read(self, text: str) -> None:
        self.heard.append(text)

    def hush(self) -> None:
        self.heard.append("")


def everything(kiosk: KioskWindow) -> str:
    """Return the words of every page, also of those that are hidden."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
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
    voice.there = False
    voice.changes.available_changed.emit(False)
    assert not kiosk.foot.aloud.isVisible()


def looked_for_something(kiosk: KioskWindow, _sample: SampleHall) -> None:
    touch(kiosk.pages.start.search)
    spell(kiosk.pages.search.keys, "GLJT")


def typed_a_wrong_number(kiosk: KioskWindow, _sample: SampleHall) -> None:
    touch(kiosk.pages.start.button("aid"))
    touch(kiosk.pages.matters.unsure)
    touch(kiosk.pages.identity.no)
    spell(kiosk.pages.number.keys, OLD[:-1] + "1")
    touch(kiosk.pages.number.go)


def typed_a_phone_number(kiosk: KioskWindow, _sample: SampleHall) -> None:
    lay_card(kiosk, f"{OLD},周秀英")
    touch(kiosk.pages.start.button("aid"))
    touch(kiosk.pages.matters.unsure)
    spell(kiosk.pages.phone.keys, "13800001234")


def stood_before_the_ticket(kiosk: KioskWindow, sample: SampleHall) -> None:
    typed_a_phone_number(kiosk, sample)
    touch(kiosk.pages.phone.go)


def saw_todays_appointment(kiosk: KioskWindow, sample: SampleHall) -> None:
    book(sample, "10:30")
    lay_card(kiosk, OLD)


def came_too_early(kiosk: KioskWindow, sample: SampleHall) -> None:
    saw_todays_appointment(kiosk, sample)
    touch(kiosk.pages.found.button(kiosk.journey.appointments[0].id))


def booked_a_time(kiosk: KioskWindow, sample: SampleHall) -> None:
    touch(kiosk.pages.start.appointments)
    touch(kiosk.pages.appointments.button("book"))
    touch(kiosk.pages.services.button("aid"))
    touch(kiosk.pages.days.button("2026-11-24"))
    touch(kiosk.pages.slots.button("10:30"))
    lay_card(kiosk, OLD)
    touch(kiosk.pages.phone.other)


def asked_how_it_stands(kiosk: KioskWindow, sample: SampleHall) -> None:
    ticket = sample.itself.see(queue_views.ticket, ticket_id=sample.itself.do(queue.take_ticket, service_code="aid"))
    touch(kiosk.pages.start.progress)
    spell(kiosk.pages.code.keys, ticket.status_code)
    touch(kiosk.pages.code.go)


def saw_the_faces(kiosk: KioskWindow, sample: SampleHall) -> None:
    open_rating(kiosk, sample)


def ticked_a_reason(kiosk: KioskWindow, sample: SampleHall) -> None:
    open_rating(kiosk, sample)
    touch(kiosk.pages.faces.faces[1])
    touch(kiosk.pages.reasons.reasons["attitude"])


def rated_a_visit(kiosk: KioskWindow, sample: SampleHall) -> None:
    ticked_a_reason(kiosk, sample)
    touch(kiosk.pages.reasons.submit)


STOPS = (
    looked_for_something,
    typed_a_wrong_number,
    typed_a_phone_number,
    stood_before_the_ticket,
    saw_todays_appointment,
    came_too_early,
    booked_a_time,
    asked_how_it_stands,
    saw_the_faces,
    ticked_a_reason,
    rated_a_visit,
)


@pytest.mark.parametrize("stop", STOPS)
def test_wherever_somebody_stops_nothing_of_them_stays(
    kiosk: KioskWindow, sample: SampleHall, stop: Callable[[KioskWindow, SampleHall], None]
) -> None:
    before = everything(kiosk)
    kiosk.pages.show_journey(kiosk.journey)
    stop(kiosk, sample)
    QApplication.clipboard().setText(OLD)
    wait(kiosk.idle, 60)
    settle()
    after = everything(kiosk)
    traces = (
        OLD,
        OLD[:-1],
        "110105",
        "002X",
        "周",
        "1380000",
        "GLJT",
        "低保边缘",
        "A001",
        "10:30",
        "70 周岁",
        "✓",
        "核实",
    )
    assert [trace for trace in traces if trace in after and trace not in before] == []
    lines = kiosk.findChildren(QLineEdit)
    assert [(line.text(), line.isUndoAvailable(), line.isRedoAvailable()) for line in lines] == [
        ("", False, False)
    ] * len(lines)
    named = "".join(widget.accessibleName() for widget in kiosk.findChildren(QWidget))
    assert [trace for trace in (OLD[:-1], "110105", "1380000", "10:30") if trace in named] == []
    assert QApplication.clipboard().text() == ""
    assert (kiosk.journey.document, kiosk.journey.to_rate, kiosk.journey.grade) == (None, None, 0)


def test_residents_cannot_leave_a_full_screen(kiosk: KioskWindow, qtbot: QtBot) -> None:
    kiosk.showFullScreen()
    settle()
    assert not kiosk.close()
    for key, modifier in (
        (Qt.Key.Key_F4, Qt.KeyboardModifier.AltModifier),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_F11, Qt.KeyboardModifier.NoModifier),
    ):
        QTest.keyClick(kiosk, key, modifier)
    settle()
    kiosk.showMinimized()
    settle()
    assert kiosk.isVisible()
    assert kiosk.isFullScreen()
    kiosk.let_out()
    assert not kiosk.isVisible()
