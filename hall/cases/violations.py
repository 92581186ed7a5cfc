"""Breaches of the hall's own rules: recorded when they happen, judged by a leader or the supervisor."""

from collections.abc import Sequence
from typing import Final

from hall.cases.model import Case, Violation
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.storage.action import action
from hall.storage.work import Work

SECOND_NOTICE: Final = "second_notice"
MISSED: Final = "missed_in_notice"
THIRD_TRIP: Final = "third_trip"
LATE_NOTICE: Final = "late_notice"
WRONGFUL_NO: Final = "wrongful_refusal"
CANDIDATE, UPHELD, DISMISSED = "candidate", "upheld", "dismissed"


def state_of(row: Violation) -> str:
    """Return how a breach stands: what was judged, else whether it still has to be looked into."""
    return row.verdict or (CANDIDATE if row.candidate else UPHELD)


def record_violation(
    work: Work,
    row: Case | None,
    kind: str,
    *,
    against: str | None,
    upper: bool = False,
    keys: Sequence[str] = (),
    candidate: bool = False,
) -> str:
    """Record a breach against whoever caused it, or against the upper level; answers with its key."""
    breach = Violation(
        id=new_id(),
        case_id=row.id if row else None,
        at=work.now,
        kind=kind,
        against=against,
        upper=upper,
        candidate=candidate,
        keys=list(keys),
    )
    work.session.add(breach)
    return breach.id


@action
def judge_violation(work: Work, *, violation_id: str, upheld: bool, words: str) -> None:
    """Find that a recorded breach was one, or was none; once, with words, and never in one's own matter.

    Raises:
        Refusal: `cases.violation_judged`, `cases.own_violation`, `cases.reason_missing`.
    """
    breach = work.session.get_one(Violation, violation_id, with_for_update=True)
    if breach.verdict:
        raise Refusal("cases.violation_judged")
    if breach.against is not None and breach.against == work.actor.staff_id:
        raise Refusal("cases.own_violation")
    if not words.strip():
        raise Refusal("cases.reason_missing")
    breach.verdict = UPHELD if upheld else DISMISSED
    breach.judged_at, breach.judged_by, breach.words = work.now, work.actor.staff_id, words.strip()
    work.concerns(breach.id)
    work.touched(Topic.CASES)
