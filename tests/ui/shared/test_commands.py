"""One table of commands, seen as buttons, keys, help sheet and palette."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.hands import type_chinese
from tests.ui.shared.fields_at_hand import HELPERS
from ui.shared.command_palette import CommandPalette, Found
from ui.shared.commands import Command, CommandTable
from ui.shared.help_overlay import HelpOverlay


class Window(QWidget):
    """A window with two commands, of which the second needs a permission."""

    def __init__(self, *, may_void: bool = True) -> None:
        super().__init__()
        self.done: list[str] = []
        self.field = QLineEdit(self)
        QVBoxLayout(self).addWidget(self.field)
        commands = (
            Command("call_next", "呼叫下一位", "F2", "", lambda: self.done.append("call")),
            Command("void", "作废", "F9", "void_ticket", lambda: self.done.append("void")),
        )
        self.table = CommandTable(self, commands, lambda permission: may_void)
        self.resize(900, 600)


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    window = Window()
    qtbot.addWidget(window)
    window.show()
    window.field.setFocus()
    return window


def test_key_and_button_do_the_same(window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F2)
    button = window.table.button("call_next", leading=True)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.done == ["call", "call"]
    assert button.text() == "呼叫下一位  F2"
    assert button.accessibleName() == "呼叫下一位"


def test_a_command_that_cannot_be_used_now_is_off_everywhere(window: Window, qtbot: QtBot) -> None:
    button = window.table.button("call_next")
    window.table.enable("call_next", False)
    qtbot.keyClick(window, Qt.Key.Key_F2)
    window.table.run("call_next")
    assert window.done == []
    assert not button.isEnabled()


def test_a_forbidden_command_is_not_there(qtbot: QtBot) -> None:
    window = Window(may_void=False)
    qtbot.addWidget(window)
    assert [command.id for command in window.table.commands()] == ["call_next"]
    window.table.enable("void", True)
    window.table.run("void")
    assert window.done == []


def test_two_commands_of_one_name_are_a_mistake(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    command = Command("call_next", "呼叫下一位", "F2", "", lambda: None)
    with pytest.raises(ValueError, match="call_next"):
        CommandTable(window, (command, command))


def test_the_help_sheet_lists_every_key_and_gives_the_focus_back(window: Window, qtbot: QtBot) -> None:
    sheet = HelpOverlay(window.table, window)
    sheet.open()
    shown = {label.text() for label in sheet.findChildren(QLabel)}
    assert {"F2", "呼叫下一位", "F9", "作废"} <= shown
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isHidden()
    assert window.focusWidget() is window.field


@pytest.mark.parametrize("typed", ["下一", "hjx", "HJ"])
def test_the_palette_finds_a_command_by_words_or_initials(window: Window, qtbot: QtBot, typed: str) -> None:
    palette = CommandPalette(window.table, window, HELPERS.initials)
    palette.open()
    type_chinese(palette.search, typed)
    assert palette.texts() == ["呼叫下一位    F2"]
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert window.done == ["call"]
    assert palette.isHidden()


def test_the_palette_shows_what_the_window_found(window: Window, qtbot: QtBot) -> None:
    palette = CommandPalette(window.table, window)
    palette.open()
    searched: list[str] = []
    palette.searched.connect(searched.append)
    type_chinese(palette.search, "张")
    palette.show_found([Found("张*国", "低保 受理中", "case-1"), Found("张*英", "", "case-2")])
    qtbot.keyClick(palette.search, Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.found_chosen) as chosen:
        qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert searched == ["张"]
    assert chosen.args == ["case-2"]


def test_a_scan_that_nothing_matches_is_handed_on(window: Window, qtbot: QtBot) -> None:
    palette = CommandPalette(window.table, window)
    palette.open()
    qtbot.keyClicks(palette.search, "ZX7KD2PA")
    with qtbot.waitSignal(palette.search_entered) as entered:
        qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert entered.args == ["ZX7KD2PA"]
