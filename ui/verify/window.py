"""The window in which a paper is verified, without any network."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hall.kernel.clock import Clock
from hall.kernel.refusal import Refusal
from hall.service import HallFacts
from ui.shared import tasks
from ui.shared.i18n import tr
from ui.shared.message_line import MessageLine
from ui.shared.messages import say_refusal
from ui.shared.scan_field import ScanField
from ui.shared.theme import GRID, scaled, set_role
from ui.shared.verdict_card import VerdictCard
from ui.shared.verifying import Judge, Verdict, verdict_of_bytes, verdict_of_file

if TYPE_CHECKING:
    from ui.verify.camera import CameraView

INPUT_WIDTH = 480


class VerifyWindow(QWidget):
    """Takes what a scanner types, a picture, a PDF or the camera's view; one verdict at a time.

    Attributes:
        field: the scanner's field.
        verdict: the card with what came out.
    """

    def __init__(
        self, judge: Judge, clock: Clock, parent: QWidget | None = None, *, camera: bool | None = None
    ) -> None:
        super().__init__(parent)
        self._judge, self._clock = judge, clock
        self._working = False
        self._build()
        self._arrange()
        self._connect()
        self.camera.setVisible(_camera_there() if camera is None else camera)
        self.field.setFocus()

    def sizeHint(self) -> QSize:
        """The screen of an old PC."""
        return QSize(1366, 768)

    def verify_file(self, file: Path) -> None:
        """Verify a picture or a PDF."""
        judge = self._judge
        self._run(lambda: verdict_of_file(judge, file))

    def verify_text(self, text: str) -> None:
        """Verify what a scanner typed or the camera read."""
        judge = self._judge
        self._run(lambda: judge.judge(text))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Switch the camera off."""
        self._end_camera()
        super().closeEvent(event)

    def _build(self) -> None:
        set_role(self, "window")
        self.setWindowTitle(tr("Verify a paper"))
        self.setMinimumSize(800, 560)
        self._title = QLabel(tr("Verify a paper"), self)
        set_role(self._title, "title")
        self._hint = QLabel(tr("Works without a network. Nothing that is scanned here is kept."), self)
        set_role(self._hint, "quiet")
        self.field = ScanField(self)
        self.open = QPushButton(tr("Open a picture or PDF…"), self)
        self.camera = QPushButton(tr("Use the camera"), self)
        self.camera.setCheckable(True)
        self.next = QPushButton(tr("Next paper"), self)
        set_role(self.next, "next")
        self.verdict = VerdictCard(self)
        self.message = MessageLine(self)
        self._view: CameraView | None = None

    def _arrange(self) -> None:
        self._left = QVBoxLayout()
        self._left.setSpacing(GRID)
        for widget in (self._title, self._hint):
            self._left.addWidget(widget)
        self._left.addWidget(self.field, 1)
        for button in (self.open, self.camera, self.next):
            self._left.addWidget(button)
        self.field.setFixedWidth(scaled(INPUT_WIDTH))
        columns = QHBoxLayout()
        columns.setSpacing(3 * GRID)
        columns.addLayout(self._left)
        columns.addWidget(self.verdict, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, GRID)
        outer.setSpacing(GRID)
        outer.addLayout(columns, 1)
        outer.addWidget(self.message)

    def _connect(self) -> None:
        self.field.text_given.connect(self.verify_text)
        self.field.file_given.connect(self.verify_file)
        self.field.picture_given.connect(self._on_picture)
        self.open.clicked.connect(self._on_open)
        self.camera.toggled.connect(self._on_camera)
        self.next.clicked.connect(self.begin_anew)

    @Slot()
    def begin_anew(self) -> None:
        """Forget the paper before; the field is ready."""
        self.field.clear()
        self.verdict.clear()
        self.message.clear()
        self.field.setFocus()

    def _run(self, work: Callable[[], Verdict]) -> None:
        """Verify off the screen's thread; a second scan while the first is at work is not taken."""
        if self._working:
            return
        self._working = True
        self.message.clear()
        tasks.run(self, work, self._on_verdict, self._on_refused, ended=self._on_ended)

    def _on_verdict(self, verdict: Verdict) -> None:
        self.verdict.show_verdict(verdict, self._today())

    def _on_refused(self, refusal: Refusal) -> None:
        self.verdict.clear()
        say_refusal(self, refusal)

    def _on_ended(self) -> None:
        self._working = False

    @Slot(bytes)
    def _on_picture(self, data: bytes) -> None:
        judge = self._judge
        self._run(lambda: verdict_of_bytes(judge, data))

    @Slot()
    def _on_open(self) -> None:
        kinds = tr("Pictures and PDF files (*.png *.jpg *.jpeg *.bmp *.pdf)")
        name, _ = QFileDialog.getOpenFileName(self, tr("Open a picture or PDF…"), "", kinds)
        if name:
            self.verify_file(Path(name))

    @Slot(bool)
    def _on_camera(self, on: bool) -> None:
        if not on:
            self._end_camera()
            return
        from ui.verify.camera import CameraView  # QtMultimedia is loaded only where a camera is used

        view = CameraView(self)
        view.setFixedSize(self.field.width(), round(self.field.width() * 0.75))
        view.read.connect(self._on_camera_read)
        self._left.insertWidget(2, view)
        self._view = view
        view.begin()

    @Slot(str)
    def _on_camera_read(self, text: str) -> None:
        self.camera.setChecked(False)
        self.field.setPlainText(text)
        self.verify_text(text)

    def _end_camera(self) -> None:
        view, self._view = self._view, None
        if view is not None:
            view.end()
            view.hide()
            view.deleteLater()

    def _today(self) -> date:
        return self._clock.now().astimezone(ZoneInfo(HallFacts().zone)).date()


def _camera_there() -> bool:
    from ui.verify.camera import has_camera

    return has_camera()
