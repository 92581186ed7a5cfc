"""A kiosk's ticket of which nobody knows whether it came out: the guide looks and says so, with one key."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from hall.documents.content import Sheet
from hall.kernel.refusal import Refusal
from hall.service import queue
from printing.spooler import FileSpooler
from tests.ui.guide.person import CONTROL, Guide
from ui.shared.print_worker import print_waiting

pytestmark = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)


class Mute(FileSpooler):
    """A printer that stops answering and does not know what it had."""

    def print(self, pdf: bytes, *, printer: str, sheet: Sheet, title: str, reference: str = "") -> str:
        raise Refusal("printing.printer_silent", printer=printer, seconds=20)

    def handed(self, reference: str, printer: str) -> bool | None:
        return None


def test_the_guide_settles_what_a_kiosk_cannot(guide: Guide, screenshots: Path) -> None:
    kiosk = guide.sample.kiosk
    first, second = (kiosk.do(queue.take_ticket, service_code="housing") for _ in range(2))
    print_waiting(kiosk, Mute(guide.paper))
    guide.until(lambda: "取号机：《排队号票》D001 打出来了吗？请去看一眼。" in guide.reads())
    guide.window.grab().save(str(screenshots / "guide-doubt.png"))
    guide.press(Qt.Key.Key_Y, CONTROL)
    guide.until(lambda: "《排队号票》D002 打出来了吗？" in guide.reads())
    assert guide.papers_of(first)[0].endswith("D001 printed")
    assert guide.printed() == []
    guide.press(Qt.Key.Key_P, CONTROL)
    guide.until(guide.printed)
    guide.until(lambda: "打出来了吗" not in guide.reads())
    assert guide.papers_of(second)[0].endswith("D002 printed")
    guide.press(Qt.Key.Key_Y, CONTROL)
    assert guide.told() == "没有说不准的纸。"


def test_a_counter_answers_for_its_own_printer(guide: Guide) -> None:
    clerk = guide.sample.seats[0].hall
    clerk.do(queue.take_ticket, service_code="housing")
    print_waiting(clerk, Mute(guide.paper))
    guide.window._looks.refresh()
    assert "打出来了吗" not in guide.reads()
