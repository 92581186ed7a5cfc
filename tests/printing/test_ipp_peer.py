"""Real printing: CUPS and IPP printers get the right paper at the right size, nothing twice, and nothing is lost."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
import zxingcpp
from sqlalchemy import text

from hall.documents.content import Sheet
from hall.kernel.refusal import Refusal
from hall.service import documents_views, queue
from hall.simulation.sample import SampleHall
from printing.calibration import ASIDE, DOWN, calibration_sheet, ruler_length
from printing.drawing import draw
from printing.lp import LpSpooler
from printing.printer_state import PrinterState, Trouble
from printing.samples import queue_ticket
from printing.spooler import JobState
from tests.halls import furnish_database, sample_hall
from tests.printing.papers import COPY
from tests.printing.peer_media import office_printer, ticket_printer
from tests.printing.print_peer import Paper, PrintPeer
from tests.waiting import until
from ui.shared.print_worker import print_waiting
from ui.shared.printer_setup import Place, Setup, write_setup
from ui.shared.printers import RoutedSpooler

MM = 25.4 / 72
WAIT_SECONDS = 15.0


@pytest.fixture(scope="module")
def peer() -> Iterator[PrintPeer]:
    """Give CUPS with a ticket printer and an office printer."""
    peer = PrintPeer()
    try:
        peer.start()
        peer.add_printer("ticket", ticket_printer())
        peer.add_printer("office", office_printer())
        yield peer
    finally:
        peer.stop()


@pytest.fixture
def cups(peer: PrintPeer, monkeypatch: pytest.MonkeyPatch) -> LpSpooler:
    """Give the hall's way to that CUPS; `lp` and the IPP client find it as they find any other."""
    monkeypatch.setenv("CUPS_SERVER", f"127.0.0.1:{peer.address.port}")
    return LpSpooler()


def _until(condition: Callable[[], bool]) -> None:
    until(condition, "nothing happens", patience=WAIT_SECONDS)


def _sheet(cups: LpSpooler, peer: PrintPeer, sheet: Sheet, printer: str, **how: tuple[float, float]) -> Paper:
    """Print a calibration sheet and return what came out."""
    before = len(peer.printed(printer))
    job = cups.print(calibration_sheet(sheet, **how), printer=printer, sheet=sheet, title="校准页")
    _until(lambda: len(peer.printed(printer)) > before)
    _until(lambda: cups.state(job) is JobState.PRINTED)
    return peer.printed(printer)[-1]


def _lines(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """Return the straight lines of the only page in millimetres from its top left corner."""
    page = pdfium.PdfDocument(pdf)[0]
    height = page.get_height()
    found = []
    for thing in page.get_objects(filter=(pdfium.raw.FPDF_PAGEOBJ_PATH,)):
        left, bottom, right, top = thing.get_bounds()
        found.append((left * MM, (height - top) * MM, right * MM, (height - bottom) * MM))
    return found


@pytest.mark.parametrize(
    ("sheet", "printer", "width", "height"),
    [(Sheet.A4, "office", 210, 297), (Sheet.A5, "office", 148, 210), (Sheet.TICKET_80, "ticket", 80, 120)],
)
def test_a_paper_arrives_on_its_own_sheet_at_its_own_size(
    cups: LpSpooler, peer: PrintPeer, sheet: Sheet, printer: str, width: float, height: float
) -> None:
    paper = _sheet(cups, peer, sheet, printer)
    x, y = (int(re.search(rf"{side}-dimension=(\d+)", paper.job["media-col"])[1]) / 100 for side in "xy")
    assert (x, y) == (pytest.approx(width, abs=0.5), pytest.approx(height, abs=1.2))
    lines = _lines(paper.pdf)
    ruler = [line for line in lines if line[2] - line[0] == pytest.approx(ruler_length(sheet), abs=1.0)]
    assert ruler
    assert ruler[0][2] - ruler[0][0] == pytest.approx(ruler_length(sheet), abs=0.5)


@pytest.mark.parametrize(("sheet", "printer"), [(Sheet.A4, "office"), (Sheet.TICKET_80, "ticket")])
def test_both_lines_arrive_where_the_clerk_will_measure_them(
    cups: LpSpooler, peer: PrintPeer, sheet: Sheet, printer: str
) -> None:
    lines = _lines(_sheet(cups, peer, sheet, printer, shift=(1.5, -2.0)).pdf)
    upright = next(line for line in lines if line[2] - line[0] < 1 and line[3] - line[1] > 30)
    level = next(line for line in lines if line[3] - line[1] < 1 and line[0] < 11)
    assert (upright[0] + upright[2]) / 2 == pytest.approx(ASIDE + 1.5, abs=0.5)
    assert (level[1] + level[3]) / 2 == pytest.approx(DOWN - 2.0, abs=0.5)


def test_the_code_on_a_ticket_can_be_read_from_what_arrived(cups: LpSpooler, peer: PrintPeer) -> None:
    before = len(peer.printed("ticket"))
    cups.print(draw(queue_ticket(), COPY), printer="ticket", sheet=Sheet.TICKET_80, title="排队号票 A001")
    _until(lambda: len(peer.printed("ticket")) > before)
    page = pdfium.PdfDocument(io.BytesIO(peer.printed("ticket")[-1].pdf))[0]
    assert zxingcpp.read_barcodes(page.render(scale=203 / 72).to_pil())


def test_one_reference_is_never_printed_twice(cups: LpSpooler, peer: PrintPeer) -> None:
    before = len(peer.printed("ticket"))
    assert cups.handed("job-7-1", "ticket") is False
    jobs = {
        cups.print(
            draw(queue_ticket(), COPY), printer="ticket", sheet=Sheet.TICKET_80, title="号票", reference="job-7-1"
        )
        for _ in range(3)
    }
    assert len(jobs) == 1
    _until(lambda: cups.state(jobs.copy().pop()) is JobState.PRINTED)
    assert cups.handed("job-7-1", "ticket") is True
    assert cups.handed("job-7-11", "ticket") is False
    assert len(peer.printed("ticket")) == before + 1


def test_a_stopped_printer_says_so_and_goes_on(cups: LpSpooler, peer: PrintPeer) -> None:
    peer.admin("cupsdisable", "office")
    assert cups.report("office").state is PrinterState.STOPPED
    assert Trouble.PAUSED in cups.report("office").troubles
    job = cups.print(calibration_sheet(Sheet.A4), printer="office", sheet=Sheet.A4, title="x", reference="stopped-1")
    assert cups.state(job) is JobState.STOPPED
    peer.admin("cupsenable", "office")
    _until(lambda: cups.state(job) is JobState.PRINTED)
    assert cups.report("office").works


def test_a_paper_that_somebody_cancelled_has_failed_and_is_not_sent_again(cups: LpSpooler, peer: PrintPeer) -> None:
    before = len(peer.printed("office"))
    peer.admin("cupsdisable", "office")
    sent = {"printer": "office", "sheet": Sheet.A4, "title": "x", "reference": "cancelled-1"}
    job = cups.print(calibration_sheet(Sheet.A4), **sent)
    peer.admin("cancel", job)
    peer.admin("cupsenable", "office")
    _until(lambda: cups.state(job) is JobState.FAILED)
    assert cups.handed("cancelled-1", "office") is True
    assert cups.print(calibration_sheet(Sheet.A4), **sent) == job
    assert len(peer.printed("office")) == before


def test_a_printer_that_is_gone_is_told_from_one_that_stands_still(cups: LpSpooler) -> None:
    assert cups.report("sold").troubles == (Trouble.GONE,)
    with pytest.raises(Refusal, match=r"printing\.unknown_printer"):
        cups.print(b"%PDF-1.4", printer="sold", sheet=Sheet.A4, title="x")


@pytest.fixture
def hall(tmp_path: Path, cups: LpSpooler) -> Iterator[tuple[SampleHall, RoutedSpooler]]:
    """Give the sample hall on SQLite whose kiosk prints tickets on the ticket printer."""
    url = f"sqlite:///{tmp_path / 'hall.sqlite3'}"
    furnish_database(url)
    sample = sample_hall(url)
    file = tmp_path / "printers.json"
    write_setup(Setup({"ticket": Place("cups", "ticket")}), file)
    yield sample, RoutedSpooler(tmp_path / "printed", file=file)
    sample.itself.close()


def test_nothing_is_lost_or_doubled_through_stop_restart_and_removal(
    hall: tuple[SampleHall, RoutedSpooler], peer: PrintPeer
) -> None:
    sample, spooler = hall
    before = len(peer.printed("ticket"))
    peer.slow_down("ticket", 0.4)
    tickets = [_take(sample) for _ in range(2)]
    assert print_waiting(sample.kiosk, spooler) == 2
    _until(lambda: peer.begun("ticket") > before)
    peer.stop_cups()  # in the middle of a paper: the printer has it, CUPS has forgotten to hear so
    _until(lambda: len(peer.printed("ticket")) > before)
    peer.start_cups()
    assert [spooler.handed(f"{job}-1", "ticket") for job in _jobs(sample)] == [True, True]
    tickets.append(_take(sample))
    assert print_waiting(sample.kiosk, spooler) == 1
    _until(lambda: len(peer.printed("ticket")) >= before + 3)
    peer.remove_queue("ticket")
    tickets.append(_take(sample))
    assert print_waiting(sample.kiosk, spooler) == 0
    peer.slow_down("ticket", 0)
    peer.add_queue("ticket")
    assert _states(sample, tickets) == ["printed", "printed", "printed", "spoiled"]
    numbers = [_words(paper) for paper in peer.printed("ticket")[before:]]
    assert len(numbers) == len(set(numbers)) == 3


def _take(sample: SampleHall) -> str:
    return sample.kiosk.do(queue.take_ticket, service_code="aid")


def _jobs(sample: SampleHall) -> list[str]:
    with sample.itself._engine.connect() as connection:
        return list(connection.scalars(text("SELECT id FROM print_job")))


def _states(sample: SampleHall, tickets: list[str]) -> list[str]:
    return [sample.itself.see(documents_views.documents_of, subject_id=each)[0].state for each in tickets]


def _words(paper: Paper) -> str:
    return pdfium.PdfDocument(paper.pdf)[0].get_textpage().get_text_range()
