"""The ways in which a question goes on that is not worked at this counter, and what each of them asks."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, timedelta
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from hall.service import catalogue_views, contacts_views
from ui.counter.acts import day, line, staff, words, yes_no
from ui.counter.asking import ANSWER, HAND, LEADER, OWN, PROMISE, REFER, Answers, forbidden
from ui.counter.book import Book
from ui.counter.helpers import colleagues
from ui.shared.fields.form import DynamicForm
from ui.shared.fields.plain import PlainField
from ui.shared.fields.spec import Choice, Helpers
from ui.shared.i18n import mark, tr
from ui.shared.theme import GRID, set_role

CERTIFICATE = "certificate"
"""The questions about a certificate that no community may issue."""
PROMISED_IN = timedelta(days=3)
"""A promise is for the third day unless the clerk types another."""


class Ways:
    """The ways in which a question goes on (四种归属)."""

    OWN, ANSWER, HAND, REFER, PROMISE, LEADER = OWN, ANSWER, HAND, REFER, PROMISE, LEADER
    TEXTS: ClassVar[dict[str, str]] = {
        OWN: mark("Do it here"),
        ANSWER: mark("Answer on the spot"),
        HAND: mark("Hand to a colleague"),
        REFER: mark("Show where to go"),
        PROMISE: mark("I find out for you"),
        LEADER: mark("Ask the leader"),
    }
    ENDS: ClassVar[dict[str, str]] = {
        ANSWER: mark("It was answered"),
        HAND: mark("Handed to a colleague"),
        REFER: mark("Shown somewhere else"),
        PROMISE: mark("I find out for you"),
        LEADER: mark("The leader decides"),
    }
    NEXT: ClassVar[dict[str, str]] = {
        OWN: mark("Next: materials"),
        ANSWER: mark("Write the answer down"),
        HAND: mark("Hand over"),
        REFER: mark("Print the slip"),
        PROMISE: mark("Print the promise"),
        LEADER: mark("Ask the leader"),
    }
    HINTS: ClassVar[dict[str, str]] = {
        OWN: mark("Type a part, choose with ↑ ↓."),
        ANSWER: mark("The answer stays on the sheet; the resident can come back to it."),
        HAND: mark("The ticket goes along; you stay responsible until the colleague signs."),
        REFER: mark("The resident gets the office, its address and phone in writing."),
        PROMISE: mark("The resident gets a slip with the day and your name; whoever takes over your work keeps it."),
        LEADER: mark("You owe the resident the answer; leave a phone number."),
    }
    DONE: ClassVar[dict[str, str]] = {
        ANSWER: mark("The answer is on record."),
        HAND: mark("Handed over. It waits for the colleague's signature."),
        REFER: mark("The slip is printed. Read it through with the resident."),
        PROMISE: mark("Promised. The slip is printed."),
        LEADER: mark("The leader has been asked."),
    }

    @classmethod
    def options(cls) -> list[tuple[str, str]]:
        """Return codes and labels in their order."""
        return [(code, tr(text)) for code, text in cls.TEXTS.items()]

    @classmethod
    def endings(cls) -> list[tuple[str, str]]:
        """Return the ways that end a visit, as one says them when it is over."""
        return [(code, tr(text)) for code, text in cls.ENDS.items()]


class Forms(QWidget):
    """The questions of the ways; answers stay when one looks at another way.

    Signals:
        finished: Enter in the last question.
        offer_taken: an offer was taken: what serves instead of a certificate, or an office that is known.
    """

    finished = Signal()
    offer_taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._staff: tuple[Choice, ...] = ()
        self._offices: tuple[contacts_views.OfficeCard, ...] = ()
        self._today = ""
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

    def show_book(self, book: Book, me: str, today: date) -> bool:
        """Offer the colleagues of today; answers whether the questions were laid out anew."""
        self._offices, self._today = book.offices, (today + PROMISED_IN).isoformat()
        staff_list = colleagues(book, without=me)
        if staff_list == self._staff and self._forms:
            return False
        kept = {way: form.values() for way, form in self._forms.items()}
        self._staff = staff_list
        for form in self._forms.values():
            self.stack.removeWidget(form)
            form.deleteLater()
        self._forms = {way: self._form(fields) for way, fields in _questions().items()}
        self._forms[Ways.REFER].value_changed.connect(self._on_office)
        for way, values in kept.items():
            self._forms[way].set_values(values)
        if not kept:
            self.clear()
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
        if (key := self._key()) in self._forms:
            self.stack.setCurrentWidget(self._forms[key])
        self._show_offer()

    def suggest(self, cards: Sequence[catalogue_views.CertificateCard], typed: str) -> None:
        """Offer what serves instead of a certificate that the community must not issue."""
        fitting = forbidden(cards, typed)
        self._offered = fitting[0] if fitting else None
        self._show_offer()

    def certificate(self) -> str:
        """Return the certificate that is refused, empty for a plain referral."""
        return self._card.name if self._card is not None else ""

    def hint(self) -> str:
        """Return what the clerk should know about the way that is shown."""
        if self._card is not None and self._way == Ways.REFER:
            return _instead(self._card)
        return tr(Ways.HINTS[self._way])

    def answers(self) -> Answers:
        """Return what is written about the way that is shown."""
        values = self._forms[self._key()].values()
        known = {each.name for each in fields(Answers)}
        said = {key: str(value or "").strip() for key, value in values.items() if key in known and key != "letter"}
        certificate = self.certificate() if self._way == Ways.REFER else ""
        return Answers(**said, letter=values.get("letter") is True, certificate=certificate)

    def complete(self) -> bool:
        """Return True when nothing is missing; else say what, and go there."""
        form = self._forms[self._key()]
        problems = form.check()
        form.show_problems(problems)
        return not problems

    def focus_first(self) -> None:
        """Go to the first question."""
        self._forms[self._key()].focus_first()

    def clear(self) -> None:
        """Forget the last resident."""
        self._card = self._offered = None
        self.offer.hide()
        for way, form in self._forms.items():
            form.set_values({"due_on": self._today} if way == Ways.PROMISE else {"letter": False})
            form.clear_problems()

    def _key(self) -> str:
        """Return which questions the way asks now: a certificate that is refused has its own."""
        return CERTIFICATE if self._way == Ways.REFER and self._card is not None else self._way

    def _form(self, asked: Sequence[PlainField]) -> DynamicForm:
        form = DynamicForm(asked, self, helpers=Helpers(staff=self._staff))
        form.finished.connect(self.finished)
        self.stack.addWidget(form)
        return form

    def _show_offer(self) -> None:
        """Say on the button what is offered: the way out of a certificate, or an office that was named before."""
        office = self._known_office()
        if self._card is not None:
            self.offer.setText(tr("Show the way to an office instead"))
        elif self._offered is not None:
            self.offer.setText(tr("No community issues “{name}”: use what serves instead", name=self._offered.name))
        elif office is not None:
            where = {"office": office.office, "address": office.address, "phone": office.phone}
            self.offer.setText(tr("As before: {office}, {address}, {phone}", **where))
        offered = self._card is not None or self._offered is not None or office is not None
        self.offer.setVisible(self._way == Ways.REFER and offered)

    def _known_office(self) -> contacts_views.OfficeCard | None:
        """Return the one office of earlier referrals that what is typed can mean and whose phone is not typed yet."""
        values = self._forms[Ways.REFER].values() if self._forms else {}
        typed = str(values.get("office") or "").strip()
        fitting = [card for card in self._offices if len(typed) > 1 and typed in card.office]
        return fitting[0] if len(fitting) == 1 and not values.get("phone") else None

    def _on_office(self, field_id: str) -> None:
        if field_id in ("office", "phone"):
            self._show_offer()

    def _take_offer(self) -> None:
        office = self._known_office()
        if self._card is None and self._offered is None and office is not None:
            form = self._forms[Ways.REFER]
            where = {"office": office.office, "address": office.address, "phone": office.phone}
            form.set_values({**form.values(), **where})
        else:
            self._card = self._offered if self._card is None else None
            if self._card is not None:
                self._forms[CERTIFICATE].set_values({"words": _instead(self._card), "letter": False})
        self.show_way(self._way)
        self.focus_first()
        self.offer_taken.emit()


def _instead(card: catalogue_views.CertificateCard) -> str:
    return tr("No community issues “{name}”. {instead}", name=card.name, instead=card.instead)


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
            line("address", tr("Address")),
            line("phone", tr("Phone")),
            words("words", tr("What to bring, whom to ask"), required=False),
        ),
        CERTIFICATE: (
            words("words", tr("What serves instead")),
            line("institution", tr("Who demands it"), required=False),
            yes_no("letter", tr("A letter to them")),
        ),
        Ways.PROMISE: (
            words("words", tr("What you find out")),
            day("due_on", tr("Until which day")),
        ),
        Ways.LEADER: (words("words", tr("What is unclear")),),
    }
