"""Which printer takes which papers on this PC and at each of its windows: kept beside devices.json."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

from hall.documents.content import Sheet
from hall.kernel.refusal import Refusal
from ui.shared.i18n import mark

FILE = "printers.json"
ROLES = {
    "ticket": mark("Queue tickets"),
    "receipt": mark("Receipts (A5)"),
    "page": mark("Notices (A4)"),
    "certificate": mark("Certificates (A4)"),
}
"""The four kinds of paper a hall prints, in the order of a list."""
FALLBACK = {"certificate": "page"}
SHEETS = {"ticket": Sheet.TICKET_80, "receipt": Sheet.A5, "page": Sheet.A4, "certificate": Sheet.A4}
"""The paper that lies in the printer of each role, unless something else is sent there."""
WAYS = ("cups", "windows", "folder", "escpos")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the papers of one role come out.

    Attributes:
        way: `cups` and `windows` are the printers of this PC, `escpos` a ticket printer without a driver, `folder`
            files on this PC.
        name: of the printer; a device file or a host for `escpos`; a folder, empty for the hall's own.
        media: the printer's own name of the paper, where it has one (CUPS only).
        dx, dy: calibration in millimetres, to the right and down.
    """

    way: str = "folder"
    name: str = ""
    media: str = ""
    dx: float = 0.0
    dy: float = 0.0


@dataclass(frozen=True, slots=True)
class Setup:
    """What is set on this PC, and what single windows (`counter 3`) have of their own."""

    pc: Mapping[str, Place] = field(default_factory=dict)
    windows: Mapping[str, Mapping[str, Place]] = field(default_factory=dict)

    def place(self, role: str, window: str = "") -> Place:
        """Return where a role's papers come out at a window; the hall's folder where nothing is set."""
        for each in filter(None, (role, FALLBACK.get(role))):
            for table in (self.windows.get(window, {}), self.pc):
                if each in table:
                    return table[each]
        return Place()

    def own(self, role: str, window: str = "") -> bool:
        """Return True when this very role is set for this window, or for the PC where no window is named."""
        return role in (self.windows.get(window, {}) if window else self.pc)

    def with_place(self, role: str, place: Place | None, window: str = "") -> "Setup":
        """Return the setup with a role set, or taken out for None."""
        table = {**(self.windows.get(window, {}) if window else self.pc)}
        table.pop(role, None)
        if place is not None:
            table[role] = place
        if not window:
            return replace(self, pc=table)
        return replace(self, windows={**self.windows, window: table})


def setup_file() -> Path:
    """Return where the setup of this PC's user lies."""
    return user_config_path("one-stop-hall", appauthor=False) / FILE


def read_setup(file: Path | None = None) -> Setup:
    """Return what is set; nothing where there is no file.

    Raises:
        Refusal: `printing.setup_damaged`.
    """
    file = file or setup_file()
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
        return Setup(_table(read["pc"]), {window: _table(table) for window, table in read["windows"].items()})
    except FileNotFoundError:
        return Setup()
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as damaged:
        raise Refusal("printing.setup_damaged", file=str(file)) from damaged


def write_setup(setup: Setup, file: Path | None = None) -> None:
    """Keep the setup, whole or not at all, for this user alone.

    Raises:
        Refusal: `printing.spool_failed`.
    """
    file = file or setup_file()
    written = {
        "pc": {role: asdict(place) for role, place in setup.pc.items()},
        "windows": {
            window: {role: asdict(place) for role, place in table.items()}
            for window, table in setup.windows.items()
            if table
        },
    }
    part = file.with_suffix(".part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.touch(mode=0o600)
        part.write_text(json.dumps(written, ensure_ascii=False, indent=1), encoding="utf-8")
        part.replace(file)
    except OSError as failed:
        raise Refusal("printing.spool_failed", folder=str(file.parent)) from failed


def _table(read: Mapping[str, Mapping[str, Any]]) -> dict[str, Place]:
    return {role: _place(values) for role, values in read.items() if role in ROLES}


def _place(values: Mapping[str, Any]) -> Place:
    place = Place(
        str(values["way"]), str(values["name"]), str(values.get("media", "")),
        float(values.get("dx", 0)), float(values.get("dy", 0)),
    )  # fmt: skip
    if place.way not in WAYS:
        raise ValueError(place.way)
    return place
