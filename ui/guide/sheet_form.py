"""The form of a first-contact sheet: who asks, what they ask, and how it goes on."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from hall.service import security_views
from ui.guide.sheets import Asked
from ui.shared.card import Card
from ui.shared.fields.captioned import Captioned
from ui.shared.flow_layout import FlowLayout
from ui.shared.i18n import mark, tr
from ui.shared.initials import initials
from ui.shared.problem_line import ProblemLine
from ui.shared.search_box import SearchBox
from ui.shared.theme import GRID, scaled, set_role
from ui.shared.toggle_row import ToggleRow

WAYS = {"walk_in": mark("In person"), "phone": mark("By phone")}
ANSWER, HAND, SHOW, LEADER = "answer", "hand", "show", "leader"
HOW = {
    ANSWER: mark("Answered at once"),
    HAND: mark("To a colleague"),
    SHOW: mark("Somewhere else"),
    LEADER: mark("Ask the leader"),
}
_STEP = {
    ANSWER: mark("Write the answer down  ⏎"),
    HAND: mark("Hand it over  ⏎"),
    SHOW: mark("Print where to go  ⏎"),
    LEADER: mark("Ask the leader  ⏎"),
}
_WORDS = {
    ANSWER: mark("Answer"),
    HAND: mark("Note for the colleague"),
    SHOW: mark("What to bring, whom to ask"),
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
        self.office, self.address = self._line(tr("Office")), self._line(tr("Address"))
        self.office_phone = self._line(tr("Phone of the office"))
        self.words = self._line(tr("Answer"))
        self.problem = ProblemLine(self)
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
        self.problem.say("")
        self.about_ticket(None, None, "")

    def about_ticket(self, ticket_id: str | None, person_id: str | None, words: str) -> None:
        """Tie the sheet to a ticket; None for somebody without one."""
        self._ticket_id, self._person_id = ticket_id, person_id
        self.about.setText(words or tr("Without a ticket"))

    def show_colleagues(self, cards: Sequence[security_views.StaffCard]) -> None:
        """Offer the colleagues."""
        self.colleague.offer([(card.id, tr("{name} ({number})", name=card.name, number=card.number)) for card in cards])

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

    def _order(self) -> list[QLineEdit]:
        return [
            self.question, self.name, self.phone, self.colleague.search, self.office, self.address,
            self.office_phone, self.words,
        ]  # fmt: skip

    def _on_how(self, code: str) -> None:
        code = code or ANSWER
        self.step.setText(tr(_STEP[code]))
        self.step.setAccessibleName(tr(HOW[code]))
        self._captions[self.words].setVisible(code != SHOW)
        self.words.setAccessibleName(tr(_WORDS[code]))
        self._captions[self.words].rename(tr(_WORDS[code]))
        self._captions[self.colleague].setVisible(code == HAND)
        for line in (self.office, self.address, self.office_phone):
            self._captions[line].setVisible(code == SHOW)

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setAccessibleName(name)
        line.installEventFilter(self)
        return line

    def _assemble(self) -> None:
        named: list[tuple[QWidget, str]] = [
            (line, line.accessibleName())
            for line in (self.question, self.name, self.phone, self.office, self.address, self.office_phone, self.words)
        ]
        named.append((self.colleague, tr("To whom")))
        self._captions = {widget: _Caption(name, widget, self) for widget, name in named}
        self.body.addWidget(self.about)
        self.body.addWidget(self._captions[self.question])
        who = FlowLayout()
        self.name.setFixedWidth(scaled(176))
        self.phone.setFixedWidth(scaled(176))
        who.addWidget(self._captions[self.name])
        who.addWidget(self._captions[self.phone])
        self.way.setMinimumWidth(scaled(192))
        who.addWidget(Captioned(self.way.accessibleName(), self.way, self))
        self.body.addLayout(who)
        self.body.addSpacing(GRID)
        self.body.addWidget(Captioned(self.how.accessibleName(), self.how, self))
        for widget in (self.colleague, self.office, self.address, self.office_phone, self.words):
            self.body.addWidget(self._captions[widget])
        self.body.addWidget(self.problem)
        self.body.addStretch(1)
        self.body.addWidget(self.step, 0, Qt.AlignmentFlag.AlignRight)


class _Caption(Captioned):
    """A caption whose words change with what the line is for."""

    def rename(self, words: str) -> None:
        """Say other words."""
        self.findChildren(QLabel)[0].setText(words)
