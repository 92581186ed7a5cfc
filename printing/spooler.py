"""Hands a finished PDF to something that prints it: a folder of files, or the printers of this computer."""

import errno
import os
import re
from contextlib import suppress
from enum import Enum, auto
from pathlib import Path
from typing import Protocol

from hall.documents.content import Sheet
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal

_UNSAFE = re.compile(r"[^\w〔〕（）-]+")


class JobState(Enum):
    """What has become of a job that was handed over."""

    WAITING = auto()
    PRINTED = auto()
    STOPPED = auto()
    UNKNOWN = auto()


class PrinterState(Enum):
    """What a printer says of itself."""

    READY = auto()
    PRINTING = auto()
    STOPPED = auto()
    UNKNOWN = auto()


class Spooler(Protocol):
    """Takes whole PDFs; a refusal means that nothing was handed over, unless it says `printing.printer_silent`."""

    def print(self, pdf: bytes, *, printer: str, sheet: Sheet, title: str) -> str:
        """Hand over one PDF and return the reference of the job."""

    def printers(self) -> tuple[str, ...]:
        """Return the names of the printers."""

    def printer_state(self, printer: str) -> PrinterState:
        """Return what the printer says of itself."""

    def state(self, job: str) -> JobState:
        """Return what became of a job."""


class FileSpooler:
    """Writes each PDF into a folder, whole or not at all: for halls without a printer, for demonstrations and tests."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def print(self, pdf: bytes, *, printer: str, sheet: Sheet, title: str) -> str:
        """Write the PDF and return the name of its file.

        Raises:
            Refusal: `printing.disk_full` or `printing.spool_failed`.
        """
        name = "-".join(filter(None, (_UNSAFE.sub("_", part)[:40] for part in (printer, title))))
        return write_whole(self._folder, f"{name}-{new_id()}.pdf", pdf).name

    def printers(self) -> tuple[str, ...]:
        """Return the folder's name: it is the only printer."""
        return (self._folder.name,)

    def printer_state(self, printer: str) -> PrinterState:
        """Return READY while the folder can be written to."""
        parent = self._folder if self._folder.exists() else self._folder.parent
        return PrinterState.READY if os.access(parent, os.W_OK) else PrinterState.STOPPED

    def state(self, job: str) -> JobState:
        """Return PRINTED for a file that is there."""
        return JobState.PRINTED if (self._folder / Path(job).name).is_file() else JobState.UNKNOWN


def write_whole(folder: Path, name: str, data: bytes) -> Path:
    """Write a file so that it is there whole or not at all, and return its path.

    Raises:
        Refusal: `printing.disk_full` or `printing.spool_failed`.
    """
    path = folder / name
    part = folder / f".{name}.{new_id()}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as failed:
        full = failed.errno in {errno.ENOSPC, errno.EDQUOT}
        raise Refusal("printing.disk_full" if full else "printing.spool_failed", folder=str(folder)) from failed
    finally:
        with suppress(OSError):
            part.unlink()
    return path
