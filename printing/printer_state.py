"""What a printer says of itself: whether it takes papers, and what is wrong with it."""

from dataclasses import dataclass
from enum import Enum, StrEnum, auto


class PrinterState(Enum):
    """Whether a printer takes papers."""

    READY = auto()
    PRINTING = auto()
    STOPPED = auto()
    UNKNOWN = auto()


class Trouble(StrEnum):
    """What is wrong with a printer (打印机故障), the worst first: a person can do something about each of them."""

    GONE = "gone"
    NO_SYSTEM = "no_system"
    NO_PAPER = "no_paper"
    JAM = "jam"
    DOOR_OPEN = "door_open"
    NO_TONER = "no_toner"
    TRAY_FULL = "tray_full"
    UNREACHABLE = "unreachable"
    PAUSED = "paused"
    DRIVER = "driver"
    NO_PERMISSION = "no_permission"
    OTHER = "other"
    PAPER_LOW = "paper_low"
    TONER_LOW = "toner_low"


WARNINGS = frozenset({Trouble.PAPER_LOW, Trouble.TONER_LOW})
"""The printer still prints."""

_ORDER = {trouble: place for place, trouble in enumerate(Trouble)}

# RFC 8011 section 5.4.12 and PWG 5100.13; each may end in -error, -warning or -report.
_REASONS = {
    "media-empty": Trouble.NO_PAPER,
    "media-needed": Trouble.NO_PAPER,
    "input-tray-missing": Trouble.NO_PAPER,
    "media-jam": Trouble.JAM,
    "door-open": Trouble.DOOR_OPEN,
    "cover-open": Trouble.DOOR_OPEN,
    "interlock-open": Trouble.DOOR_OPEN,
    "toner-empty": Trouble.NO_TONER,
    "marker-supply-empty": Trouble.NO_TONER,
    "output-area-full": Trouble.TRAY_FULL,
    "output-tray-missing": Trouble.TRAY_FULL,
    "offline": Trouble.UNREACHABLE,
    "shutdown": Trouble.UNREACHABLE,
    "timed-out": Trouble.UNREACHABLE,
    "connecting-to-device": Trouble.UNREACHABLE,
    "paused": Trouble.PAUSED,
    "moving-to-paused": Trouble.PAUSED,
    "stopped-partly": Trouble.PAUSED,
    "cups-missing-filter": Trouble.DRIVER,
    "cups-insecure-filter": Trouble.DRIVER,
    "media-low": Trouble.PAPER_LOW,
    "toner-low": Trouble.TONER_LOW,
    "marker-supply-low": Trouble.TONER_LOW,
}
_WEIGHTS = ("-error", "-warning", "-report")


@dataclass(frozen=True, slots=True)
class PrinterReport:
    """A printer's state with its troubles, the worst first.

    Attributes:
        state: whether it takes papers.
        troubles: what is wrong; warnings stand last.
        printer: its name as the print system knows it; empty where nobody needs it.
        role: which papers go there; empty where nobody needs it.
    """

    state: PrinterState
    troubles: tuple[Trouble, ...] = ()
    printer: str = ""
    role: str = ""

    @property
    def works(self) -> bool:
        """Whether a paper sent now comes out, as far as anybody knows."""
        return self.state is not PrinterState.STOPPED and all(each in WARNINGS for each in self.troubles)


def report_of(state: PrinterState, reasons: tuple[str, ...] = (), *, printer: str = "") -> PrinterReport:
    """Return the report for a state and the keywords of IPP's `printer-state-reasons`."""
    found = {trouble for reason in reasons if (trouble := _trouble(reason)) is not None}
    if state is PrinterState.STOPPED and found <= WARNINGS:
        found.add(Trouble.PAUSED)
    return PrinterReport(state, tuple(sorted(found, key=_ORDER.__getitem__)), printer)


def worst(reports: tuple[PrinterReport, ...]) -> PrinterReport:
    """Return the report that a person must hear of first; UNKNOWN where there is none."""
    if not reports:
        return PrinterReport(PrinterState.UNKNOWN)
    return min(reports, key=lambda each: (each.works, _ORDER[each.troubles[0]] if each.troubles else len(_ORDER)))


def _trouble(reason: str) -> Trouble | None:
    """Return what a keyword means; what is unknown counts only where the printer calls it an error."""
    plain = reason
    for weight in _WEIGHTS:
        plain = plain.removesuffix(weight)
    if plain in _REASONS:
        return _REASONS[plain]
    return Trouble.OTHER if reason.endswith("-error") else None
