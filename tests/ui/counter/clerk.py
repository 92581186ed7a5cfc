"""A clerk before a counter's window: presses keys, types Chinese, and reads what stands there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hall.kernel.clock import ManualClock
from hall.people.rules import check_digit
from hall.service import queue
from hall.simulation.sample import SampleHall, Seat
from printing.spooler import FileSpooler, Spooler
from tests.ui.hands import type_chinese
from tests.ui.texts import texts
from ui.counter.desk import Phase
from ui.counter.steps import Step
from ui.counter.window import CounterWindow
from ui.shared import tasks
from ui.shared.row_list import RowList

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ENTER = Qt.Key.Key_Return


class Clerk:
    """Works at one window, with nothing but the keyboard."""

    def __init__(self, qtbot: QtBot, sample: SampleHall, seat: Seat, paper: Path) -> None:
        self.qtbot, self.sample, self.seat, self.paper = qtbot, sample, seat, paper
        self._scanned_at = 1_000
        self.window = self.open_window(self.printer())

    def printer(self) -> Spooler:
        """Return the printer of this counter: a folder."""
        return FileSpooler(self.paper)

    def open_window(self, spooler: Spooler) -> CounterWindow:
        """Start the program at this counter."""
        window = CounterWindow(self.seat.hall, spooler)
        self.qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        self.until(lambda: window.phase is not None)
        settle()
        return window

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is, and see it through."""
        self._look_here()
        self.qtbot.keyClick(self.focused() or self.window, key, modifier)
        settle()

    def types(self, text: str) -> None:
        """Type into the field that has the keyboard, Chinese through an input method."""
        self._look_here()
        field = self.focused()
        assert field is not None, "the keyboard is nowhere"
        if text.isascii():
            self.qtbot.keyClicks(field, text)
        else:
            type_chinese(field, text)
        settle()

    def scans(self, text: str) -> None:
        """Hold a code under the scanner, which types it where the keyboard is, 4 ms a character, then Enter."""
        self._look_here()
        keys = [(Qt.Key.Key_unknown, each) for each in text] + [(ENTER, "\r")]
        for place, (key, typed) in enumerate(keys):
            event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, typed)
            event.setTimestamp(self._scanned_at + 4 * place)
            QApplication.sendEvent(self.focused() or self.window, event)
        self._scanned_at += 10_000
        settle()

    def enters(self, text: str = "") -> None:
        """Type, then Enter."""
        if text:
            self.types(text)
        self.press(ENTER)

    def focused(self) -> QWidget | None:
        """Return where the keyboard is."""
        return self.window.focusWidget()

    def tabs_to(self, widget: QWidget) -> None:
        """Press Tab until a widget, or something in it, has the keyboard."""
        for _ in range(60):
            here = self.focused()
            if here is not None and (here is widget or widget.isAncestorOf(here)):
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never comes to {widget.accessibleName()}")

    def reads(self) -> str:
        """Return every word of the window, with the rows of its lists."""
        return texts(self.window) + "".join(
            f"≡ {rows.accessibleName()}\n" + "".join(map(_line, rows.rows()))
            for rows in self.window.findChildren(RowList)
            if rows.isVisibleTo(self.window)
        )

    def told(self) -> str:
        """Return what the message line says."""
        return self.window.messages.text()

    def until(self, happened: Callable[[], object]) -> None:
        """Wait until something is seen."""
        self.qtbot.waitUntil(lambda: bool(happened()), timeout=5_000)
        settle()

    # -- a resident comes

    def opens(self) -> None:
        """Open the counter."""
        self.press(Qt.Key.Key_O, CONTROL)
        self.until(lambda: self.window.phase is Phase.IDLE)

    def serves(self, service: str, **ticket: Any) -> None:
        """Have somebody take a ticket, call it, and see the resident sit down."""
        self.sample.kiosk.do(queue.take_ticket, service_code=service, **ticket)
        if self.window.phase is Phase.CLOSED:
            self.opens()
        self.until(lambda: self.window.table.is_enabled("call_next"))
        self.press(Qt.Key.Key_F2)
        self.until(lambda: self.window.phase is Phase.CALLING)
        self.press(ENTER)
        self.until(lambda: self.window.phase is Phase.SERVING and self.window.visit.visit is not None)

    def notes_who(self, name: str, number: str = "", phone: str = "") -> None:
        """Type who it is; the keyboard ends in the words of the resident."""
        self.enters(name)
        self.enters(number)
        self.enters(phone)
        assert self.focused() is self.window.visit.ask.words

    def reaches(self, step: Step) -> None:
        """Wait until a step is on the screen."""
        self.until(lambda: self.window.visit.step is step)

    def printed(self) -> list[str]:
        """Return the names of the papers in the printer's folder, one for each PDF."""
        return sorted(file.name.partition("_")[0].split("-")[1] for file in self.paper.glob("*.pdf"))

    def clock(self) -> ManualClock:
        """Return the hall's clock."""
        clock = self.sample.itself.clock
        assert isinstance(clock, ManualClock)
        return clock

    def _look_here(self) -> None:
        if not self.window.isActiveWindow():
            self.window.activateWindow()
            self.qtbot.waitUntil(self.window.isActiveWindow)


def identity(birth: str, order: str = "001") -> str:
    """Return a made-up identity number with the right last digit; `birth` has eight figures."""
    first = f"119999{birth}{order}"
    return first + check_digit(first)


def settle() -> None:
    """Let every task and its consequences run."""
    for _ in range(5):
        tasks.wait_for_all()
        QApplication.processEvents()


def _line(row: Any) -> str:
    return "  ".join(part for part in (row.text, row.below, row.remark) if part) + "\n"
