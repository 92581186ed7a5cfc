"""The life of a document and the form of its number."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from hall.documents.kinds import KINDS
from hall.kernel.refusal import Refusal
from hall.storage.journal import Entry, Event
from hall.storage.place import HallFacts

DRAFTED, APPROVED, ISSUED, SENT, PRINTED = "drafted", "approved", "issued", "sent", "printed"
SPOILED, VOIDED, REVOKED = "spoiled", "voided", "revoked"
ON_PAPER = (SENT, PRINTED)
DEAD = (VOIDED, REVOKED)
"""Nothing that is void or revoked is ever printed."""
REASONS = ("lost", "spoiled", "unreadable", "not_out", "altered", "wrong", "unfounded", "other")
"""Codes of reasons: 丢失、打坏、看不清、没打出来、内容改了、写错、依据不实、其他."""


@dataclass(frozen=True, slots=True)
class DocumentState:
    """Where a document (文书) stands.

    One original exists at any time: the sheet of the last printing, until it is spoiled, lost or taken back.

    Attributes:
        state: `drafted`, `approved`, `issued` (queued for the printer), `sent`, `printed`, `spoiled`, `voided` or
            `revoked`.
        reprints: how often it was printed again; the sheet that counts is marked so (补打 n).
        out: somebody holds or held the sheet of the last printing.
        sealed_copies: parts of that sheet that bear the seal; `sealed_pages` the pages of one of them.
        handed_over: it has left the house.
    """

    state: str = ISSUED
    reprints: int = 0
    out: bool = False
    sealed_copies: int = 0
    sealed_pages: int = 0
    handed_over: bool = False


def fold(state: DocumentState | None, entry: Entry) -> DocumentState:
    """Apply one entry of the journal."""
    return _FOLDS[entry.kind](state or DocumentState(), entry)


def approve(state: DocumentState, *, by: str | None, drafter: str | None) -> Event:
    """Agree that a draft goes out.

    Raises:
        Refusal: `documents.not_drafted`; `documents.own_draft` for whoever drafted it.
    """
    _alive(state)
    if state.state != DRAFTED:
        raise Refusal("documents.not_drafted")
    if by is not None and by == drafter:
        raise Refusal("documents.own_draft")
    return Event("approved")


def send_back(state: DocumentState, *, note_id: str) -> Event:
    """Do not let a draft go out (退回); the words stand in their own row.

    Raises:
        Refusal: `documents.not_drafted` for what was approved already.
    """
    _expect(state, DRAFTED)
    return Event("voided", {"reason": "altered", "note_id": note_id})


def release(state: DocumentState) -> Event:
    """Let an approved draft go to the printer."""
    _expect(state, APPROVED)
    return Event("issued")


def check_printable(state: DocumentState) -> None:
    """Refuse to print what waits for nobody's printer, above all what is void or revoked.

    Raises:
        Refusal: `documents.voided`, `documents.revoked`, `documents.not_queued`.
    """
    _alive(state)
    if state.state != ISSUED:
        raise Refusal("documents.not_queued")


def send(state: DocumentState) -> Event:
    """The printer has taken the paper over.

    Raises:
        Refusal: as `check_printable`.
    """
    check_printable(state)
    return Event("sent")


def confirm(state: DocumentState) -> Event:
    """The paper exists: said by the spooler for tickets, by the clerk's key for numbered originals.

    Raises:
        Refusal: `documents.not_sent` when no printer has taken it yet.
    """
    _alive(state)
    if state.state != SENT:
        raise Refusal("documents.not_sent")
    return Event("printed")


def spoil(state: DocumentState, reason: str) -> Event:
    """The paper came out wrong or not at all.

    Raises:
        Refusal: `documents.not_queued` for a sheet that somebody holds; that one is printed again or voided.
    """
    _alive(state)
    if state.state not in (ISSUED, SENT):
        raise Refusal("documents.not_queued")
    return Event("spoiled", {"reason": reason})


def seal(state: DocumentState, *, copies: int, pages: int) -> Event:
    """The seal was put on some of its parts.

    Raises:
        Refusal: `documents.not_printed` while no sheet is there to be sealed.
    """
    _on_paper(state)
    return Event("sealed", {"copies": copies, "pages": pages})


def hand_over(state: DocumentState, *, receipt: str) -> Event:
    """It leaves the house; `receipt` is the key of what the receiver signed.

    Raises:
        Refusal: `documents.not_printed` while no sheet is there; `documents.handed_over` the second time.
    """
    _on_paper(state)
    if state.handed_over:
        raise Refusal("documents.handed_over")
    return Event("handed_over", {"receipt": receipt})


def reprint(state: DocumentState, reason: str, *, guarded: bool, may_replace: bool) -> Event:
    """Print the same paper again, marked 补打 n; what was printed before counts no more.

    A sheet that never came out, or that nobody has confirmed, is printed again by whoever stands at the printer: no
    original exists then. Where one exists, another person decides (Kind.guarded).

    Raises:
        Refusal: `documents.reason_missing`, `documents.not_queued` for a draft, `documents.still_printing`,
            `documents.original_exists`.
    """
    _alive(state)
    if reason not in REASONS:
        raise Refusal("documents.reason_missing")
    if state.state in (DRAFTED, APPROVED):
        raise Refusal("documents.not_queued")
    if state.state == ISSUED:
        raise Refusal("documents.still_printing")
    if guarded and state.out and not may_replace:
        raise Refusal("documents.original_exists")
    return Event("reprinted", {"reason": reason})


def void(state: DocumentState, reason: str) -> Event:
    """Take the paper back before it has left the house; its number stays used (作废).

    Raises:
        Refusal: `documents.reason_missing`; `documents.only_revoked` once it was handed over.
    """
    _alive(state)
    if reason not in REASONS:
        raise Refusal("documents.reason_missing")
    if state.handed_over:
        raise Refusal("documents.only_revoked")
    return Event("voided", {"reason": reason})


def revoke(state: DocumentState, reason: str, *, note_id: str) -> Event:
    """Declare void what a resident may hold (撤销); the words stand in their own row.

    Raises:
        Refusal: `documents.reason_missing`; `documents.only_voided` for what has never been on paper.
    """
    _alive(state)
    if reason not in REASONS:
        raise Refusal("documents.reason_missing")
    if not (state.out or state.handed_over):
        raise Refusal("documents.only_voided")
    return Event("revoked", {"reason": reason, "note_id": note_id})


def prefix(kind: str, middle: str, facts: HallFacts, day: date) -> str:
    """Return what stands before the running number: it names kind, place and year, and with them the series.

    `420102-0007-MZ001-2026-`, or （2026）幸福社证字第 for a certificate.
    """
    if kind == "certificate":
        return f"（{day.year}）{facts.short_name}社证字第"
    letters = middle.replace("-", "") or KINDS[kind].letters
    return f"{facts.region}-{facts.code}-{letters}-{day.year}-"


def is_of(facts: HallFacts, before: str) -> bool:
    """Tell whether this hall begins its numbers so, whatever kind and year."""
    return before.startswith(f"{facts.region}-{facts.code}-") or before.endswith(f"）{facts.short_name}社证字第")


def number(kind: str, middle: str, facts: HallFacts, day: date, serial: int) -> str:
    """Return a human number: `420102-0007-MZ001-2026-00031`, or （2026）幸福社证字第00012号 for a certificate.

    The parts are region, institution, kind or matter, year and a running number of that year.
    """
    return f"{prefix(kind, middle, facts, day)}{serial:05d}{'号' if kind == 'certificate' else ''}"


def series(before: str) -> str:
    """Return the name of the series whose numbers begin with `before`."""
    return f"number/{before}"


def split(text: str) -> tuple[str, int] | None:
    """Return a number as what stands before its running number and that; None for a text that is none."""
    body = text.removesuffix("号").rpartition("/")[2]
    digits = len(body) - len(body.rstrip("0123456789"))
    return (body[:-digits], int(body[-digits:])) if digits >= 5 and len(body) > digits else None


def _alive(state: DocumentState) -> None:
    if state.state in DEAD:
        raise Refusal(f"documents.{state.state}")


def _expect(state: DocumentState, wanted: str) -> None:
    _alive(state)
    if state.state != wanted:
        raise Refusal("documents.not_drafted")


def _on_paper(state: DocumentState) -> None:
    _alive(state)
    if state.state != PRINTED:
        raise Refusal("documents.not_printed")


def _sealed(state: DocumentState, entry: Entry) -> DocumentState:
    copies = state.sealed_copies + int(entry.details["copies"])
    return replace(state, sealed_copies=copies, sealed_pages=int(entry.details["pages"]))


Fold = Callable[[DocumentState, Entry], DocumentState]
_FOLDS: Mapping[str, Fold] = MappingProxyType(
    {
        "drafted": lambda state, _: replace(state, state=DRAFTED),
        "approved": lambda state, _: replace(state, state=APPROVED),
        "issued": lambda state, _: replace(state, state=ISSUED),
        "sent": lambda state, _: replace(state, state=SENT),
        "printed": lambda state, _: replace(state, state=PRINTED, out=True),
        "sealed": _sealed,
        "handed_over": lambda state, _: replace(state, handed_over=True),
        "reprinted": lambda state, _: replace(
            state, state=ISSUED, reprints=state.reprints + 1, out=False, sealed_copies=0, sealed_pages=0
        ),
        "spoiled": lambda state, _: replace(state, state=SPOILED, out=False),
        "voided": lambda state, _: replace(state, state=VOIDED, out=False),
        "revoked": lambda state, _: replace(state, state=REVOKED),
    }
)
