"""Opens one window of a real hall on this PC."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from hall.opening import open_hall
from hall.service import Hall, SystemHall, screens_display
from printing.spooler import FileSpooler, Spooler
from ui.shared import tasks
from ui.shared.app import live_application, require_screen
from ui.shared.devices import device_for
from ui.shared.due_runner import DueRunner
from ui.shared.printers import RoutedSpooler

PRINTED = "printed"
"""Folder in the data folder where papers go until a printer is set up."""


def open_counter(folder: Path, number: int) -> int:
    """Open the window of a counter and stay until it is closed; answers with the exit code."""

    def build(hall: Hall, spooler: Spooler) -> QWidget:
        from ui.counter.window import CounterWindow

        return CounterWindow(hall, spooler)

    return _open(folder, "counter", number, build, full_screen=False)


def open_guide(folder: Path) -> int:
    """Open the window of the guide's desk and stay until it is closed; answers with the exit code."""

    def build(hall: Hall, spooler: Spooler) -> QWidget:
        from ui.guide.window import GuideWindow

        return GuideWindow(hall, spooler)

    return _open(folder, "guide", 0, build, full_screen=False)


def open_kiosk(folder: Path, *, windowed: bool, reader: bool = True) -> int:
    """Open the kiosk, full screen unless told otherwise.

    Args:
        folder: the data folder.
        windowed: not full screen.
        reader: whether a card reader or scanner stands at it.
    """

    def build(hall: Hall, spooler: Spooler) -> QWidget:
        from ui.kiosk.window import KioskWindow
        from ui.shared.voice.free_text import FreeVoice

        return KioskWindow(hall, spooler, FreeVoice(QApplication.instance()), reader=reader)

    return _open(folder, "kiosk", 0, build, full_screen=not windowed)


def open_display(folder: Path, *, windowed: bool, area: str = "", large: bool = False, theme: str = "day") -> int:
    """Open the display, full screen unless told otherwise.

    Args:
        folder: the data folder.
        windowed: not full screen.
        area: the part of the hall whose counters it shows; empty for all.
        large: large type.
        theme: the colours.

    Raises:
        Refusal: `screens.unknown_area`, `screens.no_areas`.
    """

    def build(hall: Hall, _spooler: Spooler) -> QWidget:
        from ui.display.window import DisplayWindow, DisplayWishes

        hall.see(screens_display.counters_shown, area=area)
        return DisplayWindow(hall, wishes=DisplayWishes(area, large, theme))

    return _open(folder, "display", 0, build, full_screen=not windowed)


def open_rating(folder: Path, number: int, *, windowed: bool) -> int:
    """Open the screen that stands at a counter towards the resident, full screen unless told otherwise."""

    def build(hall: Hall, _spooler: Spooler) -> QWidget:
        from ui.rating.window import RatingWindow

        return RatingWindow(hall)

    return _open(folder, "rating", number, build, full_screen=not windowed)


def open_supervisor(folder: Path) -> int:
    """Open the window of the head of the hall and the supervisor."""

    def build(hall: Hall, spooler: Spooler) -> QWidget:
        from ui.supervisor.window import SupervisorWindow

        return SupervisorWindow(hall, spooler)

    return _open(folder, "supervisor", 0, build, full_screen=False)


def open_verify(folder: Path) -> int:
    """Open the window in which papers are verified; it needs the hall's books and no device of its own."""
    from ui.shared.verifying import HallJudge
    from ui.verify.window import VerifyWindow

    require_screen()
    hall = open_hall(folder, kind=SystemHall)
    app = live_application()
    window = VerifyWindow(HallJudge(hall), hall.clock)
    window.showMaximized()
    return run_until_closed(app, hall)


def papers_folder(folder: Path) -> FileSpooler:
    """Return the printer that writes files."""
    return FileSpooler(folder / PRINTED)


def printers_of(folder: Path, kind: str, number: int = 0) -> RoutedSpooler:
    """Return the printers of this PC as a window of it uses them; files for what is not set."""
    return RoutedSpooler(folder / PRINTED, window=f"{kind} {number}" if number else kind)


def run_until_closed(app: QApplication, hall: SystemHall) -> int:
    """Run the windows with what the hall owes by itself, and let go of the database at the end."""
    due = DueRunner(hall, app)
    due.start()
    try:
        return app.exec()
    finally:
        due.stop()
        tasks.wait_for_all()
        hall.close()


def _open(folder: Path, kind: str, number: int, build: Callable[[Hall, Spooler], QWidget], *, full_screen: bool) -> int:
    require_screen()
    itself = open_hall(folder, kind=SystemHall)
    hall = device_for(itself, folder, kind, number)
    app = live_application()
    window = build(hall, printers_of(folder, kind, number))
    if full_screen:
        window.showFullScreen()
    else:
        window.showMaximized()
    return run_until_closed(app, itself)
