"""Reads who demands certificates that no community may issue, and how often (索要证明统计)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from hall.cases.model import RefusalProposal
from hall.cases.refusing import CERTIFICATE
from hall.storage.work import Reading


@dataclass(frozen=True, slots=True)
class Demand:
    """How often an institution has sent residents for a certificate; an empty name stands for those not named."""

    institution: str
    certificate: str
    count: int


def demands(reading: Reading, *, since: datetime, until: datetime) -> tuple[Demand, ...]:
    """Return the demands of a span of time by institution and certificate, the most frequent first."""
    who, what, count = RefusalProposal.institution, RefusalProposal.reason, func.count()
    refused = (
        select(who, what, count)
        .where(
            RefusalProposal.kind == CERTIFICATE,
            RefusalProposal.proposed_at >= since,
            RefusalProposal.proposed_at < until,
        )
        .group_by(who, what)
        .order_by(count.desc(), who, what)
    )
    return tuple(Demand(*row) for row in reading.session.execute(refused).tuples())


def institutions(reading: Reading) -> tuple[str, ...]:
    """Return the institutions that have been named before, the most frequent first, so that nobody types them twice."""
    named = select(RefusalProposal.institution).where(RefusalProposal.institution != "")
    ordered = named.group_by(RefusalProposal.institution).order_by(func.count().desc(), RefusalProposal.institution)
    return tuple(reading.session.scalars(ordered))
