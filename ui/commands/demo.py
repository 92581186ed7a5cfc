"""`hall demo`: a sample hall on this PC in real windows: kiosk, display, counters with their screens, three desks."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from hall.opening import sample_hall
from hall.service import posts, queue, queue_views
from hall.simulation.sample import FACTS, SampleHall, at_administration, furnish
from ui.admin.window import AdminWindow
from ui.commands.admin_machine import ThisPc
from ui.commands.seal_keeper import SealKeeper
from ui.commands.windows import papers_folder, run_until_closed
from ui.counter.window import CounterWindow
from ui.display.window import DisplayWindow
from ui.guide.window import GuideWindow
from ui.kiosk.window import KioskWindow
from ui.rating.window import RatingWindow
from ui.shared import tasks
from ui.shared.app import application, live_application, require_screen
from ui.shared.theme import SMALLEST
from ui.supervisor.window import SupervisorWindow

COUNTERS = 2
SCREEN_WIDTH = 640
"""Of the small screen at a counter, in unscaled pixels."""
WANTED = QSize(380 + COUNTERS * SMALLEST.width(), 540 + SMALLEST.height())
"""Room for a kiosk beside two counters, and for the display and their screens above them, in unscaled pixels."""
SMALLEST_SCALE = 0.5
WAITING = ("aid", "pension-medical", "elderly-disabled", "work", "certificates")
"""Services of the sample residents who are in the hall already when the demonstration opens."""


@dataclass(frozen=True, slots=True)
class DemoWindows:
    """The windows of the demonstration; a seat's screen stands at the same place in its tuple as the seat's window."""

    kiosk: KioskWindow
    display: DisplayWindow
    screens: tuple[RatingWindow, ...]
    counters: tuple[CounterWindow, ...]
    guide: GuideWindow
    supervisor: SupervisorWindow
    admin: AdminWindow

    @property
    def side_by_side(self) -> tuple[QWidget, ...]:
        """Those that lie side by side, in the order of `places`."""
        return (self.kiosk, self.display, *self.screens, *self.counters)

    @property
    def desks(self) -> tuple[QWidget, ...]:
        """Those that wait in the task bar."""
        return (self.guide, self.supervisor, self.admin)


def open_demo(folder: Path) -> int:
    """Open the sample hall and stay until its windows are closed; answers with the exit code.

    Args:
        folder: the data folder; an empty one first becomes the sample hall.
    """
    require_screen()
    _shrink_to_one_screen()
    app = live_application()
    sample, windows = _build(folder)
    for window in windows.desks:  # first: on a bare screen without a task bar they lie under the others
        window.showMinimized()
    area = app.primaryScreen().availableGeometry()
    for window, place in zip(windows.side_by_side, places(area), strict=True):
        window.setGeometry(place)
        window.show()
    keeper = SealKeeper(sample.keeper, app)
    keeper.start()
    try:
        return run_until_closed(app, sample.itself)
    finally:
        keeper.stop()


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
    take_pictures(sample, windows, pictures)
    for window in (*windows.side_by_side, *windows.desks):
        window.close()
    tasks.wait_for_all()
    sample.itself.close()
    return 0


def places(area: QRect) -> tuple[QRect, ...]:
    """Share a screen out: kiosk on the left; display and the counters' screens above; the counters below."""
    left, top, width, height = area.x(), area.y(), area.width(), area.height()
    kiosk = max(380, width - COUNTERS * max(SMALLEST.width(), width * 2 // 5))
    upper = height - max(SMALLEST.height(), height // 2)
    half = (width - kiosk) // 2
    screens = left + width - COUNTERS * SCREEN_WIDTH
    return (
        QRect(left, top, kiosk, height),
        QRect(left + kiosk, top, screens - left - kiosk, upper),
        *(QRect(screens + seat * SCREEN_WIDTH, top, SCREEN_WIDTH, upper) for seat in range(COUNTERS)),
        *(QRect(left + kiosk + seat * half, top + upper, half, height - upper) for seat in range(COUNTERS)),
    )


def _build(folder: Path) -> tuple[SampleHall, DemoWindows]:
    sample = furnish(sample_hall(folder, FACTS), COUNTERS)
    for seat in sample.seats:
        seat.hall.do(posts.open_counter)
    _fill_the_hall(sample)
    spooler = papers_folder(folder)
    return sample, DemoWindows(
        KioskWindow(sample.kiosk, spooler),
        DisplayWindow(sample.display),
        tuple(RatingWindow(screen) for screen in sample.screens),
        tuple(CounterWindow(seat.hall, spooler) for seat in sample.seats),
        GuideWindow(sample.guide, spooler),
        SupervisorWindow(sample.leader, spooler),
        AdminWindow(at_administration(sample.itself), spooler, ThisPc(folder)),
    )


def _fill_the_hall(sample: SampleHall) -> None:
    """Let a few residents take tickets, so that there is somebody to call."""
    if sample.itself.see(queue_views.in_line):
        return
    services = list(WAITING)
    Random(7).shuffle(services)
    for service in services:
        sample.kiosk.do(queue.take_ticket, service_code=service)
