"""Opens one window of a real hall at which nobody signs in, or that only verifies."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from hall.kernel.refusal import Refusal
from hall.opening import is_served, open_hall, runs_due_acts
from hall.service import Hall, SystemHall, audit, clipboard_seconds_of, screens_display, security_views
from printing.spooler import FileSpooler, Spooler
from ui.shared import tasks
from ui.shared.app import live_application, require_screen
from ui.shared.clipboard import guard_of
from ui.shared.devices import device_for
from ui.shared.due_runner import DueRunner
from ui.shared.printers import RoutedSpooler
from ui.shared.retired import RetiredCover

NOBODY_SIGNS_IN = frozenset({"kiosk", "display", "rating"})
PRINTED = "printed"
"""Folder in the data folder where papers go until a printer is set up."""


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


def run_until_closed(app: QApplication, hall: SystemHall, *, runs_due: bool = True) -> int:
    """Run the windows, and what the hall owes by itself where they may; let go of the database at the end."""
    due = DueRunner(hall, app)
    if runs_due:
        due.start()
    guard_of(app).wait(hall.see(clipboard_seconds_of))
    try:
        return app.exec()
    finally:
        due.stop()
        tasks.wait_for_all()
        hall.close()


def _open(folder: Path, kind: str, number: int, build: Callable[[Hall, Spooler], QWidget], *, full_screen: bool) -> int:
    require_screen()
    itself, served = open_hall(folder, kind=SystemHall), is_served(folder)
    if not served and not itself.see(security_views.has_admin):  # a kiosk of a host cannot read who works there
        itself.close()
        raise Refusal("security.no_admin")
    hall = device_for(itself, folder, kind, number, served=served)
    app = live_application()
    window = build(hall, printers_of(folder, kind, number))
    if kind in NOBODY_SIGNS_IN:
        RetiredCover(window, hall)
    if full_screen:
        window.showFullScreen()
    else:
        window.showMaximized()
    if not served or kind != "display":  # a display of a host writes nothing at all
        tasks.run(window, lambda: hall.do(audit.note_clock), lambda _offset: None, lambda _refusal: None)
    return run_until_closed(app, itself, runs_due=runs_due_acts(folder, kind))
