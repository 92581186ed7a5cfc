"""A resident before the screen of a counter, and the clerk behind it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from hall.kernel.clock import ManualClock
from hall.ratings.model import Rating
from hall.service import queue, queue_views
from hall.simulation.sample import SampleHall
from tests.halls import use_the_queue_alone
from tests.ui.texts import texts
from ui.rating.talk import Page
from ui.rating.window import SECOND_MS, RatingWindow
from ui.shared import tasks


class Booth:
    """The screen at the first counter."""

    def __init__(self, qtbot: QtBot, sample: SampleHall, width: int, height: int, theme: str) -> None:
        self.qtbot, self.sample, self.clerk = qtbot, sample, sample.seats[0].hall
        use_the_queue_alone(sample)
        self.window = RatingWindow(sample.screens[0], theme=theme)
        qtbot.addWidget(self.window)
        for clock in self.window.findChildren(QTimer):
            if clock.interval() == SECOND_MS:
                clock.stop()  # the test says when a second has gone by
        self.window.resize(width, height)
        self.window.show()
        settle()

    @property
    def page(self) -> Page:
        return self.window.talk.page

    def begin(self) -> str:
        """Have somebody sit down at the counter; answers with the ticket's key."""
        ticket_id = self.sample.kiosk.do(queue.take_ticket, service_code="aid")
        self.clerk.do(queue.call_ticket, ticket_id=ticket_id)
        self.clerk.do(queue.arrive, ticket_id=ticket_id)
        return ticket_id

    def serve(self) -> str:
        """Serve somebody to the end, until the screen asks; answers with the ticket's key."""
        ticket_id = self.begin()
        self.clerk.do(queue.finish, ticket_id=ticket_id)
        self.until(lambda: self.page is Page.FACES)
        return ticket_id

    def touch(self, widget: QWidget) -> None:
        """Touch something that can be seen."""
        assert widget.isVisible()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        settle()

    def reads(self) -> str:
        return texts(self.window)

    def until(self, happened: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(happened()), timeout=5_000)
        settle()

    def seconds(self, count: int) -> None:
        """Let seconds go by at the screen."""
        for _ in range(count):
            self.window.tick()
        settle()

    def ratings(self) -> list[Any]:
        """Return grade, reasons and telephone number of every rating in the hall."""
        columns = select(Rating.grade, Rating.reasons, Rating.phone).order_by(Rating.asked_at, Rating.id)
        return [tuple(row) for row in self.sample.itself.see(lambda reading: reading.session.execute(columns).all())]

    def number(self, ticket_id: str) -> str:
        return self.sample.itself.see(queue_views.ticket, ticket_id=ticket_id).number

    def clock(self) -> ManualClock:
        clock = self.sample.itself.clock
        assert isinstance(clock, ManualClock)
        return clock


def settle() -> None:
    """Let every task and its consequences run."""
    for _ in range(4):
        tasks.wait_for_all()
        QApplication.processEvents()
