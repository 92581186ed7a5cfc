"""The head of the hall before the supervisor's window: clicks, types, and reads what stands there."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from hall.kernel.clock import ManualClock
from hall.service import Hall, queue, ratings
from hall.simulation.sample import SampleHall
from tests.ui.hands import type_chinese
from tests.ui.texts import texts
from ui.shared import tasks
from ui.supervisor.folder_page import FolderPage
from ui.supervisor.window import SupervisorWindow


class Head:
    """何敏, who is leader and reviewer, at her desk."""

    def __init__(self, qtbot: QtBot, sample: SampleHall, hall: Hall | None = None) -> None:
        self.qtbot, self.sample = qtbot, sample
        self.hall = hall or sample.leader
        self.window = SupervisorWindow(self.hall)
        qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        self.window.show()
        self.until(lambda: self.window.office is not None)

    def serve(self) -> str:
        """Serve somebody at the first counter; answers with the ticket's key."""
        clerk = self.sample.seats[0].hall
        ticket_id = self.sample.kiosk.do(queue.take_ticket, service_code="aid")
        clerk.do(queue.call_ticket, ticket_id=ticket_id)
        clerk.do(queue.arrive, ticket_id=ticket_id)
        clerk.do(queue.finish, ticket_id=ticket_id)
        return ticket_id

    def rated(self, grade: int | None, **more: Any) -> str:
        """Serve somebody who then answers; answers with the rating's key."""
        return self.sample.screens[0].do(ratings.rate, ticket_id=self.serve(), grade=grade, **more)

    def reads(self) -> str:
        """Return every word of the window, with the rows of its list."""
        rows = self.folder("ratings").list
        listed = "".join(f"≡ {row.text}  {row.remark}  {row.below}\n" for row in rows.rows() if rows.isVisible())
        return texts(self.window) + listed

    def folder(self, name: str) -> FolderPage:
        """Return a page of lists."""
        page = self.window.page[name]
        assert isinstance(page, FolderPage)
        return page

    def press(self, button: QPushButton) -> None:
        """Press a button that can be seen."""
        assert button.isVisible(), button.text()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        settle()

    def answers(self, **answers: str) -> None:
        """Fill in the form of the next step and take the step."""
        form = self.folder("ratings").panel.form
        assert form is not None
        for name, answer in answers.items():
            if name == "words":
                form.focus_first()
                editor = form.editor(name)
                editor.focus_first()
                field = self.window.focusWidget() or editor
                type_chinese(field, answer)
            else:
                form.editor(name).set_value(answer)
        self.press(self.folder("ratings").panel.go)

    def told(self) -> str:
        return self.window.messages.text()

    def until(self, happened: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(happened()), timeout=5_000)
        settle()

    def clock(self) -> ManualClock:
        clock = self.sample.itself.clock
        assert isinstance(clock, ManualClock)
        return clock


def settle() -> None:
    """Let every task and its consequences run."""
    for _ in range(5):
        tasks.wait_for_all()
        QApplication.processEvents()
