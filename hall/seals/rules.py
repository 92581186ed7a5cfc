"""What may happen to a use of a seal, and who may do it: nobody seals alone, and nothing blank (用印审批)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any, Final

from hall.kernel.allowed import Between
from hall.kernel.refusal import Refusal
from hall.storage.journal import Entry, Event

REQUESTED, VERIFIED, APPROVED, SEALED, LOGGED, REJECTED, VOIDED = (
    "requested", "verified", "approved", "sealed", "logged", "rejected", "voided",
)  # fmt: skip
OPEN: Final = (REQUESTED, VERIFIED, APPROVED)
"""Somebody has still to act."""
STAMPED: Final = (SEALED, LOGGED)
"""The seal is on the paper."""
LIVE: Final = (*OPEN, *STAMPED)
"""Counts against the copies of a document."""

NOT_ON_LIST, FORBIDDEN, UNVERIFIED, BLANK = "not_on_list", "forbidden", "unverified", "blank"
REJECTIONS: Final = (NOT_ON_LIST, FORBIDDEN, UNVERIFIED, BLANK)
"""Why a use is rejected: off the local list, one of the forbidden twenty, cannot be verified, a blank paper."""

MOST_COPIES: Final = 99
MOST_PAGES: Final = 999


@dataclass(frozen=True)
class SealPolicy:
    """How strictly the seal is kept.

    Attributes:
        delivery_needs_seal: certificates and decisions ask for their seal by themselves and are handed over only when
            they have it; a hall that keeps its register on paper switches it off.
        handover_days: working days within which a new keeper signs for a seal (换届后移交).
    """

    delivery_needs_seal: bool = True
    handover_days: Annotated[int, Between(1, 30)] = 7


@dataclass(frozen=True, slots=True)
class UseState:
    """Where a use stands; the meaning of each field is that of the column of the same name in `SealUse`."""

    state: str
    verifier: str | None = None
    verified_at: datetime | None = None
    originals: bool = False
    approver: str | None = None
    approved_at: datetime | None = None
    resolution: str = ""
    seal_id: str | None = None
    year: int | None = None
    nth: int | None = None
    sealer: str | None = None
    sealed_at: datetime | None = None
    sealed_copies: int = 0
    sealed_pages: int = 0
    straddle: bool = False
    rejected_for: str = ""
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stamping:
    """What the keeper is about to do.

    Attributes:
        by: who holds the seal in their hand; None for the hall itself.
        keeper: who answers for the seal.
        in_use: whether the seal may be used: neither lost nor destroyed.
        copies: to be sealed now, of `wanted` that were approved.
        pages: of each copy; `looked_at` at verification, 0 where the paper is one of the hall's own.
        straddle: sealed across, and `across` whether the paper needs it for its stub.
        retained: whether a copy stays in the hall.
    """

    by: str | None
    keeper: str
    in_use: bool
    copies: int
    wanted: int
    pages: int
    looked_at: int
    straddle: bool
    across: bool
    retained: bool


def check_request(*, paper_name: str, reason: str, pages: int, copies: int) -> None:
    """Refuse what cannot be told apart later: a paper without a name, a use without a reason, no pages, no copies."""
    if not paper_name.strip():
        raise Refusal("seals.paper_name")
    if not reason.strip():
        raise Refusal("seals.reason_missing")
    if not 1 <= pages <= MOST_PAGES:
        raise Refusal("seals.pages")
    if not 1 <= copies <= MOST_COPIES:
        raise Refusal("seals.copies", most=MOST_COPIES)


def verify(state: UseState, *, outside: bool, filled_in: bool, originals: bool) -> Event:
    """Somebody has looked at the paper and at what it rests on; a blank one is never sealed (不得在空白纸上盖章).

    Raises:
        Refusal: `seals.blank` when nobody says that an outside paper is filled in, `seals.now_…`.
    """
    expect(state, REQUESTED)
    if outside and not filled_in:
        raise Refusal("seals.blank")
    return Event("verified", {"originals": originals})


def approve(state: UseState, *, by: str | None, requester: str | None, weighty: bool, resolution: str) -> Event:
    """The head of the hall signs (签批); what is weighty needs the number of the residents' resolution.

    Raises:
        Refusal: `seals.own_request`, `seals.resolution_missing`, `seals.now_…`.
    """
    expect(state, VERIFIED)
    if by is not None and by == requester:
        raise Refusal("seals.own_request")
    if weighty and not resolution.strip():
        raise Refusal("seals.resolution_missing")
    return Event("approved", {"resolution": resolution.strip()})


def reject(state: UseState, *, reason: str, note_id: str) -> Event:
    """Whoever verifies, approves or seals says no, with the reason.

    Raises:
        Refusal: `seals.reject_reason`, `seals.now_…`.
    """
    expect(state, *OPEN)
    if reason not in REJECTIONS:
        raise Refusal("seals.reject_reason")
    return Event("rejected", {"reason": reason, "note_id": note_id})


def check_stamping(state: UseState, stamping: Stamping) -> None:
    """Refuse whatever a keeper must not do.

    Raises:
        Refusal: `seals.seal_blocked`, `seals.not_keeper`, `seals.own_approval`, `seals.copies_left`,
            `seals.pages`, `seals.pages_differ`, `seals.straddle_missing`, `seals.retained_missing`, `seals.now_…`.
    """
    expect(state, APPROVED)
    if not stamping.in_use:
        raise Refusal("seals.seal_blocked")
    if stamping.by is not None and stamping.by != stamping.keeper:
        raise Refusal("seals.not_keeper")
    if stamping.by is not None and stamping.by == state.approver:
        raise Refusal("seals.own_approval")
    if not 1 <= stamping.copies <= stamping.wanted:
        raise Refusal("seals.copies_left", most=stamping.wanted)
    if not 1 <= stamping.pages <= MOST_PAGES:
        raise Refusal("seals.pages")
    if stamping.looked_at and stamping.pages != stamping.looked_at:
        raise Refusal("seals.pages_differ", pages=stamping.looked_at)
    if not stamping.straddle and (stamping.across or stamping.pages > 1):
        raise Refusal("seals.straddle_missing")
    if not stamping.retained:
        raise Refusal("seals.retained_missing")


def seal(state: UseState, stamping: Stamping, *, seal_id: str, year: int, nth: int) -> Event:
    """The keeper seals: the n-th use of this seal in this year."""
    check_stamping(state, stamping)
    return Event(
        "sealed",
        {
            "seal_id": seal_id,
            "year": year,
            "nth": nth,
            "copies": stamping.copies,
            "pages": stamping.pages,
            "straddle": stamping.straddle,
        },
    )


def log(state: UseState) -> Event:
    """The year's register is bound and filed (年终归档)."""
    expect(state, SEALED)
    return Event("logged")


def void(state: UseState, *, note_id: str) -> Event:
    """The use counts no longer, but its numbers stay taken; what is filed is not touched again."""
    expect(state, *OPEN, SEALED)
    return Event("voided", {"note_id": note_id})


def fold(state: UseState | None, entry: Entry) -> UseState:
    """Apply one entry of the journal."""
    if state is None:
        return UseState(REQUESTED)
    return _AFTER[entry.kind](state, entry, entry.details)


def expect(state: UseState, *allowed: str) -> None:
    """Refuse with the sentence of the present state (`seals.now_…`), which says what can be done instead."""
    if state.state not in allowed:
        raise Refusal(f"seals.now_{state.state}")


def _verified(state: UseState, entry: Entry, details: dict[str, Any]) -> UseState:
    return replace(state, state=VERIFIED, verifier=entry.staff_id, verified_at=entry.at, originals=details["originals"])


def _approved(state: UseState, entry: Entry, details: dict[str, Any]) -> UseState:
    return replace(
        state, state=APPROVED, approver=entry.staff_id, approved_at=entry.at, resolution=details["resolution"]
    )


def _sealed(state: UseState, entry: Entry, details: dict[str, Any]) -> UseState:
    return replace(
        state,
        state=SEALED,
        seal_id=details["seal_id"],
        year=details["year"],
        nth=details["nth"],
        sealer=entry.staff_id,
        sealed_at=entry.at,
        sealed_copies=details["copies"],
        sealed_pages=details["pages"],
        straddle=details["straddle"],
    )


def _rejected(state: UseState, entry: Entry, details: dict[str, Any]) -> UseState:
    return replace(state, state=REJECTED, rejected_for=details["reason"], ended_at=entry.at)


_AFTER: Final[dict[str, Callable[[UseState, Entry, dict[str, Any]], UseState]]] = {
    "verified": _verified,
    "approved": _approved,
    "sealed": _sealed,
    "rejected": _rejected,
    "logged": lambda state, _entry, _details: replace(state, state=LOGGED),
    "voided": lambda state, entry, _details: replace(state, state=VOIDED, ended_at=entry.at),
}
