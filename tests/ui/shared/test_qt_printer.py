"""Printing through Qt: the picture for the driver has every line where the PDF has it, and no file passes for paper."""

from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter

from hall.documents.content import Sheet
from hall.kernel.refusal import Refusal
from printing.calibration import ASIDE, DOWN, calibration_sheet
from printing.drawing import draw
from printing.handed_book import HandedBook
from printing.printer_state import Trouble
from printing.samples import queue_ticket
from tests.printing.papers import COPY
from ui.shared import qt_printer
from ui.shared.qt_printer import QtSpooler, pictures


def _grey(image: QImage) -> Image.Image:
    plain = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return Image.frombytes(
        "L", (plain.width(), plain.height()), bytes(plain.constBits()), "raw", "L", plain.bytesPerLine()
    )


def _middle(strip: Image.Image) -> float:
    """Return the middle of what is dark in a strip of one dot, in dots."""
    dark = [place for place, value in enumerate(strip.tobytes()) if value < 128]
    return (dark[0] + dark[-1] + 1) / 2


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("sheet", [Sheet.A4, Sheet.TICKET_80])
def test_the_lines_lie_where_a_ruler_finds_them(sheet: Sheet, dpi: int) -> None:
    (picture,) = pictures(calibration_sheet(sheet), dpi)
    grey = _grey(picture)
    row, column = round(30 * dpi / 25.4), round(60 * dpi / 25.4)
    across = _middle(grey.crop((0, row, grey.width, row + 1)))
    down = _middle(grey.crop((column, 0, column + 1, round(40 * dpi / 25.4))))
    assert across * 25.4 / dpi == pytest.approx(ASIDE, abs=0.2)
    assert down * 25.4 / dpi == pytest.approx(DOWN, abs=0.2)


def test_a_ticket_code_is_read_at_203_dots() -> None:
    (picture,) = pictures(draw(queue_ticket(), COPY), 203)
    assert zxingcpp.read_barcodes(_grey(picture).point(lambda value: 255 if value > 127 else 0))


def test_a_printer_that_is_not_in_the_list_is_refused_and_writes_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    spooler = QtSpooler(HandedBook(tmp_path / "book"))
    with pytest.raises(Refusal, match=r"printing\.unknown_printer"):
        spooler.print(calibration_sheet(Sheet.A4), printer="sold", sheet=Sheet.A4, title="x", reference="1-1")
    assert spooler.report("sold").troubles == (Trouble.GONE,)
    assert spooler.handed("1-1", "sold") is False
    assert [*tmp_path.iterdir()] == []


def test_a_printer_that_turns_into_a_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(QtSpooler, "printers", lambda _self: ("ghost",))
    spooler = QtSpooler(HandedBook(tmp_path / "book"))
    with pytest.raises(Refusal, match=r"printing\.printer_refused"):
        spooler.print(calibration_sheet(Sheet.A4), printer="ghost", sheet=Sheet.A4, title="x")
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("sheet", [Sheet.A4, Sheet.A5, Sheet.TICKET_80, Sheet.A4_LANDSCAPE])
def test_the_paper_that_a_driver_is_told_is_the_page(tmp_path: Path, sheet: Sheet) -> None:
    device = QPrinter(QPrinter.PrinterMode.HighResolution)
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    device.setOutputFileName(str(tmp_path / "out.pdf"))
    with qt_printer._Pages(calibration_sheet(sheet)) as pages:
        qt_printer.lay_paper(device, pages.sizes[0])
        assert qt_printer.paint_pages(device, pages)
        told = device.pageLayout().fullRectPoints().size()
        assert (told.width(), told.height()) == (
            pytest.approx(pages.sizes[0].width(), abs=1), pytest.approx(pages.sizes[0].height(), abs=1),
        )  # fmt: skip
    (arrived,) = pictures((tmp_path / "out.pdf").read_bytes(), 203)
    grey, row = _grey(arrived), round(30 * 203 / 25.4)
    across = _middle(grey.crop((0, row, grey.width, row + 1)))
    assert across * 25.4 / 203 == pytest.approx(ASIDE, abs=0.3)
