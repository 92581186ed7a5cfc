"""The window of the head of the hall and the supervisor."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QSize, QTimer, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.service import Hall
from printing.spooler import Spooler
from ui.shared import tasks
from ui.shared.changes import ChangeSignal
from ui.shared.command_bar import CommandBar
from ui.shared.commands import CommandTable
from ui.shared.header import Header
from ui.shared.help_overlay import HelpOverlay
from ui.shared.i18n import tr
from ui.shared.machines import PrinterWatch
from ui.shared.message_line import MessageLine
from ui.shared.messages import say_refusal
from ui.shared.printer_settings import open_printer_settings
from ui.shared.rare_characters import open_rare_characters
from ui.shared.refresher import Refresher
from ui.shared.runner import Runner
from ui.shared.sign_in_page import SignInPage
from ui.supervisor.keys import BAR, PAGES, commands
from ui.supervisor.office import Glance, leave, look, sit_down
from ui.supervisor.page import Office, Page
from ui.supervisor.step import Step, Values

SMALLEST = QSize(1280, 660)
TICK_MS = 1_000
LOOK_EVERY = 30
"""Seconds after which everything is looked at again: lights turn with time alone."""


class SupervisorWindow(QMainWindow):
    """What a head of the hall decides and watches over, a page for each; only the open page looks at the data."""

    def __init__(self, hall: Hall, spooler: Spooler, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hall = hall
        self.runner = Runner(hall, spooler, self)
        self._office: Office | None = None
        self._ticks = 0
        self.table = CommandTable(self, commands(self._callbacks()))
        self.help = HelpOverlay(self.table, self)
        self.sign_in = SignInPage(lambda number, password: sit_down(hall, number, password), self)
        self.page: dict[str, Page] = {entry.name: entry.make() for entry in PAGES}
        self._open = PAGES[0].name
        self.header = Header(self._now, self)
        self.printers = PrinterWatch(spooler, self.header.show_printer, self)
        self.messages = MessageLine(self)
        self.pages = QStackedWidget(self)
        self._assemble()
        self._connect()
        self._looks = Refresher(self, self._look, self._show_glance, self._on_blind)
        self._changes = ChangeSignal(hall.feed, self)
        self._changes.changed.connect(self._on_changed)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()
        self._looks.refresh()
        self.runner.print_papers()  # what a crash or a power cut left waiting
        self.printers.ask()

    @property
    def office(self) -> Office | None:
        """Who sits here; None before the first look."""
        return self._office

    def open_page(self, name: str, scope: str = "", key: str = "") -> None:
        """Open a page, and one thing of it where a scope or a key is named."""
        self._open = name
        if scope or key:
            self.page[name].go_to(scope, key)
        self.pages.setCurrentWidget(self.page[name])
        self.page[name].take_focus()
        self._looks.refresh()

    def sizeHint(self) -> QSize:
        """A small screen, whole."""
        return QSize(1366, 768)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Listen no more."""
        self._timer.stop()
        self._changes.close()
        super().closeEvent(event)

    # -- what is shown

    def _look(self) -> Glance:
        """Look for the page that is open; runs in a worker, so it reads what the page wants and no widget."""
        name = self._open
        return look(self._hall, name, self.page[name].looker())

    def _show_glance(self, glance: Glance) -> None:
        before, self._office = self._office, glance.office
        person = glance.office.person
        self.header.show_place(glance.office.hall_name, tr("Supervision"))
        self.header.show_person(person.name if person else "", person.roles if person else ())
        self.header.show_host(self._hall.feed.connected)
        self.header.clock.tick()
        for entry in PAGES:
            self.table.enable(entry.name, person is not None and entry.needs in glance.office.may)
        self.table.enable("leave", person is not None)
        if person is None:
            self._show_sign_in(glance.office, fresh=before is None or before.person is not None)
            return
        if not self.table.is_enabled(self._open):
            self._open_first()
        elif glance.page == self._open:
            self.page[self._open].show_seen(glance.office, glance.seen)
            if self.pages.currentWidget() is self.sign_in:
                self.pages.setCurrentWidget(self.page[self._open])
                self.page[self._open].take_focus()

    def _open_first(self) -> None:
        """Open the first page that the reader has."""
        self.open_page(next(entry.name for entry in PAGES if self.table.is_enabled(entry.name)))

    def _show_sign_in(self, office: Office, *, fresh: bool) -> None:
        self.sign_in.show_place(tr("{hall} · supervision", hall=office.hall_name))
        self.pages.setCurrentWidget(self.sign_in)
        if fresh:
            self._open = PAGES[0].name
            self.sign_in.take_focus()

    # -- what is done

    @Slot(object, object)
    def _on_step(self, step: Step, values: Values) -> None:
        """Take a step once; what comes of it on paper is printed here."""
        self.page[self._open].hold_on()
        self.runner.run(
            self, lambda hall: step.run(hall, values), lambda _answer: self._looks.refresh(), said=step.done
        )

    def _leave(self) -> None:
        hall = self._hall
        tasks.run(self, lambda: leave(hall), lambda _nothing: self._looks.refresh())

    # -- news

    @Slot(object)
    def _on_changed(self, topics: frozenset[Topic]) -> None:
        self._hall.noticed(topics)
        self._looks.refresh()

    @Slot()
    def _on_tick(self) -> None:
        self._ticks += 1
        self.header.show_host(self._hall.feed.connected)
        if self._ticks % LOOK_EVERY == 0:
            self._looks.refresh()
            self.printers.ask()

    def _on_blind(self, refusal: Refusal) -> None:
        """Nothing can be seen: the host is out of reach, or this device is not registered."""
        self.header.show_host(False)
        say_refusal(self, refusal)

    def _now(self) -> datetime:
        now = self._hall.clock.now()
        return self._office.local(now) if self._office else now

    # -- building

    def _callbacks(self) -> dict[str, Callable[[], object]]:
        pages = {entry.name: partial(self.open_page, entry.name) for entry in PAGES}
        rare = partial(open_rare_characters, self)

        def printers() -> None:
            open_printer_settings(self, self.printers.spooler)  # looked for when asked: made after the table

        return {"help": lambda: self.help.open(), "rare": rare, "printers": printers, "leave": self._leave, **pages}

    def _connect(self) -> None:
        self.sign_in.signed_in.connect(self._looks_again)
        for page in self.page.values():
            page.wanted.connect(self._looks_again)
            page.step_taken.connect(self._on_step)
            page.opened.connect(self.open_page)

    @Slot()
    def _looks_again(self) -> None:
        self._looks.refresh()

    def _assemble(self) -> None:
        self.setWindowTitle(tr("Supervision"))
        self.setMinimumSize(SMALLEST)
        for page in (self.sign_in, *self.page.values()):
            self.pages.addWidget(page)
        centre = QWidget(self)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.pages, 1)
        column.addWidget(self.messages)
        column.addWidget(CommandBar(self.table, BAR, centre))
        self.setCentralWidget(centre)
        self.help.raise_()
