"""The window of a counter: everything that a clerk does all day, from the keyboard."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from hall.kernel.topics import Topic
from hall.service import Hall
from printing.spooler import Spooler
from ui.counter import desk as desk_views
from ui.counter import finder, todo
from ui.counter.acts import Act
from ui.counter.desk import Desk, Phase
from ui.counter.desk_work import DeskWork
from ui.counter.facing_panel import FacingPanel
from ui.counter.key_work import save_form
from ui.counter.keys import BAR, commands
from ui.counter.package_sheet import PackageSheet
from ui.counter.palette import Palette
from ui.counter.post_work import PostWork
from ui.counter.scans import Scans
from ui.counter.todo import Group
from ui.counter.tray_work import TrayWork
from ui.counter.visit import Visit
from ui.counter.visit_panel import VisitPanel
from ui.counter.work_page import WorkPage
from ui.counter.workbench import Workbench
from ui.shared.choice_sheet import ChoiceSheet
from ui.shared.commands import CommandTable
from ui.shared.header import Header
from ui.shared.help_overlay import HelpOverlay
from ui.shared.i18n import tr
from ui.shared.initials import initials
from ui.shared.leaflets import Leaflets
from ui.shared.lock_screen import LockScreen, Saving
from ui.shared.machines import PrinterWatch
from ui.shared.message_line import MessageLine
from ui.shared.printer_settings import open_printer_settings
from ui.shared.rare_characters import open_rare_characters
from ui.shared.refresher import Refresher
from ui.shared.rehearsal import Part
from ui.shared.reveal import Reveals
from ui.shared.row_list import Row
from ui.shared.runner import Runner
from ui.shared.sign_in_page import SignInPage
from ui.shared.staff_window import StaffWindow
from ui.shared.state_mark import Light
from ui.shared.verify_sheet import VerifySheet


class CounterWindow(StaffWindow):
    """One counter's window; the hall's data decide what it shows, its keys decide what is done."""

    def __init__(self, hall: Hall, spooler: Spooler, parent: QWidget | None = None) -> None:
        super().__init__(hall, parent)
        self._desk: Desk | None = None
        self.runner = Runner(hall, spooler, self)
        self.sheet = ChoiceSheet(self)
        self.visit = VisitPanel(self.runner, self.sheet, self._ask_more, self)
        self.work = WorkPage(self.runner, self._ask_more, self)
        self.queue = DeskWork(self.runner, self.sheet, self, self.visit.form.unsaved)
        self.post = PostWork(self.runner, self.sheet, self, self.visit.form.unsaved)
        self.leaflets = Leaflets(self.runner, self.sheet, self)
        self.tray = TrayWork(self.runner, self.sheet, self, self.visit.form.unsaved)
        self.papers = VerifySheet(hall, self)
        self.packages = PackageSheet(self.runner, self)
        self.table = CommandTable(self, commands(self._callbacks()))
        self.help = HelpOverlay(self.table, self)
        self.facing = FacingPanel(self.runner, self)
        self.bench = Workbench(self.table, self.visit, self.work, self)
        sit_down = partial(desk_views.sit_down, hall)
        self.sign_in = SignInPage(hall, sit_down, self)
        self.lock = LockScreen(self, hall, self.table, sit_down, self._unsaved)
        self.palette_ = Palette(self.table, self, initials)
        self.header = Header(self._now, self)
        self.printers = PrinterWatch(spooler, self.header.show_printer, self)
        self.messages = MessageLine(self)
        self.pages = QStackedWidget(self)
        self._assemble()
        self._connect()
        self.reveals = Reveals(hall, self.sheet, self)
        self.work.facts.reveal_requested.connect(
            lambda masked: self.reveals.ask(masked, partial(self.work.facts.show_whole, masked))
        )
        who = self.visit.ask.who
        who.reveal_requested.connect(lambda masked: self.reveals.ask(masked, partial(who.show_whole, masked)))
        self._looks = Refresher(self, lambda: desk_views.look(hall), self._show_desk, self._on_blind)
        self._todos = Refresher(self, lambda: todo.look(hall), self._show_todo)
        self._listen()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Write down what is typed, and listen no more."""
        self.visit.form.keep()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter that nobody else takes is the one obvious step; Escape leaves the lists of work."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.table.run("arrive")
        elif event.key() == Qt.Key.Key_Escape and self.bench.is_working():
            self.work.go_back()
        elif event.key() == Qt.Key.Key_Escape:
            self.messages.clear()
        else:
            super().keyPressEvent(event)

    @property
    def phase(self) -> Phase | None:
        """What the counter is at, as shown; None before the first look."""
        return self._desk.phase if self._desk else None

    def is_settled(self) -> bool:
        """Tell whether the window has had its first look."""
        return self._desk is not None

    def _now(self) -> datetime:
        now = self._hall.clock.now()
        return self._desk.local(now) if self._desk else now

    def _hear(self, topics: frozenset[Topic]) -> None:
        self._looks.refresh()
        if topics & todo.TOPICS:
            self._todos.refresh()
        self.visit.refresh()
        if Topic.DOCUMENTS in topics:
            self.runner.print_papers()  # a leader may have let go out what was drafted here

    def _rehearsed(self) -> tuple[Part, ...]:
        return finder.rehearsed(self._hall)

    def _tick(self) -> None:
        self.bench.tick(self._now())

    def _looks_again(self) -> None:
        super()._looks_again()
        self._todos.refresh()

    def _unsaved(self) -> Saving | None:
        form = self.visit.form.unsaved()
        return None if form is None else partial(save_form, unsaved=form)

    @Slot(bool)
    def _on_opened(self, changed: bool) -> None:
        """Go on where the window was left; for somebody else with the work of nobody on the page."""
        if changed:
            self.visit.forget()
            self.queue.visit = None
        self._looks_again()
        self.visit.refresh()
        self.runner.print_papers()

    def _show_desk(self, desk: Desk) -> None:
        if self._desk is not None and self.lock.is_covering():
            return
        before, self._desk = self._desk, desk
        self.queue.desk = self.post.desk = self.tray.desk = desk
        self._show_whose(desk)
        self.header.clock.tick()
        waiting = self.bench.ticket.waits_with_focus()
        self.bench.show_desk(desk)
        usable = desk_views.usable(desk)
        self.table.action("call_next").setText(_on_f2(desk.phase))
        for command in self.table.commands():
            self.table.enable(command.id, command.id in usable or command.id in ("help", "rare", "printers"))
        if waiting:  # a button that is switched off passes the keyboard on to any other
            self.bench.ticket.take_focus()
        if "undo" not in usable:
            self.messages.withdraw()
        self._follow(before, desk)

    def _show_whose(self, desk: Desk) -> None:
        """Show in the top line whose desk it is."""
        self.header.show_place(desk.hall_name, place_of(desk))
        self.header.show_person(desk.clerk.name if desk.clerk else "", desk.clerk.roles if desk.clerk else ())

    def _follow(self, before: Desk | None, desk: Desk) -> None:
        """Turn to what the new phase is about, and put the keyboard there; a mere refresh moves nothing."""
        ticket_id = desk.ticket.id if desk.ticket is not None and desk.phase is Phase.SERVING else ""
        if ticket_id:
            self.visit.show_ticket(ticket_id)
        elif desk.phase is not Phase.SIGNED_OUT:
            self.visit.forget()
            self.queue.visit = None
        if before is not None and (before.phase, before.clerk) == (desk.phase, desk.clerk):
            return
        if desk.phase is Phase.SIGNED_OUT:
            self._show_sign_in(desk)
            return
        self.pages.setCurrentWidget(self.bench)
        if desk.phase is Phase.CALLING:  # whoever calls turns to the resident
            self.bench.show_work(False)
        elif desk.phase is Phase.BACK_OFFICE and before is not None:
            self._open_work()
        if not self.bench.is_working():
            self.bench.take_focus()

    def _show_sign_in(self, desk: Desk) -> None:
        self.bench.show_work(False)
        self.messages.clear()
        counter = tr("Counter {number}", number=desk.counter.number) if desk.counter else ""
        self.sign_in.show_place(tr("{hall} · {counter}", hall=desk.hall_name, counter=counter))
        self.pages.setCurrentWidget(self.sign_in)
        self.sign_in.take_focus()

    def _show_todo(self, groups: tuple[Group, ...]) -> None:
        self.bench.todo.show_groups(groups)
        self.work.show_groups(groups)

    def _on_visit_shown(self, visit: Visit) -> None:
        self.queue.visit = visit
        self.bench.howto.show_step(visit, self.visit.step)

    def _open_work(self, code: str = "") -> None:
        self.bench.show_work(True)
        self.work.open_group(code)

    def _on_work_left(self) -> None:
        self.bench.show_work(False)

    def _ask_more(self, question: str, acts: Sequence[Act], take: Callable[[Act], object]) -> None:
        by_name = {f"{place}": act for place, act in enumerate(acts)}
        rows = [Row(key, act.text) for key, act in by_name.items()]
        self.sheet.ask(question or tr("What else can be done"), rows, lambda key, _note: take(by_name[str(key)]))

    def _callbacks(self) -> dict[str, Callable[[], object]]:
        queue, post = self.queue, self.post
        return {
            "help": lambda: self.help.open(),
            "call_next": queue.call_next,
            "walk_in": queue.walk_in,
            "arrive": queue.arrive,
            "recall": queue.recall,
            "miss": queue.miss,
            "hold": queue.hold,
            "transfer": queue.transfer,
            "aside": queue.aside,
            "finish": queue.finish,
            "finish_next": queue.finish_and_call,
            "next_matter": queue.next_matter,
            "undo": queue.undo,
            "errands": self._open_errands,
            "leaflet": lambda: self.leaflets.begin(self.visit.meant()),
            "tray_in": self.tray.put_in,
            "tray_back": self.tray.hand_back,
            "show_text": lambda: self.facing.open(),
            "contact": queue.contact,
            "work": self._open_work,
            "verify": self.papers.open_empty,
            "open": post.open_counter,
            "pause": post.pause_counter,
            "back_office": post.work_in_back_office,
            "close": post.close_counter,
            "leave": post.leave_post,
            "answer_help": post.answer_help,
            "rare": lambda: open_rare_characters(self),
            "printers": lambda: open_printer_settings(self, self.printers.spooler),
            "palette": lambda: self.palette_.open(),
            "lock": lambda: self.lock.lock(),
            "change_clerk": post.change_clerk,
        }

    def _connect(self) -> None:
        self.visit.visit_shown.connect(self._on_visit_shown)
        self.visit.finish_requested.connect(self.queue.finish)
        self.visit.pass_on_requested.connect(self.queue.pass_to)
        self.visit.more_requested.connect(self.queue.next_matter)
        self.queue.asked = self.visit.ask.asked
        self.queue.clear_tray = self.tray.before_leaving
        self.bench.tray.original_chosen.connect(self.tray.choose)
        self.queue.matter_begun.connect(self.visit.begin_again)
        self.bench.todo.group_chosen.connect(self._open_work)
        self.bench.calm.ticket_chosen.connect(self.queue.call_ticket)
        self.work.left.connect(self._on_work_left)
        self.work.sheet_wanted.connect(self.packages.begin)
        self.palette_.use(self._hall, self.queue, self.visit, self._open_item)
        self.scans = Scans(self, self.queue, self.palette_, self.visit, self.papers)

    def _open_errands(self) -> None:
        """Show the errands of whoever is here; a mandate needs a name."""
        person = self.visit.visit.person if self.visit.visit else None
        if person is None:
            self.messages.refuse(tr("Write down first who it is: a mandate needs a name and a document."))
        else:
            self._open_item(todo.Item("errands", person.id, person.masked, "", "", Light.BLUE))

    def _open_item(self, item: todo.Item) -> None:
        self.bench.show_work(True)
        self.work.open_item(item)

    def _assemble(self) -> None:
        self.setWindowTitle(tr("Counter"))
        self.pages.addWidget(self.sign_in)
        self.pages.addWidget(self.bench)
        self._stack((self.header,), self.pages, (self.messages,), BAR)
        sheets = (self.queue.panel, self.sheet, self.facing, self.papers, self.packages, self.help, self.palette_)
        for overlay in (*sheets, self.lock):
            overlay.raise_()


def place_of(desk: Desk) -> str:
    """Return which counter this is, and that it is a quick one."""
    if desk.counter is None:
        return ""
    number, minutes = tr("Counter {number}", number=desk.counter.number), desk.counter.quick_minutes
    return tr("{counter} · quick, up to {minutes} min", counter=number, minutes=minutes) if minutes else number


def _on_f2(phase: Phase) -> str:
    """Return what F2 does now."""
    return tr("Go on") if phase in (Phase.PAUSED, Phase.BACK_OFFICE) else tr("Call next")
