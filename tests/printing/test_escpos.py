"""Ticket printers without a driver: what arrives is the paper, dot by dot, and a broken line is never taken for one."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from hall.documents.content import Sheet
from hall.kernel.refusal import Refusal
from printing.drawing import draw
from printing.escpos import EscposSpooler
from printing.handed_book import HandedBook
from printing.printer_state import PrinterState, Trouble
from printing.samples import queue_ticket
from printing.spooler import JobState
from tests.printing.papers import COPY

FINE, PAPER_OUT, PAPER_LOW, OPEN = 0x12, 0x72, 0x1E, 0x16


class TicketPrinter:
    """A printer in the network: answers status questions and keeps everything else.

    Attributes:
        paper, cover: the bytes that it answers; None for one that never answers.
        breaks_after: hangs up after so many bytes.
    """

    def __init__(self) -> None:
        self.paper: int | None = FINE
        self.cover: int | None = FINE
        self.breaks_after = 0
        self.got = b""
        self._server = socket.create_server(("127.0.0.1", 0))
        self.place = f"127.0.0.1:{self._server.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def stop(self) -> None:
        if self._server.fileno() < 0:
            return
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._server.accept()
            except OSError:
                return
            with line:
                self._listen(line)

    def _listen(self, line: socket.socket) -> None:
        while data := line.recv(65536):
            if data[:2] == b"\x10\x04" and len(data) == 3:
                answer = self.paper if data[2] == 4 else self.cover
                if answer is not None:
                    line.sendall(bytes([answer]))
                continue
            self.got += data
            if self.breaks_after and len(self.got) > self.breaks_after:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                return


@pytest.fixture
def printer() -> Iterator[TicketPrinter]:
    printer = TicketPrinter()
    yield printer
    printer.stop()


@pytest.fixture
def spooler(tmp_path: Path) -> EscposSpooler:
    return EscposSpooler(HandedBook(tmp_path / "printed.log"), seconds=2, answer_seconds=0.1)


def _print(spooler: EscposSpooler, printer: TicketPrinter, sheet: Sheet = Sheet.TICKET_80) -> str:
    pdf = draw(queue_ticket(sheet), COPY)
    return spooler.print(pdf, printer=printer.place, sheet=sheet, title="号票", reference="7-1")


def _arrived(printer: TicketPrinter, width: int) -> Image.Image:
    """Play the printer: put the bands of dots below each other."""
    rows, rest = b"", printer.got.removeprefix(b"\x1b@")
    while rest.startswith(b"\x1dv0\x00"):
        across, high = int.from_bytes(rest[4:6], "little"), int.from_bytes(rest[6:8], "little")
        assert across * 8 == width
        rows += rest[8 : 8 + across * high]
        rest = rest[8 + across * high :]
    feed, cut = rest[:3], rest[3:]
    assert feed[:2] == b"\x1bJ"
    assert feed[2] / 8 >= 8  # millimetres
    assert cut == b"\x1dVB\x00"
    ink = bytes(byte ^ 0xFF for byte in rows)
    return Image.frombytes("1", (width, len(rows) * 8 // width), ink).convert("L")


@pytest.mark.parametrize(("sheet", "width"), [(Sheet.TICKET_80, 576), (Sheet.TICKET_58, 384)])
def test_the_code_is_read_from_the_dots_that_arrive(
    spooler: EscposSpooler, printer: TicketPrinter, sheet: Sheet, width: int
) -> None:
    job = _print(spooler, printer, sheet)
    assert spooler.state(job) is JobState.PRINTED
    printer.stop()
    picture = _arrived(printer, width)
    paper = Image.new("L", (picture.width + 40, picture.height + 40), 255)
    paper.paste(picture, (20, 20))
    assert zxingcpp.read_barcodes(paper)


def test_one_reference_goes_out_once(spooler: EscposSpooler, printer: TicketPrinter) -> None:
    assert spooler.handed("7-1", printer.place) is False
    _print(spooler, printer)
    assert spooler.handed("7-1", printer.place) is True
    printer.stop()
    once = len(printer.got)
    assert _print(spooler, printer) == "7-1"
    assert len(printer.got) == once


def test_a_line_that_breaks_leaves_the_question_to_a_person(spooler: EscposSpooler, printer: TicketPrinter) -> None:
    printer.breaks_after = 1
    with pytest.raises(Refusal, match=r"printing\.printer_silent"):
        _print(spooler, printer)
    assert spooler.handed("7-1", printer.place) is None
    printer.breaks_after = 0
    with pytest.raises(Refusal, match=r"printing\.printer_silent"):
        _print(spooler, printer)  # it may lie in the tray already


def test_an_empty_printer_is_asked_before_anything_is_sent(spooler: EscposSpooler, printer: TicketPrinter) -> None:
    printer.paper = PAPER_OUT
    assert spooler.report(printer.place).troubles == (Trouble.NO_PAPER,)
    assert not spooler.report(printer.place).works
    with pytest.raises(Refusal, match=r"printing\.out_of_paper"):
        _print(spooler, printer)
    assert printer.got == b""
    assert spooler.handed("7-1", printer.place) is False


@pytest.mark.parametrize(
    ("paper", "cover", "troubles", "works"),
    [
        (FINE, FINE, (), True),
        (PAPER_LOW, FINE, (Trouble.PAPER_LOW,), True),
        (FINE, OPEN, (Trouble.DOOR_OPEN,), False),
        (None, None, (), True),
        (0xFF, 0x00, (), True),
    ],
)
def test_a_printer_says_what_is_wrong_if_it_says_anything(
    spooler: EscposSpooler, printer: TicketPrinter, paper: int, cover: int, troubles: tuple[Trouble, ...], works: bool
) -> None:
    printer.paper, printer.cover = paper, cover
    report = spooler.report(printer.place)
    assert (report.troubles, report.works) == (troubles, works)


def test_a_printer_that_is_switched_off_is_out_of_reach(spooler: EscposSpooler, printer: TicketPrinter) -> None:
    place = printer.place
    printer.stop()
    assert spooler.report(place).state is PrinterState.STOPPED
    assert spooler.report("/dev/no-such-printer").troubles == (Trouble.UNREACHABLE,)
    with pytest.raises(Refusal, match=r"printing\.printer_unreachable"):
        _print(spooler, printer)


def test_a_device_file_takes_the_same_dots(spooler: EscposSpooler, tmp_path: Path) -> None:
    device = tmp_path / "lp0"
    device.write_bytes(b"")
    spooler.print(draw(queue_ticket(), COPY), printer=str(device), sheet=Sheet.TICKET_80, title="x", reference="9-1")
    assert b"\x1b@\x1dv0\x00" in device.read_bytes()


def test_a_ticket_printer_takes_no_page(spooler: EscposSpooler, printer: TicketPrinter) -> None:
    with pytest.raises(Refusal, match=r"printing\.not_a_ticket"):
        spooler.print(b"%PDF-1.4", printer=printer.place, sheet=Sheet.A4, title="x")
