"""The card of the originals tray: what of this resident lies on the desk, and what somebody left behind."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from hall.service import originals_views
from ui.counter.desk import Desk
from ui.shared.card import Card
from ui.shared.commands import CommandTable
from ui.shared.i18n import tr
from ui.shared.row_list import Row, RowList
from ui.shared.state_mark import Light
from ui.shared.theme import length, set_role

Original = originals_views.OriginalCard
MOST_ROWS = 4
"""More than these scroll; a tray is seldom that full."""


class TrayCard(Card):
    """Shows the tray; one key hands everything of this resident back, a row opens what can be done with it.

    Signals:
        original_chosen: the key of an original.
    """

    original_chosen = Signal(object)

    def __init__(self, table: CommandTable, parent: QWidget | None = None) -> None:
        super().__init__(tr("Originals tray"), parent)
        self.none = QLabel(tr("Empty"), self)
        set_role(self.none, "quiet")
        self.list = RowList(tr("Originals tray"), self, framed=False)
        self.list.row_chosen.connect(self.original_chosen)
        self.back = table.button("tray_back", self)
        for widget in (self.none, self.list, self.back):
            self.body.addWidget(widget)
        self._count = 0

    def show_desk(self, desk: Desk) -> None:
        """Show what lies there: what was left behind first, for its owner may still be in the hall."""
        lying = sorted(desk.tray, key=lambda card: card.here)
        self._count = len(lying)
        self.list.show_rows([row_of(card) for card in lying])
        self.list.setVisible(bool(lying))
        self.list.setFixedHeight(sum(_height(row) for row in self.list.rows()[:MOST_ROWS]) + 4)
        self.none.setVisible(not lying)
        self.back.setVisible(any(card.here for card in lying))

    def holds(self) -> bool:
        """Return True while something lies there."""
        return self._count > 0


def row_of(card: Original) -> Row:
    """Return an original as a line: red where its owner has gone."""
    light = None if card.here else Light.RED if card.overdue else Light.YELLOW
    whose = " ".join(part for part in (card.ticket_number, card.person_name) if part) or tr("Resident")
    below = "" if card.here else tr("Left behind by {whose}", whose=whose)
    return Row(card.id, card.name, f"×{card.left}", light, below)


def names_of(cards: Sequence[Original]) -> str:
    """Return originals in one line: 居民身份证 × 1、户口簿 × 2."""
    return tr(", ").join(tr("{name} × {count}", name=card.name, count=card.left) for card in cards)


def _height(row: Row) -> int:
    """Return the height that the list gives to a row of one line or two."""
    return length("control") + (length("control") // 2 if row.below else 0)
