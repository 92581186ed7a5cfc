"""Proofs of papers: numbers unique and without unexplained gaps, and no state that claims a sheet that is not there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from hall.documents import rules
from hall.documents.model import Document, DocumentEvent, PrintJob
from hall.storage.numbers import NumberSeries, gaps
from hall.storage.work import Reading

_OPEN = ("queued", "claimed", "handing", "in_doubt")


def find_document_problems(reading: Reading, registers: Iterable[InstrumentedAttribute[str]]) -> Iterator[str]:
    """Yield one sentence for each thing that does not hold.

    Args:
        reading: a look at the data.
        registers: columns of other rooms that hold numbers of the documents' series.
    """
    yield from _torn_series(reading, registers)
    yield from _claims_without_paper(reading)
    yield from _printed_again(reading)
    yield from _nobody_asked(reading)


def _torn_series(reading: Reading, registers: Iterable[InstrumentedAttribute[str]]) -> Iterator[str]:
    """Each number that a series has given stands on a paper or in a register, and none beyond; void ones stay used."""
    given = {
        row.series.removeprefix("number/"): row.value
        for row in reading.session.scalars(select(NumberSeries).where(NumberSeries.series.startswith("number/")))
    }
    used: dict[str, set[int]] = defaultdict(set)
    for column in (Document.number, *registers):
        for number in reading.session.scalars(select(column)):
            parts = rules.split(number)
            if parts is not None and parts[0] in given:
                used[parts[0]].add(parts[1])
    left_out = gaps(reading.session)
    for before, value in given.items():
        missing = sorted(set(range(1, value + 1)) - used[before] - left_out.numbers(f"number/{before}", value))
        if missing:
            yield f"numbers {before}: {missing[0]:05d} was given and stands nowhere ({len(missing)} in all)"
        if used[before] and max(used[before]) > value:
            yield f"numbers {before}: the series stands at {value}, used {max(used[before])}"


def _claims_without_paper(reading: Reading) -> Iterator[str]:
    """A paper that counts as printed has a job that reached the printer; sealed or handed over, it was printed."""
    reached = select(PrintJob.id).where(PrintJob.document_id == Document.id, PrintJob.state.in_(("sent", "confirmed")))
    printed = Document.state.in_((rules.SENT, rules.PRINTED)) & ~reached.exists()
    for number in reading.session.scalars(select(Document.number).where(printed)):
        yield f"document {number}: printed, and no printer has taken it"
    seen = select(DocumentEvent.seq).where(DocumentEvent.subject_id == Document.id, DocumentEvent.kind == "printed")
    claimed = ((Document.sealed_copies > 0) | Document.handed_over) & ~seen.exists()
    for number in reading.session.scalars(select(Document.number).where(claimed)):
        yield f"document {number}: sealed or handed over, and nobody ever had it in hand"


def _printed_again(reading: Reading) -> Iterator[str]:
    """Nothing void or revoked waits for a printer, and no paper waits for two at once."""
    waiting = select(Document.number, Document.state, PrintJob.id).join(PrintJob, PrintJob.document_id == Document.id)
    seen: set[str] = set()
    for number, state, _ in reading.session.execute(waiting.where(PrintJob.state.in_(_OPEN))):
        if state in rules.DEAD:
            yield f"document {number}: {state}, and it waits for a printer"
        elif number in seen:
            yield f"document {number}: two jobs print it at once"
        seen.add(number)


def _nobody_asked(reading: Reading) -> Iterator[str]:
    """A paper that counts as queued is in some printer's queue, or somebody is asked about it."""
    queued = select(PrintJob.id).where(PrintJob.document_id == Document.id, PrintJob.state.in_(_OPEN))
    for number in reading.session.scalars(
        select(Document.number).where(Document.state == rules.ISSUED, ~queued.exists())
    ):
        yield f"document {number}: queued, and no printer will ever print it"
