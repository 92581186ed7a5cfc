"""The form of a first-contact sheet: who asks, what they ask, and how it goes on."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from hall.service import security_views
from ui.guide.sheets import Asked, Office
from ui.shared.card import Card
from ui.shared.character_check import CharacterCheck
from ui.shared.fields.captioned import Captioned
from ui.shared.fields.date import DateEditor
from ui.shared.fields.plain import PlainField
from ui.shared.flow_layout import FlowLayout
from ui.shared.i18n import mark, tr
from ui.shared.initials import initials
from ui.shared.page_scroll import PageScroll
from ui.shared.problem_line import ProblemLine
from ui.shared.search_box import SearchBox
from ui.shared.text_line import TextLine
from ui.shared.theme import GRID, scaled, set_role
from ui.shared.toggle_row import ToggleRow

WAYS = {
    "walk_in": mark("In person"),
    "phone": mark("By phone"),
    "letter": mark("By letter"),
    "net": mark("Online"),
}
ANSWER, HAND, SHOW, PROMISE, LEADER = "answer", "hand", "show", "promise", "leader"
HOW = {
    ANSWER: mark("Answered at once"),
    HAND: mark("To a colleague"),
    SHOW: mark("Somewhere else"),
    PROMISE: mark("I find out for you"),
    LEADER: mark("Ask the leader"),
}
_STEP = {
    ANSWER: mark("Write the answer down  ⏎"),
    HAND: mark("Hand it over  ⏎"),
    SHOW: mark("Print where to go  ⏎"),
    PROMISE: mark("Print the promise  ⏎"),
    LEADER: mark("Ask the leader  ⏎"),
}
_WORDS = {
    ANSWER: mark("Answer"),
    HAND: mark("Note for the colleague"),
    SHOW: mark("What to bring, whom to ask"),
    PROMISE: mark("What you find out"),
    LEADER: mark("What is unclear"),
}


class SheetForm(Card):
    """Keeps what was typed until the sheet is on record; Enter leads from line to line.

    Signals:
        done_requested: everything is typed.
    """

    done_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Somebody asks"), parent)
        self._ticket_id: str | None = None
        self._person_id: str | None = None
        self.about = QLabel(self)
        set_role(self.about, "quiet")
        self.name, self.phone = self._line(tr("Name")), self._line(tr("Phone"))
        self.question = self._line(tr("What the resident asks"))
        self.way = ToggleRow([(code, tr(text)) for code, text in WAYS.items()], tr("How they ask"), self)
        self.how = ToggleRow([(code, tr(text)) for code, text in HOW.items()], tr("How it goes on"), self)
        self.how.chosen.connect(self._on_how)
        self.colleague = SearchBox((), self, initials=initials)
        self.colleague.search.setAccessibleName(tr("To whom"))
        self.colleague.search.installEventFilter(self)
        self.materials = self._line(tr("Materials that go along"))
        self.materials.setPlaceholderText(tr("Such as: form 1, photo 2"))
        self.office, self.address = self._line(tr("Office")), self._line(tr("Address"))
        self.office_phone = self._line(tr("Phone of the office"))
        self.words = self._line(tr("Answer"))
        self.day = DateEditor(PlainField("due_on", tr("Until which day"), "date", required=True), self)
        self.day.edit.installEventFilter(self)
        self._offices: tuple[Office, ...] = ()
        self._due = ""
        self.problem = ProblemLine(self)
        CharacterCheck(self.name, self.problem.say)
        self.step = QPushButton(self)
        set_role(self.step, "next")
        self.step.setAutoDefault(True)
        self.step.clicked.connect(self.done_requested)
        self._assemble()
        self.clear()

    def clear(self) -> None:
        """Begin anew."""
        for line in self.findChildren(QLineEdit):
            line.clear()
        self.way.choose("walk_in")
        self.how.choose(ANSWER)
        self._on_how(ANSWER)
        self.day.set_value(self._due)
        self.problem.say("")
        self.about_ticket(None, None, "")

    def about_ticket(self, ticket_id: str | None, person_id: str | None, words: str) -> None:
        """Tie the sheet to a ticket; None for somebody without one."""
        self._ticket_id, self._person_id = ticket_id, person_id
        self.about.setText(words or tr("Without a ticket"))

    def show_colleagues(self, cards: Sequence[security_views.StaffCard]) -> None:
        """Offer the colleagues."""
        self.colleague.offer([(card.id, tr("{name} ({number})", name=card.name, number=card.number)) for card in cards])

    def show_offices(self, offices: Sequence[Office]) -> None:
        """Know the offices to which the way was shown before."""
        self._offices = tuple(offices)

    def show_due(self, day: date) -> None:
        """Propose the last day of a promise, while none is typed."""
        proposed = day.isoformat()
        if self.day.value() in (None, self._due):
            self.day.set_value(proposed)
        self._due = proposed

    def due_on(self) -> date | None:
        """Return the last day of the promise, None for what is no date."""
        return date.fromisoformat(str(self.day.value())) if self.day.value() and not self.day.own_problem() else None

    def where(self) -> Office:
        """Return where the resident is sent."""
        return Office(*(line.text().strip() for line in (self.office, self.address, self.office_phone)))

    def asked(self) -> Asked:
        """Return who asks what."""
        return Asked(
            self.question.text().strip(),
            self.name.text().strip(),
            self.phone.text().strip(),
            self.way.code() or "walk_in",
            self._ticket_id,
            self._person_id,
        )

    def is_begun(self) -> bool:
        """Tell whether something is typed that would be lost."""
        return any(line.text().strip() for line in (self.question, self.name, self.phone, self.words))

    def take_focus(self) -> None:
        """Go to the question: names may come later, or never."""
        self.question.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes to the next empty line; in the last one it is the step."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        if watched is self.colleague.search and not self.colleague.code():
            self._take_only_colleague()
        if watched is self.office:
            self._take_known_office()
        lines = [line for line in self._order() if line.isVisible()]
        place = lines.index(watched) if isinstance(watched, QLineEdit) and watched in lines else len(lines) - 1
        if place + 1 < len(lines):
            lines[place + 1].setFocus()
        else:
            self.done_requested.emit()
        return True

    def _take_only_colleague(self) -> None:
        """Two characters of a name are enough where nobody else has them."""
        typed = self.colleague.text()
        fitting = self.colleague.matches(typed) if typed else []
        if len(fitting) == 1:
            self.colleague.search.setText(fitting[0])

    def _take_known_office(self) -> None:
        """Two characters of an office that was named before bring its address and phone."""
        typed = self.office.text().strip()
        fitting = [card for card in self._offices if len(typed) > 1 and typed in card.office]
        if len(fitting) == 1 and not self.office_phone.text().strip():
            for line, text in (
                (self.office, fitting[0].office),
                (self.address, fitting[0].address),
                (self.office_phone, fitting[0].phone),
            ):
                line.setText(text)

    def _order(self) -> list[QLineEdit]:
        return [
            self.question, self.name, self.phone, self.colleague.search, self.materials, self.office, self.address,
            self.office_phone, self.words, self.day.edit,
        ]  # fmt: skip

    def _on_how(self, code: str) -> None:
        code = code or ANSWER
        self.step.setText(tr(_STEP[code]))
        self.step.setAccessibleName(tr(HOW[code]))
        self.words.setAccessibleName(tr(_WORDS[code]))
        self._captions[self.words].rename(tr(_WORDS[code]))
        self._captions[self.day].setVisible(code == PROMISE)
        for how, row in self._rows.items():
            row.setVisible(code == how)

    def _line(self, name: str) -> TextLine:
        line = TextLine(self)
        line.setAccessibleName(name)
        line.installEventFilter(self)
        return line

    def _assemble(self) -> None:
        named: list[tuple[QWidget, str]] = [
            (line, line.accessibleName())
            for line in (
                self.question, self.name, self.phone, self.materials, self.office, self.address, self.office_phone,
                self.words,
            )
        ]  # fmt: skip
        named += [(self.colleague, tr("To whom")), (self.day, tr("Until which day"))]
        self._captions = {widget: _Caption(name, widget, self) for widget, name in named}
        rows = QVBoxLayout()
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(GRID)
        rows.addWidget(self._captions[self.question])
        who = FlowLayout()
        self.name.setFixedWidth(scaled(176))
        self.phone.setFixedWidth(scaled(176))
        who.addWidget(self._captions[self.name])
        who.addWidget(self._captions[self.phone])
        self.way.setMinimumWidth(scaled(320))
        who.addWidget(Captioned(self.way.accessibleName(), self.way, self))
        rows.addLayout(who)
        rows.addSpacing(GRID)
        rows.addWidget(Captioned(self.how.accessibleName(), self.how, self))
        self._rows = {how: self._side_by_side(wide) for how, wide in self._wide().items()}
        for widget in (*self._rows.values(), self._captions[self.words], self._captions[self.day]):
            rows.addWidget(widget)
        rows.addStretch(1)
        self.body.addWidget(self.about)
        self.body.addWidget(PageScroll(rows, self), 1)  # the step stays in sight, however large the type
        self.body.addWidget(self.problem)
        self.body.addWidget(self.step, 0, Qt.AlignmentFlag.AlignRight)

    def _wide(self) -> dict[str, dict[QWidget, int]]:
        """Return what is asked for each way to go on, and how wide it is."""
        where: dict[QWidget, int] = {self.office: 256, self.address: 352, self.office_phone: 176}
        return {HAND: {self.colleague: 304, self.materials: 488}, SHOW: where}

    def _side_by_side(self, wide: dict[QWidget, int]) -> QWidget:
        row = QWidget(self)
        flow = FlowLayout(row)
        for widget, width in wide.items():
            widget.setFixedWidth(scaled(width))
            flow.addWidget(self._captions[widget])
        return row


class _Caption(Captioned):
    """A caption whose words change with what the line is for."""

    def rename(self, words: str) -> None:
        """Say other words."""
        self.findChildren(QLabel)[0].setText(words)
