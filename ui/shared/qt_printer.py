"""The printers of a Windows PC through Qt: the PDF's pages are painted at the printer's own dots, exactly as large."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QSize, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument

from hall.documents.content import Sheet
from hall.kernel.refusal import Refusal
from printing.handed_book import HandedBook
from printing.printer_state import PrinterReport, PrinterState, Trouble, report_of
from printing.spooler import JobState

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

MOST_DPI = 600
POINTS = 72.0


class QtSpooler:
    """Prints through QPrinter, in a worker thread: Qt allows painting on a printer outside the GUI thread.

    QPrinter silently writes a PDF file where it does not find the printer; so the list of printers is asked first and
    the output format is looked at last. Windows cannot be asked for a job later; the hall's own book can.
    """

    def __init__(self, book: HandedBook) -> None:
        self._book = book

    def print(self, pdf: bytes, *, printer: str, sheet: Sheet, title: str, reference: str = "") -> str:
        """Paint the pages and return the reference of the job.

        Raises:
            Refusal: `printing.unknown_printer`, `printing.printer_refused`, or `printing.printer_silent` when it broke
                in the middle.
        """
        if printer not in self.printers():
            raise Refusal("printing.unknown_printer", printer=printer)
        if reference and self._book.handed(reference):
            return reference
        device = self._device(printer, f"{title} #{reference}" if reference else title)
        with _Pages(pdf) as pages:
            lay_paper(device, pages.sizes[0])
            self._book.begin(reference, printer=printer)
            if not paint_pages(device, pages):
                raise Refusal("printing.printer_silent", printer=printer, seconds=0)
            self._book.done(reference)
        return reference

    def handed(self, reference: str, printer: str) -> bool | None:
        """Return what the hall's book says: True, False, or None for a paper that broke off."""
        return self._book.handed(reference)

    def printers(self) -> tuple[str, ...]:
        """Return the names of the printers that Windows knows."""
        from PySide6.QtPrintSupport import QPrinterInfo

        return tuple(QPrinterInfo.availablePrinterNames())

    def printer_state(self, printer: str) -> PrinterState:
        """Return whether the printer takes papers."""
        return self.report(printer).state

    def report(self, printer: str) -> PrinterReport:
        """Return what the system says of the printer; Qt tells idle, busy and stopped apart, not why."""
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

        info = QPrinterInfo.printerInfo(printer)
        if info.isNull():
            return PrinterReport(PrinterState.STOPPED, (Trouble.GONE,), printer)
        states = {
            QPrinter.PrinterState.Idle: PrinterState.READY,
            QPrinter.PrinterState.Active: PrinterState.PRINTING,
            QPrinter.PrinterState.Error: PrinterState.STOPPED,
        }
        return report_of(states.get(info.state(), PrinterState.UNKNOWN), printer=printer)

    def shift_for(self, printer: str) -> tuple[float, float]:
        """Return no shift: the hall's list of printers knows it."""
        return (0.0, 0.0)

    def state(self, job: str) -> JobState:
        """Return PRINTED for what was painted whole; nobody tells more."""
        return JobState.PRINTED if job and self._book.handed(job) else JobState.UNKNOWN

    def _device(self, printer: str, name: str) -> "QPrinter":
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

        device = QPrinter(QPrinterInfo.printerInfo(printer), QPrinter.PrinterMode.HighResolution)
        device.setDocName(name)
        device.setFullPage(True)
        if device.outputFormat() is not QPrinter.OutputFormat.NativeFormat or not device.isValid():
            raise Refusal("printing.printer_refused", printer=printer)
        return device


class _Pages:
    """The pages of a PDF, open while they are painted; `sizes` in points."""

    def __init__(self, pdf: bytes) -> None:
        self._buffer = QBuffer()
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document = QPdfDocument()
        self._document.load(self._buffer)
        if self._document.status() is not QPdfDocument.Status.Ready:
            raise ValueError("this is no PDF")
        self.sizes = [self._document.pagePointSize(page) for page in range(self._document.pageCount())]

    def __enter__(self) -> "_Pages":
        return self

    def __exit__(self, *_error: object) -> None:
        self._document.close()
        self._buffer.close()

    def picture(self, page: int, dpi: int) -> QImage:
        """Return a page on white paper, whole dots."""
        size = self.sizes[page]
        dots = QSize(round(size.width() * dpi / POINTS), round(size.height() * dpi / POINTS))
        image = QImage(dots, QImage.Format.Format_RGB32)
        image.fill(0xFFFFFFFF)
        painter = QPainter(image)
        painter.drawImage(0, 0, self._document.render(page, dots))
        painter.end()
        return image


def pictures(pdf: bytes, dpi: int) -> Sequence[QImage]:
    """Return what a printer of so many dots to the inch is given, one picture a page."""
    with _Pages(pdf) as pages:
        return [pages.picture(page, dpi) for page in range(len(pages.sizes))]


def lay_paper(device: "QPrinter", size: QSizeF) -> None:
    """Set the paper to exactly the page's size, a ticket's own length too, without margins."""
    upright = QSizeF(min(size.width(), size.height()), max(size.width(), size.height()))
    landscape = size.width() > size.height()
    way = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    paper = QPageSize(upright if landscape else size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    device.setPageLayout(QPageLayout(paper, way, QMarginsF(0, 0, 0, 0)))
    device.setFullPage(True)


def paint_pages(device: "QPrinter", pages: _Pages) -> bool:
    """Paint all pages at their true size; return False when the printer gave up."""
    dpi = min(device.resolution(), MOST_DPI)
    stretch = device.resolution() / dpi
    painter = QPainter()
    if not painter.begin(device):
        return False
    try:
        for page in range(len(pages.sizes)):
            if page and not device.newPage():
                return False
            _paint(painter, device, pages.picture(page, dpi), stretch)
    finally:
        ended = painter.end()
    return bool(ended)


def _paint(painter: QPainter, device: "QPrinter", picture: QImage, stretch: float) -> None:
    """Put a picture where the paper begins: a driver that keeps a margin of its own is met halfway."""
    kept = device.pageLayout().paintRectPixels(device.resolution()).topLeft()
    painter.resetTransform()
    painter.translate(QPointF(-kept.x(), -kept.y()))
    painter.scale(stretch, stretch)
    painter.drawImage(0, 0, picture)
