"""The main job in three windows at once: a ticket at the kiosk, a call at the counter, the number on the display."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hall.service import cases_views, queue_views
from hall.simulation.sample import SampleHall
from printing.spooler import FileSpooler
from tests.halls import furnish_database, sample_hall
from tests.ui.counter.clerk import ENTER, Clerk, identity, settle
from tests.ui.counter.test_whole_visit import fill_allowance
from tests.ui.kiosk.touching import touch
from tests.ui.texts import texts
from ui.counter.desk import Phase
from ui.counter.steps import Step
from ui.display.window import DisplayWindow
from ui.kiosk.window import KioskWindow

NAME = "王\U00020164"


@dataclass
class Walk:
    """The three windows of one hall, and where their papers and pictures go."""

    sample: SampleHall
    kiosk: KioskWindow
    display: DisplayWindow
    clerk: Clerk
    papers: Path
    pictures: Path

    def take_ticket(self) -> str:
        touch(self.kiosk.pages.start.button("elderly-disabled"))
        touch(self.kiosk.pages.matters.unsure)
        touch(self.kiosk.pages.identity.yes)
        touch(self.kiosk.pages.priority.yes)
        self.clerk.until(lambda: list((self.papers / "kiosk").glob("*.pdf")))
        self.picture("walk-1-kiosk", self.kiosk)
        return self.kiosk.pages.ticket.number.text()

    def call(self, number: str) -> None:
        clerk = self.clerk
        clerk.until(lambda: clerk.window.table.is_enabled("call_next"))
        clerk.press(Qt.Key.Key_F2)
        clerk.until(lambda: clerk.window.phase is Phase.CALLING)
        clerk.until(lambda: number in texts(self.display) and "1 号窗口" in texts(self.display))
        self.picture("walk-2-display", self.display)
        clerk.press(ENTER)
        clerk.until(lambda: clerk.window.phase is Phase.SERVING and clerk.window.visit.visit is not None)

    def take_in(self) -> None:
        clerk = self.clerk
        clerk.notes_who(NAME, identity("19390305"), "13900001111")
        clerk.enters("gljt")
        clerk.reaches(Step.MATERIALS)
        clerk.press(Qt.Key.Key_Space)
        clerk.until(lambda: "材料齐了" in clerk.reads())
        clerk.press(ENTER)
        clerk.reaches(Step.FORM)
        fill_allowance(clerk)
        clerk.reaches(Step.ACCEPT)
        self.picture("walk-3-counter", clerk.window)
        clerk.press(ENTER)
        clerk.reaches(Step.PAPERS)
        clerk.until(lambda: clerk.printed() == ["受理通知书"] * 2 + ["材料接收清单"] * 2)
        self.picture("walk-4-papers", clerk.window)

    def hand_over(self) -> None:
        self.clerk.press(ENTER)
        self.clerk.until(lambda: "已拿到" in self.clerk.reads())
        self.clerk.press(ENTER)
        self.clerk.until(lambda: self.clerk.window.phase is Phase.IDLE)

    def picture(self, name: str, window: QWidget) -> None:
        window.grab().save(str(self.pictures / f"{name}.png"))

    def close(self) -> None:
        for window in (self.kiosk, self.display, self.clerk.window):
            window.close()
        settle()
        self.sample.itself.close()


@pytest.fixture
def walk(
    qtbot: QtBot,
    prepared_database: Callable[[Callable[[str], Any]], str],
    tmp_path: Path,
    screenshots: Path,
) -> Walk:
    sample = sample_hall(prepared_database(furnish_database))
    kiosk, display = KioskWindow(sample.kiosk, FileSpooler(tmp_path / "kiosk")), DisplayWindow(sample.display)
    for window, width, height in ((kiosk, 1080, 1920), (display, 1920, 1080)):
        qtbot.addWidget(window)
        window.resize(width, height)
        window.show()
    clerk = Clerk(qtbot, sample, sample.seats[0], tmp_path / "counter")
    return Walk(sample, kiosk, display, clerk, tmp_path, screenshots)


def test_a_resident_walks_through_the_hall(walk: Walk) -> None:
    walk.clerk.opens()
    number = walk.take_ticket()
    walk.call(number)
    walk.take_in()
    walk.hand_over()
    ticket = walk.sample.itself.see(queue_views.ticket_numbered, number=number)
    assert ticket is not None
    assert ticket.outcome == "accepted"
    (case,) = walk.sample.itself.see(cases_views.of_ticket, ticket_id=ticket.id)
    assert (case.matter_code, case.stage) == ("MZ-006", "accepted")
    assert NAME not in texts(walk.display)
    walk.close()
