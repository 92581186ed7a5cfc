"""The page of bad ratings: the list by what is due, one rating, and its next step."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ui.shared.card import Card
from ui.shared.fields.spec import Choice, Helpers
from ui.shared.i18n import tr
from ui.shared.row_list import Row, RowList
from ui.shared.state_mark import Light, StateMark
from ui.shared.theme import GRID, scaled, set_role
from ui.supervisor import words
from ui.supervisor.office import Card as RatingCard
from ui.supervisor.office import File, Office
from ui.supervisor.step_panel import StepPanel
from ui.supervisor.steps import steps_of
from ui.supervisor.timeline import Timeline

LIST_WIDTH = 400


class RatingPage(QWidget):
    """What is due first stands on top and is open.

    Signals:
        rating_chosen: the key of the rating to look at.
    """

    rating_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = RowList(tr("Bad ratings"), self, framed=False, led=True)
        self.list.row_chosen.connect(self._on_row)
        self.list.currentRowChanged.connect(self._on_moved)
        self.heading = QLabel(self)
        set_role(self.heading, "title")
        self.light = StateMark(Light.GREY, "", self)
        self.facts = QLabel(self)
        self.said = QLabel(self)
        for label in (self.facts, self.said):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.timeline = Timeline(self)
        self.panel = StepPanel(self)
        self.none = QLabel(tr("No bad rating is open. Good."), self)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_role(self.none, "title")
        self._count = QLabel(self)
        set_role(self._count, "title")
        self._right = QStackedWidget(self)
        self._filling = False
        self._assemble()

    def show_office(self, office: Office) -> None:
        """Show the list and the rating that is open."""
        rows = [_row(card, office) for card in (*office.open, *office.closed)]
        self._filling = True  # a refreshed list is not a choice
        self.list.show_rows(rows)
        if office.file is not None:
            self.list.choose(office.file.card.id)
        self._filling = False
        self._count.setText(tr("Bad ratings: {count} open", count=len(office.open)))
        self._right.setCurrentIndex(0 if office.file is not None else 1)
        if office.file is not None:
            self._show_file(office.file, office)

    def _show_file(self, file: File, office: Office) -> None:
        card = file.card
        self.heading.setText(words.title(card))
        self.light.show_state(words.light_of(card), words.light_word(card, office.local))
        self.facts.setText("\n".join(_facts(file, office)))
        self.said.setText(tr("“{words}”", words=file.words) if file.words else "")
        self.said.setVisible(bool(file.words))
        self.timeline.show_steps(file.history, office.local)
        staff = tuple(Choice(each.id, f"{each.name}（{each.number}）") for each in office.staff)
        self.panel.show_steps(f"{card.id} {card.state}", steps_of(card, office.may), Helpers(staff=staff))

    def _assemble(self) -> None:
        left = Card("", self)
        left.setFixedWidth(scaled(LIST_WIDTH))
        left.body.addWidget(self._count)
        left.body.addWidget(self.list, 1)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.light)
        about = QWidget(self)
        about.setAutoFillBackground(False)
        inside = QVBoxLayout(about)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(2 * GRID)
        for widget in (self.facts, self.said, self.timeline):
            inside.addWidget(widget)
        inside.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidget(about)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        about.setAutoFillBackground(False)
        file = Card("", self)
        file.body.addLayout(head)
        file.body.addWidget(scroll, 1)
        one = QWidget(self)
        column = QVBoxLayout(one)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(file, 1)
        column.addWidget(self.panel, 1)
        self._right.addWidget(one)
        self._right.addWidget(self.none)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
        row.setSpacing(2 * GRID)
        row.addWidget(left)
        row.addWidget(self._right, 1)

    def _on_row(self, key: object) -> None:
        self.rating_chosen.emit(str(key))
        self.panel.take_focus()

    def _on_moved(self, place: int) -> None:
        if place >= 0 and not self._filling:
            self.rating_chosen.emit(str(self.list.current_key()))


def _row(card: RatingCard, office: Office) -> Row:
    remark = words.light_word(card, office.local)
    below = tr("{state}　{place}", state=words.state(card), place=words.place(card))
    return Row(card.id, words.title(card), remark, words.light_of(card), below)


def _facts(file: File, office: Office) -> list[str]:
    """Return the lines about a rating, each only if there is something to say."""
    card = file.card
    ticket = tr("Ticket {number}", number=card.ticket_number) if card.ticket_number else ""
    given = tr("rated {at}", at=f"{office.local(card.given_at):%m-%d %H:%M}") if card.given_at else ""
    own = tr("You served this visit: ticket and hour are not shown to you.") if card.own else ""
    reasons = tr("Reasons: {reasons}", reasons="、".join(card.reasons)) if card.reasons else tr("No reason ticked")
    reach = (
        tr("Wants an answer: {name} {phone}", name=file.name or tr("no name"), phone=file.phone) if card.named else ""
    )
    handler = tr("Followed up by {name}", name=card.handler_name) if card.handler_name else ""
    lines = (
        "　".join(part for part in (words.place(card), ticket, given) if part),
        own,
        reasons,
        reach or tr("Anonymous"),
        "　".join(part for part in (words.state(card), handler) if part),
    )
    return [line for line in lines if line]
