"""The monthly look at filed refusals (每月抽查): a drawn sample, a verdict on each, and what a wrongful no costs."""

import datetime as dt
from random import Random

from sqlalchemy import func, select

from hall.cases import refusal_rules
from hall.cases.model import Case, RefusalAudit, RefusalProposal
from hall.cases.owing import owe_again
from hall.cases.record import JOURNAL, happened, in_workdays
from hall.cases.refusal_rules import AUDITED, FILED, RefusalPolicy
from hall.cases.violations import WRONGFUL_NO, record_violation
from hall.documents.actions import void
from hall.documents.rules import DEAD
from hall.documents.views import documents_of
from hall.kernel.dates import add_months
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.storage import settings
from hall.storage.action import action
from hall.storage.work import Reading, Work

OK, WRONGFUL = "ok", "wrongful"
_PAPERS = ("refusal_notice", "denial_notice", "return_notice")


@action
def draw_sample(work: Work, *, month: str, size: int = 0) -> int:
    """Draw the refusals of a month that are looked at again; answers with how many the sample holds.

    The draw is random, and the same for the same hall and month: nobody picks. Drawn again, the sample only grows.

    Args:
        work: the open transaction.
        month: YYYY-MM, by the day on which a refusal was filed.
        size: how many; 0 for what the hall has set (`RefusalPolicy.sample_size`).

    Raises:
        Refusal: `cases.month`.
    """
    filed = _filed_in(work, month)
    drawn = set(work.session.scalars(select(RefusalAudit.proposal_id).where(RefusalAudit.month == month)))
    wanted = min(max(size, 0) or settings.read(work.session, RefusalPolicy).sample_size, len(filed))
    pool = [proposal for proposal in filed if proposal not in drawn]
    random = Random(f"{work.place.hall_id}/{month}/{len(drawn)}")
    for proposal_id in random.sample(pool, max(wanted - len(drawn), 0)):
        work.session.add(_drawn(work, proposal_id, month))
        drawn.add(proposal_id)
    work.touched(Topic.CASES)
    return len(drawn)


@action
def audit_refusal(work: Work, *, proposal_id: str, ok: bool, words: str = "") -> None:
    """Find a drawn refusal right, or wrongful: then it is a breach of whoever proposed it, and is made good.

    A case whose refusal has not been delivered goes on where it was; one that has ended leaves a duty with a term.

    Raises:
        Refusal: `cases.not_in_sample`, `cases.audited`, `cases.own_review`, `cases.reason_missing`.
    """
    proposal = work.session.get_one(RefusalProposal, proposal_id, with_for_update=True)
    audit = _audit_of(work, proposal_id)
    if audit.verdict:
        raise Refusal("cases.audited")
    by = work.actor.staff_id
    refusal_rules.check_auditor(by=by, proposed_by=proposal.proposed_by, reviewed_by=proposal.reviewed_by)
    if not ok and not words.strip():
        raise Refusal("cases.reason_missing")
    audit.verdict, audit.words = OK if ok else WRONGFUL, words.strip()
    audit.audited_at, audit.audited_by = work.now, by
    proposal.outcome = AUDITED
    if not ok:
        _make_good(work, proposal, audit)
    work.concerns(proposal.id)
    work.touched(Topic.CASES)


@action
def correct_refusal(work: Work, *, proposal_id: str, words: str) -> None:
    """Write down how a wrongful refusal was made good after its case had ended: the duty is done.

    Raises:
        Refusal: `cases.no_correction`, `cases.reason_missing`.
    """
    audit = _audit_of(work, proposal_id)
    if audit.due_at is None or audit.corrected_at is not None:
        raise Refusal("cases.no_correction")
    if not words.strip():
        raise Refusal("cases.reason_missing")
    audit.corrected_at, audit.corrected_by, audit.correction = work.now, work.actor.staff_id, words.strip()
    work.concerns(proposal_id)
    work.touched(Topic.CASES)


def span_of(reading: Reading, month: str) -> tuple[dt.datetime, dt.datetime]:
    """Return the instants between which a month of the hall lies.

    Raises:
        Refusal: `cases.month`.
    """
    first = refusal_rules.first_day(month, reading.today)
    zone = reading.place.zone
    ends = (dt.datetime.combine(day, dt.time(), tzinfo=zone) for day in (first, add_months(first, 1)))
    since, until = (end.astimezone(dt.UTC) for end in ends)
    return since, until


def _filed_in(work: Work, month: str) -> list[str]:
    since, until = span_of(work, month)
    filed_at = func.coalesce(RefusalProposal.filed_at, RefusalProposal.proposed_at)
    rows = select(RefusalProposal.id).where(
        RefusalProposal.hall_id == work.place.hall_id,
        RefusalProposal.outcome.in_((FILED, AUDITED)),
        filed_at >= since,
        filed_at < until,
    )
    return list(work.session.scalars(rows.order_by(RefusalProposal.id)))


def _drawn(work: Work, proposal_id: str, month: str) -> RefusalAudit:
    return RefusalAudit(
        id=new_id(),
        proposal_id=proposal_id,
        month=month,
        drawn_at=work.now,
        drawn_by=work.actor.staff_id,
        verdict="",
        words="",
        correction="",
    )


def _audit_of(work: Work, proposal_id: str) -> RefusalAudit:
    drawn = select(RefusalAudit).where(RefusalAudit.proposal_id == proposal_id).with_for_update()
    audit = work.session.scalars(drawn).first()
    if audit is None:
        raise Refusal("cases.not_in_sample")
    return audit


def _make_good(work: Work, proposal: RefusalProposal, audit: RefusalAudit) -> None:
    """Blame whoever proposed it; take the refusal back if it has not gone out, else owe a correction with a term."""
    row = work.session.get_one(Case, proposal.case_id, with_for_update=True) if proposal.case_id else None
    record_violation(work, row, WRONGFUL_NO, against=proposal.proposed_by, keys=[proposal.kind])
    taken_back = refusal_rules.reverse_refusal(JOURNAL.of(row), audit_id=audit.id) if row else None
    if row is None or taken_back is None:
        audit.owner = proposal.proposed_by
        audit.due_at = in_workdays(work, settings.read(work.session, RefusalPolicy).correction_days)
        return
    for paper in documents_of(work, subject_id=row.id):
        if paper.kind in _PAPERS and paper.state not in DEAD:
            void(work, document_id=paper.id, reason="other")
    happened(work, row, taken_back)
    owe_again(work, row)
