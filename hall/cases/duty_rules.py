"""Leaving a post (离岗): who holds the duties of a list, and how that changes with a signature."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from hall.kernel.refusal import Refusal
from hall.storage.journal import Entry, Event

OFFERED: Final = "offered"
SIGNED: Final = "signed"
WITHDRAWN: Final = "withdrawn"
TAKEN_BACK: Final = "taken_back"

LISTED, MOVED, ENDED, BACK = "listed", "moved", "ended", "back"
"""What became of one duty: still the leaver's, moved with the signature, ended or passed on before, taken back."""


@dataclass(frozen=True, slots=True)
class ListState:
    """Where a list stands and who holds its duties.

    Attributes:
        state: one of the states above.
        leaver: whose duties they were.
        receiver: who has to sign.
        holder: who is responsible now; exactly one person.
        signed_at: when it was signed.
        reminded: the receiver has been pressed once.
        escalated: a leader sees it.
    """

    state: str
    leaver: str
    receiver: str
    holder: str
    signed_at: datetime | None = None
    reminded: bool = False
    escalated: bool = False


def offer(*, by: str | None, to: str | None, reason: str) -> Event:
    """Leave the post and offer the duties to the B post, to somebody named, or to a leader.

    Raises:
        Refusal: `cases.list_nobody` when no person is signed in, `cases.list_no_receiver`, `cases.list_to_oneself`,
            `cases.leave_reason`.
    """
    if by is None:
        raise Refusal("cases.list_nobody")
    if not reason.strip():
        raise Refusal("cases.leave_reason")
    if to is None:
        raise Refusal("cases.list_no_receiver")
    if to == by:
        raise Refusal("cases.list_to_oneself")
    return Event("offered", {"leaver": by, "to": to})


def sign(state: ListState, *, by: str | None, leads: bool) -> Event:
    """Sign for the whole list: the receiver, or a leader in their place.

    Raises:
        Refusal: `cases.list_not_receiver`, `cases.list_to_oneself` (the leaver), `cases.list_now_…`.
    """
    _expect(state, OFFERED)
    if by == state.leaver:
        raise Refusal("cases.list_to_oneself")
    if by is None or (by != state.receiver and not leads):
        raise Refusal("cases.list_not_receiver")
    return Event("signed", {"by": by})


def redirect(state: ListState, *, to: str) -> Event:
    """A leader names who has to sign instead.

    Raises:
        Refusal: `cases.list_same_receiver`, `cases.list_to_leaver`, `cases.list_now_…`.
    """
    _expect(state, OFFERED)
    if to == state.receiver:
        raise Refusal("cases.list_same_receiver")
    if to == state.leaver:
        raise Refusal("cases.list_to_leaver")
    return Event("redirected", {"to": to})


def remind(state: ListState) -> Event:
    """Nobody has signed in time: both sides are reminded."""
    _expect(state, OFFERED)
    return Event("reminded")


def escalate(state: ListState) -> Event:
    """Nobody has signed long after: a leader sees it."""
    _expect(state, OFFERED)
    return Event("escalated")


def take_back(state: ListState, *, by: str | None) -> Event:
    """The leaver is back: takes an unsigned list back whole, of a signed one what the holder has not finished.

    Raises:
        Refusal: `cases.list_not_leaver`, `cases.list_now_…`.
    """
    _expect(state, OFFERED, SIGNED)
    if by is None or by != state.leaver:
        raise Refusal("cases.list_not_leaver")
    return Event("withdrawn" if state.state == OFFERED else "taken_back")


def fold(state: ListState | None, entry: Entry) -> ListState:
    """Apply one entry of the journal."""
    details = entry.details
    if state is None:
        return ListState(OFFERED, details["leaver"], details["to"], details["leaver"])
    match entry.kind:
        case "signed":
            return replace(state, state=SIGNED, receiver=details["by"], holder=details["by"], signed_at=entry.at)
        case "redirected":
            return replace(state, receiver=details["to"], reminded=False, escalated=False)
        case "reminded":
            return replace(state, reminded=True)
        case "escalated":
            return replace(state, escalated=True)
        case "withdrawn":
            return replace(state, state=WITHDRAWN)
        case "taken_back":
            return replace(state, state=TAKEN_BACK, holder=state.leaver)
    raise ValueError(f"unknown entry {entry.kind}")


def _expect(state: ListState, *allowed: str) -> None:
    """Refuse with the sentence of the present state, which says what can be done instead."""
    if state.state not in allowed:
        raise Refusal(f"cases.list_now_{state.state}")
