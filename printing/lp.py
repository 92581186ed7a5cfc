"""The printers of this computer through CUPS: `lp` and `lpstat`, never through a shell."""

import os
import re
import subprocess

from hall.documents.content import Sheet
from hall.kernel.refusal import Refusal
from printing.spooler import JobState, PrinterState

_MEDIA = {Sheet.A4: "A4", Sheet.A4_LANDSCAPE: "A4", Sheet.A5: "A5"}
_WIDTHS = {Sheet.TICKET_80: 80, Sheet.TICKET_58: 58}
_PAGE = re.compile(rb"/MediaBox \[\s*[\d.]+\s+[\d.]+\s+[\d.]+\s+([\d.]+)")
_JOB = re.compile(r"request id is (\S+)")


class LpSpooler:
    """Prints through `lp`; the PDF goes through its standard input, so no copy of it stays behind."""

    def __init__(self, *, lp: str = "lp", lpstat: str = "lpstat", seconds: int = 20) -> None:
        self._lp, self._lpstat, self._seconds = lp, lpstat, seconds

    def print(self, pdf: bytes, *, printer: str, sheet: Sheet, title: str) -> str:
        """Hand the PDF to CUPS and return its job, such as `counter3-17`.

        Raises:
            Refusal: `printing.unknown_printer`, `printing.printer_refused`, `printing.printer_silent` or
                `printing.no_print_system`.
        """
        if printer not in self.printers():
            raise Refusal("printing.unknown_printer", printer=printer)
        options = ["-o", f"media={media(sheet, pdf)}", "-o", "print-scaling=none"]
        answer = self._run([self._lp, "-d", printer, "-t", title[:80], *options], printer=printer, feed=pdf)
        job = _JOB.search(answer.stdout)
        if answer.returncode or not job:
            raise Refusal("printing.printer_refused", printer=printer)
        return job.group(1)

    def printers(self) -> tuple[str, ...]:
        """Return the names of all printers that CUPS knows.

        Raises:
            Refusal: `printing.no_print_system` or `printing.printer_silent`.
        """
        return tuple(self._run([self._lpstat, "-e"]).stdout.split())

    def printer_state(self, printer: str) -> PrinterState:
        """Return what CUPS says of the printer."""
        if printer not in self.printers():
            return PrinterState.UNKNOWN
        text = self._run([self._lpstat, "-p", printer], printer=printer).stdout
        if "disabled" in text:
            return PrinterState.STOPPED
        if "now printing" in text:
            return PrinterState.PRINTING
        return PrinterState.READY if "is idle" in text else PrinterState.UNKNOWN

    def state(self, job: str) -> JobState:
        """Return PRINTED for a job among the completed ones, STOPPED for one that waits on a stopped printer."""
        printer = job.rpartition("-")[0]
        if self._listed(job, printer, "not-completed"):
            stopped = self.printer_state(printer) is PrinterState.STOPPED
            return JobState.STOPPED if stopped else JobState.WAITING
        return JobState.PRINTED if self._listed(job, printer, "completed") else JobState.UNKNOWN

    def _listed(self, job: str, printer: str, which: str) -> bool:
        lines = self._run([self._lpstat, "-W", which, "-o", printer], printer=printer).stdout.splitlines()
        return any(line.split(maxsplit=1)[:1] == [job] for line in lines)

    def _run(self, command: list[str], *, printer: str = "", feed: bytes = b"") -> subprocess.CompletedProcess[str]:
        """Run a CUPS program in plain English and wait a bounded time for it."""
        environment = os.environ | {"LC_ALL": "C"}
        try:
            done = subprocess.run(
                command, input=feed, capture_output=True, timeout=self._seconds, env=environment, check=False
            )
        except (FileNotFoundError, PermissionError) as missing:
            raise Refusal("printing.no_print_system", program=command[0]) from missing
        except subprocess.TimeoutExpired as silent:
            raise Refusal("printing.printer_silent", printer=printer or command[0], seconds=self._seconds) from silent
        return subprocess.CompletedProcess(
            command, done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
        )


def media(sheet: Sheet, pdf: bytes) -> str:
    """Return the name of the paper for CUPS; a ticket's is as long as its only page."""
    if sheet in _MEDIA:
        return _MEDIA[sheet]
    height = _PAGE.search(pdf)
    if not height:
        raise ValueError("the PDF of a ticket names no page size")
    return f"Custom.{_WIDTHS[sheet]}x{float(height.group(1)) * 25.4 / 72:.0f}mm"
