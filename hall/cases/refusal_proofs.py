"""Proof of every no and every errand: reviewed by somebody else, numbered, and no third trip unrecorded."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import func, select

from hall.cases.model import Case, RefusalProposal, SupplementNotice, Violation
from hall.cases.refusal_rules import AGREED, AUDITED, FILED, REGISTER
from hall.cases.rules import MOST_TRIPS
from hall.cases.violations import THIRD_TRIP
from hall.storage.numbers import NumberSeries
from hall.storage.work import Reading


def find_refusal_problems(reading: Reading) -> Iterator[str]:
    """Yield one sentence for each no and each notice that does not hold."""
    yield from _lonely_reviews(reading)
    yield from _unproposed_refusals(reading)
    yield from _torn_register(reading)
    yield from _third_trips(reading)


def _lonely_reviews(reading: Reading) -> Iterator[str]:
    """Nobody has the last word on their own no."""
    own = select(RefusalProposal.id).where(
        RefusalProposal.reviewed_by.is_not(None), RefusalProposal.reviewed_by == RefusalProposal.proposed_by
    )
    for proposal_id in reading.session.scalars(own):
        yield f"refusal {proposal_id}: reviewed by whoever proposed it"


def _unproposed_refusals(reading: Reading) -> Iterator[str]:
    """Each application that was refused or sent back stands on a proposal that a leader agreed to."""
    agreed = RefusalProposal.outcome.in_((AGREED, FILED, AUDITED))
    proposed = select(RefusalProposal.id).where(RefusalProposal.case_id == Case.id, agreed)
    bare = select(Case.number).where(Case.decision.in_(("refused", "returned")), ~proposed.exists())
    for number in reading.session.scalars(bare):
        yield f"case {number}: refused, and no leader has agreed to it"


def _torn_register(reading: Reading) -> Iterator[str]:
    """The register of refusals has no number twice, and none that was given out is missing."""
    numbers = Counter(reading.session.scalars(select(RefusalProposal.register_number)))
    numbers.pop("", None)
    for number in (each for each, count in numbers.items() if count > 1):
        yield f"register of refusals: {number} stands twice"
    series = select(NumberSeries.value).where(NumberSeries.series.like(f"number/%-{REGISTER}-____-"))
    given = sum(reading.session.scalars(series))
    if given != len(numbers):
        yield f"register of refusals: {given} numbers were given out, {len(numbers)} stand in it"


def _third_trips(reading: Reading) -> Iterator[str]:
    """Whoever was sent away more than twice was so by an order that stays on record."""
    often = (
        select(SupplementNotice.case_id)
        .group_by(SupplementNotice.case_id)
        .having(func.count() > MOST_TRIPS)
        .scalar_subquery()
    )
    ordered = select(Violation.id).where(Violation.case_id == Case.id, Violation.kind == THIRD_TRIP)
    for number in reading.session.scalars(select(Case.number).where(Case.id.in_(often), ~ordered.exists())):
        yield f"case {number}: its applicant was sent away a third time without an order"
