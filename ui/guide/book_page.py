"""The page of the paper ticket book: print one beforehand, enter its leaves after the outage."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hall.kernel.refusal import Refusal
from hall.service import Hall, books, books_rules, books_views, documents, documents_views
from ui.guide.book_entry import enter, first_wrong, following
from ui.guide.book_form import BookForm
from ui.guide.floor import Floor
from ui.shared import tasks
from ui.shared.card import Card
from ui.shared.choice_sheet import ChoiceSheet
from ui.shared.i18n import mark, sentence, tr
from ui.shared.messages import say
from ui.shared.page_scroll import PageScroll
from ui.shared.row_list import Row, RowList
from ui.shared.runner import Runner
from ui.shared.theme import GRID, set_role

GAPS_SHOWN = 6
UNREADABLE = {
    "day": mark("Write the day like 2026-11-23."),
    "number": mark("Write the number that is printed on the stub."),
    "came": mark("Write when the resident came, like 9:05."),
    "service": mark("Choose what the resident came for."),
    "called": mark("Write when the resident was called, like 9:05."),
    "done": mark("Write when it was done, like 9:05."),
}
VOID_REASONS = {
    "spoiled": mark("Spoiled while writing"),
    "lost": mark("Lost"),
    "left": mark("The resident has left"),
    "other": mark("Something else"),
}
IN_HAND = "in_hand"


class BookPage(QWidget):
    """Lists the books and what is still missing, and takes leaf after leaf."""

    def __init__(self, runner: Runner, sheet: ChoiceSheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner, self._ask = runner, sheet
        self._floor: Floor | None = None
        self.books = Card(tr("Paper ticket books"), self)
        self.list = RowList(tr("Paper ticket books"), self.books, framed=False)
        self.list.row_chosen.connect(self._on_book)
        self.gaps = QLabel(self.books)
        self.gaps.setWordWrap(True)
        set_role(self.gaps, "strong")
        self.print = QPushButton(tr("Print a book for the next outage"), self.books)
        self.print.setAutoDefault(False)
        self.print.clicked.connect(self._on_print)
        self.advice = QLabel(tr("No book lies ready. Print one now: when the machine is down it is too late."), self)
        self.advice.setWordWrap(True)
        set_role(self.advice, "quiet")
        for widget in (self.advice, self.gaps):
            self.books.body.addWidget(widget)
        self.books.body.addWidget(self.list, 1)
        self.books.body.addStretch(0)
        self.books.body.addWidget(self.print, 0, Qt.AlignmentFlag.AlignLeft)
        self.form = BookForm(self)
        self.form.entered.connect(self._on_entered)
        self.form.void_requested.connect(self._on_void)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self.form)
        right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        row.setSpacing(2 * GRID)
        row.addWidget(self.books, 1)
        row.addWidget(PageScroll(right, self), 2)

    def show_floor(self, floor: Floor) -> None:
        """Show the books and what is missing; what is typed stays."""
        self._floor = floor
        self.list.show_rows([_row(card, floor) for card in floor.books])
        self.list.setVisible(bool(floor.books))
        self.advice.setVisible(not floor.books)
        self.gaps.setText(missing(floor.gaps))
        self.gaps.setVisible(bool(floor.gaps))
        self.form.offer(floor.lines, floor.counters, floor.looked_at.date())
        if not self.form.number.text() and not self.form.number.isModified():
            self.form.number.setText(self._first())

    def begin(self) -> None:
        """Be ready for the next leaf."""
        if not self.form.number.text().strip():
            self.form.number.setText(self._first())
        self.form.take_focus()

    def _first(self) -> str:
        """Return the leaf that is to be entered first: a gap, else the next of the oldest book in use."""
        floor = self._floor
        if floor is None or not floor.books:
            return ""
        if floor.gaps:
            return floor.gaps[0]
        in_use = [card for card in floor.books if card.next and card.entered + card.voided]
        return (in_use or floor.books)[-1].next

    def _on_entered(self) -> None:
        entry, floor = self.form.entry(), self._floor
        if floor is None:
            return
        wrong = first_wrong(entry) if entry is not None else "day"
        if entry is None or wrong:
            self.form.say(tr(UNREADABLE[wrong]), wrong)
            return
        zone = floor.zone
        self._runner.run(self, lambda hall: enter(hall, entry, zone), self._on_done, self._on_refused)

    def _on_done(self, number: str) -> None:
        say(self, tr("{number} is entered.", number=number))
        left = [gap for gap in (self._floor.gaps if self._floor else ()) if gap != number]
        self.form.next_leaf(left[0] if left else following(number))

    def _on_refused(self, refusal: Refusal) -> None:
        part = {"books.order": "called", "books.in_future": "came"}.get(refusal.code, "number")
        self.form.say(sentence(refusal), part)

    def _on_void(self) -> None:
        number = self.form.number.text().strip()
        if not number:
            self.form.say(tr(UNREADABLE["number"]), "number")
            return
        rows = [Row(code, tr(VOID_REASONS[code])) for code in books_rules.VOID_REASONS]
        title = tr("Why did {number} become no ticket?", number=number)
        self._ask.ask(title, rows, lambda reason, _note: self._void(number, str(reason)))

    def _void(self, number: str, reason: str) -> None:
        def work(hall: Hall) -> str:
            hall.do(books.void_leaf, number=number, reason=reason)
            return number.upper()

        self._runner.run(self, work, self._on_done, self._on_refused)

    def _on_print(self) -> None:
        self._runner.run(
            self,
            lambda hall: hall.do(books.print_book),
            said=tr("The book is in the printer. Staple it and keep it where you can reach it."),
        )

    def _on_book(self, key: object) -> None:
        hall, book_id = self._runner.hall, str(key)
        tasks.run(self, lambda: hall.see(documents_views.documents_of, subject_id=book_id), self._ask_paper)

    def _ask_paper(self, papers: tuple[documents_views.DocumentCard, ...]) -> None:
        """Ask whether the book came out well; only a spoiled one is printed again, for its numbers exist once."""
        paper = papers[0]
        if paper.state == "printed":
            say(self, tr("This book is printed and in your hands."))
            return
        rows = [
            Row(IN_HAND, tr("It is in my hands")),
            Row("spoiled", tr("It jammed or came out badly: print it again")),
        ]
        self._ask.ask(tr("How did the book come out?"), rows, lambda key, _note: self._settle(paper.id, str(key)))

    def _settle(self, document_id: str, answer: str) -> None:
        def work(hall: Hall) -> object:
            if answer == IN_HAND:
                return hall.do(documents.confirm_printed, document_id=document_id)
            return hall.do(documents.reprint, document_id=document_id, reason=answer)

        done = tr("Good. Keep it where you can reach it.") if answer == IN_HAND else tr("It is printed once more.")
        self._runner.run(self, work, said=done)


def missing(gaps: tuple[str, ...]) -> str:
    """Return the sentence on the leaves that are still to be entered; empty for none."""
    if not gaps:
        return ""
    named = "、".join(gaps[:GAPS_SHOWN]) + ("…" if len(gaps) > GAPS_SHOWN else "")
    return tr("{count} leaves are not entered yet: {numbers}", count=len(gaps), numbers=named)


def _row(card: books_views.BookCard, floor: Floor) -> Row:
    text = tr("{first} to {last}", first=card.first, last=card.last)
    below = tr("printed {day}, {number}", day=f"{floor.local(card.printed_at):%Y-%m-%d}", number=card.number)
    return Row(
        card.id, text, tr("{entered} entered, {unused} left", entered=card.entered, unused=card.unused), below=below
    )
