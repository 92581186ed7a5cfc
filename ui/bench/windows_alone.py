"""Programs that the start of a window is measured with, each run in a process of its own.

They say on standard output, in the seconds of the system's steady clock, when a line for typing has the focus of a
window that is on the screen, and end. They import nothing else of the measurements, so that these cost them nothing.
"""

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def counter(folder: str) -> None:
    """Run `hall counter 1` until its sign-in takes keys."""
    from hall.service import SystemHall
    from ui import command_line
    from ui.commands import windows
    from ui.shared import tasks

    def run_until_ready(app: "QApplication", hall: SystemHall) -> int:
        _watch(app)
        tasks.wait_for_all()
        hall.close()
        return 0

    windows.run_until_closed = run_until_ready
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
    _watch(app)


def _watch(app: "QApplication") -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QLineEdit

    def look() -> None:
        line = app.focusWidget()
        if isinstance(line, QLineEdit) and line.isEnabled() and line.window().windowHandle().isExposed():
            sys.stdout.write(f"{time.perf_counter()}\n")
            app.quit()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(1)
    app.exec()
