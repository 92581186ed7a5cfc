"""A window of staff with several pages, of which only the open one looks at the data."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from hall.service import Hall
from printing.spooler import Spooler
from ui.shared import tasks
from ui.shared.command_palette import CommandPalette
from ui.shared.commands import CommandTable
from ui.shared.header import Header
from ui.shared.help_overlay import HelpOverlay
from ui.shared.i18n import tr
from ui.shared.initials import initials
from ui.shared.lock_screen import LockScreen
from ui.shared.machines import PrinterWatch
from ui.shared.message_line import MessageLine
from ui.shared.office import Desk, Glance
from ui.shared.page import Office, Page
from ui.shared.page_keys import PageKey, commands
from ui.shared.printer_settings import open_printer_settings
from ui.shared.rare_characters import open_rare_characters
from ui.shared.refresher import Refresher
from ui.shared.runner import Runner
from ui.shared.sign_in_page import SignInPage
from ui.shared.staff_window import StaffWindow
from ui.shared.step import Step, Values
from ui.shared.step_runner import StepRunner


class PagedWindow(StaffWindow):
    """A page for each thing that is watched over here; a window says which pages, and who sits at them."""

    PRINTER_EVERY = 30

    def __init__(
        self,
        hall: Hall,
        spooler: Spooler,
        pages: Sequence[PageKey],
        sits_here: Sequence[str],
        place: tuple[str, str],
        parent: QWidget | None = None,
    ) -> None:
        """Make the window.

        Args:
            hall: as this device sees it.
            spooler: the printers.
            pages: the first one that the reader has opens at the start.
            sits_here: whoever may do one of these actions has work here.
            place: what the header calls it, and the sign-in page, whose words name the `{hall}`.
            parent: of the widget.
        """
        super().__init__(hall, parent)
        self._keys, self._place = tuple(pages), place
        self._desk = Desk(hall, sits_here)
        self.runner = Runner(hall, spooler, self)
        self._office: Office | None = None
        self.table = CommandTable(self, commands(self._keys, self._callbacks()))
        self.help = HelpOverlay(self.table, self)
        self.palette_ = CommandPalette(self.table, self, initials)
        self.sign_in = SignInPage(hall, self._desk.sit_down, self)
        self.lock = LockScreen(self, hall, self.table, self._desk.sit_down)
        self.page: dict[str, Page] = {entry.name: entry.make() for entry in self._keys}
        self._open = self._keys[0].name
        self.header = Header(self._now, self)
        self.printers = PrinterWatch(spooler, self.header.show_printer, self)
        self.messages = MessageLine(self)
        self.pages = QStackedWidget(self)
        self.steps = StepRunner(self.runner, self)
        self._assemble()
        self._connect()
        self._looks = Refresher(self, self._look, self._show_glance, self._on_blind)
        self._listen()

    @property
    def office(self) -> Office | None:
        """Who sits here; None before the first look."""
        return self._office

    def is_settled(self) -> bool:
        """Tell whether the window has had its first look."""
        return self._office is not None

    def open_page(self, name: str, scope: str = "", key: str = "") -> None:
        """Open a page, and one thing of it where a scope or a key is named."""
        self._open = name
        if scope or key:
            self.page[name].go_to(scope, key)
        self.pages.setCurrentWidget(self.page[name])
        self.page[name].take_focus()
        self._looks.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Listen no more, and let what takes long end early."""
        self.steps.stop()
        super().closeEvent(event)

    # -- what another window may do otherwise

    def body(self) -> QWidget:
        """Return what lies between the header and the message line."""
        return self.pages

    def bar(self) -> Sequence[str]:
        """Return the commands of the bottom line."""
        return ("help", *(page.name for page in self._keys), "lock")

    def show_office(self, office: Office) -> None:
        """Show who sits here, or nobody, and what they may open."""
        person = office.person
        self.header.show_place(office.hall_name, self._place[0])
        self.header.show_person(person.name if person else "", person.roles if person else ())
        self.header.show_host(self._hall.feed.connected)
        self.header.clock.tick()
        for entry in self._keys:
            self.table.enable(entry.name, person is not None and entry.needs in office.may)
        for name in ("leave", "lock"):
            self.table.enable(name, person is not None)

    # -- what is shown

    def _look(self) -> Glance:
        """Look for the page that is open; runs in a worker, so it reads what the page wants and no widget."""
        name = self._open
        return self._desk.look(name, self.page[name].looker())

    def _show_glance(self, glance: Glance) -> None:
        office = glance.office
        if self.lock.is_covering() or (office.person and office.may.isdisjoint(entry.needs for entry in self._keys)):
            return  # seen from behind the lock: once it is open, the window looks again
        before, self._office = self._office, office
        self.show_office(office)
        if office.person is None:
            self._show_sign_in(office, fresh=before is None or before.person is not None)
            return
        if not self.table.is_enabled(self._open):
            self._open_first()
        elif glance.page == self._open:
            self.page[self._open].show_seen(office, glance.seen)
            if self.pages.currentWidget() is self.sign_in:
                self.pages.setCurrentWidget(self.page[self._open])
                self.page[self._open].take_focus()

    def _open_first(self) -> None:
        """Open the first page that the reader has."""
        self.open_page(next(entry.name for entry in self._keys if self.table.is_enabled(entry.name)))

    def _show_sign_in(self, office: Office, *, fresh: bool) -> None:
        self.sign_in.show_place(self._place[1].format(hall=office.hall_name))
        self.pages.setCurrentWidget(self.sign_in)
        if fresh:
            self._open = self._keys[0].name
            self.sign_in.take_focus()

    # -- what is done

    @Slot(object, object)
    def _on_step(self, step: Step, values: Values) -> None:
        """Take a step once; what comes of it on paper is printed here."""
        self.page[self._open].hold_on()
        self.steps.take(step, values, self._looks_again)

    def _leave(self) -> None:
        tasks.run(self, self._desk.leave, lambda _nothing: self._looks.refresh())

    def _now(self) -> datetime:
        now = self._hall.clock.now()
        return self._office.local(now) if self._office else now

    # -- building; what is called by name is looked for when asked, because it is made after the table

    def _callbacks(self) -> dict[str, Callable[[], object]]:
        return {
            **{entry.name: partial(self.open_page, entry.name) for entry in self._keys},
            "help": lambda: self.help.open(),
            "palette": lambda: self.palette_.open(),
            "rare": partial(open_rare_characters, self),
            "printers": lambda: open_printer_settings(self, self.printers.spooler),
            "lock": lambda: self.lock.lock(),
            "leave": self._leave,
        }

    def _connect(self) -> None:
        self.sign_in.signed_in.connect(self._looks_again)
        for page in self.page.values():
            page.wanted.connect(self._looks_again)
            page.step_taken.connect(self._on_step)
            page.opened.connect(self.open_page)

    def _assemble(self) -> None:
        self.setWindowTitle(self._place[0])
        self.palette_.search.setPlaceholderText(tr("A command in words or by its first letters"))
        for page in (self.sign_in, *self.page.values()):
            self.pages.addWidget(page)
        self._stack((self.header,), self.body(), (self.steps.line, self.messages), self.bar())
        for sheet in (self.help, self.palette_, self.steps.sheet, self.lock):
            sheet.raise_()
