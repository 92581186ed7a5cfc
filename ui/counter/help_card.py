"""The card that says at which machine a resident waits for staff."""

from PySide6.QtWidgets import QLabel, QWidget

from ui.counter.desk import Desk
from ui.shared.card import Card
from ui.shared.commands import CommandTable
from ui.shared.i18n import tr
from ui.shared.state_mark import Light, StateMark


class HelpCard(Card):
    """There only while somebody waits; the guide's desk sees the same call, and the first answer counts."""

    def __init__(self, table: CommandTable, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.call = StateMark(Light.YELLOW, "", self)
        self.where = QLabel(self)
        self.where.setWordWrap(True)
        self.answer = table.button("answer_help", self)
        for widget in (self.call, self.where, self.answer):
            self.body.addWidget(widget)
        self._wanted = False
        self.hide()

    def is_wanted(self) -> bool:
        """Return True while somebody waits."""
        return self._wanted

    def show_desk(self, desk: Desk) -> None:
        """Show who has waited longest."""
        calls = desk.help_calls
        self._wanted = bool(calls)
        if calls:
            self.call.show_state(Light.YELLOW, tr("Somebody asks for help"))
            self.where.setText(tr("{device}　since {time}", device=calls[0].device_name,
                                  time=f"{desk.local(calls[0].at):%H:%M}"))  # fmt: skip
