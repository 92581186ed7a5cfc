"""What may happen to a refusal: proposed with reasons, reviewed, sent up, counted as late, audited, reversed."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Annotated, Final

from hall.cases.life import (
    ACCEPTANCE,
    ACCEPTED,
    APPROVAL,
    CHECKING,
    DECIDED_NO,
    DECIDING,
    DELAY,
    INCOMPLETE,
    NOTIFIED_PICKUP,
    READY,
    REFUSAL_PROPOSED,
    REFUSED,
    RETURN,
    RUNNING,
    SUPPLEMENT,
    CaseState,
)
from hall.cases.rules import expect
from hall.kernel.allowed import Between
from hall.kernel.refusal import Refusal
from hall.storage.journal import Event

GROUNDS: Final = ("not_competent", "not_needed", "not_eligible", "duplicate")
"""Why an application is not accepted: not this body's power, no permission needed, conditions not met, a duplicate."""
WAITING, ESCALATED, AGREED, OVERRULED, FILED, AUDITED = (
    "waiting", "escalated", "agreed", "overruled", "filed", "audited"
)  # fmt: skip
REGISTER: Final = "FB"
"""The letters of the register of refusals (否定报备编号), a series of its own."""
DROPPED: Final = "dropped"
"""What became of a proposal whose case ended before anybody had reviewed it."""
OPEN: Final = (WAITING, ESCALATED)
_FROM: Final = {
    ACCEPTANCE: (CHECKING,),
    INCOMPLETE: (CHECKING,),
    APPROVAL: (ACCEPTED, DECIDING),
    DELAY: RUNNING,
    RETURN: (CHECKING, ACCEPTED, DECIDING, SUPPLEMENT),
}
_UNDELIVERED: Final = (REFUSED, DECIDED_NO, READY, NOTIFIED_PICKUP)
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class RefusalPolicy:
    """How fast a no is reviewed and how many are looked at again; defaults from the domain rules, section 6.

    Attributes:
        review_days: working days for a review, here and by the leader above (上报分管领导).
        sample_size: how many filed refusals are drawn each month (每月抽查; this product's own).
        correction_days: working days to make good a refusal that the sample found wrongful (this product's own).
    """

    review_days: Annotated[int, Between(1, 10)] = 1
    sample_size: Annotated[int, Between(1, 500)] = 5
    correction_days: Annotated[int, Between(1, 30)] = 5


def kind_at(state: CaseState) -> str:
    """Return which no a stage means where nothing else is said."""
    return ACCEPTANCE if state.stage == CHECKING else APPROVAL


def propose_refusal(state: CaseState, *, proposal_id: str, kind: str = "") -> Event:
    """Propose a no (否定报备); only a leader's review makes it one.

    Nobody is turned away for missing materials who was not told once and completely what is missing.
    """
    kind = kind or kind_at(state)
    if kind not in _FROM:
        raise Refusal("cases.refusal_kind")
    expect(state, *_FROM[kind])
    if kind == INCOMPLETE and not state.notices:
        raise Refusal("cases.notice_first")
    return Event("refusal_proposed", {"proposal_id": proposal_id, "kind": kind})


def check_reasons(*, accepting: bool, ground: str, reason: str, basis: str, office: str) -> None:
    """Refuse a no without its ground, its reason, its rule, or the competent office (否定报备的必填项)."""
    if accepting and ground not in GROUNDS:
        raise Refusal("cases.ground")
    if not reason.strip():
        raise Refusal("cases.reason_missing")
    if not basis.strip():
        raise Refusal("cases.basis_missing")
    if ground == "not_competent" and not office.strip():
        raise Refusal("cases.office_missing")


def escalate_refusal(state: CaseState, *, by: str | None, proposed_by: str | None) -> Event:
    """The reviewer's power does not reach so far: the leader above is asked (超权限，上报分管领导), once."""
    expect(state, REFUSAL_PROPOSED)
    _not_own(by, proposed_by)
    if state.escalated:
        raise Refusal("cases.already_escalated")
    return Event("refusal_escalated")


def review_refusal(
    state: CaseState, *, agree: bool, by: str | None, proposed_by: str | None, kind: str = "", words: str = ""
) -> Event:
    """Agree to a refusal or overrule it; nobody reviews their own proposal.

    The leader above may have no seat here: whoever records the answer says in words who gave it.
    """
    expect(state, REFUSAL_PROPOSED)
    _not_own(by, proposed_by)
    if state.escalated and not words.strip():
        raise Refusal("cases.answer_missing")
    if not agree and not words.strip():
        raise Refusal("cases.reason_missing")
    kind = kind or (ACCEPTANCE if state.back_to == CHECKING else APPROVAL)
    return Event("refusal_agreed", {"kind": kind}) if agree else Event("refusal_overruled")


def turn_late(state: CaseState) -> Event:
    """The term of the review is over: it is reminded of and counts as late, and nothing is decided by itself."""
    expect(state, REFUSAL_PROPOSED)
    return Event("refusal_late", {"escalated": state.escalated})


def reverse_refusal(state: CaseState, *, audit_id: str) -> Event | None:
    """A wrongful no is taken back and the case goes on where it was; None where it has ended and a duty remains."""
    if state.stage in _UNDELIVERED and state.decision in ("refused", "denied", "returned"):
        return Event("refusal_reversed", {"audit_id": audit_id})
    return None


def check_auditor(*, by: str | None, proposed_by: str | None, reviewed_by: str | None) -> None:
    """Refuse that anybody audits a no in which they had a hand."""
    if by is not None and by in (proposed_by, reviewed_by):
        raise Refusal("cases.own_review")


def first_day(month: str, today: dt.date) -> dt.date:
    """Return the first day of a month written YYYY-MM, which must have begun.

    Raises:
        Refusal: `cases.month`.
    """
    found = _MONTH.fullmatch(month.strip())
    day = dt.date(int(found[1]), int(found[2]), 1) if found and int(found[1]) >= dt.MINYEAR else None
    if day is None or day > today:
        raise Refusal("cases.month")
    return day


def _not_own(by: str | None, proposed_by: str | None) -> None:
    if by is not None and by == proposed_by:
        raise Refusal("cases.own_proposal")
