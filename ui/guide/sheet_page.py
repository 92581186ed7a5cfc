"""The page of first contact: a new question on the right, what the guide still owes on the left."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from hall.kernel.refusal import Refusal
from hall.service import Hall, contacts, contacts_views, documents, documents_views, security_views
from ui.guide import sheets
from ui.guide.floor import Floor, Ticket
from ui.guide.sheet_form import ANSWER, HAND, LEADER, PROMISE, SHOW, SheetForm
from ui.guide.words import SHEET_STATES
from ui.shared import tasks
from ui.shared.card import Card
from ui.shared.choice_sheet import ChoiceSheet
from ui.shared.goods import listed
from ui.shared.i18n import sentence, tr
from ui.shared.reveal import Masked
from ui.shared.row_list import Row, RowList
from ui.shared.runner import Runner
from ui.shared.theme import GRID, set_role

SheetCard = contacts_views.SheetCard
PROMISED_IN = timedelta(days=3)
"""A promise is for the third day unless the guide types another."""
_LOOK = "look"
_WHERE = {
    "contacts.office_missing": "office",
    "contacts.address_missing": "address",
    "contacts.phone_missing": "phone",
}


class SheetPage(QWidget):
    """Puts a question on record, and lets the guide answer what lay open.

    Signals:
        left: the sheet is on record, and the guide goes back to the tickets.
        reveal_requested: a masked number of which the guide wants to see the whole, to call the resident.
    """

    left = Signal()
    reveal_requested = Signal(object)

    def __init__(self, runner: Runner, sheet: ChoiceSheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner, self._ask = runner, sheet
        self._owed: tuple[SheetCard, ...] = ()
        self._colleagues: tuple[security_views.StaffCard, ...] = ()
        self._me: security_views.StaffCard | None = None
        self.form = SheetForm(self)
        self.form.done_requested.connect(self._on_done)
        self.owed = Card(tr("Still to do"), self)
        self.list = RowList(tr("Still to do"), self.owed, framed=False)
        self.list.row_chosen.connect(self._on_owed)
        self.none = QLabel(tr("No resident waits for your answer."), self.owed)
        set_role(self.none, "quiet")
        self.owed.body.addWidget(self.none)
        self.owed.body.addWidget(self.list, 1)
        self.owed.body.addStretch(0)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        row.setSpacing(2 * GRID)
        row.addWidget(self.owed, 1)
        row.addWidget(self.form, 2)

    def show_floor(self, floor: Floor) -> None:
        """Show what the guide still owes."""
        self._owed, self._me = floor.owed, floor.guide
        self.form.show_due(floor.looked_at.date() + PROMISED_IN)
        self.list.show_rows([_row(card, floor) for card in floor.owed])
        self.list.setVisible(bool(floor.owed))
        self.none.setVisible(not floor.owed)

    def begin(self, ticket: Ticket | None) -> None:
        """Be ready for a question, of the holder of a ticket where there is one; what is typed stays."""
        if ticket is not None:
            words = tr("{number}　{service}", number=ticket.number, service=ticket.display_name)
            self.form.about_ticket(ticket.id, ticket.person_id, words)
        elif not self.form.asked().words:  # nothing is typed, so nobody's question is lost
            self.form.about_ticket(None, None, "")
        self.form.take_focus()
        hall = self._runner.hall
        tasks.run(self, lambda: hall.see(security_views.colleagues), self._on_colleagues)
        tasks.run(self, lambda: hall.see(contacts_views.offices), self.form.show_offices)

    def _on_colleagues(self, cards: Sequence[security_views.StaffCard]) -> None:
        self._colleagues = tuple(card for card in cards if self._me is None or card.id != self._me.id)
        self.form.show_colleagues(self._colleagues)

    def _on_done(self) -> None:
        form, how = self.form, self.form.how.code() or ANSWER
        asked, words = form.asked(), form.words.text().strip()
        if (refusal := self._missing(asked, how, words)) is not None:
            self._on_refused(refusal)
        elif how == ANSWER:
            self._run(lambda hall: sheets.answer_at_once(hall, asked, words), tr("On record. The sheet is closed."))
        elif how == HAND:
            self._hand(asked, words)
        elif how == LEADER:
            self._run(lambda hall: sheets.ask_leader(hall, asked, words), tr("The leader has been asked."))
        elif how == PROMISE:
            self._promise(asked, words)
        else:
            where = form.where()
            self._run(lambda hall: sheets.show_the_way(hall, asked, where, words), tr("The slip is printed."))

    def _missing(self, asked: sheets.Asked, how: str, words: str) -> Refusal | None:
        """Return what keeps the sheet from being written, before anything of it stands on record."""
        where = self.form.where()
        gaps = [code for code, said in _WHERE.items() if not getattr(where, said)]
        needed = {HAND: "-", SHOW: "" if gaps else "-"}.get(how, words)
        return sheets.missing(asked, needed, gaps[0] if how == SHOW and gaps else "contacts.words_missing")

    def _promise(self, asked: sheets.Asked, words: str) -> None:
        due_on = self.form.due_on()
        if due_on is None:
            self.form.problem.say(tr("Type until which day, such as 2026-11-27."))
            self.form.day.focus_first()
            return
        self._run(lambda hall: sheets.promise(hall, asked, words, due_on), tr("Promised. The slip is printed."))

    def _hand(self, asked: sheets.Asked, note: str) -> None:
        to, materials = self.form.colleague.code(), listed(self.form.materials.text())
        if to not in {card.id for card in self._colleagues}:
            self.form.problem.say(tr("Choose a colleague from the list."))
            self.form.colleague.search.setFocus()
            return
        self._run(
            lambda hall: sheets.hand_to(hall, asked, to, materials, note),
            tr("Handed over. It stays yours until the colleague signs."),
        )

    def _run(self, work: sheets.SheetWork, said: str) -> None:
        self._runner.run(self, work, self._on_recorded, self._on_refused, said=said)

    def _on_recorded(self, _sheet_id: str) -> None:
        self.form.clear()
        self.left.emit()

    def _on_refused(self, refusal: Refusal) -> None:
        self.form.problem.say(sentence(refusal))

    def _on_owed(self, key: object) -> None:
        card = next((each for each in self._owed if each.id == key), None)
        if card is None:
            return
        if card.state == "handover_pending":
            rows = [Row("sign_for", tr("Sign for it")), Row("decline", tr("Send it back"))]
            self._ask.ask(
                card.matter_text, rows, lambda act, note: self._sign(card, str(act), note),
                note=tr("Why it is not yours, and whose it is"),
            )  # fmt: skip
            return
        said = tr("Answer") if card.state in ("open", "handed") else tr("What the resident was told")
        rows = [
            Row("phone", tr("Told by phone")),
            Row("walk_in", tr("Told in person")),
            Row(_LOOK, tr("See the phone number")),
        ]
        self._ask.ask(card.matter_text, rows, lambda way, note: self._on_told(card, str(way), note), note=said)

    def _on_told(self, card: SheetCard, way: str, words: str) -> None:
        if way == _LOOK:
            self.reveal_requested.emit(Masked.phone_on("sheet", card.id, ""))
        else:
            self._tell(card, way, words)

    def _sign(self, card: SheetCard, act: str, note: str) -> None:
        def work(hall: Hall) -> object:
            if act == "sign_for":
                return hall.do(contacts.sign_for, sheet_id=card.id)
            return hall.do(contacts.decline, sheet_id=card.id, reason=note)

        done = tr("Signed for. It is yours now.") if act == "sign_for" else tr("Sent back to whoever was asked first.")
        self._runner.run(self, work, said=done)

    def _tell(self, card: SheetCard, way: str, words: str) -> None:
        def work(hall: Hall) -> object:
            _confirm_slips(hall, card)
            return sheets.answer_later(hall, card, way, words)

        self._runner.run(self, work, said=tr("On record. The sheet is closed."))


def _confirm_slips(hall: Hall, card: SheetCard) -> None:
    """Whoever tells the resident has handed the slip over too."""
    for paper in hall.see(documents_views.documents_of, subject_id=card.id):
        if paper.state == "sent":
            hall.do(documents.confirm_printed, document_id=paper.id)


def _row(card: SheetCard, floor: Floor) -> Row:
    text = tr("{who}　{what}", who=card.name or tr("Resident"), what=card.matter_text)
    below = f"{floor.local(card.opened_at):%m-%d %H:%M}　{card.number}"
    return Row(card.id, text, tr(SHEET_STATES.get(card.state, "")) if card.state in SHEET_STATES else "", below=below)
