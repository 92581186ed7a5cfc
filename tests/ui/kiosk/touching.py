"""How a resident touches the kiosk."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.ui.kiosk.conftest import settle
from tests.ui.texts import texts
from ui.kiosk.window import KioskWindow

LOW_INCOME = "最低生活保障申请"


def touch(button: QWidget) -> None:
    """Touch a button that can be seen."""
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()


def go_to_priority(kiosk: KioskWindow, service: str = "aid") -> None:
    """Walk to the last question by the short way."""
    touch(kiosk.pages.start.button(service))
    touch(kiosk.pages.matters.unsure)


def take_ticket(kiosk: KioskWindow, service: str = "aid") -> str:
    """Take a ticket by the short way; answers with its number."""
    go_to_priority(kiosk, service)
    touch(kiosk.pages.priority.yes)
    return kiosk.pages.ticket.number.text()


def read(kiosk: KioskWindow) -> str:
    """Return what stands on the screen."""
    return texts(kiosk)
