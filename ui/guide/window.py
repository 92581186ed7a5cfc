"""The window of the guide's desk (导服台): the first person whom a resident meets."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from hall.service import Hall
from printing.spooler import Spooler
from ui.guide import finder
from ui.guide import floor as floors
from ui.guide.appointments_page import AppointmentsPage
from ui.guide.book_page import BookPage
from ui.guide.desk_page import DeskPage
from ui.guide.finder import FoundMatter, FoundPerson
from ui.guide.floor import Appointment, Floor, Ticket
from ui.guide.guide_work import GuideWork, told
from ui.guide.keys import BAR, NEEDS, commands
from ui.guide.notice_bar import NoticeBar
from ui.guide.palette import Palette
from ui.guide.sheet_page import SheetPage
from ui.guide.tickets import Taken
from ui.shared.choice_sheet import ChoiceSheet
from ui.shared.commands import CommandTable
from ui.shared.header import Header
from ui.shared.help_overlay import HelpOverlay
from ui.shared.i18n import tr
from ui.shared.leaflets import Leaflets
from ui.shared.lock_screen import LockScreen
from ui.shared.machines import PrinterWatch
from ui.shared.message_line import MessageLine
from ui.shared.messages import say
from ui.shared.printer_settings import open_printer_settings
from ui.shared.rare_characters import open_rare_characters
from ui.shared.refresher import Refresher
from ui.shared.rehearsal import Part
from ui.shared.reveal import Reveals
from ui.shared.runner import Runner
from ui.shared.sign_in_page import SignInPage
from ui.shared.staff_window import StaffWindow
from ui.shared.wording import TICKET_STATES, said


class GuideWindow(StaffWindow):
    """Tickets in two keys, questions on record, missed numbers back, and the whole hall in sight."""

    LOOK_EVERY = 20  # waits grow with time alone

    def __init__(self, hall: Hall, spooler: Spooler, parent: QWidget | None = None) -> None:
        super().__init__(hall, parent)
        self._floor: Floor | None = None
        self._last: Ticket | None = None
        self.runner = Runner(hall, spooler, self)
        self.sheet = ChoiceSheet(self)
        self.desk_work = GuideWork(self.runner, self.sheet, self)
        self.leaflets = Leaflets(self.runner, self.sheet, self)
        self.table = CommandTable(self, commands(self._callbacks()))
        self.desk = DeskPage(self)
        self.contact = SheetPage(self.runner, self.sheet, self)
        self.expected = AppointmentsPage(self.runner, self.sheet, self)
        self.book = BookPage(self.runner, self.sheet, self)
        sit_down = partial(floors.sit_down, hall)
        self.sign_in = SignInPage(hall, sit_down, self)
        self.lock = LockScreen(self, hall, self.table, sit_down)
        self.notice = NoticeBar(self.table, self)
        self.help = HelpOverlay(self.table, self)
        self.palette_ = Palette(hall, self.table, self, self._take_found)
        self.header = Header(self._now, self)
        self.printers = PrinterWatch(spooler, self.header.show_printer, self)
        self.messages = MessageLine(self)
        self.pages = QStackedWidget(self)
        self._assemble()
        self._connect()
        self.reveals = Reveals(hall, self.sheet, self)
        self.contact.reveal_requested.connect(self.reveals.tell)
        self._looks = Refresher(self, lambda: floors.look(hall), self._show_floor, self._on_blind)
        self._listen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the tickets, from wherever."""
        if event.key() == Qt.Key.Key_Escape and self.pages.currentWidget() not in (self.desk, self.sign_in):
            self.show_desk()
        elif event.key() == Qt.Key.Key_Escape:
            self.messages.clear()
        else:
            super().keyPressEvent(event)

    @property
    def floor(self) -> Floor | None:
        """What the window shows of the hall; None before the first look."""
        return self._floor

    def is_settled(self) -> bool:
        """Tell whether the window has had its first look."""
        return self._floor is not None

    def _rehearsed(self) -> tuple[Part, ...]:
        return finder.rehearsed(self._hall)

    def show_desk(self) -> None:
        """Go to the tickets."""
        self._turn_to(self.desk)
        self.desk.setFocus()

    def _turn_to(self, page: QWidget) -> None:
        if self._floor is not None and self._floor.guide is not None:
            self.pages.setCurrentWidget(page)

    def _show_contact(self) -> None:
        """Open a sheet, of the last ticket while that resident still waits."""
        self._turn_to(self.contact)
        waiting = {ticket.id for ticket in self._floor.in_line} if self._floor else set()
        self.contact.begin(self._last if self._last is not None and self._last.id in waiting else None)
        self._last = None  # the next question is somebody else's

    def _show_expected(self) -> None:
        self._turn_to(self.expected)
        self.expected.begin()

    def _show_book(self) -> None:
        self._turn_to(self.book)
        self.book.begin()

    def _meant(self) -> tuple[str, ...]:
        """Return the matter that is chosen, or those of the chosen service; none where nothing is."""
        service, matter = self.desk.chosen(), self.desk.matter()
        line = self._floor.line_of(service) if self._floor and service else None
        return (matter,) if matter else line.card.matters if line else ()

    def _now(self) -> datetime:
        now = self._hall.clock.now()
        return self._floor.local(now) if self._floor else now

    def _show_floor(self, floor: Floor) -> None:
        if self._floor is not None and self.lock.is_covering():
            return
        before, self._floor = self._floor, floor
        self.desk_work.floor = floor
        self.header.show_place(floor.hall_name, tr("Guide's desk"))
        guide = floor.guide
        self.header.show_person(guide.name if guide else "", guide.roles if guide else ())
        self.header.clock.tick()
        for page in (self.desk, self.contact, self.expected, self.book, self.notice):
            page.show_floor(floor)
        for command in self.table.commands():
            needed = NEEDS.get(command.id)
            allowed = guide is not None and (needed is None or needed in floor.may)
            self.table.enable(command.id, command.id in ("help", "rare", "printers") or allowed)
        if before is None or before.guide != floor.guide:
            self._welcome(floor)

    def _welcome(self, floor: Floor) -> None:
        """Turn to the tickets for whoever has sat down, or ask who it is."""
        if floor.guide is not None:
            self.show_desk()
            if self.contact.form.is_begun():
                say(self, tr("A first-contact sheet begun here is not finished yet: F6 opens it."))
            return
        self.desk.choose("")
        self.desk.ticket.show_last("", "")
        self.expected.form.clear()  # a sheet of first contact stays: its resident may be standing here
        self.messages.clear()
        self.sign_in.show_place(tr("{hall} · {counter}", hall=floor.hall_name, counter=tr("Guide's desk")))
        self.pages.setCurrentWidget(self.sign_in)
        self.sign_in.take_focus()

    def _on_taken(self, taken: Taken) -> None:
        self._last = taken.ticket
        self.desk.choose("")
        self.desk.ticket.show_last(taken.ticket.number, told(taken))
        self.show_desk()

    def _take_found(self, target: object) -> None:
        """Do with what was found what the guide most likely wants."""
        if isinstance(target, FoundMatter):
            self.show_desk()
            self.desk.choose(target.service, target.code, target.name)
        elif isinstance(target, FoundPerson):
            self.show_desk()
            self.desk.choose_person(target.id, target.name)
        elif isinstance(target, Appointment):
            self.expected.check_in(target.id)
        elif isinstance(target, Ticket):
            self._take_ticket(target)

    def _take_ticket(self, ticket: Ticket) -> None:
        if ticket.state == "missed":
            self.desk_work.requeue(ticket.id)
        elif ticket.state == "waiting":
            self.desk_work.ask_claim(ticket.id)
        else:
            say(self, tr("{number} is {state}.", number=ticket.number, state=said(TICKET_STATES, ticket.state)))

    def _callbacks(self) -> dict[str, Callable[[], object]]:
        work = self.desk_work
        return {
            "help": lambda: self.help.open(),
            "desk": self.show_desk,
            "bring_back": work.bring_back,
            "priority": work.note_priority,
            "announce": work.announce,
            "sheet": self._show_contact,
            "appointments": self._show_expected,
            "book": self._show_book,
            "answer_help": work.answer_help,
            "came_out": work.came_out,
            "print_missing": work.print_missing,
            "leaflet": lambda: self.leaflets.begin(self._meant()),
            "rare": lambda: open_rare_characters(self),
            "printers": lambda: open_printer_settings(self, self.printers.spooler),
            "palette": lambda: self.palette_.open(),
            "lock": lambda: self.lock.lock(),
            "change_guide": work.change_guide,
        }

    def _connect(self) -> None:
        self.desk.ticket_requested.connect(self.desk_work.take_ticket)
        self.desk.missed_chosen.connect(self.desk_work.requeue)
        self.desk.sheet_requested.connect(self._show_contact)
        self.desk_work.ticket_taken.connect(self._on_taken)
        self.expected.ticket_taken.connect(self._on_taken)
        self.contact.left.connect(self.show_desk)

    def _assemble(self) -> None:
        self.setWindowTitle(tr("Guide's desk"))
        for page in (self.sign_in, self.desk, self.contact, self.expected, self.book):
            self.pages.addWidget(page)
        self._stack((self.header, self.notice), self.pages, (self.messages,), BAR)
        for overlay in (self.sheet, self.help, self.palette_, self.lock):
            overlay.raise_()
