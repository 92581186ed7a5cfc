"""A tour of the sample hall in pictures, for a machine without a screen and for the README."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtWidgets import QWidget

from hall.service import queue
from hall.simulation.sample import SampleHall
from ui.counter.window import CounterWindow
from ui.display.window import DisplayWindow
from ui.kiosk.window import KioskWindow
from ui.shared import tasks

KIOSK, DISPLAY, COUNTER = QSize(1080, 1920), QSize(1920, 1080), QSize(1366, 768)
SETTLE_MS = 900
"""Longer than a change needs to reach every window."""


def take_pictures(
    sample: SampleHall,
    kiosk: KioskWindow,
    display: DisplayWindow,
    counters: Sequence[CounterWindow],
    folder: Path,
) -> None:
    """Live the hall's main job and keep a picture of each window on the way.

    Args:
        sample: the hall, somebody waiting in it.
        kiosk: its kiosk.
        display: its display.
        counters: the windows of its seats.
        folder: where the PNG files go.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for window, size in ((kiosk, KIOSK), (display, DISPLAY), *((counter, COUNTER) for counter in counters)):
        window.resize(size)
        window.show()
    _picture(folder, {"kiosk-1-start": kiosk, "display-1-waiting": display, "counter-1-idle": counters[0]})
    kiosk.pages.start.button("pension-medical").click()
    _picture(folder, {"kiosk-2-matters": kiosk})
    kiosk.pages.matters.unsure.click()
    _settle()
    kiosk.pages.priority.yes.click()
    _picture(folder, {"kiosk-3-ticket": kiosk})
    seat = sample.seats[0].hall
    ticket = seat.do(queue.call_next)
    _picture(folder, {"display-2-called": display, "counter-2-calling": counters[0]})
    seat.do(queue.arrive, ticket_id=ticket or "")
    _picture(folder, {"counter-3-serving": counters[0], "counter-4-other": counters[1]})


def _picture(folder: Path, windows: dict[str, QWidget]) -> None:
    _settle()
    for name, window in windows.items():
        window.grab().save(str(folder / f"{name}.png"))


def _settle() -> None:
    """Let changes arrive, tasks end and windows paint."""
    loop = QEventLoop()
    QTimer.singleShot(SETTLE_MS, loop.quit)
    loop.exec()
    tasks.wait_for_all()
