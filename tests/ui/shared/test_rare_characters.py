"""A character of any plane is typed, deleted, counted, found and seen like any other."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QRawFont
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hall.kernel.resources import resource
from tests.ui.hands import type_chinese
from ui.counter.who_box import WhoBox
from ui.kiosk.entry_line import EntryLine
from ui.shared import tasks
from ui.shared.character_check import problem_of
from ui.shared.fields.person import PersonEditor
from ui.shared.fields.plain import PlainField
from ui.shared.fields.text import LongTextEditor, TextEditor
from ui.shared.rare_characters import RareCharacters
from ui.shared.text_line import TextBox, TextLine

RARE = "𠅤𬱖"
SELECTED = "葛\U000e0100"
ALT = Qt.KeyboardModifier.AltModifier


def text_of(editor: QLineEdit | QPlainTextEdit) -> str:
    return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()


def settle() -> None:
    for _ in range(3):
        tasks.wait_for_all()
        QApplication.processEvents()


@pytest.fixture(params=["line", "box", "kiosk", "form", "long", "person", "who"])
def editor(request: pytest.FixtureRequest, qtbot: QtBot) -> QLineEdit | QPlainTextEdit:
    made = _make(request.param)
    qtbot.addWidget(made[0])
    return made[1]


def _make(kind: str) -> tuple[QWidget, QLineEdit | QPlainTextEdit]:
    field = PlainField("a", "备注", "text", max_length=50)
    if kind == "who":
        who = WhoBox()
        return who, who.name
    if kind == "person":
        person = PersonEditor(field)
        return person, person.name
    if kind in ("form", "long"):
        whole = TextEditor(field) if kind == "form" else LongTextEditor(field)
        return whole, whole.edit
    alone = {"line": TextLine, "box": TextBox}.get(kind, lambda: EntryLine("姓名", 20))()
    return alone, alone


def test_every_editor_moves_and_deletes_by_whole_characters(editor: QLineEdit | QPlainTextEdit, qtbot: QtBot) -> None:
    type_chinese(editor, f"王{RARE}{SELECTED}")
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    assert text_of(editor) == f"王{RARE}"
    qtbot.keyClick(editor, Qt.Key.Key_Left)
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    assert text_of(editor) == "王𬱖"
    qtbot.keyClick(editor, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    assert text_of(editor) == "𬱖"
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    assert text_of(editor) == ""
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    settle()


def test_the_longest_text_is_counted_in_characters_and_never_cut_in_half(qtbot: QtBot) -> None:
    line = TextLine()
    qtbot.addWidget(line)
    line.set_longest(3)
    type_chinese(line, "王𠅤")
    line.setCursorPosition(1)
    type_chinese(line, "𬱖𠅤葛")
    assert line.text() == "王𬱖𠅤"
    assert line.cursorPosition() == 3
    line.undo()
    assert line.text().encode("utf-8")


def test_a_private_character_of_an_old_card_becomes_the_standard_one(qtbot: QtBot) -> None:
    line = TextLine()
    qtbot.addWidget(line)
    type_chinese(line, "王民")
    line.setCursorPosition(1)
    type_chinese(line, "\ue816")
    assert (line.text(), line.cursorPosition()) == ("王\U00020087民", 3)


@pytest.fixture
def sheet(qtbot: QtBot) -> tuple[RareCharacters, TextLine]:
    """Give the sheet of a window, open for a line with 王 in it."""
    window = QWidget()
    line = TextLine(window)
    QVBoxLayout(window).addWidget(line)
    window.resize(1280, 660)
    qtbot.addWidget(window)
    window.show()
    line.setText("王")
    line.setFocus()
    opened = RareCharacters(window)
    opened.open_for(line)
    settle()
    return opened, line


def asks(sheet: RareCharacters, typed: str) -> None:
    sheet.line.clear()
    type_chinese(sheet.line, typed)
    settle()


def test_parts_and_enter_write_the_character_where_the_cursor_was(
    sheet: tuple[RareCharacters, TextLine], qtbot: QtBot
) -> None:
    rare, line = sheet
    asks(rare, "亩心")
    assert rare.about.text() == "xí　11 画　U+20164　打得出"
    qtbot.keyClick(rare.line, Qt.Key.Key_Return)
    assert line.text() == "王𠅤"
    assert rare.isHidden()


def test_arrows_pages_and_alt_with_a_figure_choose(sheet: tuple[RareCharacters, TextLine], qtbot: QtBot) -> None:
    rare, line = sheet
    asks(rare, "yan")
    first = rare.found()
    qtbot.keyClick(rare.line, Qt.Key.Key_Down)
    assert rare.chosen() == first[1].character
    qtbot.keyClick(rare.line, Qt.Key.Key_PageDown)
    assert rare.chosen() == first[10].character
    assert rare.tiles[0].glyph.text() == first[9].character
    qtbot.keyClick(rare.line, Qt.Key.Key_3, ALT)
    assert line.text() == f"王{first[11].character}"


def test_escape_leaves_everything_as_it_was(sheet: tuple[RareCharacters, TextLine], qtbot: QtBot) -> None:
    rare, line = sheet
    asks(rare, "zzzz")
    assert "没有找到" in rare.about.text()
    qtbot.keyClick(rare.line, Qt.Key.Key_Return)
    qtbot.keyClick(rare.line, Qt.Key.Key_Escape)
    assert (line.text(), rare.isHidden()) == ("王", True)
    type_chinese(line, "民")
    assert line.text() == "王民"


def test_a_code_point_without_a_glyph_is_said_and_can_be_kept(
    sheet: tuple[RareCharacters, TextLine], qtbot: QtBot
) -> None:
    rare, line = sheet
    asks(rare, "U+30000")
    assert "打不出" in rare.about.text()
    assert rare.tiles[0].glyph.text() == "?"
    qtbot.keyClick(rare.line, Qt.Key.Key_Return)
    assert line.text() == "王\U00030000"


@pytest.mark.parametrize(
    ("typed", "said"),
    [("王\U00030000", "拼音"), ("王\ue123", "重新选"), ("王😀", "删掉"), ("王𠅤", ""), (f"{SELECTED}兰", "")],
)
def test_what_cannot_be_printed_is_said_beside_the_name_and_stays(typed: str, said: str, qtbot: QtBot) -> None:
    person = PersonEditor(PlainField("a", "申请人", "person"))
    qtbot.addWidget(person)
    type_chinese(person.name, typed)
    settle()
    assert said in person.doubt()
    assert bool(person.doubt()) == bool(said)
    assert person.name.text() == typed
    person.name.setText("王民")
    settle()
    assert person.doubt() == ""


def test_an_everyday_text_is_no_problem() -> None:
    assert problem_of("王建民，13800001111") == ""


@pytest.mark.parametrize("character", ["𠅤", "𬱖", "䶮", "㛃", "\u9fb4", "\U0002e0a0"])
def test_the_screen_shows_the_character_and_not_a_box(character: str, qtbot: QtBot) -> None:
    fonts = [QRawFont(str(file), 16) for file in sorted(resource("fonts").glob("*.ttf"))]
    assert any(font.supportsCharacter(ord(character)) for font in fonts)
    assert _picture(character, qtbot) != _picture("\U0003fffd", qtbot)
    assert _picture(character, qtbot) != _picture("", qtbot)


def _picture(text: str, qtbot: QtBot) -> bytes:
    label = QLabel(text)
    qtbot.addWidget(label)
    label.resize(64, 48)
    return bytes(label.grab().toImage().constBits())
