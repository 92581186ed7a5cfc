"""The journal of packages, and the case that one belongs to."""

from hall.cases import life
from hall.cases.course import forward, record_receipt, waiting_answer
from hall.cases.model import Case
from hall.cases.record import matter_of, step_of
from hall.exchange.model import ExchangeEvent, ExchangePackage
from hall.exchange.rules import RECEIVED, ExchangeState, fold
from hall.kernel.topics import Topic
from hall.storage.journal import Event, Journal
from hall.storage.work import Work

JOURNAL = Journal(ExchangePackage, ExchangeEvent, ExchangeState, fold)


def locked(work: Work, package_id: str) -> ExchangePackage:
    """Return the package, locked until the commit."""
    return work.session.get_one(ExchangePackage, package_id, with_for_update=True)


def happened(work: Work, row: ExchangePackage, event: Event) -> None:
    """Write what a rule decided into the journal and the row."""
    JOURNAL.happened(work, row, event)
    work.touched(Topic.DOCUMENTS)


def carry(work: Work, case: Case) -> str | None:
    """Return the step of another body that a package carries: the one under way, or the one that is sent with it."""
    if case.stage == life.AT_UPPER:
        return waiting_answer(work, case).id
    step = step_of(matter_of(work, case), case) if case.stage == life.ACCEPTED else None
    return forward(work, case_id=case.id) if step is not None and not step.held_here else None


def carry_back(work: Work, row: ExchangePackage, outcome: str, receipt_number: str) -> None:
    """Write the receipt number of an answer into the step; what follows from a result stays the handler's decision."""
    if outcome != RECEIVED or not (row.forwarding_id and row.case_id):
        return
    case = work.session.get_one(Case, row.case_id)
    if case.stage == life.AT_UPPER and waiting_answer(work, case).id == row.forwarding_id:
        record_receipt(work, case_id=case.id, receipt_number=receipt_number)
