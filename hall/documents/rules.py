"""The life of a document and the form of its number."""

from dataclasses import dataclass, replace
from datetime import date

from hall.documents.kinds import KINDS
from hall.kernel.refusal import Refusal
from hall.storage.journal import Entry, Event
from hall.storage.place import HallFacts


@dataclass(frozen=True, slots=True)
class DocumentState:
    """Where a document stands: `issued`, `sent`, `printed`, `spoiled` or `voided`, and how often it was reprinted."""

    state: str = "issued"
    reprints: int = 0


AFTER = {"issued": "issued", "sent": "sent", "printed": "printed", "spoiled": "spoiled", "voided": "voided"}


def fold(state: DocumentState | None, entry: Entry) -> DocumentState:
    """Apply one entry of the journal."""
    state = state or DocumentState()
    if entry.kind == "reprinted":
        return replace(state, state="issued", reprints=state.reprints + 1)
    return replace(state, state=AFTER[entry.kind])


def send(state: DocumentState) -> Event:
    """The printer has taken the paper over."""
    _alive(state)
    return Event("sent")


def confirm(state: DocumentState) -> Event:
    """The paper exists: said by the spooler for tickets, by the clerk's key for numbered originals.

    Raises:
        Refusal: `documents.not_sent` when no printer has taken it yet.
    """
    _alive(state)
    if state.state != "sent":
        raise Refusal("documents.not_sent")
    return Event("printed")


def spoil(state: DocumentState, reason: str) -> Event:
    """The paper came out wrong or not at all."""
    _alive(state)
    return Event("spoiled", {"reason": reason})


def reprint(state: DocumentState, reason: str) -> Event:
    """Print the same paper again, marked 补打 n.

    Raises:
        Refusal: `documents.reason_missing` without a reason.
    """
    _alive(state)
    if not reason:
        raise Refusal("documents.reason_missing")
    return Event("reprinted", {"reason": reason})


def void(state: DocumentState, reason: str) -> Event:
    """Take the paper back; its number stays used.

    Raises:
        Refusal: `documents.reason_missing` without a reason.
    """
    _alive(state)
    if not reason:
        raise Refusal("documents.reason_missing")
    return Event("voided", {"reason": reason})


def number(kind: str, middle: str, facts: HallFacts, day: date, serial: int) -> str:
    """Return a human number: `420102-0007-MZ001-2026-00031`, or （2026）幸福社证字第00012号 for a certificate.

    The parts are region, institution, kind or matter, year and a running number of that year.
    """
    if kind == "certificate":
        return f"（{day.year}）{facts.short_name}社证字第{serial:05d}号"
    letters = middle.replace("-", "") or KINDS[kind].letters
    return f"{facts.region}-{facts.code}-{letters}-{day.year}-{serial:05d}"


def _alive(state: DocumentState) -> None:
    if state.state == "voided":
        raise Refusal("documents.voided")
