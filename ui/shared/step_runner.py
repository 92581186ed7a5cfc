"""Takes the steps of a page: asks for a file first, shows how far a long one is, and says what came of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QStorageInfo, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.shared.code_sheet import CodeSheet
from ui.shared.i18n import tr
from ui.shared.long_work import LongWork
from ui.shared.messages import say
from ui.shared.progress_line import ProgressLine
from ui.shared.runner import Runner
from ui.shared.step import FileWish, Outcome, Step, Values

_STICKS = ("/media/", "/run/media/")
"""Below these a desktop of Linux mounts what is plugged in; other systems show it in the dialog."""


class StepRunner(QObject):
    """One step at a time; a long one has a line with its progress and a way out."""

    def __init__(self, runner: Runner, window: QWidget) -> None:
        super().__init__(window)
        self._runner, self._window = runner, window
        self._work: LongWork | None = None
        self.line = ProgressLine(window)
        self.line.setContentsMargins(16, 8, 16, 8)
        self.line.hide()
        self.line.cancel_requested.connect(self.stop)
        self.sheet = CodeSheet(window)
        runner.busy_changed.connect(self._on_busy)

    def take(self, step: Step, values: Values, then: Callable[[], object]) -> None:
        """Take a step; `then` is called on the GUI thread when it is done."""
        given = dict(values)
        if step.wish is not None:
            if not (chosen := ask_for_file(self._window, step.wish)):
                return
            given["file"] = Path(chosen)
        if step.long and not self._runner.busy:
            given["told"] = self._begin(step.long).told
        self._runner.run(
            self._window, lambda hall: step.run(hall, given), lambda answer: self._on_done(step, answer, then)
        )

    @Slot()
    def stop(self) -> None:
        """Let what takes long end before its next part."""
        if self._work is not None:
            self._work.stop()

    def _begin(self, words: str) -> LongWork:
        self._work = LongWork(self)
        self._work.advanced.connect(self._on_advanced)
        self.line.start(words)
        self.line.show()
        return self._work

    def _on_done(self, step: Step, answer: object, then: Callable[[], object]) -> None:
        outcome = answer if isinstance(answer, Outcome) else Outcome()
        if outcome.code:
            self.sheet.show_code(outcome)
        elif said := outcome.said or step.done:
            say(self._window, said)
        then()

    @Slot(int, int)
    def _on_advanced(self, done: int, total: int) -> None:
        if self.sender() is self._work:
            self.line.show_total(total)
            self.line.advance(done)

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        if not busy and self._work is not None:
            self._work.deleteLater()
            self._work = None
            self.line.hide()


def ask_for_file(parent: QWidget, wish: FileWish) -> str:
    """Ask where something is to lie, or lies; empty for nowhere."""
    begin = _stick()
    if wish.kind == "folder":
        return QFileDialog.getExistingDirectory(parent, wish.title, begin)
    ask = QFileDialog.getSaveFileName if wish.kind == "save" else QFileDialog.getOpenFileName
    chosen, _ = ask(parent, wish.title, str(Path(begin, wish.name)), wish.kinds or tr("All files (*)"))
    return chosen


def _stick() -> str:
    """Return where to look first: the stick that is plugged in, else the reader's own folder."""
    for volume in QStorageInfo.mountedVolumes():
        if volume.isReady() and volume.rootPath().startswith(_STICKS):
            return volume.rootPath()
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation)
