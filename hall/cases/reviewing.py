"""The review of a no (否定报备): agreed, overruled, or sent to the leader above; late reviews are reminded of."""

from hall.cases import refusal_papers, refusal_rules
from hall.cases.life import DELAY
from hall.cases.model import Case, RefusalProposal
from hall.cases.owing import owe_again
from hall.cases.record import JOURNAL, REVIEW, facts_of, happened, in_workdays, locked, open_proposals, stop
from hall.cases.refusal_rules import AGREED, ESCALATED, FILED, OVERRULED, RefusalPolicy
from hall.documents.actions import issue, take_number
from hall.kernel.refusal import Refusal
from hall.storage import due, settings
from hall.storage.action import action
from hall.storage.work import Work


@action
def review_refusal(work: Work, *, case_id: str, agree: bool, words: str = "", version: int | None = None) -> None:
    """The leader agrees to a refusal, or overrules it: then the case goes on where it was.

    After `escalate_refusal` this records the answer of the leader above, and the words say who gave it. A delay that a
    leader has agreed to is told in writing and filed, and the case goes on; its limits do not move.

    Raises:
        Refusal: `cases.own_proposal`, `cases.reason_missing` when overruling without a word, `cases.answer_missing`,
            `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    proposal = _open(work, row)
    reviewed = refusal_rules.review_refusal(
        JOURNAL.of(row), agree=agree, by=work.actor.staff_id, proposed_by=proposal.proposed_by, kind=proposal.kind,
        words=words,
    )  # fmt: skip
    proposal.reviewed_at, proposal.reviewed_by = work.now, work.actor.staff_id
    proposal.outcome, proposal.review_note = AGREED if agree else OVERRULED, words.strip()
    happened(work, row, reviewed)
    if agree and proposal.kind != DELAY:
        stop(work, row)
        return
    if agree:
        _tell_delay(work, row, proposal)
    owe_again(work, row)


@action
def escalate_refusal(work: Work, *, case_id: str, words: str, version: int | None = None) -> None:
    """Send a no that is beyond the reviewer's power to the leader above, who has one working day (上报分管领导).

    Raises:
        Refusal: `cases.own_proposal`, `cases.already_escalated`, `cases.reason_missing`, `cases.changed`,
            `cases.now_…`.
    """
    row = locked(work, case_id, version)
    proposal = _open(work, row)
    escalated = refusal_rules.escalate_refusal(
        JOURNAL.of(row), by=work.actor.staff_id, proposed_by=proposal.proposed_by
    )
    if not words.strip():
        raise Refusal("cases.reason_missing")
    proposal.outcome, proposal.escalation = ESCALATED, words.strip()
    proposal.escalated_at, proposal.escalated_by = work.now, work.actor.staff_id
    proposal.due_at = in_workdays(work, settings.read(work.session, RefusalPolicy).review_days)
    happened(work, row, escalated)
    due.cancel(work, row.id, REVIEW)
    due.schedule(work, REVIEW, row.id, proposal.due_at, case_id=row.id)


@action
def remind_of_review(work: Work, *, case_id: str) -> None:
    """The term of a review is over: it counts as late and the leader is reminded; a no is never decided by itself."""
    row = locked(work, case_id)
    late = refusal_rules.turn_late(JOURNAL.of(row))
    _open(work, row).late = True
    happened(work, row, late)


def _open(work: Work, row: Case) -> RefusalProposal:
    """Return the proposal that waits, or refuse with the sentence of the stage."""
    proposals = open_proposals(work, row)
    if not proposals:
        raise Refusal(f"cases.now_{row.stage}")
    return proposals[0]


def _tell_delay(work: Work, row: Case, proposal: RefusalProposal) -> None:
    """Tell the applicant in writing that the promise is not kept, and why; with that it is filed."""
    number, why = take_number(work, "delay_notice"), refusal_papers.reasons_of(proposal)
    issue(work, refusal_papers.delay_notice(facts_of(work, row), number, why), subject_id=row.id)
    proposal.outcome, proposal.filed_at = FILED, work.now
