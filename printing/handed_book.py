"""Notes which papers went to a device that cannot be asked afterwards, so that none goes there twice."""

import os
import threading
from pathlib import Path

from hall.kernel.refusal import Refusal

_BEGUN, _DONE = "begun", "done"
_KEPT = 5000


class HandedBook:
    """A file of references: begun before the first byte goes out, done after the last.

    What was begun and not done is unsure: a person must look whether the paper came out.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()

    def handed(self, reference: str) -> bool | None:
        """Return True for a paper that went out whole, False for one never begun, None for one that broke off."""
        found = {line.partition(" ")[0] for line in self._lines() if line.partition(" ")[2] == reference}
        return True if _DONE in found else None if found else False

    def begin(self, reference: str, *, printer: str) -> None:
        """Note that the first byte goes out now.

        Raises:
            Refusal: `printing.printer_silent` when it was begun before and never ended, `printing.spool_failed` when
                nothing can be noted.
        """
        if self.handed(reference) is not False:
            raise Refusal("printing.printer_silent", printer=printer, seconds=0)
        self._write(_BEGUN, reference)

    def done(self, reference: str) -> None:
        """Note that the last byte is out.

        Raises:
            Refusal: `printing.spool_failed`.
        """
        self._write(_DONE, reference)

    def _lines(self) -> list[str]:
        try:
            return self._file.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []
        except OSError as failed:
            raise Refusal("printing.spool_failed", folder=str(self._file.parent)) from failed

    def _write(self, what: str, reference: str) -> None:
        if not reference:
            return
        with self._lock:
            lines = self._lines()
            try:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                if len(lines) > 2 * _KEPT:
                    part = self._file.with_suffix(".part")
                    part.write_text("\n".join([*lines[-_KEPT:], ""]), encoding="utf-8")
                    part.replace(self._file)
                with self._file.open("a", encoding="utf-8") as file:
                    file.write(f"{what} {reference}\n")
                    file.flush()
                    os.fsync(file.fileno())
            except OSError as failed:
                raise Refusal("printing.spool_failed", folder=str(self._file.parent)) from failed
