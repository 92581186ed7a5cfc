"""The card of what is still owed, counted by kind."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from ui.counter.todo import Group
from ui.shared.card import Card
from ui.shared.i18n import tr
from ui.shared.row_list import Row, RowList
from ui.shared.theme import length, set_role

SHOWN = 9
"""So many kinds stand without scrolling; the most urgent come first."""


class TodoCard(Card):
    """Counts by kind; a kind opens its list.

    Signals:
        group_chosen: the code of a group.
    """

    group_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("My work"), parent)
        self.none = QLabel(tr("Nothing is waiting for you."), self)
        set_role(self.none, "quiet")
        self.list = RowList(tr("My work"), self, framed=False)
        self.list.row_chosen.connect(self.group_chosen)
        self.body.addWidget(self.none)
        self.body.addWidget(self.list)

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show how much there is of each kind; the sum counts what stands under two kinds once."""
        total = len({(item.kind, item.key) for group in groups for item in group.items})
        self.title.setText(tr("My work  {count}", count=total) if total else tr("My work"))
        self.list.show_rows([Row(group.code, group.text, str(len(group.items)), group.light) for group in groups])
        self.list.setVisible(bool(groups))
        self.list.setFixedHeight(min(len(groups), SHOWN) * length("control") + 4)
        self.none.setVisible(not groups)
