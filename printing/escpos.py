"""Ticket printers without a driver (ESC/POS): the page goes out as dots, to a device file or over the network."""

import os
import select
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Protocol

from hall.documents.content import Sheet
from hall.kernel.refusal import Refusal
from printing.handed_book import HandedBook
from printing.printer_state import PrinterReport, PrinterState, Trouble
from printing.raster import dots
from printing.spooler import JobState

if TYPE_CHECKING:
    from PIL.Image import Image

HEADS = {Sheet.TICKET_80: 576, Sheet.TICKET_58: 384}
"""Dots of the head: 72 mm on 80 mm paper and 48 mm on 58 mm paper, 8 to the millimetre."""
PORT = 9100
BAND = 128
FEED_DOTS = 72
"""At least 8 mm between the last line and the knife."""
_START, _CUT = b"\x1b@", b"\x1bJ" + bytes([FEED_DOTS]) + b"\x1dVB\x00"
_ASK_OFFLINE, _ASK_PAPER = b"\x10\x04\x02", b"\x10\x04\x04"
_COVER_OPEN, _ERROR, _PAPER_OUT, _PAPER_LOW = 0x04, 0x40, 0x60, 0x0C


class Line(Protocol):
    """A way to the printer and back."""

    def send(self, data: bytes) -> None:
        """Send everything."""

    def ask(self, question: bytes) -> int | None:
        """Send a question and return the printer's byte, None for silence."""


class EscposSpooler:
    """Prints on thermal printers that understand `GS v 0`; the printer's name is its place.

    A place is a device file such as `/dev/usb/lp0`, or `host` or `host:port` in the network (port 9100).
    On Windows only the network way exists; a printer at its USB port is used through its driver.
    """

    def __init__(self, book: HandedBook, *, seconds: float = 10.0, answer_seconds: float = 0.5) -> None:
        self._book, self._seconds, self._answer_seconds = book, seconds, answer_seconds

    def print(self, pdf: bytes, *, printer: str, sheet: Sheet, title: str, reference: str = "") -> str:
        """Send a ticket's dots and return the reference of the job.

        Raises:
            Refusal: `printing.not_a_ticket`, `printing.out_of_paper`, `printing.printer_unreachable`, or
                `printing.printer_silent` when the line broke in the middle.
        """
        if sheet not in HEADS:
            raise Refusal("printing.not_a_ticket", printer=printer)
        if reference and self._book.handed(reference):
            return reference
        data = b"".join(commands(page) for page in dots(pdf, width=HEADS[sheet]))
        with self._line(printer) as line:
            if (paper := line.ask(_ASK_PAPER)) is not None and paper & _PAPER_OUT == _PAPER_OUT:
                raise Refusal("printing.out_of_paper", printer=printer)
            self._book.begin(reference, printer=printer)
            try:
                line.send(data)
            except OSError as broken:
                raise Refusal("printing.printer_silent", printer=printer, seconds=round(self._seconds)) from broken
            self._book.done(reference)
        return reference

    def handed(self, reference: str, printer: str) -> bool | None:
        """Return whether a paper went out whole (True), was never begun (False), or broke off (None)."""
        return self._book.handed(reference)

    def printers(self) -> tuple[str, ...]:
        """Return nothing: a device without a driver is named by the hall."""
        return ()

    def printer_state(self, printer: str) -> PrinterState:
        """Return whether the printer takes papers."""
        return self.report(printer).state

    def report(self, printer: str) -> PrinterReport:
        """Return what the printer answers; UNKNOWN, and no trouble, for one that is there and never answers."""
        try:
            with self._line(printer) as line:
                return _report(line.ask(_ASK_OFFLINE), line.ask(_ASK_PAPER), printer)
        except Refusal:
            return PrinterReport(PrinterState.STOPPED, (Trouble.UNREACHABLE,), printer)

    def shift_for(self, printer: str) -> tuple[float, float]:
        """Return no shift: the hall's list of printers knows it."""
        return (0.0, 0.0)

    def state(self, job: str) -> JobState:
        """Return PRINTED for what went out whole; the device tells no more."""
        return JobState.PRINTED if job and self._book.handed(job) else JobState.UNKNOWN

    @contextmanager
    def _line(self, printer: str) -> Iterator[Line]:
        """Open the way to a printer.

        Raises:
            Refusal: `printing.printer_unreachable`.
        """
        try:
            line = _Device(printer, self) if printer.startswith(("/", "\\\\")) else _Network(printer, self)
        except (OSError, ValueError) as gone:
            raise Refusal("printing.printer_unreachable", printer=printer) from gone
        try:
            yield line
        finally:
            line.close()

    @property
    def waits(self) -> tuple[float, float]:
        """How long to wait for a printer to take dots, and for an answer, in seconds."""
        return self._seconds, self._answer_seconds


class _Network:
    """A printer at the other end of a TCP connection."""

    def __init__(self, place: str, spooler: EscposSpooler) -> None:
        host, _, port = place.partition(":")
        self._seconds, self._answer = spooler.waits
        self._socket = socket.create_connection((host, int(port or PORT)), self._answer * 4)

    def send(self, data: bytes) -> None:
        """Send everything, and hear whether the printer hung up on it: what left us may still be on its way."""
        self._socket.settimeout(self._seconds)
        self._socket.sendall(data)
        self._socket.shutdown(socket.SHUT_WR)
        self._socket.settimeout(self._answer)
        with suppress(TimeoutError):  # a printer that keeps silent has taken it
            self._socket.recv(1)

    def ask(self, question: bytes) -> int | None:
        """Send a question and return the printer's byte, None for silence."""
        self._socket.settimeout(self._answer)
        try:
            self._socket.sendall(question)
            return _status(self._socket.recv(1))
        except OSError:
            return None

    def close(self) -> None:
        """Hang up."""
        self._socket.close()


class _Device:
    """A printer behind a device file."""

    def __init__(self, place: str, spooler: EscposSpooler) -> None:
        self._seconds, self._answer = spooler.waits
        self._file = os.open(place, os.O_RDWR | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))

    def send(self, data: bytes) -> None:
        """Send everything, as fast as the printer takes it."""
        rest = memoryview(data)
        while rest:
            if not select.select([], [self._file], [], self._seconds)[1]:
                raise TimeoutError("the printer takes nothing")
            rest = rest[os.write(self._file, rest) :]

    def ask(self, question: bytes) -> int | None:
        """Send a question and return the printer's byte, None for silence."""
        try:
            os.write(self._file, question)
            if not select.select([self._file], [], [], self._answer)[0]:
                return None
            return _status(os.read(self._file, 1))
        except OSError:
            return None

    def close(self) -> None:
        """Let go of the device."""
        os.close(self._file)


def commands(page: "Image") -> bytes:
    """Return the bytes that print one page of dots: start, bands of rows (`GS v 0`), feed, cut (`GS V 66`)."""
    across = (page.width + 7) // 8
    parts = [_START]
    for top in range(0, page.height, BAND):
        band = page.crop((0, top, page.width, min(top + BAND, page.height)))
        rows = band.height
        ink = bytes(byte ^ 0xFF for byte in band.tobytes())
        parts += [b"\x1dv0\x00", across.to_bytes(2, "little"), rows.to_bytes(2, "little"), ink]
    return b"".join([*parts, _CUT])


def _status(answer: bytes) -> int | None:
    """Return a real-time status byte; anything else that a device sends is none."""
    return answer[0] if answer and answer[0] & 0x93 == 0x12 else None


def _report(offline: int | None, paper: int | None, printer: str) -> PrinterReport:
    if offline is None and paper is None:
        return PrinterReport(PrinterState.UNKNOWN, (), printer)
    offline, paper = offline or 0, paper or 0
    found = {
        Trouble.NO_PAPER: paper & _PAPER_OUT == _PAPER_OUT,
        Trouble.DOOR_OPEN: bool(offline & _COVER_OPEN),
        Trouble.OTHER: bool(offline & _ERROR),
        Trouble.PAPER_LOW: paper & _PAPER_LOW == _PAPER_LOW,
    }
    report = PrinterReport(PrinterState.READY, tuple(each for each, there in found.items() if there), printer)
    return report if report.works else PrinterReport(PrinterState.STOPPED, report.troubles, printer)
