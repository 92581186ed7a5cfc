"""What a person does with a printer: choose it, print a trial sheet on it, set it true; knows no widget."""

from dataclasses import replace

from hall.kernel.refusal import Refusal
from printing.calibration import calibration_sheet, shift_of
from ui.shared.printer_setup import FALLBACK, ROLES, SHEETS, WAYS, Place, read_setup, write_setup
from ui.shared.printers import RoutedSpooler, installed_printers

TRIAL = "打印校准页"


def choose(role: str, place: Place, *, window: str = "") -> None:
    """Set where a role's papers come out; the calibration stays while the printer does.

    Raises:
        Refusal: `printing.unknown_role`, `printing.unknown_way`, `printing.unknown_printer`,
            `printing.name_missing`, `printing.setup_damaged`, `printing.no_print_system`.
    """
    _known(role)
    if place.way not in WAYS:
        raise Refusal("printing.unknown_way", way=place.way)
    if place.way in ("cups", "windows") and place.name not in installed_printers(place.way):
        raise Refusal("printing.unknown_printer", printer=place.name)
    if place.way == "escpos" and not place.name:
        raise Refusal("printing.name_missing")
    setup = read_setup()
    before = setup.place(role, window)
    if setup.own(role, window) and (before.way, before.name) == (place.way, place.name):
        place = replace(place, dx=before.dx, dy=before.dy, media=place.media or before.media)
    write_setup(setup.with_place(role, place, window))


def forget(role: str, *, window: str = "") -> None:
    """Let a role's papers go where they go by default.

    Raises:
        Refusal: `printing.unknown_role`, `printing.setup_damaged`.
    """
    _known(role)
    write_setup(read_setup().with_place(role, None, window))


def calibrate(role: str, aside: float, down: float, *, window: str = "") -> Place:
    """Set a printer true by what was measured on its trial sheet, in millimetres; answers with the new setting.

    Raises:
        Refusal: `printing.unknown_role`, `printing.shift_out_of_reach`, `printing.setup_damaged`.
    """
    place = read_setup().place(_known(role), window)
    try:
        dx, dy = shift_of(aside, down, (place.dx, place.dy))
    except ValueError as wrong:
        raise Refusal("printing.shift_out_of_reach") from wrong
    return _shifted(role, replace(place, dx=dx, dy=dy), window)


def set_shift(role: str, dx: float, dy: float, *, window: str = "") -> Place:
    """Set the shift itself, in millimetres to the right and down.

    Raises:
        Refusal: `printing.unknown_role`, `printing.shift_out_of_reach`, `printing.setup_damaged`.
    """
    place = read_setup().place(_known(role), window)
    try:
        shift_of(20.0 - dx, 20.0 - dy)
    except ValueError as wrong:
        raise Refusal("printing.shift_out_of_reach") from wrong
    return _shifted(role, replace(place, dx=dx, dy=dy), window)


def print_trial(spooler: RoutedSpooler, role: str) -> str:
    """Print the trial sheet of a role as it is set now; answers with the job.

    Raises:
        Refusal: what the spooler says.
    """
    sheet = SHEETS[_known(role)]
    name = spooler.place(role).name
    pdf = calibration_sheet(sheet, shift=spooler.shift_for(role), printer=name)
    return spooler.print(pdf, printer=role, sheet=sheet, title=TRIAL)


def _shifted(role: str, place: Place, window: str) -> Place:
    """Keep a calibration; one of a role that borrows another's printer belongs to that printer."""
    setup = read_setup()
    owner = role if setup.own(role, window) else FALLBACK.get(role, role)
    write_setup(setup.with_place(owner, place, window if setup.own(owner, window) else ""))
    return place


def _known(role: str) -> str:
    if role not in ROLES:
        raise Refusal("printing.unknown_role", role=role)
    return role
