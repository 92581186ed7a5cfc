"""What a scan does at a counter: it finds a ticket, a case or a person, or verifies a paper; it never types."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from hall.service import documents_statement, people_rules
from ui.counter.asking import Who, identity_refusal, kind_for
from ui.counter.desk import Phase
from ui.counter.desk_work import DeskWork
from ui.counter.palette import Palette
from ui.counter.steps import Step
from ui.counter.visit_panel import VisitPanel
from ui.shared.i18n import sentence, tr
from ui.shared.messages import line_of
from ui.shared.scanner import Scanner
from ui.shared.verify_sheet import VerifySheet


class Scans(QObject):
    """Takes what the scanner of a counter reads to where it belongs at that moment.

    The code of a paper is verified. While a visit asks who the resident is, the number of an identity document goes
    there, and while a paper on a secure blank is to be confirmed, the serial of the blank; anything else is looked up.
    """

    def __init__(
        self, window: QWidget, queue: DeskWork, palette: Palette, visit: VisitPanel, papers: VerifySheet
    ) -> None:
        super().__init__(window)
        self._window = window
        self._queue, self._palette, self._visit, self._papers = queue, palette, visit, papers
        self.scanner = Scanner(window)
        self.scanner.scanned.connect(self._on_scanned)
        self.scanner.unreadable.connect(self._refuse)

    @Slot(str)
    def _on_scanned(self, text: str) -> None:
        desk, visit = self._queue.desk, self._visit.visit
        if desk is None or desk.phase is Phase.SIGNED_OUT:
            self._refuse(tr("Sign in first, then scan."))
        elif documents_statement.is_statement(text):
            self._papers.verify_text(text)
        elif visit is not None and self._is_at(Step.ASK) and _is_identity(text):
            refusal = identity_refusal(Who(id_kind=kind_for(text, ""), id_number=text), visit.today)
            if refusal is not None:
                self._refuse(sentence(refusal))
            else:
                self._palette.close_sheet()
                self._visit.ask.who.take_card(text)
        elif not (self._is_at(Step.PAPERS) and self._visit.papers.blanks.take_scan(text)):
            self._palette.take_scan(text)

    def _is_at(self, step: Step) -> bool:
        desk = self._queue.desk
        return desk is not None and desk.phase is Phase.SERVING and self._visit.step is step

    @Slot(str)
    def _refuse(self, text: str) -> None:
        line = line_of(self._window)
        if line is not None:
            line.refuse(text)


def _is_identity(text: str) -> bool:
    return people_rules.kind_of(text) is not None
