"""Step one: who asks, what for, and how it goes on."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from hall.kernel.refusal import Refusal
from hall.service import Hall, cases_views
from ui.counter import asking
from ui.counter.act_panel import AskMore
from ui.counter.ask_ways import Forms, Ways
from ui.counter.asking import Asked, Who
from ui.counter.draw_up import DrawUp
from ui.counter.matters import Matter, found, remark_of
from ui.counter.page import Page
from ui.counter.visit import Visit
from ui.counter.who_box import WhoBox
from ui.shared import tasks
from ui.shared.case_words import light_of, stage
from ui.shared.i18n import sentence, tr
from ui.shared.messages import say_refusal
from ui.shared.row_list import Row, RowList
from ui.shared.runner import Runner
from ui.shared.text_line import TextLine
from ui.shared.theme import GRID, length, set_role
from ui.shared.toggle_row import ToggleRow

MOST_ROWS = 40


class AskPage(Page):
    """Leads to one of six ways, each of which ends with something in the resident's hand.

    Signals:
        case_chosen: the key of an earlier case that the resident has come back for.
    """

    case_chosen = Signal(str)

    def __init__(self, runner: Runner, more: AskMore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._visit: Visit | None = None
        self._ticket = ""
        self.who = WhoBox(self)
        self.who.entered.connect(self._on_who_entered)
        self.who.search_requested.connect(self._on_search_requested)
        self.words = TextLine(self)
        self.words.setAccessibleName(tr("What the resident wants"))
        self.words.setPlaceholderText(tr("In the resident's words, or a part of the matter's name"))
        self.words.textEdited.connect(self._on_typed)
        self.words.installEventFilter(self)
        self.ways = ToggleRow(Ways.options(), tr("How it goes on"), self)
        self.ways.choose(Ways.OWN)
        self.ways.chosen.connect(self._show_way)
        self.ways.installEventFilter(self)
        self.list = RowList(tr("Matters"), self, led=True)
        self.list.row_chosen.connect(self.go_on)
        self.list.currentRowChanged.connect(self._say_next)
        self.forms = Forms(self)
        self.forms.finished.connect(self.go_on)
        self.forms.offer_taken.connect(self._say_next)
        self.draw_up = DrawUp(self, runner, more)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.forms)
        self.stack.setMinimumHeight(2 * length("control"))
        self._assemble()

    def show_visit(self, visit: Visit) -> None:
        """Show who is known and what may be meant; another ticket begins with an empty page."""
        same = visit.ticket.id == self._ticket
        more = self._visit is not None and visit.ticket.matters != self._visit.ticket.matters
        fresh = not same or more or (visit.sheet_to_use is None and self._visit_had_case())
        self._visit, self._ticket = visit, visit.ticket.id
        self.who.set_today(visit.today)
        if self.forms.show_book(visit.book, visit.me, visit.today):
            self.order_stops([self.list, *self.forms.stops()])
        if fresh:
            self.start(visit, keep_who=same)
        self._fill()
        self.draw_up.show_visit(visit)
        if fresh:
            self.list.choose(None)

    def start(self, visit: Visit, *, keep_who: bool = False) -> None:
        """Begin anew, with what the ticket and the sheet say; one more matter keeps who was typed."""
        person = visit.person
        if not keep_who:
            self.who.show_who(Who())  # so that no number of the visit before stays in full
        if person is not None:
            self.who.show_who(Who.known(person), person)
        self.words.setText(visit.sheet.matter_text if visit.sheet and visit.sheet_to_use else "")
        self.forms.clear()
        self.ways.choose(Ways.OWN)
        self._show_way()

    def take_focus(self) -> None:
        """Go to the first thing that is not known yet."""
        (self.who.first_gap() or self.words).setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self, *_chosen: object) -> None:
        """Take the way that is chosen."""
        if self._visit is None or not self.leading.isEnabled():
            return
        way = self.ways.code()
        if way == Ways.OWN:
            self._take_matter(self._visit)
        elif self.forms.complete():
            asked, answers = self.asked(), self.forms.answers()
            self._go(lambda hall: asking.record(hall, asked, way, answers), tr(Ways.DONE[way]))

    def asked(self) -> Asked:
        """Return the question as it stands on the page."""
        visit = self._visit
        return Asked(
            self.who.who(),
            self.words.text().strip(),
            self._ticket,
            visit.sheet_to_use if visit is not None else None,
            sign_first=visit is not None and visit.sign_first,
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the words, arrows walk through the matters and Enter goes on; in the ways Enter leads into them."""
        if watched is self.words and event.type() == QEvent.Type.FocusIn:
            self._show_list_beside_words()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if watched is self.words:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            if step and self.ways.code() == Ways.OWN:
                self.list.step(step)
                self.scroller.ensureWidgetVisible(self.stack, 0, 0)
            elif enter and self.ways.code() == Ways.OWN:
                self.go_on()
            elif enter:
                self.forms.focus_first()
            else:
                return False
            return True
        if enter and self.ways.isAncestorOf(watched):  # type: ignore[arg-type]
            (self.words.setFocus if self.ways.code() == Ways.OWN else self.forms.focus_first)()
            return True
        return False

    def _take_matter(self, visit: Visit) -> None:
        key = self.list.current_key()
        if not isinstance(key, tuple):
            self.words.setFocus()
            return
        kind, code = key
        if kind == "case":
            self.case_chosen.emit(code)
            return
        matter = next(each for each in visit.book.matters if each.code == code)
        if not self.who.who().name:
            self.who.say(tr("Type the name first: a case needs to know whose it is."), "name")
            return
        asked = self.asked()
        if asked.words.isascii():  # a number or initials, nothing that a resident would say
            asked = replace(asked, words=matter.name)
        self._go(lambda hall: asking.open_a_case(hall, asked, matter), "")

    def _go(self, work: Callable[[Hall], object], said: str) -> None:
        self.who.say("", "")
        self._runner.run(self, work, otherwise=self._on_refused, said=said)

    def _on_refused(self, refusal: Refusal) -> None:
        """Say it where it belongs; everything typed stays."""
        part = asking.part_of(refusal)
        if part:
            self.who.say(sentence(refusal), part)
            return
        say_refusal(self, refusal)
        if refusal.code == "contacts.matter_missing":
            self.words.setFocus()

    def _on_who_entered(self) -> None:
        self.words.setFocus()

    def _on_search_requested(self, text: str) -> None:
        hall = self._runner.hall
        tasks.run(self, lambda: asking.people_like(hall, text), self._on_found, lambda _refusal: None)

    def _on_found(self, people: tuple[asking.Person, ...]) -> None:
        self.who.show_hits(people)

    def _fill(self) -> None:
        """Fill the list for the words; earlier cases of the same person come first."""
        visit = self._visit
        if visit is None:
            return
        matters = found(visit.book.matters, self.words.text(), visit.own)[:MOST_ROWS]
        waiting = () if self.words.text().strip() else visit.waiting_cases
        self.list.show_rows([*map(_case_row, waiting), *_matter_rows(matters)])
        self.forms.suggest(visit.book.certificates, self.words.text())
        self._say_next()

    def _on_typed(self) -> None:
        self._fill()
        self.list.choose(None)
        self._show_list_beside_words()

    def _show_list_beside_words(self) -> None:
        """In large type the page scrolls: whoever types sees what it finds, as far as there is room."""
        for widget in (self.stack, self.words):
            self.scroller.ensureWidgetVisible(widget, 0, 0)

    def _show_way(self) -> None:
        way = self.ways.code() or Ways.OWN
        self.stack.setCurrentWidget(self.list if way == Ways.OWN else self.forms)
        self.forms.show_way(way)
        self._say_next()

    def _say_next(self, *_row: object) -> None:
        way = self.ways.code() or Ways.OWN
        nothing = way == Ways.OWN and self.list.count() == 0
        key = self.list.current_key()
        earlier = way == Ways.OWN and isinstance(key, tuple) and key[0] == "case"
        refused = way == Ways.REFER and bool(self.forms.certificate())
        text = tr("Go on with this case") if earlier else tr("Print the notice") if refused else tr(Ways.NEXT[way])
        self.say_next(text, enabled=not nothing)
        self.hint.setText(
            tr("No matter fits these words: hand it on, show the way, or answer.") if nothing else self.forms.hint()
        )

    def _visit_had_case(self) -> bool:
        return self._visit is not None and self._visit.case is not None

    def _assemble(self) -> None:
        what = QLabel(self.words.accessibleName(), self)
        set_role(what, "quiet")
        self.body.setSpacing(GRID // 2)
        for widget in (self.who, what, self.words, self.ways):
            self.body.addWidget(widget)
        self.body.addSpacing(GRID // 2)
        self.body.addWidget(self.stack, 1)
        for button in self.ways.findChildren(QWidget):
            button.installEventFilter(self)


def _matter_rows(matters: Sequence[Matter]) -> list[Row]:
    return [Row(("matter", matter.code), matter.name, remark_of(matter)) for matter in matters]


def _case_row(card: cases_views.CaseCard) -> Row:
    text = tr("Go on: {matter}", matter=card.matter_name)
    return Row(("case", card.id), text, stage(card), light_of(card))
