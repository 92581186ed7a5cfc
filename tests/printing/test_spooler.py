"""Spoolers: a PDF arrives whole or not at all, and every failure is a sentence."""

import errno
import os
import stat
import textwrap
from pathlib import Path

import pytest

from hall.documents.content import Sheet
from hall.kernel.refusal import Refusal
from printing.drawing import draw
from printing.gallery import write_gallery
from printing.ipp import Address, IppClient
from printing.lp import LpSpooler, media
from printing.samples import queue_ticket, sample_contents
from printing.spooler import FileSpooler, JobState, PrinterState, Spooler
from tests.printing.papers import COPY


def _send(spooler: Spooler, *, printer: str = "counter3", title: str = "受理通知书") -> str:
    return spooler.print(b"%PDF-1.4 test", printer=printer, sheet=Sheet.A5, title=title)


def test_the_file_spooler_writes_the_whole_pdf(tmp_path: Path) -> None:
    spooler = FileSpooler(tmp_path / "out")
    job = _send(spooler, title="../受理/通知书")
    assert [path.name for path in (tmp_path / "out").iterdir()] == [job]
    assert (tmp_path / "out" / job).read_bytes() == b"%PDF-1.4 test"
    assert spooler.state(job) is JobState.PRINTED
    assert spooler.state("other.pdf") is JobState.UNKNOWN
    assert spooler.printers() == ("out",)


@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, "printing.disk_full"), (errno.EIO, "printing.spool_failed")]
)
def test_a_failing_disk_is_refused_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def fail(_file: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(Refusal, match=code):
        _send(FileSpooler(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(Refusal, match=r"printing\.spool_failed"):
        _send(FileSpooler(tmp_path / "out"))


def _program(folder: Path, name: str, script: str) -> str:
    path = folder / name
    path.write_text("#!/bin/sh\n" + textwrap.dedent(script), encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.fixture
def cups(tmp_path: Path) -> LpSpooler:
    """Give programs that speak like CUPS: one idle and one stopped printer, job 17 done and 18 waiting."""
    lp = _program(
        tmp_path,
        "lp",
        f"""\
        cat > {tmp_path}/sent.pdf
        printf '%s\\n' "$@" > {tmp_path}/arguments
        [ "$2" = counter3 ] || {{ echo 'lp: Destination is not accepting jobs.' >&2; exit 1; }}
        echo "request id is $2-17 (1 file(s))"
        """,
    )
    lpstat = _program(
        tmp_path,
        "lpstat",
        """\
        case "$*" in
        -e) printf 'counter3\\nlabels\\n' ;;
        '-p counter3') echo 'printer counter3 is idle.  enabled since Mon' ;;
        '-p labels') echo 'printer labels disabled since Mon - paper jam' ;;
        '-W not-completed -o '*) printf 'counter3-18 li 1024 Mon\\nlabels-4 li 9 Mon\\n' ;;
        '-W completed -o '*) echo 'counter3-17 li 1024 Mon' ;;
        esac
        """,
    )
    return LpSpooler(lp=lp, lpstat=lpstat, ipp=IppClient(Address(socket=str(tmp_path / "none"))))


def test_lp_gets_the_pdf_the_paper_and_the_title(cups: LpSpooler, tmp_path: Path) -> None:
    assert _send(cups, title="受理通知书; rm -rf $HOME") == "counter3-17"
    assert (tmp_path / "sent.pdf").read_bytes() == b"%PDF-1.4 test"
    arguments = (tmp_path / "arguments").read_text(encoding="utf-8").splitlines()
    assert arguments[:4] == ["-d", "counter3", "-t", "受理通知书; rm -rf $HOME"]
    assert "media=A5" in arguments


def test_an_unknown_printer_is_refused_before_anything_is_sent(cups: LpSpooler, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"printing\.unknown_printer"):
        _send(cups, printer="-o raw")
    assert not (tmp_path / "arguments").exists()


def test_a_printer_that_takes_no_jobs_is_refused(cups: LpSpooler) -> None:
    with pytest.raises(Refusal, match=r"printing\.printer_refused"):
        _send(cups, printer="labels")


def test_jobs_and_printers_say_how_they_are(cups: LpSpooler) -> None:
    assert cups.printer_state("counter3") is PrinterState.READY
    assert cups.printer_state("labels") is PrinterState.STOPPED
    assert cups.printer_state("gone") is PrinterState.UNKNOWN
    assert cups.handed("7-1", "counter3") is None  # lpstat knows no titles
    assert cups.state("counter3-17") is JobState.PRINTED
    assert cups.state("counter3-18") is JobState.WAITING
    assert cups.state("labels-4") is JobState.STOPPED
    assert cups.state("counter3-99") is JobState.UNKNOWN


def test_a_pc_without_cups_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"printing\.no_print_system"):
        LpSpooler(lpstat=str(tmp_path / "none")).printers()


def test_a_silent_print_system_is_given_up(tmp_path: Path) -> None:
    spooler = LpSpooler(lpstat=_program(tmp_path, "lpstat", "exec cat /dev/zero > /dev/null\n"), seconds=1)
    with pytest.raises(Refusal, match=r"printing\.printer_silent"):
        spooler.printers()


def test_a_ticket_is_sent_at_its_own_length() -> None:
    name = media(Sheet.TICKET_80, draw(queue_ticket(), COPY))
    assert name.startswith("Custom.80x")
    assert 90 < int(name.removeprefix("Custom.80x").removesuffix("mm")) < 150


def test_the_gallery_holds_every_sample_and_a_reprint(tmp_path: Path) -> None:
    written = write_gallery(tmp_path)
    assert {path.stem for path in written} == {*sample_contents(), "acceptance_notice_reprint"}
    assert all(path.read_bytes().startswith(b"%PDF") for path in written)
