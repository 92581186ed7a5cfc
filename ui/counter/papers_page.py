"""Step five: the papers in the resident's hand, and the end of the visit."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from hall.service import Hall, contacts, documents, documents_views
from ui.counter import seal_acts
from ui.counter.acts import Act
from ui.counter.checklist import to_hand_back
from ui.counter.page import Page
from ui.counter.visit import Visit
from ui.counter.wording import REPRINT_REASONS
from ui.shared.case_words import SHEET_STATES, day, limits
from ui.shared.choice_sheet import ChoiceSheet
from ui.shared.i18n import mark, tr
from ui.shared.row_list import Row, RowList
from ui.shared.runner import Runner
from ui.shared.state_mark import Light
from ui.shared.theme import GRID, set_role
from ui.shared.wording import said

Paper = documents_views.DocumentCard

_STATES = {
    "issued": (Light.GREY, mark("Waits for the printer")),
    "sent": (Light.YELLOW, mark("Sent to the printer")),
    "printed": (Light.GREEN, mark("In hand")),
    "spoiled": (Light.RED, mark("Did not come out")),
    "voided": (Light.GREY, mark("Void")),
}


class PapersPage(Page):
    """Shows what was printed; originals count as out only when the clerk holds them.

    Signals:
        finish_requested: the visit ends.
        more_requested: the resident wants one more thing.
        pass_on_requested: the ticket goes to the colleague (a key) who got the sheet.
    """

    finish_requested = Signal()
    more_requested = Signal()
    pass_on_requested = Signal(str)

    def __init__(self, runner: Runner, sheet: ChoiceSheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._ask = sheet
        self._papers: tuple[Paper, ...] = ()
        self._goes_to = ""
        self._sheet_id = ""
        self._act: Act | None = None
        self.outcome = QLabel(self)
        self.outcome.setWordWrap(True)
        set_role(self.outcome, "title")
        self.advice = QLabel(self)
        self.advice.setWordWrap(True)
        self.list = RowList(tr("Papers"), self, framed=False)
        self.list.row_chosen.connect(self._on_paper_chosen)
        self.none = QLabel(tr("No paper is needed for this."), self)
        set_role(self.none, "quiet")
        self.reprint = self.quiet_button(tr("Print again…"))
        self.reprint.clicked.connect(lambda: self._ask_why(self.list.current_key()))
        self.sheet = self.quiet_button(tr("Print the sheet"))
        self.sheet.clicked.connect(self._print_sheet)
        self.more = self.quiet_button(tr("One more matter  Ctrl+N"))
        self.more.clicked.connect(self.more_requested)
        self.body.setSpacing(2 * GRID)
        for widget in (self.outcome, self.advice, self.none):
            self.body.addWidget(widget)
        self.body.addWidget(self.list, 1)
        self.body.addStretch(0)

    def show_visit(self, visit: Visit) -> None:
        """Show what came of the visit and how its papers stand."""
        self._papers = tuple(paper for paper in visit.papers if paper.state != "voided")
        self.outcome.setText(outcome_of(visit))
        self.advice.setText(advice_of(visit))
        self.advice.setVisible(bool(self.advice.text()))
        self.list.show_rows([_row(paper) for paper in reversed(self._papers)])
        self.list.setVisible(bool(self._papers))
        self.none.setVisible(not self._papers)
        self.reprint.setVisible(any(paper.original for paper in self._papers))
        sheet = visit.sheet
        self._sheet_id = sheet.id if sheet else ""
        self.sheet.setVisible(bool(self._sheet_id) and not self._papers)
        receiver = sheet.receiver if sheet and sheet.state == "handover_pending" else None
        self._act = seal_acts.next_at_counter(visit.case, visit.may) if visit.case else None
        self._goes_to = receiver if receiver and receiver in visit.book.present else ""
        if spoiled := self._spoiled():
            why = self._runner.why_not_printed(spoiled[0].number)
            self.hint.setText(why or tr("A paper did not come out. Look at the printer, then print it again."))
            self.say_next(tr("Print it again"))
        elif self._sent():
            self.hint.setText(tr("Count the papers before you hand them over."))
            self.say_next(tr("All papers are here"))
        elif self._act is not None:
            self.hint.setText(self._act.explained)
            self.say_next(self._act.text)
        elif self._goes_to and sheet:
            self.hint.setText(tr("The resident need not queue again. If they go home, finish with F8."))
            self.say_next(tr("Pass the ticket to {name}", name=sheet.receiver_name))
        else:
            self.hint.setText(tr("Something to take along? Print the sheet.") if self.sheet.isVisibleTo(self) else "")
            self.say_next(tr("Finish this visit  F8"))

    def go_on(self) -> None:
        """Print what did not come out, confirm what did, do what the seal waits for, then finish."""
        if spoiled := self._spoiled():
            self._ask_why(spoiled[0].id)
        elif sent := self._sent():
            keys = [paper.id for paper in sent]
            self._runner.run(self, lambda hall: _confirm(hall, keys))
        elif (act := self._act) is not None:
            self._runner.run(self, lambda hall: act.run(hall, {}), said=act.done)
        elif self._goes_to:
            self.pass_on_requested.emit(self._goes_to)
        else:
            self.finish_requested.emit()

    def _print_sheet(self) -> None:
        """Give the resident the sheet with its number, where nothing else is printed."""
        sheet_id = self._sheet_id
        self._runner.run(self, lambda hall: hall.do(contacts.print_sheet, sheet_id=sheet_id))

    def _spoiled(self) -> Sequence[Paper]:
        return [paper for paper in self._papers if paper.state == "spoiled"]

    def _sent(self) -> Sequence[Paper]:
        return [paper for paper in self._papers if paper.state == "sent" and paper.original]

    def _on_paper_chosen(self, key: object) -> None:
        self._ask_why(key)

    def _ask_why(self, key: object) -> None:
        paper = next((each for each in self._papers if each.id == key), None)
        if paper is None:
            return
        rows = [Row(code, said(REPRINT_REASONS, code)) for code in REPRINT_REASONS]
        title = tr("Print “{paper}” again: why?", paper=paper.title)
        self._ask.ask(title, rows, lambda reason, _note: self._print_again(paper, str(reason)))

    def _print_again(self, paper: Paper, reason: str) -> None:
        self._runner.run(
            self,
            lambda hall: hall.do(documents.reprint, document_id=paper.id, reason=reason),
            said=tr("It is printed again, marked as a reprint."),
        )


def outcome_of(visit: Visit) -> str:
    """Return in one sentence what has come of the visit."""
    case, sheet = visit.case, visit.sheet
    zone = visit.looked_at.tzinfo
    if case is None:
        return tr(SHEET_STATES[sheet.state]) if sheet else ""
    card = case.card
    if card.stage == "notified" and card.supplement_due:
        until = day(card.supplement_due.astimezone(zone))
        return tr("Told what is missing. To be brought by {day}.", day=until)
    if card.stage == "refusal_proposed":
        return tr("A no was proposed. The leader reviews it; the resident gets it in writing.")
    if card.stage in ("closed", "archived"):
        return tr("Done: {matter}", matter=case.matter.name)
    if case.seals and card.stage in ("ready", "notified_pickup"):
        return seal_acts.waits_for(case) or tr("Sealed: the resident can have it now.")
    due = limits(card, lambda at: at.astimezone(zone))
    return tr("Accepted. Due {limits}.", limits=due) if due else tr("Accepted.")


def advice_of(visit: Visit) -> str:
    """Return what the clerk should not forget to say or to hand back."""
    parts = []
    if visit.sheet and visit.sheet.state == "handover_pending":
        parts.append(tr("{name} has to sign for it; until then it is yours.", name=visit.sheet.receiver_name))
    if visit.case is not None and (back := to_hand_back(visit.case)):
        names = tr(", ").join(tr("{name} × {count}", name=line.name, count=line.originals) for line in back)
        parts.append(tr("Hand back: {names}.", names=names))
    return "\n".join(parts)


def _row(paper: Paper) -> Row:
    light, word = _STATES.get(paper.state, (Light.GREY, mark("Void")))
    state = tr("{state}, reprint {count}", state=tr(word), count=paper.reprints) if paper.reprints else tr(word)
    return Row(paper.id, paper.title, state, light, paper.number)


def _confirm(hall: Hall, keys: Sequence[str]) -> None:
    for key in keys:
        hall.do(documents.confirm_printed, document_id=key)
