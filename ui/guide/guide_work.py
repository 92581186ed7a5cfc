"""What the guide's keys do to the line: tickets, missed numbers, priorities, calls for help, announcements."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from hall.service import Hall, documents, posts_help, queue, queue_priority, screens_notices, security
from ui.guide.floor import Doubt, Floor, Ticket
from ui.guide.tickets import Taken, Wish, take
from ui.guide.words import CLAIMS, GROUNDS, Claim, wait_of
from ui.shared.choice_sheet import ChoiceSheet
from ui.shared.i18n import mark, tr
from ui.shared.messages import say
from ui.shared.row_list import Row
from ui.shared.runner import Runner
from ui.shared.wording import PRIORITIES, TICKET_STATES, said

T = TypeVar("T")
SENTENCES = (
    mark("Please come to the guide's desk if your number was called and you missed it."),
    mark("The last tickets of this half-day are being given out."),
    mark("A child is looking for its family; please come to the guide's desk."),
    mark("Please look after your bags and your papers."),
)
"""What a guide announces most often."""


class GuideWork(QObject):
    """Does what the keys say.

    Signals:
        ticket_taken: a Taken.
    """

    ticket_taken = Signal(object)

    def __init__(self, runner: Runner, sheet: ChoiceSheet, window: QWidget) -> None:
        super().__init__(window)
        self._runner, self._ask, self._window = runner, sheet, window
        self.floor: Floor | None = None

    def take_ticket(self, wish: Wish) -> None:
        """Take the ticket and say what the resident wants to know."""
        self._do(lambda hall: take(hall, wish), self.ticket_taken.emit)

    def bring_back(self) -> None:
        """Bring the missed number back; ask which where there are several."""
        missed = self.floor.missed if self.floor else ()
        if not missed:
            say(self._window, tr("Nobody was missed."))
        elif len(missed) == 1:
            self.requeue(missed[0].id)
        else:
            rows = [Row(ticket.id, ticket.number, ticket.display_name) for ticket in missed]
            self._ask.ask(tr("Who is here again?"), rows, lambda key, _note: self.requeue(str(key)))

    def requeue(self, ticket_id: str) -> None:
        """Bring one missed number back."""

        def work(hall: Hall) -> object:
            return hall.do(queue.requeue, ticket_id=ticket_id)

        self._do(work, said=tr("Back in line, third from the front."))

    def note_priority(self) -> None:
        """Ask whose ticket it is, and why they go first."""
        waiting = self.floor.in_line if self.floor else ()
        if not waiting:
            say(self._window, tr("Nobody is waiting."))
            return
        rows = [_waiting_row(ticket) for ticket in waiting]
        self._ask.ask(tr("Whose ticket goes first?"), rows, lambda key, _note: self.ask_claim(str(key)))

    def ask_claim(self, ticket_id: str) -> None:
        """Ask why a ticket goes first."""
        rows = [Row(each.code, tr(each.text), said(PRIORITIES, each.priority)) for each in CLAIMS]
        by_code = {each.code: each for each in CLAIMS}
        self._ask.ask(
            tr("Why does the resident go first?"),
            rows,
            lambda key, _note: self._ask_ground(ticket_id, by_code[str(key)]),
        )

    def answer_help(self) -> None:
        """Say that somebody is on the way to the machine that has called longest."""
        calls = self.floor.help if self.floor else ()
        if not calls:
            say(self._window, tr("No machine is calling."))
            return
        call = calls[0]

        def work(hall: Hall) -> object:
            return hall.do(posts_help.answer_help, help_id=call.id)

        self._do(work, said=tr("{machine} knows that you are coming.", machine=call.device_name))

    def came_out(self) -> None:
        """Say that the paper that has been in doubt longest lies there."""
        if (doubt := self._doubt()) is not None:
            self._do(
                lambda hall: hall.do(documents.came_out, document_id=doubt.document_id),
                said=tr("{paper} {number} came out.", paper=doubt.title, number=doubt.number),
            )

    def print_missing(self) -> None:
        """Say that it does not lie there: that sheet counts no more, another one comes out at this desk."""
        if (doubt := self._doubt()) is not None:
            self._do(
                lambda hall: _print_missing(hall, doubt.document_id),
                said=tr("{paper} {number} is printed again at this desk.", paper=doubt.title, number=doubt.number),
            )

    def announce(self) -> None:
        """Ask what is announced on the screens and by the voice."""
        rows = [Row(tr(sentence), tr(sentence)) for sentence in SENTENCES]
        title, other = tr("What is announced?"), tr("In other words, without names")
        self._ask.ask(title, rows, lambda key, note: self._announce(note or str(key)), note=other)

    def change_guide(self) -> None:
        """Leave the desk to a colleague."""
        self._do(lambda hall: hall.do(security.sign_out))

    def _doubt(self) -> Doubt | None:
        """Return the paper that has been in doubt longest; None, which is said, where there is none."""
        doubts = self.floor.doubts if self.floor else ()
        if not doubts:
            say(self._window, tr("No paper is in doubt."))
        return doubts[0] if doubts else None

    def _announce(self, words: str) -> None:
        self._do(lambda hall: hall.do(screens_notices.announce, text=words), said=tr("It is on the screens."))

    def _ask_ground(self, ticket_id: str, why: Claim) -> None:
        usual_first = sorted(GROUNDS, key=lambda code: code != why.ground)
        rows = [Row(code, tr(GROUNDS[code])) for code in usual_first]
        self._ask.ask(
            tr("How is it justified?"), rows, lambda key, _note: self._raise(ticket_id, why.priority, str(key))
        )

    def _raise(self, ticket_id: str, priority: str, ground: str) -> None:
        def work(hall: Hall) -> object:
            return hall.do(queue_priority.raise_priority, ticket_id=ticket_id, priority=priority, ground=ground)

        self._do(work, said=tr("Noted. The ticket keeps its number and moves forward."))

    def _do(self, work: Callable[[Hall], T], then: Callable[[T], object] | None = None, *, said: str = "") -> None:
        self._runner.run(self._window, work, then, said=said)


def told(taken: Taken) -> str:
    """Return what the resident hears with the ticket."""
    counters = "、".join(map(str, taken.outlook.counters))
    return tr(
        "{number}: {ahead} ahead, {wait}, counter {counters}",
        number=taken.ticket.number,
        ahead=taken.outlook.ahead,
        wait=wait_of(taken.outlook),
        counters=counters,
    )


def _print_missing(hall: Hall, document_id: str) -> None:
    hall.do(documents.not_out, document_id=document_id)
    hall.do(documents.reprint, document_id=document_id, reason="not_out")


def _waiting_row(ticket: Ticket) -> Row:
    words = tr("{number}　{service}", number=ticket.number, service=ticket.display_name)
    return Row(ticket.id, words, said(PRIORITIES, ticket.priority) or said(TICKET_STATES, ticket.state))
