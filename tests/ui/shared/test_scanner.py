"""A scan is one word to the window and nothing to its buttons and fields; a hand notices nothing of it."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.shared.commands import Command, CommandTable
from ui.shared.scanner import Scanner

ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
SCANNER_MS, HAND_MS = 4.0, 110.0
CODE = "K7QM2X9A"


@dataclass
class Desk:
    """A window with a field, a button and a key, and how fast keys come."""

    window: QWidget
    field: QLineEdit
    button: QPushButton
    at: float = 1_000.0
    pace: float = HAND_MS
    pressed: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def moment(self, _key: QKeyEvent) -> float:
        return self.at

    def hit(self, key: Qt.Key | str) -> None:
        """Press a key where the keyboard is, one pace after the one before."""
        self.at += self.pace
        here = self.window.focusWidget() or self.window
        if isinstance(key, str) and not key.isascii():
            QApplication.sendEvent(here, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, key))
        else:
            QTest.keyClick(here, key)  # type: ignore[arg-type]

    def types(self, text: str, *keys: Qt.Key) -> None:
        for each in (*text, *keys):
            self.hit(each)

    def scans(self, text: str, *keys: Qt.Key) -> None:
        self.at += HAND_MS
        self.pace = SCANNER_MS
        self.types(text, *keys)
        self.pace = HAND_MS


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    window = QWidget()
    found = Desk(window, QLineEdit(window), QPushButton("Go", window))
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(found.field)
    column.addWidget(found.button)
    found.button.clicked.connect(lambda: found.pressed.append("button"))
    found.button.setAutoDefault(True)
    found.field.returnPressed.connect(lambda: found.pressed.append("enter"))
    command = Command("call_next", "Call next", "F2", "", lambda: found.pressed.append("F2"))
    CommandTable(window, [command])
    scanner = Scanner(window, found.moment)
    scanner.scanned.connect(found.heard.append)
    scanner.unreadable.connect(found.complaints.append)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    found.field.setFocus()
    return found


def shows(desk: Desk, text: str) -> Callable[[], bool]:
    return lambda: desk.field.text() == text


@pytest.mark.parametrize("end", [ENTER, TAB, Qt.Key.Key_Enter])
def test_a_scan_into_a_field_is_one_word_and_leaves_the_field_alone(desk: Desk, end: Qt.Key) -> None:
    desk.field.setText("张")
    desk.scans(CODE, end)
    assert desk.heard == [CODE]
    assert (desk.field.text(), desk.pressed, desk.complaints) == ("张", [], [])
    assert desk.field.hasFocus()


def test_a_scan_presses_no_button(desk: Desk) -> None:
    desk.button.setFocus()
    desk.scans("12 345 67", ENTER)
    assert (desk.heard, desk.pressed) == (["12 345 67"], [])


def test_a_second_enter_of_the_scanner_presses_nothing_either(desk: Desk) -> None:
    desk.button.setFocus()
    desk.scans(CODE, ENTER, ENTER)
    assert (desk.heard, desk.pressed) == ([CODE], [])
    desk.hit(ENTER)
    assert desk.pressed == ["button"]


def test_a_scanner_that_sends_no_enter_is_heard_too(desk: Desk, qtbot: QtBot) -> None:
    desk.scans(CODE)
    qtbot.waitUntil(lambda: desk.heard == [CODE])
    assert desk.field.text() == ""


def test_what_a_hand_types_stands_in_the_field_in_its_order(desk: Desk) -> None:
    desk.types("gljt80", ENTER)
    assert desk.field.text() == "gljt80"
    assert (desk.heard, desk.pressed) == ([], ["enter"])


def test_the_last_key_of_a_hand_is_not_kept_for_long(desk: Desk, qtbot: QtBot) -> None:
    desk.types("aid")
    qtbot.waitUntil(shows(desk, "aid"), timeout=500)


def test_two_keys_that_roll_over_are_still_a_hand(desk: Desk) -> None:
    desk.types("ab")
    desk.scans("cd")
    desk.types("", ENTER)
    assert desk.field.text() == "abcd"
    assert desk.pressed == ["enter"]


def test_a_hand_presses_a_button_with_the_space_bar(desk: Desk, qtbot: QtBot) -> None:
    desk.button.setFocus()
    desk.hit(" ")
    qtbot.waitUntil(lambda: desk.pressed == ["button"])


def test_a_held_key_repeats_and_is_no_scan(desk: Desk) -> None:
    desk.hit("1")
    for _ in range(12):
        desk.at += SCANNER_MS
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, "1", True)
        QApplication.sendEvent(desk.field, key)
    assert desk.field.text() == "1" * 13
    assert desk.heard == []


@pytest.mark.parametrize("garbage", ["NOREAD", "ab\N{REPLACEMENT CHARACTER}cdef", "7" * 600])
def test_an_unreadable_code_is_a_sentence_and_changes_nothing(desk: Desk, garbage: str) -> None:
    desk.field.setText("张")
    desk.scans(garbage, ENTER)
    assert desk.complaints == ["没有读清：请拿稳再扫一次。"]
    assert (desk.heard, desk.pressed, desk.field.text()) == ([], [], "张")


def test_a_function_key_in_the_midst_of_a_scan_does_nothing(desk: Desk) -> None:
    desk.scans("K7Q")
    desk.pace = SCANNER_MS
    desk.types("", Qt.Key.Key_F2)
    desk.types("M2X9A", ENTER)
    assert desk.complaints
    assert (desk.heard, desk.pressed, desk.field.text()) == ([], [], "")


def test_a_function_key_of_a_hand_works_right_after_a_scan(desk: Desk) -> None:
    desk.scans(CODE, ENTER)
    desk.hit(Qt.Key.Key_F2)
    assert (desk.heard, desk.pressed) == ([CODE], ["F2"])


def test_full_width_figures_are_read_as_figures(desk: Desk) -> None:
    desk.scans("１２３４５６", ENTER)
    assert desk.heard == ["123456"]


def test_another_window_is_not_listened_to(desk: Desk, qtbot: QtBot) -> None:
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    desk.pace = SCANNER_MS
    for each in CODE:
        desk.at += SCANNER_MS
        QTest.keyClick(other, each)  # type: ignore[arg-type]
    assert other.text() == CODE
    assert desk.heard == []


def test_keys_that_a_program_sends_pass_at_once(qtbot: QtBot) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    scanner = Scanner(line)
    line.show()
    QTest.keyClicks(line, CODE)
    assert line.text() == CODE
    assert not scanner.is_holding()
