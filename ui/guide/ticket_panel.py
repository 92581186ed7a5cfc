"""The ticket that is about to come out: its service, who goes first and why, and the one large step."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.guide.words import CLAIMS, GROUNDS, claim
from ui.shared.elided_label import ElidedLabel
from ui.shared.i18n import tr
from ui.shared.number_label import NumberLabel
from ui.shared.theme import GRID, set_role
from ui.shared.toggle_row import ToggleRow

SILENT = "S"


class TicketPanel(QWidget):
    """Chooses the class, its ground and a silent call; below it stands the last ticket.

    Signals:
        print_requested: the ticket is wanted.
        sheet_requested: a sheet for the last ticket is wanted.
    """

    print_requested = Signal()
    sheet_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.service = ElidedLabel("", self)
        set_role(self.service, "title")
        words = [(each.code, f"{tr(each.text)} {each.key}") for each in CLAIMS]
        self.claims = ToggleRow(words, tr("Goes first as"), self)
        self.grounds = ToggleRow([(code, tr(text)) for code, text in GROUNDS.items()], tr("Because"), self)
        self.silent = ToggleRow([("silent", f"{tr('Called without voice')} {SILENT}")], tr("How to call"), self)
        self.claims.chosen.connect(self._on_claim)
        self.print = QPushButton(self)
        set_role(self.print, "next")
        self.print.clicked.connect(self.print_requested)
        self.number = NumberLabel("", self)
        self.last = ElidedLabel("", self)
        self.sheet = QPushButton(tr("First-contact sheet  F6"), self)
        self.sheet.setAutoDefault(False)
        set_role(self.sheet, "plain")
        self.sheet.clicked.connect(self.sheet_requested)
        self._assemble()
        self.show_service("")
        self.show_last("", "")

    def show_service(self, words: str, *, ready: bool = False) -> None:
        """Say which ticket would come out; without a service the choices are taken back."""
        self.service.setText(words or tr("Press the figure of what the resident wants"))
        self.print.setText(tr("Print the ticket  ⏎"))
        self.print.setAccessibleName(tr("Print the ticket"))
        self.print.setEnabled(ready)
        if not ready:
            self.claims.choose("")
            self.silent.choose("")
            self._on_claim("")

    def show_last(self, number: str, words: str) -> None:
        """Show the last ticket that came out here."""
        self.number.show_number(number)
        self.last.setText(words)
        self.sheet.setVisible(bool(number))

    def choose_claim(self, code: str) -> None:
        """Choose who goes first; the usual ground comes along."""
        self.claims.choose(code)
        self._on_claim(code)

    def toggle_silent(self) -> None:
        """Call with the voice, or without."""
        self.silent.choose("" if self.silent.code() else "silent")

    def choice(self) -> tuple[str, str, bool]:
        """Return class, ground, and whether the call is silent."""
        chosen = claim(self.claims.code())
        return (chosen.priority if chosen else "", self.grounds.code() if chosen else "", bool(self.silent.code()))

    def _on_claim(self, code: str) -> None:
        chosen = claim(code)
        self.grounds.choose(chosen.ground if chosen else "")
        self.grounds.setEnabled(chosen is not None)

    def _assemble(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        step = QHBoxLayout()
        step.setSpacing(2 * GRID)
        step.addWidget(self.service, 1)
        step.addWidget(self.print)
        column.addLayout(step)
        column.addWidget(self.claims)
        reasons = QHBoxLayout()
        reasons.setSpacing(2 * GRID)
        reasons.addWidget(self.grounds, 3)
        reasons.addWidget(self.silent, 2)
        column.addLayout(reasons)
        column.addStretch(1)
        last = QHBoxLayout()
        last.setSpacing(2 * GRID)
        last.addWidget(self.number)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.last)
        words.addWidget(self.sheet, 0, Qt.AlignmentFlag.AlignLeft)
        last.addLayout(words, 1)
        column.addLayout(last)
