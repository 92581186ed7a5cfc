"""The keys of the originals tray, and the question before a resident leaves without what lies in it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer

from hall.service import Hall, originals, originals_rules, originals_views
from ui.counter.key_work import KeyWork
from ui.counter.tray_card import names_of
from ui.shared import tasks
from ui.shared.i18n import mark, tr
from ui.shared.row_list import Row

Original = originals_views.OriginalCard
USUAL = (
    mark("Resident identity card"),
    mark("Household register"),
    mark("Marriage certificate"),
    mark("Birth certificate"),
    mark("Bank card or social security card"),
    mark("Disability certificate"),
)
"""What residents lay on the desk most often."""


class TrayWork(KeyWork):
    """Puts originals into the tray and hands them back."""

    def hand_back(self) -> None:
        """Hand everything of this resident back."""
        desk = self.desk
        if desk is None or desk.ticket is None:
            return
        ticket_id, names = desk.ticket.id, names_of([card for card in desk.tray if card.here])
        said = tr("Handed back: {names}.", names=names) if names else ""
        self._do(lambda hall: hall.do(originals.hand_back, ticket_id=ticket_id), said)

    def put_in(self) -> None:
        """Ask what the resident has laid on the desk, and note it."""
        rows = [Row(tr(name), tr(name)) for name in USUAL]
        self._ask.ask(
            tr("Which original is put into the tray?"), rows, lambda name, note: self._put(note or str(name)),
            note=tr("Something else"),
        )  # fmt: skip

    def choose(self, original_id: str) -> None:
        """Ask what becomes of one original in the tray."""
        card = next((each for each in self.desk.tray if each.id == original_id), None) if self.desk else None
        if card is None:
            return
        rows = [
            Row(originals_rules.OWNER, tr("Handed back to the owner")),
            Row(originals_rules.AGENT, tr("Given to who came for the owner")),
            *([] if card.here else [Row("note", tr("Still here: write down whom you told"), card.note)]),
        ]
        title = tr("{name} × {count}: what becomes of it?", name=card.name, count=card.left)
        note = "" if card.here else tr("Whom you told, when it is fetched")
        self._ask.ask(title, rows, lambda key, words: self._give(original_id, str(key), words), note=note)

    def before_leaving(self, go_on: Callable[[], object]) -> None:
        """Go on when nothing of this resident lies in a tray; else name it and ask first."""
        desk, hall = self.desk, self._runner.hall
        if desk is None or desk.ticket is None:
            return
        ticket_id = desk.ticket.id

        def look() -> Sequence[Original]:
            return hall.see(originals_views.of_visit, ticket_id=ticket_id)

        tasks.run(self, look, lambda lying: self._leave(ticket_id, lying, go_on))

    def _leave(self, ticket_id: str, lying: Sequence[Original], go_on: Callable[[], object]) -> None:
        if self.desk is None or self.desk.ticket is None or self.desk.ticket.id != ticket_id:
            return  # the same key was pressed twice
        if not lying:
            go_on()
            return
        cards = [card for card in lying if card.identity_card]
        kept = [card for card in lying if not card.identity_card]
        rows = [Row("back", tr("All handed back"), below=names_of(lying))]
        if kept:
            text = tr("Keep for the work, with a receipt")
            but = tr("Identity card handed back, keep the rest with a receipt") if cards else text
            rows.append(Row("keep", but, below=names_of(kept)))
        rows.append(Row("", tr("Back to the resident")))
        count = sum(card.left for card in lying)
        title = tr("{count} originals are still in the tray. Has the resident got them back?", count=count)
        self._ask.ask(title, rows, lambda key, _note: self._settle(str(key), ticket_id, cards, go_on))

    def _settle(self, how: str, ticket_id: str, cards: Sequence[Original], go_on: Callable[[], object]) -> None:
        def then(_done: object) -> None:
            QTimer.singleShot(0, go_on)  # the hands are free only after this

        if how == "back":
            self._do(lambda hall: hall.do(originals.hand_back, ticket_id=ticket_id), then=then)
        elif how == "keep":
            self._do(lambda hall: _keep(hall, ticket_id, cards), then=then)

    def _put(self, name: str) -> None:
        self._do(lambda hall: hall.do(originals.check_in, name=name), tr("In the tray: {name}.", name=name))

    def _give(self, original_id: str, to: str, words: str) -> None:
        if to == "note":
            self._do(lambda hall: hall.do(originals.note_left, original_id=original_id, words=words), tr("Noted."))
        else:
            self._do(lambda hall: hall.do(originals.check_out, original_id=original_id, to=to), tr("Noted."))


def _keep(hall: Hall, ticket_id: str, cards: Sequence[Original]) -> str:
    """Give identity cards back, which nobody may keep, and print the receipt for the rest."""
    for card in cards:
        hall.do(originals.check_out, original_id=card.id)
    return hall.do(originals.keep, ticket_id=ticket_id)
