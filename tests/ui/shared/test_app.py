"""What goes wrong is on record."""

import logging
import sys

import pytest
from PySide6.QtCore import QLoggingCategory, QMessageLogContext, QtMsgType

from hall.kernel.refusal import Refusal
from ui.shared import app
from ui.shared.i18n import sentence


def test_crashes_and_warnings_are_recorded(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    handlers = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(app, "qInstallMessageHandler", handlers.append)
    app.install_crash_hooks()
    with caplog.at_level(logging.INFO):
        error = ValueError("the form lost its head")
        sys.excepthook(ValueError, error, None)
        handlers[0](QtMsgType.QtWarningMsg, QMessageLogContext(), "a timer in the wrong thread")
    assert "the form lost its head" in caplog.text
    assert "a timer in the wrong thread" in caplog.text
    assert [record.levelno for record in caplog.records] == [logging.CRITICAL, logging.WARNING]


@pytest.mark.usefixtures("qapp")
def test_missing_video_libraries_are_not_reported_but_other_sound_trouble_is() -> None:
    assert not QLoggingCategory("qt.multimedia.symbolsresolver").isWarningEnabled()
    assert QLoggingCategory("qt.multimedia.audio").isWarningEnabled()


def test_without_a_screen_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(Refusal) as refused:
        app.require_screen()
    assert "请接好显示器" in sentence(refused.value)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    app.require_screen()
