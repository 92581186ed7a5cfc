"""The ways in which a question goes on that is not worked at this counter, and what each of them asks."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from hall.service import catalogue_views
from ui.counter.acts import line, staff, words
from ui.counter.asking import forbidden
from ui.counter.helpers import colleagues
from ui.counter.visit import Visit
from ui.shared.fields.form import DynamicForm
from ui.shared.fields.plain import PlainField
from ui.shared.fields.spec import Choice, Helpers, Value
from ui.shared.i18n import mark, tr
from ui.shared.theme import GRID, set_role


class Ways:
    """The five ways (归属)."""

    OWN, HAND, REFER, ANSWER, LEADER = "own", "hand", "refer", "answer", "leader"
    TEXTS: ClassVar[dict[str, str]] = {
        OWN: mark("Do it here"),
        ANSWER: mark("Answer on the spot"),
        HAND: mark("Hand to a colleague"),
        REFER: mark("Show where to go"),
        LEADER: mark("Ask the leader"),
    }
    NEXT: ClassVar[dict[str, str]] = {
        OWN: mark("Next: materials"),
        ANSWER: mark("Write the answer down"),
        HAND: mark("Hand over"),
        REFER: mark("Print the slip"),
        LEADER: mark("Ask the leader"),
    }
    HINTS: ClassVar[dict[str, str]] = {
        OWN: mark("Type a part, choose with ↑ ↓."),
        ANSWER: mark("The answer stays on the sheet; the resident can come back to it."),
        HAND: mark("The ticket goes along; you stay responsible until the colleague signs."),
        REFER: mark("The resident gets the office, its address and phone in writing."),
        LEADER: mark("You owe the resident the answer; leave a phone number."),
    }
    DONE: ClassVar[dict[str, str]] = {
        ANSWER: mark("The answer is on record."),
        HAND: mark("Handed over. It waits for the colleague's signature."),
        REFER: mark("The slip is printed. Read it through with the resident."),
        LEADER: mark("The leader has been asked."),
    }

    @classmethod
    def options(cls) -> list[tuple[str, str]]:
        """Return codes and labels in their order."""
        return [(code, tr(text)) for code, text in cls.TEXTS.items()]


class Forms(QWidget):
    """The questions of the ways; answers stay when one looks at another way.

    Signals:
        finished: Enter in the last question.
        offer_taken: what serves instead of a certificate was taken over.
    """

    finished = Signal()
    offer_taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._staff: tuple[Choice, ...] = ()
        self._card: catalogue_views.CertificateCard | None = None
        self._offered: catalogue_views.CertificateCard | None = None
        self._way = Ways.OWN
        self._forms: dict[str, DynamicForm] = {}
        self.stack = QStackedWidget(self)
        self.offer = QPushButton(self)
        set_role(self.offer, "plain")
        self.offer.clicked.connect(self._take_offer)
        self.offer.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.offer, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.stack, 1)

    def show_book(self, visit: Visit) -> bool:
        """Offer the colleagues of today; answers whether the questions were laid out anew."""
        staff_list = colleagues(visit.book, without=visit.me)
        if staff_list == self._staff and self._forms:
            return False
        kept = {way: form.values() for way, form in self._forms.items()}
        self._staff = staff_list
        for form in self._forms.values():
            self.stack.removeWidget(form)
            form.deleteLater()
        self._forms = {way: self._form(fields) for way, fields in _questions().items()}
        for way, values in kept.items():
            self._forms[way].set_values(values)
        self.show_way(self._way)
        return True

    def stops(self) -> list[QWidget]:
        """Return the stops of the Tab key in reading order.

        An editor that hands the keyboard on to a part of itself stands for its parts: Qt moves them together.
        """
        editors = [self._forms[way].editor(field.id) for way, fields in _questions().items() for field in fields]
        return [self.offer, *editors]

    def show_way(self, way: str) -> None:
        """Show one way's questions."""
        self._way = way
        if way in self._forms:
            self.stack.setCurrentWidget(self._forms[way])
        self.offer.setVisible(way == Ways.REFER and self._offered is not None)

    def suggest(self, cards: Sequence[catalogue_views.CertificateCard], typed: str) -> None:
        """Offer what serves instead of a certificate that the community must not issue."""
        fitting = forbidden(cards, typed)
        self._offered = fitting[0] if fitting else None
        if self._offered is not None:
            self.offer.setText(tr("No community issues “{name}”: use what serves instead", name=self._offered.name))
        self.offer.setVisible(self._way == Ways.REFER and self._offered is not None)

    def certificate(self) -> str:
        """Return the certificate that is refused, empty for a plain referral."""
        return self._card.name if self._card is not None else ""

    def values(self) -> dict[str, Value]:
        """Return the answers of the way that is shown."""
        return self._forms[self._way].values()

    def complete(self) -> bool:
        """Return True when nothing is missing; else say what, and go there."""
        form = self._forms[self._way]
        problems = form.check()
        form.show_problems(problems)
        return not problems

    def focus_first(self) -> None:
        """Go to the first question."""
        self._forms[self._way].focus_first()

    def clear(self) -> None:
        """Forget the last resident."""
        self._card = self._offered = None
        self.offer.hide()
        for form in self._forms.values():
            form.set_values({})
            form.clear_problems()

    def _form(self, fields: Sequence[PlainField]) -> DynamicForm:
        form = DynamicForm(fields, self, helpers=Helpers(staff=self._staff))
        form.finished.connect(self.finished)
        self.stack.addWidget(form)
        return form

    def _take_offer(self) -> None:
        self._card = self._offered
        if self._card is None:
            return
        form = self._forms[Ways.REFER]
        said = tr("No community issues “{name}”. {instead}", name=self._card.name, instead=self._card.instead)
        form.set_values({**form.values(), "office": self._card.instead[:200], "words": said})
        form.focus_first()
        self.offer_taken.emit()


def _questions() -> dict[str, tuple[PlainField, ...]]:
    return {
        Ways.ANSWER: (words("words", tr("Answer")),),
        Ways.HAND: (
            staff("to", tr("To whom")),
            line("materials", tr("Materials that go along"), required=False, help_=tr("Such as: form 1, photo 2")),
            words("note", tr("Note for the colleague"), required=False),
        ),
        Ways.REFER: (
            line("office", tr("Office")),
            line("address", tr("Address"), required=False),
            line("phone", tr("Phone"), required=False),
            words("words", tr("What to bring, whom to ask"), required=False),
        ),
        Ways.LEADER: (words("words", tr("What is unclear")),),
    }
