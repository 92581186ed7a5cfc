"""What must hold of the register of every seal at any time, proved by `hall check`."""

from collections.abc import Iterator

from sqlalchemy import func, select

from hall.documents.content import from_json
from hall.documents.model import Document
from hall.seals import rules
from hall.seals.model import SealUse
from hall.seals.record import parts_of, use_series
from hall.storage.numbers import NumberSeries, gaps
from hall.storage.work import Reading


def find_seal_problems(reading: Reading) -> Iterator[str]:
    """Yield one sentence for each line of a register that is not in order."""
    yield from _torn_registers(reading)
    yield from _sealed_too_often(reading)
    yield from _sealed_alone(reading)


def _torn_registers(reading: Reading) -> Iterator[str]:
    """The register of a seal is 1..n in each year, void lines included, and n is what its series has given out."""
    given = {row.series: row.value for row in reading.session.scalars(select(NumberSeries))}
    left_out = gaps(reading.session)
    lines = select(SealUse.seal_id, SealUse.year, func.count(SealUse.nth.distinct()), func.max(SealUse.nth))
    for seal_id, year, count, last in reading.session.execute(
        lines.where(SealUse.seal_id.is_not(None)).group_by(SealUse.seal_id, SealUse.year)
    ):
        name = use_series(seal_id, year)
        whole = count == last - len(left_out.numbers(name, last))
        if not whole or not left_out.explain(name, last, given.get(name)):
            yield f"seal {seal_id} in {year}: {count} uses, the last is {last}, the series differs or has a hole"


def _sealed_too_often(reading: Reading) -> Iterator[str]:
    """Each part of a paper is sealed at most once."""
    sealed = select(SealUse.document_id, func.sum(SealUse.sealed_copies)).where(
        SealUse.document_id.is_not(None), SealUse.state.in_(rules.STAMPED)
    )
    for document_id, copies in reading.session.execute(sealed.group_by(SealUse.document_id)):
        document = reading.session.get_one(Document, document_id)
        if copies > parts_of(from_json(document.content)):
            yield f"document {document.number}: sealed {copies} times, more often than it has parts"


def _sealed_alone(reading: Reading) -> Iterator[str]:
    """Nobody approved their own wish, and nobody sealed what they had approved."""
    alone = (SealUse.approver == SealUse.requester) | (SealUse.sealer == SealUse.approver)
    for number in reading.session.scalars(select(SealUse.number).where(alone)):
        yield f"use of a seal {number}: the same person asked and approved, or approved and sealed"
