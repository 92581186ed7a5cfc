"""A tour of the sample hall in pictures, for a machine without a screen and for the README."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEventLoop, QSize, QTimer
from PySide6.QtWidgets import QWidget

from hall.service import contacts, queue, screens_facing
from hall.simulation.sample import SampleHall
from ui.shared import tasks

if TYPE_CHECKING:
    from ui.commands.demo import DemoWindows

KIOSK, DISPLAY, STAFF, SMALL = QSize(1080, 1920), QSize(1920, 1080), QSize(1366, 768), QSize(1024, 600)
SUPERVISOR_PAGES = ("approvals", "cases", "records", "seals", "close")
ADMIN_PAGES = ("staff", "devices", "settings", "audit", "copies", "privacy")
SETTLE_MS = 900
"""Longer than a change needs to reach every window."""
ROUNDS = 5


def take_pictures(sample: SampleHall, windows: "DemoWindows", folder: Path) -> None:
    """Live the hall's main job and keep a picture of each window on the way.

    Args:
        sample: the hall, somebody waiting in it.
        windows: its windows.
        folder: where the PNG files go.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _show(windows)
    counter, other = windows.counters
    _picture(folder, {"kiosk-1-start": windows.kiosk, "display-1-waiting": windows.display, "counter-1-idle": counter})
    _take_ticket(windows, folder)
    seat = sample.seats[0].hall
    ticket = seat.do(queue.call_next) or ""
    _picture(folder, {"display-2-called": windows.display, "counter-2-calling": counter})
    seat.do(queue.arrive, ticket_id=ticket)
    _picture(folder, {"counter-3-serving": counter, "counter-4-other": other, "guide-1-desk": windows.guide})
    seat.do(screens_facing.show_text, text=seat.see(screens_facing.phrases)[0])
    _picture(folder, {"screen-1-words": windows.screens[0]})
    seat.do(contacts.answer_at_once, matter_text="问养老金什么时候发", words="每月15日前发到卡上", ticket_id=ticket)
    seat.do(queue.finish, ticket_id=ticket)
    _picture(folder, {"screen-2-rating": windows.screens[0], "supervisor-1-hall": windows.supervisor})
    for number, page in enumerate(SUPERVISOR_PAGES, start=2):
        windows.supervisor.open_page(page)
        _picture(folder, {f"supervisor-{number}-{page}": windows.supervisor})
    for number, page in enumerate(ADMIN_PAGES, start=1):
        windows.admin.open_page(page)
        _picture(folder, {f"admin-{number}-{page}": windows.admin})


def _show(windows: "DemoWindows") -> None:
    sizes: dict[QWidget, QSize] = {windows.kiosk: KIOSK, windows.display: DISPLAY}
    sizes |= dict.fromkeys((*windows.counters, *windows.desks), STAFF) | dict.fromkeys(windows.screens, SMALL)
    for window, size in sizes.items():
        window.resize(size)
        window.show()


def _take_ticket(windows: "DemoWindows", folder: Path) -> None:
    pages = windows.kiosk.pages
    pages.start.button("pension-medical").click()
    _picture(folder, {"kiosk-2-matters": windows.kiosk})
    pages.matters.unsure.click()
    pages.identity.yes.click()
    _settle()
    pages.priority.yes.click()
    _picture(folder, {"kiosk-3-ticket": windows.kiosk})


def _picture(folder: Path, windows: dict[str, QWidget]) -> None:
    _settle()
    for name, window in windows.items():
        window.grab().save(str(folder / f"{name}.png"))


def _settle() -> None:
    """Let changes arrive, tasks end and windows paint."""
    loop = QEventLoop()
    QTimer.singleShot(SETTLE_MS, loop.quit)
    loop.exec()
    for _ in range(ROUNDS):  # what a slow machine brings late is shown too
        tasks.wait_for_all()
        QCoreApplication.processEvents()
