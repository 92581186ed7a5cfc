"""Who stands at the counter: typed, scanned, or found among those who came before."""

import re
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.counter.asking import Person, Who, identity_refusal, kind_for, short_identity
from ui.shared.character_check import CharacterCheck
from ui.shared.fields.captioned import Captioned, QuietComboBox
from ui.shared.fields.spec import ID_KINDS
from ui.shared.fields.typed import half_width
from ui.shared.flow_layout import FlowLayout
from ui.shared.i18n import sentence, tr
from ui.shared.masked_line import MaskedLine
from ui.shared.problem_line import ProblemLine
from ui.shared.reveal import Masked
from ui.shared.text_line import TextLine
from ui.shared.theme import GRID, length, number_font, scaled, set_role, set_style_property

_SCANNED = re.compile(r"\d{17}[\dXx]")
SEARCH_AFTER_MS = 150
MOST_HITS = 3


class WhoBox(QWidget):
    """Takes name, document and phone; a wrong number is said at once and stays as it was typed.

    The numbers of somebody known are masked until the key beside them asks for the whole. A card that was just held
    under the scanner shows in full what was read: the resident handed it over, and the clerk compares the two.

    Signals:
        reveal_requested: a masked number of which the clerk wants to see the whole.
        search_requested: a part of a name or number, to look for among known persons.
        entered: Enter in the last line.
    """

    search_requested = Signal(str)
    entered = Signal()
    reveal_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today: date | None = None
        self._person: Person | None = None
        self.name = self._line(tr("Name"))
        self.kind = QuietComboBox(self)
        self.kind.setAccessibleName(tr("Document"))
        for entry in ID_KINDS:
            self.kind.addItem(tr(entry.label), entry.code)
        self.number = self._masked_line(tr("Document number"))
        self.number.setFont(number_font(self.number.font()))
        self.phone = self._masked_line(tr("Phone"))
        self.phone.setFont(number_font(self.phone.font()))
        self.eye = QPushButton(tr("Show the full number"), self)
        self.problem = ProblemLine(self)
        self._hits = [self._hit() for _ in range(MOST_HITS)]
        self._search = QTimer(self)
        self._search.setSingleShot(True)
        self._search.setInterval(SEARCH_AFTER_MS)
        self._search.timeout.connect(self._on_search_due)
        self._last_typed: QLineEdit = self.name
        CharacterCheck(self.name, self.problem.say)
        self._assemble()
        self.name.textEdited.connect(lambda: self._on_typed(self.name))
        self.number.textEdited.connect(lambda: self._on_typed(self.number))
        self.number.editingFinished.connect(self._on_number_left)
        self.kind.activated.connect(self._on_number_left)
        self.phone.textEdited.connect(lambda: set_style_property(self.phone, "problem", "false"))

    def set_today(self, today: date) -> None:
        """Say which day it is: nobody was born after it."""
        self._today = today

    def who(self) -> Who:
        """Return whoever is typed in; with a key while it is somebody known."""
        return Who(
            self._person.id if self._person else None,
            self.name.text().strip(),
            str(self.kind.currentData()),
            half_width(self.number.value()).replace(" ", "").upper(),
            half_width(self.phone.value()),
        )

    def show_who(self, who: Who, person: Person | None = None) -> None:
        """Show somebody; a person makes it somebody known."""
        self._person = person
        self.name.setText(who.name)
        self.kind.setCurrentIndex(max(self.kind.findData(who.id_kind), 0))
        if self.number.text() != who.id_number:  # what was read or typed here a moment ago stays to be compared
            self._show_number(self.number, who.id_number, person.masked_number if person else "")
        self._show_number(self.phone, who.phone, person.masked_phone if person else "")
        self._show_eye()
        self.show_hits(())
        self.say("", "")

    def take_card(self, number: str) -> None:
        """Take the number of a card that was scanned: somebody else's takes the place of whoever stands there."""
        if self.who().id_number not in ("", number):
            self.show_who(Who())
        self.number.show_plain(number)  # in full: the resident handed the card over
        self._on_typed(self.number)
        self._on_number_left()
        (self.first_gap() or self.phone).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_hits(self, hits: tuple[Person, ...]) -> None:
        """Offer known persons; one whose whole number was scanned is taken at once."""
        number = half_width(self.number.value()).upper()
        same = [person for person in hits if number and person.id_number == number]
        if len(same) == 1 and self._person is None and self.name.text().strip() in ("", same[0].name):
            self.show_who(Who.known(same[0]), same[0])
            return
        for place, button in enumerate(self._hits):
            person = hits[place] if place < len(hits) else None
            button.setVisible(person is not None)
            button.setProperty("person", person)
            button.setText(short_identity(person) if person else "")
            button.setAccessibleName(tr("Known: {who}", who=short_identity(person)) if person else "")

    def say(self, text: str, part: str) -> None:
        """Say what is wrong and go to the part that it speaks of; an empty text calms everything."""
        lines = {"name": self.name, "id_number": self.number, "phone": self.phone}
        for name, line in lines.items():
            set_style_property(line, "problem", "true" if text and name == part else "false")
        self.problem.say(text)
        if text and part in lines:
            lines[part].setFocus()

    def first_gap(self) -> QLineEdit | None:
        """Return the first line that a case needs and that is empty."""
        return None if self.name.text().strip() else self.name

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter leads on, Down goes to the persons found; a card scanned into the name lands in the number."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter(watched)
            return True
        if event.key() == Qt.Key.Key_Down and watched is not self.kind and self._hits[0].isVisible():
            self._hits[0].setFocus()
            return True
        return False

    def _on_enter(self, watched: QObject) -> None:
        if isinstance(watched, QPushButton):
            watched.click()
            return
        typed = half_width(self.name.text())
        if watched is self.name and _SCANNED.fullmatch(typed):
            self.name.clear()
            self.number.show_plain(typed.upper())
            self._on_typed(self.number)
            self._on_number_left()
        order: list[QWidget] = [self.name, self.kind, self.number, self.phone]
        place = order.index(watched) if isinstance(watched, QWidget) and watched in order else len(order) - 1
        if place + 1 < len(order):
            # The kind is guessed from the number, so the hand goes straight there.
            order[place + (2 if watched is self.name else 1)].setFocus()
        else:
            self.entered.emit()

    def _on_typed(self, line: QLineEdit) -> None:
        set_style_property(line, "problem", "false")
        self._person = None
        self._show_eye()
        self._last_typed = line
        self._search.start()

    @Slot()
    def _on_search_due(self) -> None:
        self.search_requested.emit(half_width(self._last_typed.text()))

    @Slot()
    def _on_number_left(self) -> None:
        """Tidy the number, guess its kind, and say at once when it cannot be right."""
        who = self.who()
        if not self.number.is_masked():
            self.number.setText(who.id_number)
        if who.id_number:
            self.kind.setCurrentIndex(max(self.kind.findData(kind_for(who.id_number, who.id_kind)), 0))
        refusal = identity_refusal(self.who(), self._today) if self._today else None
        self.problem.say(sentence(refusal) if refusal else "")
        set_style_property(self.number, "problem", "true" if refusal else "false")

    @Slot()
    def _on_hit(self) -> None:
        sender = self.sender()
        person = sender.property("person") if sender is not None else None
        if isinstance(person, Person):
            self.show_who(Who.known(person), person)
            self.phone.setFocus()

    def show_whole(self, masked: Masked, whole: str) -> None:
        """Show a full number for half a minute, if the same person still stands here."""
        if self._person is not None and self._person.id == masked.person_id:
            (self.number if masked.what == "id_number" else self.phone).show_whole(whole)
            self._show_eye()

    @Slot()
    def _on_eye(self) -> None:
        """Ask for the number in which the keyboard is, else for the first that is masked."""
        person, phone = self._person, self.phone.is_masked()
        if person is None:
            return
        if self.number.is_masked() and not (phone and self.phone.hasFocus()):
            self.reveal_requested.emit(Masked(person.masked_number, person.id, "id_number"))
        elif phone:
            self.reveal_requested.emit(Masked(person.masked_phone, person.id, "phone"))

    def _show_eye(self) -> None:
        self.eye.setVisible(self._person is not None and (bool(self._person.id_number) or bool(self._person.phone)))

    @staticmethod
    def _show_number(line: MaskedLine, value: str, mask: str) -> None:
        if mask:
            line.show_kept(value, mask)
        else:
            line.show_plain(value)

    def _line(self, name: str) -> TextLine:
        line = TextLine(self)
        line.setAccessibleName(name)
        line.installEventFilter(self)
        return line

    def _masked_line(self, name: str) -> MaskedLine:
        line = MaskedLine(self)
        line.setAccessibleName(name)
        line.installEventFilter(self)
        return line

    def _hit(self) -> QPushButton:
        button = QPushButton(self)
        set_role(button, "plain")
        button.setAutoDefault(False)
        button.installEventFilter(self)
        button.clicked.connect(self._on_hit)
        button.hide()
        return button

    def _dress_eye(self) -> None:
        """A key beside the lines, which takes no keyboard: it asks for the line in which the keyboard is."""
        set_role(self.eye, "plain")
        self.eye.setShortcut("Ctrl+E")
        self.eye.setToolTip("Ctrl+E")
        self.eye.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.eye.clicked.connect(self._on_eye)
        self.eye.hide()

    def _assemble(self) -> None:
        row = FlowLayout()
        widths: tuple[tuple[QWidget, int], ...] = (
            (self.name, 120), (self.kind, 152), (self.number, 184), (self.phone, 128),
        )  # fmt: skip
        for widget, width in widths:
            widget.setFixedWidth(scaled(width))
            row.addWidget(Captioned(widget.accessibleName(), widget, self))
        self.kind.installEventFilter(self)
        self._dress_eye()
        below = QWidget(self)
        below.setFixedHeight(length("control"))  # room for hits or a sentence, so that nothing moves
        hits = QHBoxLayout(below)
        hits.setContentsMargins(0, 0, 0, 0)
        hits.setSpacing(GRID)
        hits.addWidget(self.problem, 1)
        for button in self._hits:
            hits.addWidget(button)
        hits.addStretch(0)
        hits.addWidget(self.eye)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(below)
