"""The printers at a counter: whether they work, and why a paper did not come out."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from hall.documents.content import Sheet
from hall.kernel.refusal import Refusal
from printing.printer_state import PrinterReport, PrinterState, worst
from printing.spooler import JobState, Spooler
from ui.shared import tasks


class AttentiveSpooler:
    """Hands papers on and remembers why one was not taken, so that the clerk can be told.

    Attributes:
        reasons: the refusal of each paper that did not come out, by the paper's number.
    """

    def __init__(self, spooler: Spooler) -> None:
        self._spooler = spooler
        self.reasons: dict[str, Refusal] = {}

    def print(self, pdf: bytes, *, printer: str, sheet: Sheet, title: str, reference: str = "") -> str:
        """Hand over one PDF and return the name of the job."""
        number = title.rpartition(" ")[2]
        try:
            job = self._spooler.print(pdf, printer=printer, sheet=sheet, title=title, reference=reference)
        except Refusal as refusal:
            self.reasons[number] = refusal
            raise
        self.reasons.pop(number, None)
        return job

    def handed(self, reference: str, printer: str) -> bool | None:
        """Tell whether it has or had the job of a reference."""
        return self._spooler.handed(reference, printer)

    def printers(self) -> tuple[str, ...]:
        """Return the names of the printers."""
        return self._spooler.printers()

    def printer_state(self, printer: str) -> PrinterState:
        """Return what the printer says of itself."""
        return self._spooler.printer_state(printer)

    def report(self, printer: str) -> PrinterReport:
        """Return what the printer says of itself, with what is wrong."""
        return self._spooler.report(printer)

    def shift_for(self, printer: str) -> tuple[float, float]:
        """Return the calibration of a printer in millimetres."""
        return self._spooler.shift_for(printer)

    def state(self, job: str) -> JobState:
        """Return what became of a job."""
        return self._spooler.state(job)


class PrinterWatch(QObject):
    """Asks how the printers are, off the screen's thread and one question at a time; a silent one holds nobody up."""

    def __init__(self, spooler: Spooler, show: Callable[[PrinterReport], object], parent: QObject) -> None:
        super().__init__(parent)
        self.spooler, self._show, self._asking = spooler, show, False

    def ask(self) -> None:
        """Ask, unless an answer is still out; the worst printer is shown."""
        if self._asking:
            return
        self._asking = True
        tasks.run(self, self._look, self._show, lambda _refusal: self._show(_LOST), ended=self._on_ended)

    def _look(self) -> PrinterReport:
        return worst(reports_of(self.spooler))

    def _on_ended(self) -> None:
        self._asking = False


_LOST = PrinterReport(PrinterState.STOPPED)


def reports_of(spooler: Spooler) -> tuple[PrinterReport, ...]:
    """Return a report for each printer; slow, for a worker thread.

    Raises:
        Refusal: the print system does not answer at all.
    """
    together: Callable[[], tuple[PrinterReport, ...]] | None = getattr(spooler, "reports", None)
    return together() if together else tuple(spooler.report(each) for each in spooler.printers())
