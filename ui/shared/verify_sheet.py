"""The sheet that verifies a paper over the window in which somebody works: scan or paste, one verdict."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from hall.kernel.refusal import Refusal
from hall.service import Hall
from ui.shared import tasks
from ui.shared.i18n import mark, tr
from ui.shared.messages import say_refusal
from ui.shared.overlay import Overlay
from ui.shared.scan_field import ScanField
from ui.shared.theme import GRID, length, set_role
from ui.shared.verdict_card import VerdictCard
from ui.shared.verifying import HallJudge, Verdict, verdict_of_bytes, verdict_of_file

NAME, TEXT, KEY = "verify", mark("Verify a paper"), "F12"
"""The command of a window in which papers are handed in."""


class VerifySheet(Overlay):
    """Says what a paper is worth (验真) while the visit below stays as it is; nothing that is scanned is kept.

    Attributes:
        field: takes a pasted code, and pictures and PDFs that are pasted or dropped.
        verdict: what came out.
    """

    def __init__(self, hall: Hall, window: QWidget) -> None:
        super().__init__(window, 720)
        self._hall, self._judge = hall, HallJudge(hall)
        self._latest = 0
        self.setAccessibleName(tr(TEXT))
        self.title = QLabel(tr(TEXT), self)
        set_role(self.title, "title")
        self._away = QLabel(tr("Esc: back"), self)
        set_role(self._away, "quiet")
        self.field = ScanField(self)
        self.field.setFixedHeight(2 * length("control"))  # both lines of its hint
        self.field.installEventFilter(self)
        self.verdict = VerdictCard(self, compact=True)
        self._arrange()
        self.field.text_given.connect(self.verify_text)
        self.field.file_given.connect(self._on_file)
        self.field.picture_given.connect(self._on_picture)

    def open_empty(self) -> None:
        """Open for the next paper, or put the sheet away."""
        if self.isVisible():
            self.close_sheet()
            return
        self._latest += 1  # whatever is still at work is for the paper before
        self.field.clear()
        self.verdict.clear()
        self._show()

    @Slot(str)
    def verify_text(self, text: str) -> None:
        """Verify what a scanner read or a person pasted, and show it."""
        judge = self._judge
        self._run(lambda: judge.judge(text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape puts the sheet away from its field too."""
        escaped = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if watched is self.field and escaped and event.type() == QEvent.Type.KeyPress:
            self.close_sheet()
            return True
        return super().eventFilter(watched, event)

    @Slot(Path)
    def _on_file(self, file: Path) -> None:
        judge = self._judge
        self._run(lambda: verdict_of_file(judge, file))

    @Slot(bytes)
    def _on_picture(self, data: bytes) -> None:
        judge = self._judge
        self._run(lambda: verdict_of_bytes(judge, data))

    def _run(self, work: Callable[[], Verdict]) -> None:
        """Verify off the screen's thread; of several papers the last one given is shown."""
        self._latest += 1
        asked, hall = self._latest, self._hall
        tasks.run(
            self,
            lambda: (work(), hall.see(lambda reading: reading.today)),
            lambda found: self._on_verdict(asked, *found),
            lambda refusal: self._on_refused(asked, refusal),
        )

    def _on_verdict(self, asked: int, verdict: Verdict, today: date) -> None:
        if asked == self._latest:
            self.verdict.show_verdict(verdict, today)
            self._show()

    def _on_refused(self, asked: int, refusal: Refusal) -> None:
        if asked == self._latest:
            self.verdict.clear()
            say_refusal(self, refusal)

    def _show(self) -> None:
        if self.isVisible():
            self._place()
        else:
            self.open()
        self.field.setFocus()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self._away)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 3 * GRID)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self.field)
        column.addWidget(self.verdict)
