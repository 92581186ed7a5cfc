"""Step five: the papers in the resident's hand, and the end of the visit."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QWidget

from hall.kernel.refusal import Refusal
from hall.service import contacts, documents
from ui.counter import paper_words, seal_acts
from ui.counter.acts import Act
from ui.counter.blank_entry import BlankEntry
from ui.counter.checklist import to_hand_back
from ui.counter.page import Page
from ui.counter.paper_words import IN_DOUBT, Paper
from ui.counter.visit import Visit
from ui.counter.wording import REPRINT_REASONS
from ui.shared.case_words import SHEET_STATES, day, limits
from ui.shared.choice_sheet import ChoiceSheet
from ui.shared.i18n import tr
from ui.shared.messages import say_refusal
from ui.shared.row_list import Row, RowList
from ui.shared.runner import Runner
from ui.shared.theme import GRID, set_role
from ui.shared.wording import said


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
        self._asked_about, self._trouble = "", ""
        self.outcome = QLabel(self)
        self.outcome.setWordWrap(True)
        set_role(self.outcome, "title")
        self.advice = QLabel(self)
        self.advice.setWordWrap(True)
        self.list = RowList(tr("Papers"), self, framed=False)
        self.list.row_chosen.connect(self._on_paper_chosen)
        self.blanks = BlankEntry(self)
        self.blanks.entered.connect(self.go_on)
        self.blanks.spoiled.connect(self._ask_damage)
        self.none = QLabel(tr("No paper is needed for this."), self)
        set_role(self.none, "quiet")
        self.reprint = self.quiet_button(tr("Print again…"))
        self.reprint.clicked.connect(lambda: self._ask_why(self.list.current_key()))
        self.missing = self.quiet_button(tr("It did not: print it again"))
        self.missing.clicked.connect(self._print_missing)
        self.sheet = self.quiet_button(tr("Print the sheet"))
        self.sheet.clicked.connect(self._print_sheet)
        self.more = self.quiet_button(tr("One more matter  Ctrl+N"))
        self.more.clicked.connect(self.more_requested)
        self.body.setSpacing(2 * GRID)
        for widget in (self.outcome, self.advice, self.none):
            self.body.addWidget(widget)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.blanks)
        self.body.addStretch(0)

    def show_visit(self, visit: Visit) -> None:
        """Show what came of the visit and how its papers stand."""
        self._papers = paper_words.living(visit.papers)
        self.outcome.setText(outcome_of(visit))
        self.advice.setText(advice_of(visit))
        self.advice.setVisible(bool(self.advice.text()))
        self.list.show_rows([paper_words.row_of(paper) for paper in reversed(visit.papers)])
        self.list.setVisible(bool(visit.papers))
        self.none.setVisible(not visit.papers)
        self.reprint.setVisible(any(paper.original for paper in self._papers))
        sheet = visit.sheet
        self._sheet_id = sheet.id if sheet else ""
        self.sheet.setVisible(bool(self._sheet_id) and not self._papers)
        receiver = sheet.receiver if sheet and sheet.state == "handover_pending" else None
        self._act = seal_acts.next_at_counter(visit.case, visit.may) if visit.case else None
        self._goes_to = receiver if receiver and receiver in visit.book.present else ""
        self.blanks.show_needs(() if self._of(IN_DOUBT) or self._of("spoiled") else visit.blanks)
        self.missing.setVisible(bool(self._of(IN_DOUBT)))
        if not self._of(IN_DOUBT) and not self._of("spoiled"):
            self._asked_about = ""  # a late answer of the printer is of no use any more
        if self._of(IN_DOUBT):  # first the one question
            self.reprint.hide()
        if doubtful := self._of(IN_DOUBT):
            words = tr("Did “{paper}” come out? Look at the printer before you say so.", paper=doubtful[0].title)
            self._ask_printer(doubtful[0], words)
            self.say_next(tr("It came out"))
        elif spoiled := self._of("spoiled"):
            why = self._runner.why_not_printed(spoiled[0].number)
            words = tr("A paper did not come out. Look at the printer, then print it again.")
            self._ask_printer(spoiled[0], why or words)
            self.say_next(tr("Print it again"))
        elif paper_words.to_confirm(self._papers):
            self.hint.setText(self._count_first())
            self.say_next(tr("All papers are here"))
        elif self._act is not None:
            self.hint.setText(self._act.explained)
            self.say_next(self._act.text)
        elif self._goes_to and sheet:
            self.hint.setText(tr("The resident need not queue again. If they go home, finish with F8."))
            self.say_next(tr("Pass the ticket to {name}", name=sheet.receiver_name))
        else:
            self.hint.setText(self._last_hint())
            self.say_next(tr("Finish this visit  F8"))

    def go_on(self) -> None:
        """Print what did not come out, confirm what did, do what the seal waits for, then finish."""
        if doubtful := self._of(IN_DOUBT):
            key = doubtful[0].id
            self._runner.run(self, lambda hall: hall.do(documents.came_out, document_id=key))
        elif spoiled := self._of("spoiled"):
            self._ask_why(spoiled[0].id)
        elif sent := paper_words.to_confirm(self._papers):
            keys, serials = [paper.id for paper in sent], self.blanks.serials()
            self._runner.run(self, lambda hall: paper_words.confirm(hall, keys, serials), None, self._on_refused)
        elif (act := self._act) is not None:
            self._runner.run(self, lambda hall: act.run(hall, {}), said=act.done)
        elif self._goes_to:
            self.pass_on_requested.emit(self._goes_to)
        else:
            self.finish_requested.emit()

    def take_focus(self) -> None:
        """Put the keyboard on the next step; where no serial can be proposed, into its line."""
        if (gap := self.blanks.first_gap()) is not None:
            gap.setFocus()
        else:
            super().take_focus()

    def _count_first(self) -> str:
        """Say what to look at before the papers count as out."""
        if not self.blanks.is_asking():
            return tr("Count the papers before you hand them over.")
        if self.blanks.first_gap() is not None:
            return tr("None of these blanks is issued to you any more: have some issued, or type the serial.")
        return tr("Compare the serial with the sheet: Enter if it is the same, else type or scan the right one.")

    def _on_refused(self, refusal: Refusal) -> None:
        if not self.blanks.show_refusal(refusal):
            say_refusal(self, refusal)

    @Slot(str, str)
    def _ask_damage(self, blank: str, serial: str) -> None:
        """Ask what has become of a sheet; the next one of the packet stands there afterwards."""
        rows = [Row(code, tr(text)) for code, text in paper_words.SPOIL_REASONS.items()]
        title = tr("What happened to {blank} {serial}?", blank=blank, serial=serial)
        self._ask.ask(title, rows, lambda reason, _note: self._write_off(blank, serial, str(reason)))

    def _write_off(self, blank: str, serial: str, reason: str) -> None:
        self._runner.run(
            self,
            lambda hall: paper_words.write_off(hall, blank, serial, reason),
            otherwise=self._on_refused,
            said=tr("{serial} is written off. Keep it until two people destroy it.", serial=serial),
        )

    def _last_hint(self) -> str:
        """Say what the clerk may still think of before the visit ends."""
        if drafted := self._of("drafted"):
            return tr("“{paper}” waits for approval; it is printed here as soon as it is approved.",
                      paper=drafted[0].title)  # fmt: skip
        return tr("Something to take along? Print the sheet.") if self.sheet.isVisibleTo(self) else ""

    def _ask_printer(self, paper: Paper, words: str) -> None:
        """Say what to do about a paper, after what its printer says of itself; it is asked once for each trouble."""
        about = f"{paper.id} {paper.state} {paper.reprints}"
        if self._asked_about != about:
            self._asked_about, self._trouble = about, ""
            self._runner.ask_printers(self, lambda trouble: self._on_trouble(about, trouble, words))
        self.hint.setText(" ".join(filter(None, (self._trouble, words))))

    def _on_trouble(self, about: str, trouble: str, words: str) -> None:
        if trouble and about == self._asked_about:
            self._trouble = trouble
            self.hint.setText(" ".join((trouble, words)))

    def _print_sheet(self) -> None:
        """Give the resident the sheet with its number, where nothing else is printed."""
        sheet_id = self._sheet_id
        self._runner.run(self, lambda hall: hall.do(contacts.print_sheet, sheet_id=sheet_id))

    def _print_missing(self) -> None:
        """Print again what somebody has looked for and not found."""
        if doubtful := self._of(IN_DOUBT):
            key, said = doubtful[0].id, tr("It is printed again, marked as a reprint.")
            self._runner.run(self, lambda hall: paper_words.print_missing(hall, key), said=said)

    def _of(self, state: str) -> tuple[Paper, ...]:
        return paper_words.in_state(self._papers, state)

    def _on_paper_chosen(self, key: object) -> None:
        self._ask_why(key)

    def _ask_why(self, key: object) -> None:
        paper = next((each for each in self._papers if each.id == key), None)
        if paper is None or paper.in_doubt:
            return
        rows = [Row(code, said(REPRINT_REASONS, code)) for code in REPRINT_REASONS]
        title = tr("Print “{paper}” again: why?", paper=paper.title)
        self._ask.ask(title, rows, lambda reason, _note: self._print_again(paper, str(reason)))

    def _print_again(self, paper: Paper, reason: str) -> None:
        self._runner.run(
            self,
            lambda hall: paper_words.print_again(hall, paper, reason),
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
