"""The materials of a case under the clerk's hand: what a key press makes of a line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hall.service import Hall, cases, cases_views
from ui.counter.visit import Case

HeldCard = cases_views.HeldCard
MaterialCard = cases_views.MaterialCard

_ORIGINAL = ("filled_form", "original")
_SHOWN = ("check_and_copy", "check_only")
_NO_PAPER = ("electronic", "information")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is written down about one material."""

    material_id: str
    state: str
    originals: int = 0
    copies: int = 0
    returned: bool = False
    waived_for: str = ""


def wanted(line: MaterialCard) -> Entry:
    """Return the entry of a material that was handed in as the matter asks for it, looked at and in order."""
    if line.form in _ORIGINAL:
        counts = (max(line.wanted, 1), 0)
    elif line.form == "copy":
        counts = (0, max(line.wanted, 1))
    elif line.form == "check_only":
        counts = (1, 0)
    else:
        counts = (0, 0) if line.form in _NO_PAPER else (1, max(line.wanted, 1))
    return Entry(line.material_id, "verified", *counts)


def toggled(case: Case, line: MaterialCard) -> Entry:
    """Return what the space bar makes of a line: verified, or back to what it was asked for."""
    if line.state == "verified":
        return unasked(case, line)
    on_file = line.state == "missing" and line.held is not None and line.held.state == "usable"
    return unasked(case, line) if on_file else wanted(line)


def unasked(case: Case, line: MaterialCard) -> Entry:
    """Return a line before anything was handed in: what is on file or can be shared is not asked for."""
    if line.held is not None and line.held.state in ("used", "usable"):
        return Entry(line.material_id, "waived", waived_for="on_file")
    shared = any(each.id == line.material_id and each.shared for each in case.matter.materials)
    return Entry(line.material_id, "waived", waived_for="shared") if shared else Entry(line.material_id, "missing")


def counted(line: MaterialCard, copies: int) -> Entry:
    """Return a verified line with another number of copies, or of originals where no copy is asked for."""
    entry = Entry(line.material_id, "verified", line.originals, line.copies, line.returned)
    if line.form in _ORIGINAL:
        return replace(entry, originals=max(line.originals + copies, 1))
    return replace(entry, copies=max(line.copies + copies, 0))


def answered(case: Case, situation: str, applies: bool) -> tuple[Entry, ...]:
    """Return what changes when a situation applies or not: its materials are asked for, or not."""
    entries = []
    for line in case.materials:
        if line.condition != situation or (line.waived_for == "condition") != applies:
            continue
        if not applies:
            entries.append(Entry(line.material_id, "waived", waived_for="condition"))
            continue
        entries.append(unasked(case, line))
    return tuple(entries)


def applies(case: Case, situation: str) -> bool:
    """Return whether a situation was answered with yes."""
    return any(line.condition == situation and line.waived_for != "condition" for line in case.materials)


def asked_for(case: Case) -> tuple[MaterialCard, ...]:
    """Return the lines that this applicant sees: not those whose situation does not apply."""
    return tuple(line for line in case.materials if line.waived_for != "condition")


def missing(case: Case) -> tuple[MaterialCard, ...]:
    """Return the lines that are still missing or not looked at."""
    return tuple(line for line in case.materials if line.state in ("missing", "received"))


def write(hall: Hall, case_id: str, entries: Sequence[Entry]) -> None:
    """Write entries down.

    Raises:
        Refusal: what `cases.check_material` says.
    """
    for entry in entries:
        hall.do(
            cases.check_material,
            case_id=case_id,
            material_id=entry.material_id,
            state=entry.state,
            originals=entry.originals,
            copies=entry.copies,
            returned=entry.returned,
            waived_for=entry.waived_for,
        )


def to_hand_back(case: Case) -> tuple[MaterialCard, ...]:
    """Return the originals that were only looked at and lie in the tray still (原件盘)."""
    return tuple(line for line in case.materials if line.originals and line.form in _SHOWN and not line.returned)


def to_consent(case: Case) -> tuple[MaterialCard, ...]:
    """Return the lines that are on file and may be used as soon as the resident has signed for it."""
    return tuple(line for line in missing(case) if line.held is not None and line.held.state == "consent")


def consented(case: Case) -> tuple[MaterialCard, ...]:
    """Return the lines for which something on file is used because the resident has signed."""
    return tuple(line for line in case.materials if line.held is not None and line.held.consented)
