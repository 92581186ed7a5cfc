"""How a supervision slip lives: issued, raised while nobody answers, explained, rectified, closed."""

import datetime as dt
from dataclasses import dataclass, replace

from hall.kernel.refusal import Refusal
from hall.storage.journal import Entry, Event

ISSUED, EXPLAINED, RECTIFIED, CLOSED = "issued", "explained", "rectified", "closed"
OVERDUE, PRESSED = "overdue", "pressed"


@dataclass(frozen=True, slots=True)
class SlipState:
    """Where a slip stands; the meaning of each field is that of the column of the same name in `SupervisionSlip`."""

    state: str
    cause: str
    addressed_to: str | None
    level: int = 1
    explained_at: dt.datetime | None = None
    rectified_at: dt.datetime | None = None
    closed_at: dt.datetime | None = None


def issue(*, cause: str, addressed_to: str | None) -> Event:
    """Ask the handler of a case to answer for it."""
    return Event("issued", {"cause": cause, "addressed_to": addressed_to})


def raise_level(state: SlipState) -> Event:
    """A full working day has passed and nobody has answered."""
    expect(state, ISSUED)
    return Event("raised", {"level": state.level + 1})


def explain(state: SlipState, *, by: str | None, handler: str | None, note_id: str) -> Event:
    """The handler says why.

    Raises:
        Refusal: `cases.slip_not_yours`, `cases.slip_now_…`.
    """
    expect(state, ISSUED)
    _expect_handler(by, handler)
    return Event("explained", {"note_id": note_id})


def rectify(state: SlipState, *, by: str | None, handler: str | None, note_id: str) -> Event:
    """The handler says what was done about it.

    Raises:
        Refusal: `cases.slip_not_yours`, `cases.slip_now_…`.
    """
    expect(state, EXPLAINED)
    _expect_handler(by, handler)
    return Event("rectified", {"note_id": note_id})


def close(state: SlipState, *, by: str | None, handler: str | None, still_red: bool, note_id: str) -> Event:
    """The supervisor has looked at it; nobody closes a slip on a case of their own, nor while the case is overdue.

    Raises:
        Refusal: `cases.own_slip`, `cases.slip_still_red`, `cases.slip_now_…`.
    """
    expect(state, RECTIFIED)
    if by is not None and by in (handler, state.addressed_to):
        raise Refusal("cases.own_slip")
    if still_red:
        raise Refusal("cases.slip_still_red")
    return Event("closed", {"note_id": note_id})


def expect(state: SlipState, *allowed: str) -> None:
    """Refuse with the sentence of the present state (`cases.slip_now_…`), which says what can be done instead."""
    if state.state not in allowed:
        raise Refusal(f"cases.slip_now_{state.state}")


def fold(state: SlipState | None, entry: Entry) -> SlipState:
    """Apply one entry of the journal."""
    details = entry.details
    if state is None:
        return SlipState(ISSUED, details["cause"], details["addressed_to"])
    if entry.kind == "raised":
        return replace(state, level=details["level"])
    if entry.kind == "explained":
        return replace(state, state=EXPLAINED, explained_at=entry.at)
    if entry.kind == "rectified":
        return replace(state, state=RECTIFIED, rectified_at=entry.at)
    return replace(state, state=CLOSED, closed_at=entry.at)


def next_act(state: SlipState) -> str:
    """Return the name of the action that the slip waits for, empty for a closed one."""
    return {ISSUED: "explain_slip", EXPLAINED: "rectify_slip", RECTIFIED: "close_slip"}.get(state.state, "")


def _expect_handler(by: str | None, handler: str | None) -> None:
    """Only who handles the case answers for it; the hall itself may, for set-up and tests."""
    if by is not None and by != handler:
        raise Refusal("cases.slip_not_yours")
