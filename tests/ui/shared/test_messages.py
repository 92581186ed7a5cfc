"""How a window speaks: success fades, a refusal stays, a dialog has verbs."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hall.kernel.refusal import Refusal
from ui.shared.confirm import ConfirmDialog, confirm
from ui.shared.i18n import sentence
from ui.shared.message_line import MessageLine
from ui.shared.messages import line_of, say, say_refusal


@pytest.fixture
def line(qtbot: QtBot) -> MessageLine:
    line = MessageLine(shown_ms=10)
    qtbot.addWidget(line)
    line.show()
    return line


def test_success_fades_by_itself(line: MessageLine, qtbot: QtBot) -> None:
    line.tell("A023 已办完")
    assert line.text() == "A023 已办完"
    qtbot.waitUntil(lambda: line.text() == "", timeout=3_000)


def test_a_refusal_stays_until_it_is_put_away(line: MessageLine, qtbot: QtBot) -> None:
    other = MessageLine(shown_ms=10)
    qtbot.addWidget(other)
    line.tell("A022 已办完")
    line.refuse("请先办完 A023。")
    other.tell("已存")
    qtbot.waitUntil(lambda: other.text() == "", timeout=3_000)
    assert line.text() == "请先办完 A023。"
    assert line.is_refusal()
    with qtbot.waitSignal(line.dismissed):
        qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == ""


def test_nothing_moves_when_a_message_comes(line: MessageLine) -> None:
    line.resize(600, line.minimumHeight())
    line.refuse("请先办完 A023，再呼叫下一位。人多时可以请导服台帮忙，让别的窗口先叫。")
    assert line.heightForWidth(600) <= line.minimumHeight()


def test_a_message_is_read_aloud(line: MessageLine) -> None:
    line.refuse("请先办完 A023。")
    assert line.accessibleName() == "请先办完 A023。"


def test_any_widget_speaks_through_its_window(qtbot: QtBot) -> None:
    window, field = QWidget(), QLineEdit()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    line = MessageLine()
    column.addWidget(field)
    column.addWidget(line)
    say(field, "已存")
    assert line.text() == "已存"
    say_refusal(field, Refusal("kernel.amount_negative"))
    assert line.text() == sentence(Refusal("kernel.amount_negative"))
    assert line_of(field) is line


@pytest.mark.parametrize(("press", "answer"), [("yes", True), ("no", False), ("escape", False), ("enter", False)])
def test_a_question_is_answered_by_its_verbs_and_harmlessly_by_default(qtbot: QtBot, press: str, answer: bool) -> None:
    seen: list[tuple[str, str]] = []

    def reply() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ConfirmDialog)
        seen.append((dialog.yes.text(), dialog.no.text()))
        if press in ("yes", "no"):
            qtbot.mouseClick(getattr(dialog, press), Qt.MouseButton.LeftButton)
        else:
            qtbot.keyClick(dialog, Qt.Key.Key_Escape if press == "escape" else Qt.Key.Key_Return)

    QTimer.singleShot(0, reply)
    assert confirm(None, "作废 A023？作废后不能恢复。", "作废此号", "返回") is answer
    assert seen == [("作废此号", "返回")]
