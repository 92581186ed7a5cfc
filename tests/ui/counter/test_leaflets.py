"""Leaflets at a counter: the matter that the ticket was taken for is the one that is offered."""

from PySide6.QtCore import Qt

from tests.ui.counter.clerk import Clerk


def test_the_leaflet_of_what_the_resident_came_for(clerk: Clerk) -> None:
    clerk.serves("work", matter_code="SB-008")
    clerk.press(Qt.Key.Key_F11)
    clerk.until(clerk.window.sheet.isVisible)
    assert clerk.window.sheet.title.text() == "办事指南“失业登记”：哪一种？"
    clerk.types("1")
    clerk.until(lambda: "办事指南正在打印。" in clerk.told())
    clerk.until(lambda: len(list(clerk.paper.glob("*.pdf"))) == 1)
