"""Work beside the screen: results come back in order, to those who are still there."""

import logging
import threading

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from hall.kernel.refusal import Refusal
from ui.shared import tasks
from ui.shared.i18n import sentence
from ui.shared.message_line import MessageLine


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(MessageLine())
    return window


def line(window: QWidget) -> MessageLine:
    found = window.findChild(MessageLine)
    assert isinstance(found, MessageLine)
    return found


def test_work_runs_elsewhere_and_its_result_arrives_on_the_gui_thread(window: QWidget) -> None:
    worked: list[int] = []
    arrived: list[tuple[str, int]] = []

    def work() -> str:
        worked.append(threading.get_ident())
        return "A023"

    tasks.run(window, work, lambda ticket: arrived.append((ticket, threading.get_ident())))
    assert tasks.wait_for_all()
    here = threading.get_ident()
    assert arrived == [("A023", here)]
    assert worked != [here]


def test_a_refusal_is_said_in_the_message_line_of_the_window(window: QWidget) -> None:
    refusal = Refusal("kernel.amount_unreadable")

    def work() -> None:
        raise refusal

    owner = QWidget(window)
    tasks.run(owner, work, lambda _: pytest.fail("nothing was done"))
    tasks.wait_for_all()
    assert line(window).text() == sentence(refusal)
    assert line(window).is_refusal()


def test_who_wants_to_answer_a_refusal_gets_it(window: QWidget) -> None:
    refused: list[str] = []

    def work() -> None:
        raise Refusal("queue.nobody_waits")

    tasks.run(window, work, lambda _: None, lambda refusal: refused.append(refusal.code))
    tasks.wait_for_all()
    assert refused == ["queue.nobody_waits"]
    assert line(window).text() == ""


def test_a_bug_is_recorded_and_said_in_one_sentence(window: QWidget, caplog: pytest.LogCaptureFixture) -> None:
    ended: list[bool] = []
    with caplog.at_level(logging.ERROR, logger=tasks.CRASH_LOG):
        tasks.run(window, lambda: 1 // 0, lambda _: None, ended=lambda: ended.append(True))
        tasks.wait_for_all()
    assert "ZeroDivisionError" in caplog.text
    assert "ZeroDivisionError" not in line(window).text()
    assert line(window).is_refusal()
    assert ended == [True]


def test_a_result_for_a_closed_window_is_dropped(qapp: QObject) -> None:
    owner, go, arrived = QObject(), threading.Event(), []
    tasks.run(owner, go.wait, arrived.append, ended=lambda: arrived.append("ended"))
    delete(owner)
    go.set()
    assert tasks.wait_for_all()
    assert arrived == []
