"""Reads the registers of a leader and the supervisor: refusals, the monthly sample, corrections owed, breaches."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, select

from hall.cases.auditing import span_of
from hall.cases.model import Case, NoticeWish, RefusalAudit, RefusalProposal, Violation
from hall.cases.record import staff_name
from hall.cases.register_cards import ProposalCard, SampleCard, ViolationCard, WishCard
from hall.cases.violations import state_of
from hall.storage.work import Reading


def refusals(reading: Reading, *, since: datetime, until: datetime) -> tuple[ProposalCard, ...]:
    """Return the refusals proposed or filed in a span of time, oldest first."""
    span = (RefusalProposal.proposed_at >= since) & (RefusalProposal.proposed_at < until)
    rows = select(RefusalProposal).where(span).order_by(RefusalProposal.proposed_at, RefusalProposal.id)
    return tuple(proposal_card(reading, row) for row in reading.session.scalars(rows))


def sample(reading: Reading, *, month: str) -> tuple[SampleCard, ...]:
    """Return what the sample of a month (YYYY-MM) has drawn, those that nobody has looked at first.

    Raises:
        Refusal: `cases.month`.
    """
    span_of(reading, month)
    return _samples(reading, _drawn().where(RefusalAudit.month == month))


def corrections(reading: Reading, *, staff_id: str = "") -> tuple[SampleCard, ...]:
    """Return the wrongful refusals that are still to be made good, of one colleague or of everybody, by their terms."""
    owed = _drawn().where(RefusalAudit.due_at.is_not(None), RefusalAudit.corrected_at.is_(None))
    owed = owed.where(RefusalAudit.owner == staff_id) if staff_id else owed
    return _samples(reading, owed.order_by(None).order_by(RefusalAudit.due_at, RefusalAudit.id))


def violations(
    reading: Reading, *, since: datetime, until: datetime, states: Iterable[str] = ()
) -> tuple[ViolationCard, ...]:
    """Return the breaches recorded in a span of time, oldest first; `states` keeps some of them only."""
    rows = select(Violation).where(Violation.at >= since, Violation.at < until).order_by(Violation.at, Violation.id)
    wanted = set(states)
    return tuple(
        violation_card(reading, row) for row in reading.session.scalars(rows) if not wanted or state_of(row) in wanted
    )


def proposal_card(reading: Reading, row: RefusalProposal) -> ProposalCard:
    """Return a proposal as screens show it."""
    return ProposalCard(
        row.id,
        row.case_id,
        row.kind,
        row.ground,
        row.reason,
        row.basis,
        row.found,
        row.office,
        row.proposed_at,
        staff_name(reading, row.proposed_by),
        row.outcome,
        staff_name(reading, row.reviewed_by) if row.reviewed_by else "",
        row.review_note,
        row.register_number,
        row.due_at,
        row.late,
        staff_name(reading, row.escalated_by) if row.escalated_by else "",
        row.escalation,
    )


def violation_card(reading: Reading, row: Violation) -> ViolationCard:
    """Return a breach as screens show it."""
    return ViolationCard(
        row.id,
        row.case_id,
        row.at,
        row.kind,
        row.against,
        staff_name(reading, row.against) if row.against else "",
        row.upper,
        row.candidate,
        tuple(row.keys),
        state_of(row),
        staff_name(reading, row.judged_by) if row.judged_by else "",
        row.words,
    )


def wish_card(reading: Reading, row: NoticeWish) -> WishCard:
    """Return a wish for a second notice as screens show it."""
    return WishCard(
        row.id,
        tuple(row.items),
        row.channel,
        row.exemption,
        row.exemption_note,
        row.asked_at,
        staff_name(reading, row.asked_by),
        row.outcome,
        staff_name(reading, row.answered_by) if row.answered_by else "",
        row.answer,
    )


def _drawn() -> Select[tuple[RefusalAudit, RefusalProposal, str]]:
    rows = select(RefusalAudit, RefusalProposal, Case.number)
    rows = rows.join(RefusalProposal, RefusalProposal.id == RefusalAudit.proposal_id)
    rows = rows.outerjoin(Case, Case.id == RefusalProposal.case_id)
    return rows.order_by(RefusalAudit.verdict, RefusalProposal.proposed_at, RefusalAudit.id)


def _samples(reading: Reading, rows: Select[tuple[RefusalAudit, RefusalProposal, str]]) -> tuple[SampleCard, ...]:
    return tuple(_sample(reading, *found) for found in reading.session.execute(rows).tuples())


def _sample(reading: Reading, audit: RefusalAudit, row: RefusalProposal, number: str | None) -> SampleCard:
    return SampleCard(
        proposal=proposal_card(reading, row),
        month=audit.month,
        case_number=number or "",
        drawn_at=audit.drawn_at,
        verdict=audit.verdict,
        audited_by_name=staff_name(reading, audit.audited_by) if audit.audited_by else "",
        words=audit.words,
        owner=audit.owner,
        owner_name=staff_name(reading, audit.owner) if audit.owner else "",
        due_at=audit.due_at,
        corrected_at=audit.corrected_at,
        correction=audit.correction,
    )
