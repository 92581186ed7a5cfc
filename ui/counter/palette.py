"""What Ctrl+K does at a counter: commands, and people, cases and tickets."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from hall.service import Hall
from ui.counter.asking import Who
from ui.counter.desk import Phase, Ticket
from ui.counter.desk_work import DeskWork
from ui.counter.finder import FoundPerson, FoundTicket, find
from ui.counter.steps import Step
from ui.counter.todo import Item
from ui.counter.visit_panel import VisitPanel
from ui.shared import tasks
from ui.shared.command_palette import CommandPalette, Found
from ui.shared.commands import CommandTable
from ui.shared.i18n import tr
from ui.shared.messages import say
from ui.shared.wording import TICKET_STATES, said

SEARCH_AFTER_MS = 120


class Palette(CommandPalette):
    """Finds what the shared palette does not know, and does with it what fits the moment."""

    def __init__(self, table: CommandTable, window: QWidget, initials: Callable[[str], str]) -> None:
        super().__init__(table, window, initials)
        self._text = ""
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SEARCH_AFTER_MS)
        self._wait.timeout.connect(self._search)
        self.searched.connect(self._on_text)
        self.found_chosen.connect(self._on_chosen)
        self.search_entered.connect(self._on_entered)

    def use(self, hall: Hall, queue: DeskWork, visit: VisitPanel, open_item: Callable[[Item], object]) -> None:
        """Say where to look and what to do with what is found."""
        self._hall, self._queue, self._visit, self._open_item = hall, queue, visit, open_item

    def _on_text(self, text: str) -> None:
        self._text = text
        self._wait.start()

    def _search(self) -> None:
        text, hall = self._text, self._hall
        if self.isVisible():
            tasks.run(self, lambda: find(hall, text), lambda found: self._show_if_wanted(text, found))

    def _show_if_wanted(self, text: str, found: tuple[Found, ...]) -> None:
        if text == self._text and self.isVisible():
            self.show_found(found)

    def take_scan(self, text: str) -> None:
        """Look a scan up: take the only thing that fits, and offer several."""
        hall = self._hall
        tasks.run(self, lambda: find(hall, text), lambda found: self._take_scanned(text, found))

    def _take_scanned(self, text: str, found: tuple[Found, ...]) -> None:
        if len(found) > 1:
            self.open()
            self.search.setText(text)
            self.show_found(found)
        elif not self._took_only(found):
            say(self, tr("No ticket, case or person is found under this code."))

    def _on_entered(self, text: str) -> None:
        """Enter was faster than the search: look once more, and take the only thing that fits."""
        hall = self._hall
        tasks.run(self, lambda: find(hall, text), lambda found: self._take_typed(text, found))

    def _take_typed(self, text: str, found: tuple[Found, ...]) -> None:
        if not found:
            say(self, tr("Nothing is found under {typed}.", typed=text))
        else:
            self._took_only(found)

    def _took_only(self, found: tuple[Found, ...]) -> bool:
        if len(found) != 1:
            return False
        self.close_sheet()
        self._on_chosen(found[0].target)
        return True

    def _on_chosen(self, target: object) -> None:
        if isinstance(target, Item):
            self._open_item(target)
        elif isinstance(target, FoundTicket):
            self._take_ticket(target.ticket)
        elif isinstance(target, FoundPerson):
            self._take_person(target)

    def _take_ticket(self, ticket: Ticket) -> None:
        desk = self._queue.desk
        if ticket.state == "calling" and desk is not None and desk.ticket is not None and desk.ticket.id == ticket.id:
            self._queue.arrive()  # whoever shows the ticket has come
            return
        act = {
            "waiting": self._queue.call_ticket,
            "held": self._queue.resume,
            "missed": self._queue.requeue,
        }.get(ticket.state)
        if act is not None:
            act(ticket.id)
        else:
            say(self, tr("{ticket}: {state}", ticket=ticket.number, state=said(TICKET_STATES, ticket.state)))

    def _take_person(self, found: FoundPerson) -> None:
        desk = self._queue.desk
        asking = desk is not None and desk.phase is Phase.SERVING and self._visit.step is Step.ASK
        if asking:
            self._visit.ask.who.show_who(Who.known(found.person), found.person)
            self._visit.take_focus()
        else:
            say(self, tr("{who}: no case is open.", who=found.person.masked))
