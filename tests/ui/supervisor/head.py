"""The head of the hall before the supervisor's window: clicks, types, and reads what stands there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from hall.kernel.clock import ManualClock
from hall.service import Hall, contacts, queue, ratings
from hall.simulation.sample import SampleHall
from printing.spooler import FileSpooler
from tests.ui.hands import type_chinese
from tests.ui.texts import texts
from ui.shared import tasks
from ui.shared.folder_page import FolderPage
from ui.supervisor.window import SupervisorWindow


class Head:
    """何敏, who is leader and reviewer, at her desk."""

    def __init__(self, qtbot: QtBot, sample: SampleHall, printed: Path, hall: Hall | None = None) -> None:
        self.qtbot, self.sample = qtbot, sample
        self.hall = hall or sample.leader
        self.window = SupervisorWindow(self.hall, FileSpooler(printed))
        qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        self.window.show()
        self.until(lambda: self.window.office is not None)
        if self.hall.actor.staff_id is not None:
            self.open("ratings")

    def serve(self) -> str:
        """Serve somebody at the first counter; answers with the ticket's key."""
        clerk = self.sample.seats[0].hall
        ticket_id = self.sample.kiosk.do(queue.take_ticket, service_code="aid")
        clerk.do(queue.call_ticket, ticket_id=ticket_id)
        clerk.do(queue.arrive, ticket_id=ticket_id)
        clerk.do(contacts.answer_at_once, matter_text="问低保", words="带户口本", ticket_id=ticket_id)
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

    def open(self, name: str) -> None:
        """Open a page by its key's command."""
        self.until(lambda: self.window.table.is_enabled(name))
        self.window.table.run(name)
        self.until(lambda: self.window.pages.currentWidget() is self.window.page[name])

    def sees(self, name: str) -> str:
        """Return the list of a page, and what is open of it."""
        page = self.folder(name)
        rows = "".join(f"≡ {row.text}  {row.remark}  {row.below}\n" for row in page.list.rows())
        links = "".join(f"→ {row.text}  {row.remark}\n" for row in page.links.rows() if page.links.isVisible())
        return f"{page.heading.text()}  {page.none.text()}\n{page.facts.text()}\n{rows}{links}"

    def answers(self, **answers: str) -> None:
        """Fill in the form of the next step of a bad rating and take the step."""
        self.step("ratings", **answers)

    def step(self, page: str, **answers: str) -> None:
        """Fill in the form of the next step on a page and take the step."""
        form = self.folder(page).panel.form
        assert form is not None
        for name, answer in answers.items():
            if name in ("words", "reason"):
                form.focus_first()
                editor = form.editor(name)
                editor.focus_first()
                field = self.window.focusWidget() or editor
                type_chinese(field, answer)
            else:
                form.editor(name).set_value(answer)
        self.press(self.folder(page).panel.go)

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
