"""The line at the top that says what cannot wait: a call for help, a paper in doubt, leaves not entered yet."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.guide.book_page import missing
from ui.guide.floor import Doubt, Floor
from ui.shared.commands import CommandTable
from ui.shared.i18n import tr
from ui.shared.state_mark import Light, StateMark
from ui.shared.theme import GRID, length, set_role
from ui.shared.wording import passed


class NoticeBar(QFrame):
    """One line of the same height all day, so that nothing moves under the hand; quiet while all is well."""

    def __init__(self, table: CommandTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "window")
        self.mark = StateMark(Light.GREEN, "", self)
        self.help = table.button("answer_help", self, leading=True)
        self.came_out = table.button("came_out", self)
        self.missing = table.button("print_missing", self)
        self.book = table.button("book", self)
        set_role(self.book, "plain")
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, GRID // 2, 2 * GRID, GRID // 2)
        row.setSpacing(2 * GRID)
        row.addWidget(self.mark)
        row.addStretch(1)
        for button in (self.book, self.missing, self.came_out):
            row.addWidget(button)
        row.addWidget(self.help)
        self.setFixedHeight(length("control") + 2 * GRID)

    def show_floor(self, floor: Floor) -> None:
        """Say what cannot wait, the most pressing of all."""
        self.help.setVisible(bool(floor.help))
        doubt = floor.doubts[0] if floor.doubts and not floor.help else None
        for button in (self.came_out, self.missing):
            button.setVisible(doubt is not None)
        self.book.setVisible(bool(floor.gaps) and not floor.help and doubt is None)
        if floor.help:
            call = floor.help[0]
            minutes = passed(call.at, floor.looked_at) // 60
            words = tr(
                "{machine}: a resident asks for help, for {minutes} min", machine=call.device_name, minutes=minutes
            )
            self.mark.show_state(Light.RED, words)
        elif doubt is not None:
            self.mark.show_state(Light.RED, in_doubt(doubt))
        elif floor.gaps:
            self.mark.show_state(Light.YELLOW, missing(floor.gaps))
        elif not floor.books:
            self.mark.show_state(Light.GREY, tr("No paper ticket book lies ready for an outage (F8)."))
        else:
            self.mark.show_state(Light.GREEN, tr("Nobody is calling for help."))


def in_doubt(doubt: Doubt) -> str:
    """Return the question about a paper of which nobody knows whether it came out."""
    return tr("{machine}: did the {paper} {number} come out? Please look.", machine=doubt.device_name,
              paper=doubt.title, number=doubt.number)  # fmt: skip
