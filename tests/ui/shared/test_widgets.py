"""Small widgets: marks, buttons for gloves, the clock, the pad."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from ui.shared.big_button import BigButton
from ui.shared.card import Card
from ui.shared.clock_label import Clock
from ui.shared.elided_label import ElidedLabel
from ui.shared.id_pad import VirtualKeyboard
from ui.shared.progress_line import ProgressLine
from ui.shared.state_mark import SHAPES, Light, StateMark


def test_lights_differ_by_shape_and_carry_their_word(qtbot: QtBot) -> None:
    assert len(set(SHAPES.values())) == len(Light)
    mark = StateMark(Light.YELLOW, "快到期")
    qtbot.addWidget(mark)
    assert mark.word() == mark.accessibleName() == "快到期"
    mark.show_state(Light.RED, "已超期")
    assert mark.word() == mark.accessibleName() == "已超期"


def test_each_light_looks_different_without_colour(qtbot: QtBot) -> None:
    pictures = set()
    for light in Light:
        mark = StateMark(light, "")
        qtbot.addWidget(mark)
        grey = mark._shape.grab().toImage().convertToFormat(mark.grab().toImage().Format.Format_Mono)
        pictures.add(bytes(grey.constBits()))
    assert len(pictures) == len(Light)


def test_a_touch_button_is_20_mm_high_on_any_screen(qtbot: QtBot) -> None:
    button = BigButton("低保·救助")
    qtbot.addWidget(button)
    assert button.minimumHeight() / button.logicalDpiY() * 25.4 == pytest.approx(20, abs=0.3)
    assert button.sizeHint().height() >= button.minimumHeight()


def test_a_long_text_gives_way_and_is_whole_in_its_tool_tip(qtbot: QtBot) -> None:
    label = ElidedLabel("阿依古丽·买买提江·吐尔逊古丽")
    qtbot.addWidget(label)
    label.resize(80, 30)
    label.show()
    assert label.shown_text().endswith("…")
    assert label.toolTip() == label.text()
    label.resize(600, 30)
    assert label.shown_text() == label.text()
    assert label.toolTip() == ""


def test_the_clock_goes_on_while_it_is_seen(qtbot: QtBot) -> None:
    time = [datetime(2026, 11, 22, 9, 42, tzinfo=UTC)]
    clock = Clock(lambda: time[0])
    qtbot.addWidget(clock)
    clock.show()
    assert clock.text() == "09:42"
    time[0] += timedelta(minutes=1)
    qtbot.waitUntil(lambda: clock.text() == "09:43", timeout=3_000)


def test_the_pad_types_and_deletes_without_taking_the_focus(qtbot: QtBot) -> None:
    field, pad = QLineEdit(), VirtualKeyboard()
    qtbot.addWidget(field)
    qtbot.addWidget(pad)
    pad.attach(field)
    for key in "110X":
        qtbot.mouseClick(pad.key(key), Qt.MouseButton.LeftButton)
    assert field.text() == "110X"
    qtbot.mouseClick(pad.delete_key(), Qt.MouseButton.LeftButton)
    assert field.text() == "110"
    assert pad.key("1").focusPolicy() == Qt.FocusPolicy.NoFocus
    assert pad.delete_key().accessibleName()


def test_a_pad_for_phones_has_no_x(qtbot: QtBot) -> None:
    pad = VirtualKeyboard(with_x=False)
    qtbot.addWidget(pad)
    assert not pad.key("X").isEnabled()


def test_long_work_can_be_stopped_once(qtbot: QtBot) -> None:
    line = ProgressLine()
    qtbot.addWidget(line)
    line.start("正在备份", 10)
    line.advance(4)
    assert line.value() == 4
    with qtbot.waitSignal(line.cancel_requested):
        qtbot.mouseClick(line.cancel, Qt.MouseButton.LeftButton)
    assert not line.cancel.isEnabled()


def test_a_card_without_title_keeps_no_room_for_one(qtbot: QtBot) -> None:
    plain, titled = Card(), Card("我的待办")
    for card in (plain, titled):
        qtbot.addWidget(card)
        card.body.addWidget(QLabel("内容"))
    assert plain.sizeHint().height() < titled.sizeHint().height()
    assert titled.accessibleName() == "我的待办"
