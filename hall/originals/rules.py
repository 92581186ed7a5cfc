"""Custody of originals: taken once, given back as many, and an identity card never kept."""

from dataclasses import dataclass, replace
from typing import Final

from hall.kernel.refusal import Refusal
from hall.storage.journal import Entry, Event

TRAY: Final = "tray"
KEPT: Final = "kept"
OUT: Final = "out"

OWNER: Final = "owner"
AGENT: Final = "agent"
STREET: Final = "street"
FILE: Final = "file"
RECEIVERS: Final = (OWNER, AGENT, STREET, FILE)
"""To whom originals go: the owner, who came for the owner, an upper level, or the file of a case that is done."""

MOST: Final = 99
_CARD: Final = "身份证"
_NO_CARD: Final = ("复印件", "委托书", "身份证号")
_CARD_IDS: Final = ("id-card", "identity-card")


@dataclass(frozen=True, slots=True)
class OriginalState:
    """Where originals are; the fields are explained at `Original`."""

    state: str
    count: int
    identity_card: bool
    counter_id: str | None
    holder: str | None
    out: int = 0
    receipt_id: str | None = None
    owed: bool = False
    noted: bool = False

    @property
    def left(self) -> int:
        """How many are still here."""
        return self.count - self.out


def is_identity_card(name: str, material_id: str = "") -> bool:
    """Tell an identity card by what it is called; a copy, and a mandate with which a card is shown, are none."""
    if any(word in name for word in _NO_CARD):
        return False
    return _CARD in name or material_id.endswith(_CARD_IDS)


def check_in(*, count: int, identity_card: bool, overnight: bool = False) -> Event:
    """Take originals into the tray.

    Args:
        count: how many.
        identity_card: whether they are identity cards.
        overnight: whether they are meant to stay beyond the day.

    Raises:
        Refusal: `originals.count`, `originals.identity_card_kept`.
    """
    if not 1 <= count <= MOST:
        raise Refusal("originals.count", most=MOST)
    if identity_card and overnight:
        raise Refusal("originals.identity_card_kept")
    return Event("checked_in", {"count": count, "identity_card": identity_card})


def check_out(state: OriginalState, *, count: int, to: str) -> Event:
    """Give originals to somebody; 0 gives all that are left.

    Raises:
        Refusal: `originals.all_out`, `originals.more_than_left` (left), `originals.receiver`,
            `originals.identity_card_up` for a card that would leave its owner.
    """
    _here(state)
    if to not in RECEIVERS:
        raise Refusal("originals.receiver")
    if state.identity_card and to in (STREET, FILE):
        raise Refusal("originals.identity_card_up")
    if not 0 <= count <= state.left:
        raise Refusal("originals.more_than_left", left=state.left)
    return Event("checked_out", {"count": count or state.left, "to": to})


def keep(state: OriginalState, *, receipt_id: str) -> Event:
    """Keep originals for the work, against a receipt in the resident's hand.

    Raises:
        Refusal: `originals.identity_card_kept`, `originals.not_in_tray`, `originals.all_out`.
    """
    _here(state)
    if state.identity_card:
        raise Refusal("originals.identity_card_kept")
    if state.state != TRAY:
        raise Refusal("originals.not_in_tray")
    return Event("kept", {"receipt_id": receipt_id})


def owe(state: OriginalState, *, to_tray: bool) -> Event:
    """The work is over: the originals go back, and lie in the tray of whoever ended it at a counter."""
    _here(state)
    return Event("owed", {"to_tray": to_tray})


def pass_on(state: OriginalState, *, to: str) -> Event:
    """Whoever signs a leaver's duty list (离岗交接) keeps the originals from now on."""
    _here(state)
    return Event("passed_on", {"to": to})


def note(state: OriginalState, *, note_id: str) -> Event:
    """Somebody has written down why they are still here."""
    _here(state)
    return Event("noted", {"note_id": note_id})


def fold(state: OriginalState | None, entry: Entry) -> OriginalState:
    """Apply one entry of the journal."""
    details = entry.details
    if state is None:
        return OriginalState(TRAY, details["count"], details["identity_card"], entry.counter_id, entry.staff_id)
    match entry.kind:
        case "checked_out":
            out = state.out + details["count"]
            return replace(state, out=out, state=OUT if out == state.count else state.state)
        case "kept":
            return replace(state, state=KEPT, receipt_id=details["receipt_id"], holder=entry.staff_id)
        case "owed" if details["to_tray"]:
            return replace(state, owed=True, state=TRAY, counter_id=entry.counter_id, holder=entry.staff_id)
        case "owed":
            return replace(state, owed=True)
        case "passed_on":
            return replace(state, holder=details["to"])
        case "noted":
            return replace(state, noted=True)
    raise ValueError(f"unknown entry {entry.kind}")


def _here(state: OriginalState) -> None:
    if state.state == OUT:
        raise Refusal("originals.all_out")
