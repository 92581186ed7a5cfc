"""The printers of this computer through CUPS: `lp` hands papers over, IPP tells what became of them."""

import math
import os
import re
import subprocess
from urllib.parse import quote

from hall.documents.content import Sheet
from hall.kernel.refusal import Refusal
from printing.ipp import IppClient, Job, cups_server
from printing.ipp_wire import IppError
from printing.printer_state import PrinterReport, PrinterState, Trouble, report_of
from printing.spooler import JobState

_MEDIA = {Sheet.A4: "A4", Sheet.A4_LANDSCAPE: "A4", Sheet.A5: "A5", Sheet.A6: "A6"}
_WIDTHS = {Sheet.TICKET_80: 80, Sheet.TICKET_58: 58}
_PAGE = re.compile(rb"/MediaBox \[\s*[\d.]+\s+[\d.]+\s+[\d.]+\s+([\d.]+)")
_JOB = re.compile(r"request id is (\S+)")
_STATES = {3: PrinterState.READY, 4: PrinterState.PRINTING, 5: PrinterState.STOPPED}
_ENDED_BADLY = (7, 8)
_COMPLETED = 9
_LONGEST_NAME = 255
_ROUNDING_MM = 0.36
"""CUPS cuts a custom size down to whole points; so much is lost at most."""


class LpSpooler:
    """Prints through `lp`; the PDF goes through its standard input, so no copy of it stays behind.

    A job's title ends with its reference, so CUPS's own history tells after a crash whether a paper was handed over.
    CUPS keeps that history unless somebody switches PreserveJobHistory off.
    """

    def __init__(
        self, *, lp: str = "lp", lpstat: str = "lpstat", seconds: int = 20, ipp: IppClient | None = None
    ) -> None:
        self._lp, self._lpstat, self._seconds, self._ipp = lp, lpstat, seconds, ipp

    def print(self, pdf: bytes, *, printer: str, sheet: Sheet, title: str, reference: str = "", paper: str = "") -> str:
        """Hand the PDF to CUPS and return its job, such as `counter3-17`; a reference is never handed over twice.

        Args:
            pdf: the whole document.
            printer: the queue's name.
            sheet: what lies in the printer.
            title: shown in the queue.
            reference: names the job for ever; empty where nobody asks for it later.
            paper: CUPS's name of the paper, where the printer knows the sheet under a name of its own.

        Raises:
            Refusal: `printing.unknown_printer`, `printing.printer_refused`, `printing.printer_silent` or
                `printing.no_print_system`.
        """
        if printer not in self.printers():
            raise Refusal("printing.unknown_printer", printer=printer)
        if reference and (known := self._job_of(reference)) is not None:
            return f"{known.printer}-{known.id}"
        options = ["-o", f"media={paper or media(sheet, pdf)}", "-o", "print-scaling=none"]
        command = [self._lp, "-d", printer, "-t", job_name(title, reference), *options]
        answer = self._run(command, printer=printer, feed=pdf)
        job = _JOB.search(answer.stdout)
        if answer.returncode or not job:
            raise Refusal("printing.printer_refused", printer=printer)
        return job.group(1)

    def handed(self, reference: str, printer: str) -> bool | None:
        """Return whether CUPS has or had the job of that reference, on whichever queue; None when it does not say."""
        try:
            return self._job_of(reference, strictly=True) is not None
        except IppError:
            return None

    def printers(self) -> tuple[str, ...]:
        """Return the names of all printers that CUPS knows.

        Raises:
            Refusal: `printing.no_print_system` or `printing.printer_silent`.
        """
        return tuple(self._run([self._lpstat, "-e"]).stdout.split())

    def printer_state(self, printer: str) -> PrinterState:
        """Return whether the printer takes papers."""
        return self.report(printer).state

    def report(self, printer: str) -> PrinterReport:
        """Return what CUPS says of a printer, with its troubles; asked over IPP, else read off `lpstat`."""
        try:
            found = self._client().printer(f"/printers/{quote(printer)}")
        except IppError:
            return self._report_of_lpstat(printer)
        if found is None:
            return PrinterReport(PrinterState.STOPPED, (Trouble.GONE,), printer)
        state = _STATES.get(found.state, PrinterState.UNKNOWN) if found.accepting else PrinterState.STOPPED
        return report_of(state, found.reasons, printer=printer)

    def shift_for(self, printer: str) -> tuple[float, float]:
        """Return no shift: CUPS knows nothing of it; the hall's list of printers does."""
        return (0.0, 0.0)

    def state(self, job: str) -> JobState:
        """Return PRINTED for a finished job, FAILED for one cancelled or given up, STOPPED on a stopped printer."""
        printer, _, number = job.rpartition("-")
        try:
            known = next((each for each in self._client().jobs() if f"{each.id}" == number), None)
        except IppError:
            return self._state_of_lpstat(job, printer)
        if known is None or known.printer != printer:
            return JobState.UNKNOWN
        if known.state in _ENDED_BADLY:
            return JobState.FAILED
        if known.state == _COMPLETED:
            return JobState.PRINTED
        return JobState.STOPPED if self.printer_state(printer) is PrinterState.STOPPED else JobState.WAITING

    def _job_of(self, reference: str, *, strictly: bool = False) -> Job | None:
        """Return the job that carries a reference; a CUPS that does not say counts as none unless asked strictly."""
        try:
            jobs = self._client().jobs()
        except IppError:
            if strictly:
                raise
            return None
        return next((job for job in jobs if job.name.endswith(f" #{reference}")), None)

    def _client(self) -> IppClient:
        if self._ipp is None:
            self._ipp = IppClient(cups_server())
        return self._ipp

    def _report_of_lpstat(self, printer: str) -> PrinterReport:
        if printer not in self.printers():
            return PrinterReport(PrinterState.UNKNOWN, (Trouble.GONE,), printer)
        text = self._run([self._lpstat, "-p", printer], printer=printer).stdout
        if "disabled" in text:
            return report_of(PrinterState.STOPPED, printer=printer)
        if "now printing" in text:
            return PrinterReport(PrinterState.PRINTING, (), printer)
        return PrinterReport(PrinterState.READY if "is idle" in text else PrinterState.UNKNOWN, (), printer)

    def _state_of_lpstat(self, job: str, printer: str) -> JobState:
        """Return what `lpstat` says of a job; it cannot tell a cancelled one from a finished one."""
        if self._listed(job, printer, "not-completed"):
            stopped = self.printer_state(printer) is PrinterState.STOPPED
            return JobState.STOPPED if stopped else JobState.WAITING
        return JobState.PRINTED if self._listed(job, printer, "completed") else JobState.UNKNOWN

    def _listed(self, job: str, printer: str, which: str) -> bool:
        lines = self._run([self._lpstat, "-W", which, "-o", printer], printer=printer).stdout.splitlines()
        return any(line.split(maxsplit=1)[:1] == [job] for line in lines)

    def _run(self, command: list[str], *, printer: str = "", feed: bytes = b"") -> subprocess.CompletedProcess[str]:
        """Run a CUPS program in plain English and wait a bounded time for it."""
        environment = os.environ | {"LC_ALL": "C.UTF-8"}
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


def job_name(title: str, reference: str) -> str:
    """Return the name of a job: the title, cut to what IPP can carry, and the reference."""
    if not reference:
        return title[:80]
    end = f" #{reference}"
    room = _LONGEST_NAME - len(end.encode())
    return title[:80].encode()[:room].decode(errors="ignore") + end


def media(sheet: Sheet, pdf: bytes) -> str:
    """Return the name of the paper for CUPS; a ticket's is as long as its only page, and never shorter."""
    if sheet in _MEDIA:
        return _MEDIA[sheet]
    height = _PAGE.search(pdf)
    if not height:
        raise ValueError("the PDF of a ticket names no page size")
    return f"Custom.{_WIDTHS[sheet]}x{math.ceil(float(height.group(1)) * 25.4 / 72 + _ROUNDING_MM)}mm"
