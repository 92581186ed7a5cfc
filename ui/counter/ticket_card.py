"""The card of the ticket at hand: its number first, then what to do with it."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from ui.counter.desk import Desk, Phase, Ticket
from ui.counter.wording import SOURCES
from ui.shared.card import Card
from ui.shared.commands import CommandTable
from ui.shared.i18n import mark, tr
from ui.shared.number_label import NumberLabel
from ui.shared.pause_words import pause_words
from ui.shared.state_mark import Light, StateMark
from ui.shared.theme import GRID, set_role
from ui.shared.wording import PRIORITIES, minutes_seconds, passed, said, waited

_STATES = {
    Phase.SIGNED_OUT: (Light.GREY, mark("Nobody signed in")),
    Phase.CLOSED: (Light.GREY, mark("Counter closed")),
    Phase.PAUSED: (Light.BLUE, mark("Counter paused")),
    Phase.BACK_OFFICE: (Light.BLUE, mark("In the back office")),
    Phase.IDLE: (Light.GREEN, mark("Free")),
    Phase.CALLING: (Light.YELLOW, mark("Calling")),
    Phase.SERVING: (Light.GREEN, mark("Serving")),
}
_LEADING = {
    Phase.CLOSED: "open",
    Phase.PAUSED: "call_next",
    Phase.BACK_OFFICE: "call_next",
    Phase.IDLE: "call_next",
    Phase.CALLING: "arrive",
}
"""The one obvious step of each phase; while somebody is served it stands in the middle of the window."""

_QUIET = {
    Phase.SIGNED_OUT: (),
    Phase.CLOSED: (),
    Phase.IDLE: ("walk_in", "pause", "close"),
    Phase.PAUSED: ("close",),
    Phase.BACK_OFFICE: ("close",),
    Phase.CALLING: ("recall", "miss"),
    Phase.SERVING: ("hold", "transfer", "finish"),
}


class TicketCard(Card):
    """Shows whose turn it is: nobody's and who comes next, the one that is called, or the one that is served."""

    def __init__(self, table: CommandTable, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._desk: Desk | None = None
        self._room = 0
        self.state = StateMark(Light.GREY, "", self)
        self.caption = QLabel(self)
        self.number = NumberLabel("", self)
        self.service = QLabel(self)
        self.service.setWordWrap(True)
        self.remark = QLabel(self)
        self.remark.setWordWrap(True)
        self.minutes = NumberLabel("", self, role="title")
        for label, role in ((self.caption, "quiet"), (self.service, "strong"), (self.remark, "quiet")):
            set_role(label, role)
        self.body.setSpacing(GRID // 2)
        for widget in (self.state, self.caption, self.number, self.service, self.remark, self.minutes):
            self.body.addWidget(widget)
        self.body.addSpacing(GRID)
        self.leading = {name: table.button(name, self, leading=True) for name in set(_LEADING.values())}
        for button in self.leading.values():
            button.setAutoDefault(True)
            self.body.addWidget(button)
        self.body.addSpacing(GRID // 2)
        self.quiet: dict[str, QPushButton] = {}
        self._rows = QGridLayout()
        self._rows.setSpacing(GRID)
        for place, name in enumerate(dict.fromkeys(name for names in _QUIET.values() for name in names)):
            self.quiet[name] = table.button(name, self)
            self._rows.addWidget(self.quiet[name], place, 0)
        self.body.addLayout(self._rows)
        self.body.addStretch(1)

    def show_desk(self, desk: Desk) -> None:
        """Show another look at the desk."""
        self._desk = desk
        phase = desk.phase
        light, word = _STATES[phase]
        self.state.show_state(light, tr(word))
        ticket = desk.ticket or (desk.next_up if phase is Phase.IDLE else None)
        self.caption.setText(_caption(desk))
        self.caption.setVisible(bool(self.caption.text()))
        self.number.show_number(ticket.number if ticket else "")
        self.service.setText(ticket.display_name if ticket else "")
        for widget in (self.number, self.service, self.remark):
            widget.setVisible(ticket is not None)
        self.minutes.setVisible(phase is Phase.SERVING)
        for name, button in self.leading.items():
            button.setVisible(_LEADING.get(phase) == name)
        self.tick(desk.looked_at)
        self.fit(self._room)

    def fit(self, room: int) -> None:
        """Show the quiet buttons if so many pixels of height have room for them; their keys work all the same."""
        self._room = room
        wanted = _QUIET[self._desk.phase] if self._desk else ()
        for name, quiet in self.quiet.items():
            quiet.setVisible(name in wanted)
        self._rows.invalidate()  # before its first showing a layout counts what is hidden
        if self.body.totalMinimumSize().height() > room:
            for quiet in self.quiet.values():
                quiet.hide()

    def tick(self, now: datetime) -> None:
        """Count the minutes on."""
        desk = self._desk
        ticket = (desk.ticket or desk.next_up) if desk else None
        if desk is None or ticket is None:
            return
        self.remark.setText(_remark(desk.phase, ticket, now))
        self.minutes.show_number(minutes_seconds(passed(ticket.served_at, now)))

    def stand_back(self, back: bool) -> None:
        """Be quiet while the middle of the window has the obvious step."""
        for button in self.leading.values():
            set_role(button, "" if back else "next")

    def take_focus(self) -> None:
        """Put the keyboard on the one obvious step; while there is none, where Enter does nothing."""
        self.setFocus()
        for button in self.leading.values():
            if not button.isHidden() and button.isEnabled():
                button.setFocus()

    def waits_with_focus(self) -> bool:
        """Return True while the keyboard is on the obvious step, or waits here for one."""
        return self.hasFocus() or any(button.hasFocus() for button in self.leading.values())


def _caption(desk: Desk) -> str:
    if desk.phase is Phase.IDLE:
        return tr("Next") if desk.next_up else tr("Nobody is waiting for this counter.")
    if desk.phase is Phase.PAUSED and desk.counter is not None:
        return pause_words(desk.counter.pause_reason)
    if desk.phase is Phase.BACK_OFFICE:
        return tr("Nobody is called meanwhile.")
    if desk.phase is Phase.CLOSED:
        return tr("Open the counter, then call.")
    return ""


def _remark(phase: Phase, ticket: Ticket, now: datetime) -> str:
    first = said(PRIORITIES, ticket.priority)
    if phase is Phase.CALLING:
        called = tr("Call {count}, {seconds} s ago", count=ticket.calls, seconds=passed(ticket.last_call_at, now))
        return "\n".join(filter(None, (first, called)))
    if phase is Phase.SERVING:
        return "\n".join(filter(None, (first, said(SOURCES, ticket.source))))
    return "\n".join(filter(None, (first, waited(passed(ticket.arrived_at, now)))))
