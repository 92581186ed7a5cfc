"""The middle of the window while somebody is served: who it is, the five steps, and the page of the step."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QWidget

from ui.counter.accept_page import AcceptPage
from ui.counter.act_panel import AskMore
from ui.counter.ask_page import AskPage
from ui.counter.form_page import FormPage
from ui.counter.materials_page import MaterialsPage
from ui.counter.page import Page
from ui.counter.papers_page import PapersPage
from ui.counter.steps import Step
from ui.counter.steps_bar import StepsBar
from ui.counter.visit import Visit, look_at
from ui.shared import tasks
from ui.shared.card import Card
from ui.shared.choice_sheet import ChoiceSheet
from ui.shared.i18n import tr
from ui.shared.overlay import Overlay
from ui.shared.runner import Runner
from ui.shared.theme import GRID, set_role
from ui.shared.wording import PRIORITIES, said


class VisitPanel(Card):
    """Leads one visit through its steps; where the work is follows from the data, not from the screen.

    Signals:
        visit_shown: another look at the visit, or another step of it, is on the screen.
        finish_requested: the visit ends.
        pass_on_requested: the ticket goes to a colleague (a key).
        more_requested: the resident wants one more thing.
    """

    visit_shown = Signal(object)
    finish_requested = Signal()
    pass_on_requested = Signal(str)
    more_requested = Signal()

    def __init__(self, runner: Runner, sheet: ChoiceSheet, more: AskMore, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._runner = runner
        self._look = 0
        self._ticket_id = ""
        self._case_id: str | None = None
        self._done: frozenset[str] = frozenset()
        self._wanted: Step | None = None
        self.visit: Visit | None = None
        self.step = Step.ASK
        self.who = QLabel(self)
        set_role(self.who, "title")
        self.first_contact = QLabel(self)
        set_role(self.first_contact, "quiet")
        self.bar = StepsBar(self)
        self.bar.step_requested.connect(self.go_to)
        self.ask = AskPage(runner, more, self)
        self.materials = MaterialsPage(runner, self)
        self.form = FormPage(runner, self)
        self.accept = AcceptPage(runner, more, self)
        self.papers = PapersPage(runner, sheet, self)
        self.pages: dict[Step, Page] = {
            Step.ASK: self.ask,
            Step.MATERIALS: self.materials,
            Step.FORM: self.form,
            Step.ACCEPT: self.accept,
            Step.PAPERS: self.papers,
        }
        self.stack = QStackedWidget(self)
        for page in self.pages.values():
            self.stack.addWidget(page)
            page.step_wanted.connect(self.go_to)
        self.ask.case_chosen.connect(self.take_case)
        self.papers.finish_requested.connect(self.finish_requested)
        self.papers.pass_on_requested.connect(self.pass_on_requested)
        self.papers.more_requested.connect(self.more_requested)
        self._assemble()

    def show_ticket(self, ticket_id: str) -> None:
        """Show the visit of a ticket, another one or the same anew."""
        if ticket_id != self._ticket_id:
            self._ticket_id, self._case_id, self._done, self.visit = ticket_id, None, frozenset(), None
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Look at the data again; an older look that comes later is dropped."""
        if not self._ticket_id:
            return
        self._look += 1
        number, hall = self._look, self._runner.hall
        ticket_id, case_id, done = self._ticket_id, self._case_id, self._done
        tasks.run(
            self,
            lambda: look_at(hall, ticket_id, case_id=case_id, done=done),
            lambda visit: self._show(visit) if number == self._look else None,
        )

    def forget(self) -> None:
        """Nobody is served any more."""
        self.form.keep()
        self._look += 1
        self._ticket_id, self.visit = "", None

    def take_case(self, case_id: str) -> None:
        """Go on with a case for which the resident has come back."""
        self._case_id = case_id
        self.refresh()

    @Slot(object)
    def begin_again(self, visit: Visit) -> None:
        """Another matter of the same resident begins: what came of the one before is put away."""
        keys = {visit.case.card.id if visit.case else "", visit.sheet.id if visit.sheet else ""} - {""}
        self._case_id, self._done = None, self._done | keys
        self.refresh()

    @Slot(object)
    def go_to(self, step: Step) -> None:
        """Go to a step, if it can be gone to."""
        if self.visit is None or step not in self.visit.within_reach | {self.visit.step}:
            return
        if self.step is Step.FORM and step is not Step.FORM:
            self.form.keep()
        if step is Step.ACCEPT:
            self._wanted = step  # what is decided there must rest on what has just been written
            self.refresh()
        else:
            self._turn_to(step)

    def meant(self) -> tuple[str, ...]:
        """Return the matter of the case, or what the ticket was taken for; none where nobody is served."""
        visit = self.visit
        if visit is None:
            return ()
        known = visit.case.matter.code if visit.case else visit.ticket.matter_code
        return (known,) if known else visit.own

    def take_focus(self) -> None:
        """Put the keyboard where the work goes on."""
        self.pages[self.step].take_focus()

    def _show(self, visit: Visit) -> None:
        before, self.visit = self.visit, visit
        self.who.setText(title_of(visit))
        self.first_contact.setText(tr("First asked: {name}", name=visit.first_contact) if visit.first_contact else "")
        for step, page in self.pages.items():
            if step is Step.ASK or visit.case is not None or step is Step.PAPERS:
                page.show_visit(visit)
        wanted, self._wanted = self._wanted, None
        if before is None or before.key != visit.key:
            self._turn_to(visit.step)
        elif wanted is not None:
            self._turn_to(wanted)
        else:
            self.bar.show_steps(self.step, visit.within_reach)
            self.visit_shown.emit(visit)

    def _turn_to(self, step: Step) -> None:
        self.step = step
        self.stack.setCurrentWidget(self.pages[step])
        if self.visit is not None:
            self.bar.show_steps(step, self.visit.within_reach)
            self.visit_shown.emit(self.visit)
        if self.isVisible() and not any(each.isVisible() for each in self.window().findChildren(Overlay)):
            self.take_focus()  # never from under a sheet in which somebody types

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * GRID)
        head.addWidget(self.who)
        head.addStretch(1)
        head.addWidget(self.first_contact)
        self.body.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        self.body.addLayout(head)
        self.body.addWidget(self.bar)
        self.body.addSpacing(GRID)
        self.body.addWidget(self.stack, 1)


def title_of(visit: Visit) -> str:
    """Return who is served, the name masked: people behind the counter can read the screen."""
    person = visit.person
    if person is None:
        return visit.sheet.name if visit.sheet and visit.sheet.name else tr("Resident")
    age = person.age(visit.today)
    parts = [person.masked, tr("{age} years", age=age) if age is not None else "",
             said(PRIORITIES, visit.ticket.priority)]  # fmt: skip
    return "　".join(part for part in parts if part)
