"""How did it end? One sheet of questions for the end of a visit, and for whoever calls or writes."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hall.kernel.refusal import Refusal
from hall.service import Hall
from ui.counter import asking
from ui.counter.ask_ways import Forms, Ways
from ui.counter.asking import Asked, Who
from ui.counter.calls import Contact
from ui.shared.character_check import CharacterCheck
from ui.shared.fields.captioned import Captioned
from ui.shared.flow_layout import FlowLayout
from ui.shared.i18n import mark, sentence, tr
from ui.shared.overlay import Overlay
from ui.shared.problem_line import ProblemLine
from ui.shared.runner import Runner
from ui.shared.text_line import TextLine
from ui.shared.theme import GRID, length, scaled, set_role
from ui.shared.toggle_row import ToggleRow

ASKED_BY = {"phone": mark("By phone"), "letter": mark("By letter"), "net": mark("Online"), "walk_in": mark("In person")}
OUTCOMES = {
    Ways.ANSWER: "advised",
    Ways.HAND: "referred",
    Ways.REFER: "referred",
    Ways.PROMISE: "advised",
    Ways.LEADER: "referred",
}
"""How a ticket ends by the way in which its question went on."""


@dataclass(frozen=True, slots=True)
class Question:
    """What the sheet asks about.

    Attributes:
        title: the question itself.
        asked: what is known of the question; its words may be changed.
        contact: who may take it over and what is on offer.
        further: other ends of the visit, as pairs of an outcome and its words.
        at_counter: somebody stands here with a ticket, so that nobody asks how they came and who they are.
    """

    title: str
    asked: Asked
    contact: Contact
    further: tuple[tuple[str, str], ...] = ()
    at_counter: bool = True


Conclude = Callable[[Hall, str], object]
"""Does what follows, in a worker, with the outcome under which the visit ends."""


class EndingPanel(Overlay):
    """Asks what came of a question and puts it on record; what is typed stays through every refusal."""

    def __init__(self, runner: Runner, window: QWidget) -> None:
        super().__init__(window, 720)
        self._runner = runner
        self._question: Question | None = None
        self._conclude: Conclude | None = None
        self._then: Callable[[object], object] | None = None
        self.title = QLabel(self)
        set_role(self.title, "title")
        self.words = self._line(tr("What the resident wants"))
        self.name, self.phone = self._line(tr("Name")), self._line(tr("Phone"))
        self.came = ToggleRow([(code, tr(text)) for code, text in ASKED_BY.items()], tr("How they ask"), self)
        self.ways = ToggleRow(Ways.endings(), tr("How it ended"), self)
        self.ways.chosen.connect(self._on_way)
        self.forms = Forms(self)
        self.forms.setMinimumHeight(5 * length("control"))
        self.forms.finished.connect(self._on_done)
        self.forms.offer_taken.connect(self._say_hint)
        self.problem = ProblemLine(self)
        CharacterCheck(self.name, self.problem.say)
        self.hint = QLabel(self)
        self.hint.setWordWrap(True)
        set_role(self.hint, "quiet")
        self.further = [QPushButton(self) for _ in range(2)]
        for place, button in enumerate(self.further):
            button.setAutoDefault(True)
            button.clicked.connect(lambda _checked=False, place=place: self._on_further(place))
        self.leading = QPushButton(self)
        self.leading.setAutoDefault(True)
        self.leading.setMinimumWidth(scaled(176))
        set_role(self.leading, "next")
        self.leading.clicked.connect(self._on_done)
        self._who = QWidget(self)
        self._assemble()

    def ask(self, question: Question, conclude: Conclude, then: Callable[[object], object] | None = None) -> None:
        """Ask; `conclude` runs after the answer is on record, and `then` with what it returned."""
        self._question, self._conclude, self._then = question, conclude, then
        asked, contact = question.asked, question.contact
        self.title.setText(question.title)
        self.setAccessibleName(question.title)
        self.forms.show_book(contact.book, contact.me, contact.today)
        self.forms.clear()
        self.forms.suggest(contact.book.certificates, asked.words)
        self.words.setText(asked.words)
        self.name.setText(asked.who.name)
        self.phone.setText("" if question.at_counter else asked.who.phone)
        self.came.choose(asked.way)
        self._who.setVisible(not question.at_counter)
        self.ways.choose(Ways.ANSWER)
        self._on_way(Ways.ANSWER)
        self.problem.say("")
        for place, button in enumerate(self.further):
            button.setVisible(place < len(question.further))
            button.setText(question.further[place][1] if place < len(question.further) else "")
        self.open()
        (self.forms.focus_first if question.at_counter else self.words.setFocus)()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter leads from line to line, then into the questions of the way."""
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or event.key() not in enter:
            return super().eventFilter(watched, event)
        lines = [line for line in (self.words, self.name, self.phone) if line.isVisible()]
        if watched in lines:
            following = lines[lines.index(watched) + 1 :]
            (following[0].setFocus if following else self.forms.focus_first)()
            return True
        if watched is self.ways or self.ways.isAncestorOf(watched):  # type: ignore[arg-type]
            self.forms.focus_first()
            return True
        return super().eventFilter(watched, event)

    def _on_way(self, way: str) -> None:
        self.forms.show_way(way or Ways.ANSWER)
        self._say_hint()
        at_counter = self._question is None or self._question.at_counter
        text = tr("On record, and finish") if at_counter else tr("On record")
        self.leading.setText(f"{text}  ⏎")
        self.leading.setAccessibleName(text)

    def _say_hint(self) -> None:
        self.hint.setText(self.forms.hint())

    def _on_done(self) -> None:
        question, conclude, way = self._question, self._conclude, self.ways.code() or Ways.ANSWER
        if question is None or conclude is None or not self.forms.complete():
            return
        if not self.words.text().strip():
            self._on_refused(Refusal("contacts.matter_missing"))
            self.words.setFocus()
            return
        asked, answers = self._asked(question), self.forms.answers()
        outcome = "refused" if answers.certificate else OUTCOMES[way]

        def work(hall: Hall) -> object:
            asking.record(hall, asked, way, answers, at_once=True)
            return conclude(hall, outcome)

        self._run(work, tr(Ways.DONE[way]))

    def _on_further(self, place: int) -> None:
        question, conclude = self._question, self._conclude
        if question is not None and conclude is not None:
            outcome = question.further[place][0]
            self._run(lambda hall: conclude(hall, outcome), "")

    def _run(self, work: Callable[[Hall], object], said: str) -> None:
        self._runner.run(self, work, self._on_recorded, self._on_refused, said=said)

    def _on_recorded(self, found: object) -> None:
        then = self._then
        self.close_sheet()
        if then is not None:
            then(found)

    def _on_refused(self, refusal: Refusal) -> None:
        self.problem.say(sentence(refusal))

    def _asked(self, question: Question) -> Asked:
        """Return the question with what was typed here; a second try goes on with the sheet of the first."""
        known, typed = question.asked, self.words.text().strip()
        who = known.who
        if not question.at_counter:
            who = Who(name=self.name.text().strip(), phone=self.phone.text().strip())
        way = known.way if question.at_counter else self.came.code() or "phone"
        return Asked(who, typed, known.ticket_id, known.sheet_id, known.sign_first, way, known.opened)

    def _line(self, name: str) -> TextLine:
        line = TextLine(self)
        line.setAccessibleName(name)
        line.installEventFilter(self)
        return line

    def _assemble(self) -> None:
        away = QLabel(tr("Esc: back"), self)
        set_role(away, "quiet")
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(away)
        who = FlowLayout(self._who)
        for line in (self.name, self.phone):
            line.setFixedWidth(scaled(176))
            who.addWidget(Captioned(line.accessibleName(), line, self._who))
        self.came.setMinimumWidth(scaled(320))
        who.addWidget(Captioned(self.came.accessibleName(), self.came, self._who))
        foot = QHBoxLayout()
        for button in self.further:
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.leading)
        for part in self.ways.findChildren(QWidget):
            part.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 3 * GRID)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(Captioned(self.words.accessibleName(), self.words, self))
        for widget in (self._who, self.ways, self.forms, self.problem, self.hint):
            column.addWidget(widget)
        column.addLayout(foot)
