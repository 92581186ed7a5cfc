"""Says how a printer is, in words: a short one for the head of a window, a sentence with what to do next."""

from printing.printer_state import WARNINGS, PrinterReport, PrinterState, Trouble
from ui.shared.i18n import mark, tr
from ui.shared.printer_setup import ROLES, Place

SHORT = {
    Trouble.GONE: mark("Printer: not found"),
    Trouble.NO_SYSTEM: mark("Printer: no print service"),
    Trouble.NO_PAPER: mark("Printer: out of paper"),
    Trouble.JAM: mark("Printer: jammed"),
    Trouble.DOOR_OPEN: mark("Printer: open"),
    Trouble.NO_TONER: mark("Printer: out of toner"),
    Trouble.TRAY_FULL: mark("Printer: tray full"),
    Trouble.UNREACHABLE: mark("Printer: out of reach"),
    Trouble.PAUSED: mark("Printer: paused"),
    Trouble.DRIVER: mark("Printer: driver missing"),
    Trouble.NO_PERMISSION: mark("Printer: folder closed"),
    Trouble.OTHER: mark("Printer: in trouble"),
    Trouble.PAPER_LOW: mark("Printer: paper low"),
    Trouble.TONER_LOW: mark("Printer: toner low"),
}
SENTENCES = {
    Trouble.GONE: mark("{printer} is no longer there: choose another one under Printers."),
    Trouble.NO_SYSTEM: mark("The print service does not answer: ask the administrator to start it."),
    Trouble.NO_PAPER: mark("{printer} is out of paper: put paper in; it goes on by itself."),
    Trouble.JAM: mark("Paper is stuck in {printer}: open it, pull the paper out, close it."),
    Trouble.DOOR_OPEN: mark("{printer} is open: close its cover."),
    Trouble.NO_TONER: mark("{printer} has no toner left: change the cartridge."),
    Trouble.TRAY_FULL: mark("The tray of {printer} is full: take the papers out."),
    Trouble.UNREACHABLE: mark("{printer} does not answer: see whether it is switched on and its cable is in."),
    Trouble.PAUSED: mark("{printer} is stopped: start it again in the print settings; what waits then comes out."),
    Trouble.DRIVER: mark("{printer} lacks a part of its driver: ask the administrator to install it."),
    Trouble.NO_PERMISSION: mark("Nothing can be written into the folder for papers: ask the administrator."),
    Trouble.OTHER: mark("{printer} has a fault: look at its display."),
    Trouble.PAPER_LOW: mark("{printer} will soon be out of paper: have some ready."),
    Trouble.TONER_LOW: mark("{printer} will soon be out of toner: have a cartridge ready."),
}


def printer_sentence(report: PrinterReport) -> str:
    """Return the sentence on the worst trouble and what to do next; empty when all is well."""
    if not report.troubles:
        return tr("{printer} is stopped: look at it.", printer=_called(report)) if not report.works else ""
    return tr(SENTENCES[report.troubles[0]], printer=_called(report))


def printer_word(report: PrinterReport) -> str:
    """Return the short word for the head of a window."""
    if report.troubles:
        return tr(SHORT[report.troubles[0]])
    return tr("Printer: fine") if report.works else tr("Printer: stopped")


def place_words(place: Place) -> str:
    """Return where papers come out, in words."""
    match place.way:
        case "folder":
            return tr("Folder {name}", name=place.name) if place.name else tr("Files in the hall's folder")
        case "escpos":
            return tr("{name} (ticket printer without a driver)", name=place.name)
        case _:
            return place.name


def is_warning(report: PrinterReport) -> bool:
    """Return True for a printer that still prints but will soon need somebody."""
    return report.state is not PrinterState.STOPPED and bool(report.troubles) and report.troubles[0] in WARNINGS


def _called(report: PrinterReport) -> str:
    """Return what the clerk calls the printer: its name, else what it prints."""
    if report.printer:
        return tr("Printer “{name}”", name=report.printer)
    return tr("The printer for {papers}", papers=tr(ROLES[report.role])) if report.role in ROLES else tr("The printer")
