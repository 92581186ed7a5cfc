"""`hall demo`: a sample hall on this PC, with kiosk, two counters and the display in real windows."""

import os
import sys
from pathlib import Path
from random import Random

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QGuiApplication

from hall.opening import sample_hall
from hall.service import posts, queue, queue_views
from hall.simulation.sample import FACTS, SampleHall, furnish
from ui.commands.windows import papers_folder, run_until_closed
from ui.counter.window import SMALLEST, CounterWindow
from ui.display.window import DisplayWindow
from ui.kiosk.window import KioskWindow
from ui.shared import tasks
from ui.shared.app import application, install_crash_hooks

COUNTERS = 2
WANTED = QSize(380 + COUNTERS * SMALLEST.width(), 540 + SMALLEST.height())
"""Room for a kiosk beside two counters, and for the display above them, in unscaled pixels."""
SMALLEST_SCALE = 0.5
WAITING = ("aid", "pension-medical", "elderly-disabled", "work", "certificates")
"""Services of the sample residents who are in the hall already when the demonstration opens."""


def open_demo(folder: Path) -> int:
    """Open the sample hall and stay until its windows are closed; answers with the exit code.

    Args:
        folder: the data folder; an empty one first becomes the sample hall.
    """
    _shrink_to_one_screen()
    app = application(sys.argv[:1])
    install_crash_hooks()
    sample, windows = _build(folder)
    area = app.primaryScreen().availableGeometry()
    for window, place in zip(windows, places(area), strict=True):
        window.setGeometry(place)
        window.show()
    return run_until_closed(app, sample.itself)


def fitting_scale(width: int, height: int) -> float:
    """Return by how much everything is shrunk so that four windows fit on a screen of so many pixels."""
    return max(SMALLEST_SCALE, min(1.0, width / WANTED.width(), height / WANTED.height()))


def _shrink_to_one_screen() -> None:
    """Tell Qt, before the windows' application begins, how small to draw four windows on one screen."""
    probe = QGuiApplication(sys.argv[:1])
    screen = probe.primaryScreen().availableGeometry()
    probe.shutdown()
    os.environ.setdefault("QT_SCALE_FACTOR", f"{fitting_scale(screen.width(), screen.height()):.2f}")


def picture_demo(folder: Path, pictures: Path) -> int:
    """Live the sample hall without a screen and leave a picture of every window; answers with the exit code."""
    from ui.commands.tour import take_pictures

    application(["hall", "-platform", "offscreen"])
    sample, windows = _build(folder)
    kiosk, display, *counters = windows
    take_pictures(sample, kiosk, display, counters, pictures)
    for window in windows:
        window.close()
    tasks.wait_for_all()
    sample.itself.close()
    return 0


def places(area: QRect) -> tuple[QRect, QRect, QRect, QRect]:
    """Share a screen out: kiosk on the left, display above, the two counters below it."""
    left, top, width, height = area.x(), area.y(), area.width(), area.height()
    kiosk = max(380, width - COUNTERS * max(SMALLEST.width(), width * 2 // 5))
    upper = height - max(SMALLEST.height(), height // 2)
    half = (width - kiosk) // 2
    return (
        QRect(left, top, kiosk, height),
        QRect(left + kiosk, top, width - kiosk, upper),
        QRect(left + kiosk, top + upper, half, height - upper),
        QRect(left + kiosk + half, top + upper, width - kiosk - half, height - upper),
    )


def _build(folder: Path) -> tuple[SampleHall, tuple[KioskWindow, DisplayWindow, CounterWindow, CounterWindow]]:
    sample = furnish(sample_hall(folder, FACTS), COUNTERS)
    for seat in sample.seats:
        seat.hall.do(posts.open_counter)
    _fill_the_hall(sample)
    spooler = papers_folder(folder)
    first, second = (CounterWindow(seat.hall, spooler) for seat in sample.seats)
    return sample, (KioskWindow(sample.kiosk, spooler), DisplayWindow(sample.display), first, second)


def _fill_the_hall(sample: SampleHall) -> None:
    """Let a few residents take tickets, so that there is somebody to call."""
    if sample.itself.see(queue_views.in_line):
        return
    services = list(WAITING)
    Random(7).shuffle(services)
    for service in services:
        sample.kiosk.do(queue.take_ticket, service_code=service)
