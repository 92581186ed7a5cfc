"""Runs what the clerk does, one thing at a time and off the screen's thread, and sends the papers to the printer."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from hall.kernel.refusal import Refusal
from hall.service import Hall
from printing.printer_state import worst
from printing.spooler import Spooler
from ui.shared import tasks
from ui.shared.i18n import sentence
from ui.shared.machines import AttentiveSpooler, reports_of
from ui.shared.messages import say, say_refusal
from ui.shared.print_worker import print_waiting
from ui.shared.printer_words import is_warning, printer_sentence

T = TypeVar("T")


class Runner(QObject):
    """One pair of hands: a second key while the first is at work is not taken.

    Signals:
        busy_changed: work begins (True) or has ended (False).
        papers_printed: how many papers came out.
    """

    busy_changed = Signal(bool)
    papers_printed = Signal(int)

    def __init__(self, hall: Hall, spooler: Spooler, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hall = hall
        self._spooler = AttentiveSpooler(spooler)
        self._busy = False
        self._printing = False
        self._print_again = False

    def run(
        self,
        origin: QWidget,
        work: Callable[[Hall], T],
        then: Callable[[T], object] | None = None,
        otherwise: Callable[[Refusal], object] | None = None,
        *,
        said: str = "",
    ) -> bool:
        """Run `work`; answers False, and does nothing, while something else is being done.

        Args:
            origin: whose message line speaks.
            work: runs in a worker and must not read a widget.
            then: receives the result, on the GUI thread.
            otherwise: receives a refusal instead of the message line.
            said: what the message line says when it is done.
        """
        if self._busy:
            return False
        self._set_busy(True)

        def done(result: T) -> None:
            if said:
                say(origin, said)
            if then is not None:
                then(result)
            self.print_papers()

        def refused(refusal: Refusal) -> None:
            (otherwise or (lambda each: say_refusal(origin, each)))(refusal)
            self.print_papers()  # an earlier part of the work may have issued one

        tasks.run(self, lambda: work(self.hall), done, refused, ended=lambda: self._set_busy(False))
        return True

    def why_not_printed(self, number: str) -> str:
        """Return the sentence on why a paper did not come out, as far as this window knows."""
        refusal = self._spooler.reasons.get(number)
        return sentence(refusal) if refusal is not None else ""

    def ask_printers(self, origin: QWidget, then: Callable[[str], object]) -> None:
        """Ask the printers what is wrong; `then` receives a sentence on the worst, empty for none."""

        def trouble() -> str:
            report = worst(reports_of(self._spooler))
            return printer_sentence(report) if report.troubles and not is_warning(report) else ""

        tasks.run(origin, trouble, then, lambda refusal: then(sentence(refusal)))

    def print_papers(self) -> None:
        """Print what waits for this device; a call while the printer is at work makes it look once more."""
        if self._printing:
            self._print_again = True
            return
        self._printing, self._print_again = True, False
        tasks.run(self, lambda: print_waiting(self.hall, self._spooler), self._on_printed, ended=self._on_print_ended)

    @property
    def busy(self) -> bool:
        """Whether something is being done."""
        return self._busy

    def _on_printed(self, count: int) -> None:
        if count:
            self.papers_printed.emit(count)

    def _on_print_ended(self) -> None:
        self._printing = False
        if self._print_again:
            self.print_papers()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.busy_changed.emit(busy)
