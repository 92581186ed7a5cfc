"""The IPP client: its bytes are RFC 8010's, a broken answer is no answer, and it finds CUPS where CUPS is."""

import struct
from pathlib import Path

import pytest

from printing import ipp
from printing.ipp import Address, IppClient, cups_server, parse_server
from printing.ipp_wire import CHARSET, INTEGER, KEYWORD, IppError, decode, encode
from printing.printer_state import PrinterReport, PrinterState, Trouble, report_of, worst


def _attribute(tag: int, name: str, value: bytes) -> bytes:
    return struct.pack(">BH", tag, len(name)) + name.encode() + struct.pack(">H", len(value)) + value


HEAD = struct.pack(">BBHI", 2, 0, 0, 1)


def test_a_question_has_the_bytes_of_the_standard() -> None:
    asked = [(CHARSET, "attributes-charset", ["utf-8"]), (INTEGER, "job-id", [7]), (KEYWORD, "x", ["a", "b"])]
    assert encode(0x000A, asked, request_id=9) == (
        b"\x02\x00\x00\x0a\x00\x00\x00\x09\x01"
        b"\x47\x00\x12attributes-charset\x00\x05utf-8"
        b"\x21\x00\x06job-id\x00\x04\x00\x00\x00\x07"
        b"\x44\x00\x01x\x00\x01a\x44\x00\x00\x00\x01b\x03"
    )


def test_an_answer_is_read_in_groups_and_collections_are_passed_over() -> None:
    answer = decode(
        HEAD + b"\x02" + _attribute(0x21, "job-id", b"\0\0\0\x11") + _attribute(0x42, "job-name", "号票".encode())
        + _attribute(0x34, "media-col", b"") + _attribute(0x4A, "", b"size") + _attribute(0x34, "", b"")
        + _attribute(0x4A, "", b"x") + _attribute(0x21, "", b"\0\0\0\1") + _attribute(0x37, "", b"")
        + _attribute(0x37, "", b"") + _attribute(0x22, "held", b"\1") + _attribute(0x13, "gone", b"")
        + b"\x02" + _attribute(0x36, "job-name", b"\0\2zh\0\3abc") + _attribute(0x44, "why", b"a")
        + _attribute(0x44, "", b"b") + b"\x03"
    )  # fmt: skip
    assert answer.groups == (
        (2, {"job-id": [17], "job-name": ["号票"], "held": [True], "gone": [None]}),
        (2, {"job-name": ["abc"], "why": ["a", "b"]}),
    )


@pytest.mark.parametrize("cut", range(1, 30))
def test_an_answer_that_breaks_off_is_no_answer(cut: int) -> None:
    whole = HEAD + b"\x02" + _attribute(0x21, "job-id", b"\0\0\0\x11") + b"\x03"
    with pytest.raises(IppError):
        decode(whole[: len(whole) - cut])


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("/run/cups/cups.sock", Address(socket="/run/cups/cups.sock")),
        ("printhost", Address("printhost", 631)),
        ("printhost:8631/version=1.1", Address("printhost", 8631)),
        ("[fd00::1]:632", Address("fd00::1", 632)),
        ("[fd00::1]", Address("fd00::1", 631)),
    ],
)
def test_a_server_is_named_as_in_client_conf(name: str, address: Address) -> None:
    assert parse_server(name) == address


def test_cups_is_looked_for_where_its_own_programs_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    conf, socket = tmp_path / "client.conf", tmp_path / "cups.sock"
    monkeypatch.delenv("CUPS_SERVER", raising=False)
    monkeypatch.setattr(ipp, "CLIENT_FILES", (str(conf),))
    monkeypatch.setattr(ipp, "SOCKETS", (str(socket),))
    assert cups_server() == Address("localhost", 631)
    socket.touch()
    assert cups_server() == Address(socket=str(socket))
    conf.write_text("# ours\nServerName printhost\n")
    assert cups_server() == Address("printhost", 631)
    monkeypatch.setenv("CUPS_SERVER", "other:1631")
    assert cups_server() == Address("other", 1631)


def test_nobody_there_is_an_error_not_an_empty_list(tmp_path: Path) -> None:
    for address in (Address(socket=str(tmp_path / "none")), Address("127.0.0.1", 9)):
        with pytest.raises(IppError):
            IppClient(address, seconds=1).jobs()


@pytest.mark.parametrize(
    ("state", "reasons", "troubles", "works"),
    [
        (PrinterState.READY, (), (), True),
        (
            PrinterState.PRINTING,
            ("media-empty-error", "toner-low-warning"),
            (Trouble.NO_PAPER, Trouble.TONER_LOW),
            False,
        ),
        (PrinterState.READY, ("toner-low-report",), (Trouble.TONER_LOW,), True),
        (PrinterState.STOPPED, (), (Trouble.PAUSED,), False),
        (PrinterState.STOPPED, ("toner-low-warning", "paused"), (Trouble.PAUSED, Trouble.TONER_LOW), False),
        (PrinterState.READY, ("cover-open", "media-jam"), (Trouble.JAM, Trouble.DOOR_OPEN), False),
        (PrinterState.READY, ("fuser-over-temp-error",), (Trouble.OTHER,), False),
        (PrinterState.READY, ("marker-waste-almost-full-warning",), (), True),
    ],
)
def test_reasons_become_what_a_person_can_do_something_about(
    state: PrinterState, reasons: tuple[str, ...], troubles: tuple[Trouble, ...], works: bool
) -> None:
    report = report_of(state, reasons)
    assert (report.troubles, report.works) == (troubles, works)


def test_the_worst_printer_is_told_first() -> None:
    low = PrinterReport(PrinterState.READY, (Trouble.TONER_LOW,), "a")
    empty = PrinterReport(PrinterState.STOPPED, (Trouble.NO_PAPER,), "b")
    fine = PrinterReport(PrinterState.READY, (), "c")
    assert worst((fine, low, empty)) == empty
    assert worst((fine, low)) == low
    assert worst(()).state is PrinterState.UNKNOWN
