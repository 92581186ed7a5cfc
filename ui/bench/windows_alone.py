"""Programs that the start of a window is measured with, each run in a process of its own.

They say on standard output, in the seconds of the system's steady clock, when a key has come to stand in a line for
typing that has the focus of a window on the screen. They import nothing else of the measurements, so that these cost
them nothing.
"""

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication, QLineEdit

    from ui.shared.threshold import Threshold

_KEY = "7"


def counter(folder: str, number: str, password: str) -> None:
    """Run `hall counter 1` until its sign-in takes keys, then until who signs in at once has the desk in sight."""
    from ui import command_line
    from ui.commands import desks

    def run(app: "QApplication", threshold: "Threshold") -> int:
        threshold.handed_over.connect(lambda _window: _done(app))
        threshold.refused.connect(app.quit)
        return _run(app, lambda line: _sign_in(line, number, password))

    desks.run_until_closed = run
    sys.argv = ["hall", "--data", folder, "counter", "1"]
    command_line.main()


def empty() -> None:
    """Open a window with the fonts of the hall and one line, by PySide6 alone."""
    from pathlib import Path

    from PySide6.QtGui import QFont, QFontDatabase
    from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

    app = QApplication(sys.argv[:1])
    fonts = Path(__file__).resolve().parents[2] / "resources" / "fonts"
    for file in (*sorted(fonts.glob("NotoSansSC-*.ttf")), *sorted(fonts.glob("HanaMin?.ttf"))):
        QFontDatabase.addApplicationFont(str(file))
    app.setFont(QFont("Noto Sans SC"))
    window = QWidget()
    line = QLineEdit("幸福里社区", window)
    QVBoxLayout(window).addWidget(line)
    window.showMaximized()
    line.setFocus()
    _run(app, lambda _line: app.quit())


def _run(app: "QApplication", then: "Callable[[QLineEdit], object]") -> int:
    """Press a key as soon as a line has the keyboard, and go on when its character stands there."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QLineEdit

    pressed = False

    def look() -> None:
        nonlocal pressed
        line = app.focusWidget()
        if not isinstance(line, QLineEdit) or not line.isEnabled() or not line.window().windowHandle().isExposed():
            return
        if not pressed:
            pressed = True
            _type(line, _KEY)
        elif line.text().endswith(_KEY):
            timer.stop()
            _say_when()
            then(line)

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(1)
    return app.exec()


def _sign_in(line: "QLineEdit", number: str, password: str) -> None:
    line.clear()
    _type(line, f"{number}\r{password}\r")


def _type(line: "QLineEdit", text: str) -> None:
    """Send keys to the window, as the screen's own events come: it hands them to whoever has the keyboard."""
    from PySide6.QtCore import QCoreApplication, QEvent, Qt
    from PySide6.QtGui import QKeyEvent

    window = line.window().windowHandle()
    for each in text:
        key = Qt.Key.Key_Return if each == "\r" else Qt.Key.Key_unknown
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.postEvent(window, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, each))


def _done(app: "QApplication") -> None:
    _say_when()
    app.quit()


def _say_when() -> None:
    """Say the system's steady clock and the processor time that the process has taken."""
    sys.stdout.write(f"{time.perf_counter()} {time.process_time()}\n")
