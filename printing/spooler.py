"""Hands a finished PDF to something that prints it: a folder of files, or the printers of this computer."""

import os
import re
from enum import Enum, auto
from pathlib import Path
from typing import Protocol

from hall.documents.content import Sheet
from hall.kernel import whole_file
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from printing.printer_state import PrinterReport, PrinterState, Trouble

__all__ = ["FileSpooler", "JobState", "PrinterReport", "PrinterState", "Spooler", "write_whole"]

_UNSAFE = re.compile(r"[^\w〔〕（）-]+")


class JobState(Enum):
    """What has become of a job that was handed over; FAILED was cancelled or given up, and part of it may be out."""

    WAITING = auto()
    PRINTED = auto()
    STOPPED = auto()
    FAILED = auto()
    UNKNOWN = auto()


class Spooler(Protocol):
    """Takes whole PDFs; a refusal means that nothing was handed over, unless it says `printing.printer_silent`."""

    def print(self, pdf: bytes, *, printer: str, sheet: Sheet, title: str, reference: str = "") -> str:
        """Hand over one PDF and return the name of its job; `reference` is unique for the job and its copy."""

    def handed(self, reference: str, printer: str) -> bool | None:
        """Tell whether it has or had the job of a reference: True, surely not (False), or it cannot tell (None)."""

    def printers(self) -> tuple[str, ...]:
        """Return the names of the printers."""

    def printer_state(self, printer: str) -> PrinterState:
        """Return what the printer says of itself."""

    def report(self, printer: str) -> PrinterReport:
        """Return what the printer says of itself, with what is wrong."""

    def shift_for(self, printer: str) -> tuple[float, float]:
        """Return how far everything on a page must move to the right and down, in millimetres (calibration)."""

    def state(self, job: str) -> JobState:
        """Return what became of a job."""


class FileSpooler:
    """Writes each PDF into a folder, whole or not at all: for halls without a printer, for demonstrations and tests."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def print(self, pdf: bytes, *, printer: str, sheet: Sheet, title: str, reference: str = "") -> str:
        """Write the PDF and return the name of its file; what it has of a reference is not written again.

        Raises:
            Refusal: `printing.disk_full` or `printing.spool_failed`.
        """
        words = "-".join(filter(None, (_UNSAFE.sub("_", part)[:40] for part in (printer, title))))
        name = f"{words}-{reference or new_id()}.pdf"
        if reference and (self._folder / name).is_file():
            return name
        return write_whole(self._folder, name, pdf).name

    def handed(self, reference: str, printer: str) -> bool | None:
        """Tell whether the file of a reference is there; a folder that cannot be read cannot tell."""
        ending = f"-{reference}.pdf"
        try:  # a half-written file begins with a dot and ends otherwise
            return any(each.name.endswith(ending) for each in self._folder.iterdir())
        except FileNotFoundError:
            return False
        except OSError:
            return None

    def printers(self) -> tuple[str, ...]:
        """Return the folder's name: it is the only printer."""
        return (self._folder.name,)

    def printer_state(self, printer: str) -> PrinterState:
        """Return READY while the folder can be written to."""
        return PrinterState.READY if self._writable() else PrinterState.STOPPED

    def report(self, printer: str) -> PrinterReport:
        """Return a report without trouble while the folder can be written to."""
        troubles = () if self._writable() else (Trouble.NO_PERMISSION,)
        return PrinterReport(self.printer_state(printer), troubles, printer)

    def _writable(self) -> bool:
        """Whether the folder, or the nearest one above it that is there, can be written to."""
        there = next((place for place in (self._folder, *self._folder.absolute().parents) if place.exists()), None)
        return there is not None and there.is_dir() and os.access(there, os.W_OK)

    def shift_for(self, printer: str) -> tuple[float, float]:
        """Return no shift: files need no calibration."""
        return (0.0, 0.0)

    def state(self, job: str) -> JobState:
        """Return PRINTED for a file that is there."""
        return JobState.PRINTED if (self._folder / Path(job).name).is_file() else JobState.UNKNOWN


def write_whole(folder: Path, name: str, data: bytes, *, private: bool = False) -> Path:
    """Write a file so that it is there whole or not at all, and return its path; `private` is for its owner alone.

    Raises:
        Refusal: `printing.disk_full` or `printing.spool_failed`.
    """
    path = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        whole_file.write_whole(path, data, private=private)
    except OSError as failed:
        code = "printing.disk_full" if whole_file.is_full(failed) else "printing.spool_failed"
        raise Refusal(code, folder=str(folder)) from failed
    return path
