"""The printers at a counter: whether they work, and why a paper did not come out."""

from hall.documents.content import Sheet
from hall.kernel.refusal import Refusal
from printing.spooler import JobState, PrinterState, Spooler


class AttentiveSpooler:
    """Hands papers on and remembers why one was not taken, so that the clerk can be told.

    Attributes:
        reasons: the refusal of each paper that did not come out, by the paper's number.
    """

    def __init__(self, spooler: Spooler) -> None:
        self._spooler = spooler
        self.reasons: dict[str, Refusal] = {}

    def print(self, pdf: bytes, *, printer: str, sheet: Sheet, title: str) -> str:
        """Hand over one PDF and return the reference of the job."""
        number = title.rpartition(" ")[2]
        try:
            job = self._spooler.print(pdf, printer=printer, sheet=sheet, title=title)
        except Refusal as refusal:
            self.reasons[number] = refusal
            raise
        self.reasons.pop(number, None)
        return job

    def printers(self) -> tuple[str, ...]:
        """Return the names of the printers."""
        return self._spooler.printers()

    def printer_state(self, printer: str) -> PrinterState:
        """Return what the printer says of itself."""
        return self._spooler.printer_state(printer)

    def state(self, job: str) -> JobState:
        """Return what became of a job."""
        return self._spooler.state(job)


def printers_work(spooler: Spooler) -> bool:
    """Return True when at least one printer is there and none has stopped."""
    printers = spooler.printers()
    return bool(printers) and all(spooler.printer_state(each) is not PrinterState.STOPPED for each in printers)
