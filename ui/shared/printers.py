"""Sends every paper to the printer of its role, as this PC is set up."""

import sys
import threading
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_state_path

from hall.documents.content import Sheet
from hall.kernel.refusal import Refusal
from printing.printer_state import PrinterReport, PrinterState, Trouble
from printing.spooler import FileSpooler, JobState, Spooler
from ui.shared.printer_setup import ROLES, Place, Setup, read_setup, setup_file

BOOK = "printed.log"


class RoutedSpooler:
    """Is one spooler to the windows; behind it stand all printers of this PC, found by role.

    A change of the setup counts from the next paper on. Papers of a role that nobody set go into the hall's folder.
    """

    def __init__(self, folder: Path, *, window: str = "", file: Path | None = None) -> None:
        self._folder, self.window, self._file = folder, window, file or setup_file()
        self._ways: dict[str, Spooler] = {"folder": FileSpooler(folder)}
        self._read: tuple[int, Setup] | None = None
        self._lock = threading.Lock()

    def place(self, role: str) -> Place:
        """Return where a role's papers come out.

        Raises:
            Refusal: `printing.setup_damaged`.
        """
        return self._setup().place(role, self.window)

    def print(self, pdf: bytes, *, printer: str, sheet: Sheet, title: str, reference: str = "") -> str:
        """Hand over one PDF to the printer of a role (`printer`) and return the reference of the job.

        Raises:
            Refusal: what the spooler behind says, `printing.setup_damaged`.
        """
        place = self.place(printer)
        spooler = self._way(place)
        more = {"reference": reference} if reference else {}
        if place.media and place.way == "cups":
            more["paper"] = place.media
        job = spooler.print(pdf, printer=_name(place, printer), sheet=sheet, title=title, **more)
        return job if place.way == "folder" else f"{place.way}:{job}"

    def handed(self, reference: str, printer: str) -> bool | None:
        """Return whether a paper was handed over: to where its role goes now, or to any other place it may have gone.

        Raises:
            Refusal: `printing.setup_damaged`.
        """
        place = self.place(printer)
        here = self._way(place).handed(reference, _name(place, printer))
        if here:
            return True
        setup = self._setup()
        others = {each for table in (setup.pc, *setup.windows.values()) for each in table.values()}
        # What was set when it went out may be set no longer: the print system and the hall's own book remember.
        for other in (others | {Place(), Place(usual_way()), Place("escpos")}) - {place}:
            try:
                if self._way(other).handed(reference, _name(other, printer)):
                    return True
            except Refusal:
                continue
        return here

    def printers(self) -> tuple[str, ...]:
        """Return the roles: papers are addressed to them."""
        return tuple(ROLES)

    def printer_state(self, printer: str) -> PrinterState:
        """Return whether the printer of a role takes papers."""
        return self.report(printer).state

    def report(self, printer: str) -> PrinterReport:
        """Return what the printer of a role says of itself; what cannot be asked is a trouble, not an error."""
        try:
            place = self.place(printer)
            found = self._way(place).report(_name(place, printer))
        except Refusal as refusal:
            trouble = Trouble.NO_SYSTEM if refusal.code in _NO_SYSTEM else Trouble.OTHER
            return PrinterReport(PrinterState.STOPPED, (trouble,), "", printer)
        return PrinterReport(found.state, found.troubles, place.name, printer)

    def shift_for(self, printer: str) -> tuple[float, float]:
        """Return the calibration of a role's printer in millimetres, to the right and down."""
        try:
            place = self.place(printer)
        except Refusal:
            return (0.0, 0.0)  # printing itself says what is wrong
        return (place.dx, place.dy)

    def state(self, job: str) -> JobState:
        """Return what became of a job, wherever it went."""
        way, colon, rest = job.partition(":")
        if not colon or way not in _WAYS:
            return self._ways["folder"].state(job)
        return self._way(Place(way)).state(rest)

    def reports(self) -> tuple[PrinterReport, ...]:
        """Return a report for each different printer in use, asked once each."""
        found: dict[tuple[str, str], PrinterReport] = {}
        for role in ROLES:
            try:
                place = self.place(role)
            except Refusal:
                return (self.report(role),)
            if (place.way, place.name) not in found:
                found[place.way, place.name] = self.report(role)
        return tuple(found.values())

    def _setup(self) -> Setup:
        """Return the setup, read again when its file has changed."""
        try:
            stamp = self._file.stat().st_mtime_ns
        except OSError:
            stamp = 0
        with self._lock:
            if self._read is None or self._read[0] != stamp:
                self._read = (stamp, read_setup(self._file))
            return self._read[1]

    def _way(self, place: Place) -> Spooler:
        if place.way == "folder" and place.name:
            return FileSpooler(Path(place.name).expanduser())
        with self._lock:
            if place.way not in self._ways:
                self._ways[place.way] = _WAYS[place.way]()
            return self._ways[place.way]


def installed_printers(way: str) -> tuple[str, ...]:
    """Return the names of the printers that this PC knows, for a way that has such a list.

    Raises:
        Refusal: `printing.no_print_system`, `printing.printer_silent`.
    """
    return _WAYS[way]().printers() if way in ("cups", "windows") else ()


def usual_way() -> str:
    """Return the way by which this PC prints."""
    return "windows" if sys.platform == "win32" else "cups"


def _name(place: Place, role: str) -> str:
    """Return how the spooler behind knows the printer; files are named after the role."""
    return role if place.way == "folder" else place.name


def _cups() -> Spooler:
    from printing.lp import LpSpooler

    return LpSpooler()


def _escpos() -> Spooler:
    from printing.escpos import EscposSpooler
    from printing.handed_book import HandedBook

    return EscposSpooler(HandedBook(user_state_path("one-stop-hall", appauthor=False) / BOOK))


def _windows() -> Spooler:
    from printing.handed_book import HandedBook
    from ui.shared.qt_printer import QtSpooler

    return QtSpooler(HandedBook(user_state_path("one-stop-hall", appauthor=False) / BOOK))


_WAYS: dict[str, Callable[[], Spooler]] = {"cups": _cups, "escpos": _escpos, "windows": _windows}
_NO_SYSTEM = ("printing.no_print_system", "printing.printer_silent")
