"""A guide before the window of the desk: presses keys, types Chinese, and reads what stands there."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hall.kernel.clock import ManualClock
from hall.service import Hall, documents_views, posts, queue, queue_views
from hall.simulation.sample import SampleHall
from printing.spooler import FileSpooler
from tests.ui.hands import type_chinese
from tests.ui.texts import texts
from ui.guide.window import GuideWindow
from ui.shared import tasks
from ui.shared.row_list import RowList

CONTROL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return


class Guide:
    """李明 at the desk, with nothing but the keyboard."""

    def __init__(self, qtbot: QtBot, sample: SampleHall, paper: Path) -> None:
        self.qtbot, self.sample, self.paper = qtbot, sample, paper
        self.hall: Hall = sample.guide
        self.window = GuideWindow(self.hall, FileSpooler(paper))
        qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        self.window.show()
        self.until(lambda: self.window.floor is not None)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is, and see it through."""
        self._look_here()
        self.qtbot.keyClick(self.focused() or self.window, key, modifier)
        settle()

    def types(self, text: str) -> None:
        """Type where the keyboard is, Chinese through an input method."""
        self._look_here()
        field = self.focused()
        assert field is not None, "the keyboard is nowhere"
        if text.isascii():
            self.qtbot.keyClicks(field, text)
        else:
            type_chinese(field, text)
        settle()

    def enters(self, text: str = "") -> None:
        """Type, then Enter."""
        if text:
            self.types(text)
        self.press(ENTER)

    def focused(self) -> QWidget | None:
        """Return where the keyboard is."""
        return self.window.focusWidget()

    def until(self, happened: Callable[[], object]) -> None:
        """Wait until something is seen."""
        self.qtbot.waitUntil(lambda: bool(happened()), timeout=5_000)
        settle()

    def reads(self) -> str:
        """Return every word of the window, with the rows of its lists."""
        settle()
        return texts(self.window) + "".join(
            f"≡ {rows.accessibleName()}\n"
            + "".join("  ".join(filter(None, (row.text, row.below, row.remark))) + "\n" for row in rows.rows())
            for rows in self.window.findChildren(RowList)
            if rows.isVisibleTo(self.window)
        )

    def told(self) -> str:
        """Return what the message line says."""
        return self.window.messages.text()

    def printed(self) -> list[str]:
        """Return the titles of the papers in the printer's folder."""
        return sorted(file.name.partition("_")[0].split("-")[1] for file in self.paper.glob("*.pdf"))

    def tickets(self) -> list[queue_views.TicketCard]:
        """Return who waits, in the order of calling."""
        return list(self.sample.itself.see(queue_views.in_line))

    def papers_of(self, subject_id: str) -> list[str]:
        """Return the numbers of the papers of a ticket or a sheet, with their states."""
        cards = self.sample.itself.see(documents_views.documents_of, subject_id=subject_id)
        return [f"{card.number} {card.state}" for card in cards]

    def wait(self, **span: float) -> None:
        """Let time pass in the hall."""
        clock = self.sample.itself.clock
        assert isinstance(clock, ManualClock)
        clock.advance(timedelta(**span))

    def misses(self, service: str) -> str:
        """Have somebody take a ticket, be called at the first counter and not come; answers with the number."""
        ticket_id = self.sample.kiosk.do(queue.take_ticket, service_code=service)
        clerk = self.sample.seats[0].hall
        clerk.do(posts.open_counter)
        clerk.do(queue.call_ticket, ticket_id=ticket_id)
        for _ in range(4):
            self.wait(seconds=40)
            self.sample.itself.run_due()
        settle()
        number: str = self.sample.itself.see(queue_views.ticket, ticket_id=ticket_id).number
        return number

    def _look_here(self) -> None:
        if not self.window.isActiveWindow():
            self.window.activateWindow()
            self.qtbot.waitUntil(self.window.isActiveWindow)


def settle() -> None:
    """Let every task and its consequences run."""
    for _ in range(5):
        tasks.wait_for_all()
        QApplication.processEvents()
