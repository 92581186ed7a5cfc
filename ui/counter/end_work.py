"""The keys that end a visit or a matter of it: nobody leaves while nothing is on record."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hall.service import Hall, queue, queue_views
from ui.counter import calls, ending
from ui.counter.asking import Asked, Who
from ui.counter.calls import Contact
from ui.counter.desk import Ticket
from ui.counter.ending import NEXT
from ui.counter.ending_panel import EndingPanel, Question
from ui.counter.key_work import KeyWork, Unsaved
from ui.counter.visit import Visit
from ui.counter.wording import OUTCOMES, TAKEN_BACK
from ui.shared import tasks
from ui.shared.choice_sheet import ChoiceSheet
from ui.shared.i18n import tr
from ui.shared.messages import line_of
from ui.shared.runner import Runner
from ui.shared.wording import said


class EndWork(KeyWork):
    """Ends visits with what has come of them; where that is nothing yet, one sheet asks.

    Signals:
        matter_begun: another matter of the same resident begins, after this Visit.
    """

    matter_begun = Signal(object)

    def __init__(self, runner: Runner, sheet: ChoiceSheet, window: QWidget, unsaved: Unsaved) -> None:
        super().__init__(runner, sheet, window, unsaved)
        self.visit: Visit | None = None
        self.panel = EndingPanel(runner, window)
        self.clear_tray: Callable[[Callable[[], object]], object] = lambda go_on: go_on()
        """Goes on once nothing of the resident lies in the originals tray any more."""
        self.asked: Callable[[], Asked] | None = None
        """The question as it stands on the page."""

    def finish(self) -> None:
        """End the visit with what has come of it; without anything, ask."""
        self._end("")

    def finish_and_call(self) -> None:
        """End the visit and call whose turn it is."""
        self._end(NEXT)

    def next_matter(self) -> None:
        """Go on with another matter of the same resident, once this one has come to something."""
        desk, visit, unsaved = self.desk, self.visit, self._unsaved()
        if desk is None or desk.ticket is None or visit is None or self._has_spoiled():
            return
        if not (visit.outcome and visit.ends):
            self._refuse(tr("Nothing is on record for this matter yet: accept it or write the answer down first."))
            return
        ticket_id = desk.ticket.id
        self._do(
            lambda hall: ending.go_on(hall, ticket_id, visit, unsaved),
            tr("One more matter for the same resident."),
            lambda _done: self.matter_begun.emit(visit),
        )

    def _end(self, whom: str) -> None:
        if self.desk is not None and self.desk.ticket is not None and not self._has_spoiled():
            self.clear_tray(lambda: self._end_visit(whom))

    def _end_visit(self, whom: str) -> None:
        visit = self.visit
        if self.desk is None or self.desk.ticket is None or visit is None:
            return
        if visit.ends and visit.outcome:
            self._finish(visit.outcome, whom)
        elif not visit.must_end and visit.case is None:
            self._finish(visit.former_outcome or "done", whom)
        else:
            self._ask_ending(visit, whom)

    def _is_drafted(self, visit: Visit) -> bool:
        """Whether a case stands open in front of the clerk that has come to nothing yet."""
        return visit.case is not None and not visit.outcome

    def _has_spoiled(self) -> bool:
        """Say so when a paper has not come out: nobody leaves without it."""
        spoiled = self.visit is not None and any(paper.state == "spoiled" for paper in self.visit.papers)
        doubtful = self.visit is not None and any(paper.in_doubt for paper in self.visit.papers)
        if doubtful:
            self._refuse(tr("Nobody knows yet whether a paper came out: look at the printer first."))
        elif spoiled:
            self._refuse(tr("A paper did not come out: print it again first."))
        return spoiled or doubtful

    def _ask_ending(self, visit: Visit, whom: str) -> None:
        """Ask in one sheet how it ended; a plain enquiry is the words and Enter."""
        ticket_id, unsaved = visit.ticket.id, self._unsaved()
        self.panel.ask(
            Question(
                tr("This case is neither accepted nor answered. How does it end?")
                if self._is_drafted(visit)
                else tr("How did it end?"),
                self._question(visit),
                Contact(visit.book, visit.me, visit.today),
                self._other_ends(visit),
            ),
            lambda hall, outcome: ending.finish(hall, ticket_id, outcome, visit, unsaved, whom),
            self._after(whom),
        )

    def _question(self, visit: Visit) -> Asked:
        """Return what is asked; where nobody has typed it, it is what the ticket was taken for."""
        asked = self.asked() if self.asked is not None else Asked(Who(), "", visit.ticket.id)
        words = asked.words or tr("Enquiry: {service}", service=visit.ticket.display_name)
        return replace(asked, words=words, ticket_id=visit.ticket.id, opened=[])

    def _other_ends(self, visit: Visit) -> tuple[tuple[str, str], ...]:
        """Return the ends under which nothing need be on record."""
        ends = [("left", said(OUTCOMES, "left"))]
        if visit.former_outcome and visit.sheet is None and visit.case is None:
            ends.append((visit.former_outcome, tr("The matters before are done, this one is dropped")))
        return tuple(ends)

    def _finish(self, outcome: str, whom: str) -> None:
        desk, visit, unsaved = self.desk, self.visit, self._unsaved()
        if desk is None or desk.ticket is None:
            return
        ticket_id = desk.ticket.id
        self._do(
            lambda hall: ending.finish(hall, ticket_id, outcome, visit, unsaved, whom),
            then=self._after(whom),
        )

    def _after(self, whom: str) -> Callable[[Any], object]:
        """Return what is said after the end of a visit."""
        return self._on_called if whom else lambda _nobody: self._offer_undo(tr("Finished."))

    def undo(self) -> None:
        """Take back the latest call, finish or miss of this counter."""
        self._do(_take_back, then=lambda ticket: self._say(tr(TAKEN_BACK[ticket.state], ticket=ticket.number)))

    def contact(self) -> None:
        """Put on record what somebody asks by phone, by letter or online; nobody need stand at the counter."""
        hall = self._runner.hall
        tasks.run(self, lambda: calls.look(hall), self._ask_contact)

    def _ask_contact(self, found: Contact) -> None:
        question = Question(
            tr("A call, a letter or an enquiry online"), Asked(Who(), "", "", way="phone"), found, at_counter=False
        )
        self.panel.ask(question, lambda _hall, _outcome: None)

    def _on_called(self, ticket_id: str) -> None:
        if ticket_id:
            self._offer_undo(tr("Called."))
        else:
            self._say(tr("Nobody is waiting any more."))

    def _offer_undo(self, text: str) -> None:
        """Say what was done, and that it can be taken back."""
        line, seconds = line_of(self._window), self.desk.policy.undo_seconds if self.desk else 0
        if line is not None:
            within = tr("It can be taken back for {seconds} s.", seconds=seconds)
            line.offer(text + within, tr("Take back  Ctrl+Z"), self.undo, 1000 * seconds)


def _take_back(hall: Hall) -> Ticket:
    return hall.see(queue_views.ticket, ticket_id=hall.do(queue.undo))
