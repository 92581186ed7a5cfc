"""Papers of other bodies that came of a case (外来文书): recorded as its results, never drawn here."""

from datetime import date

from sqlalchemy import select

from hall.cases import rules
from hall.cases.cards import OutsidePaperCard
from hall.cases.outside_model import OutsidePaper
from hall.cases.record import JOURNAL, happened, locked, staff_name
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.storage.action import action
from hall.storage.work import Reading, Work


@action
def record_outside_paper(
    work: Work, *, case_id: str, name: str, issued_on: date, number: str = "", version: int | None = None
) -> str:
    """Record a paper that another body has issued in a case; answers with its key.

    Args:
        work: the open transaction.
        case_id: the case.
        name: what stands on top of the paper.
        issued_on: the day that it bears.
        number: as it stands on the paper; some bear none.
        version: of the case as the actor saw it.

    Raises:
        Refusal: `cases.outside_name`, `cases.outside_future`, `cases.outside_twice` (name), `cases.changed`,
            `cases.now_…` before acceptance and after the delivery.
    """
    row = locked(work, case_id, version)
    paper_id = new_id()
    recorded = rules.record_outside_paper(JOURNAL.of(row), paper_id=paper_id)
    rules.check_outside_paper(name=name, issued_on=issued_on, today=work.today)
    plain, own_number = name.strip(), number.strip()
    if any((each.name, each.number) == (plain, own_number) for each in outside_papers(work, case_id=case_id)):
        raise Refusal("cases.outside_twice", name=plain)
    work.session.add(
        OutsidePaper(
            id=paper_id, case_id=row.id, name=plain, number=own_number, issued_on=issued_on, recorded_at=work.now,
            recorded_by=work.actor.staff_id,
        )
    )  # fmt: skip
    happened(work, row, recorded)
    return paper_id


def outside_papers(reading: Reading, *, case_id: str) -> tuple[OutsidePaperCard, ...]:
    """Return the papers of other bodies in a case, in the order in which they were recorded."""
    rows = select(OutsidePaper).where(OutsidePaper.case_id == case_id)
    ordered = rows.order_by(OutsidePaper.recorded_at, OutsidePaper.id)
    return tuple(
        OutsidePaperCard(
            each.id, each.name, each.number, each.issued_on, each.recorded_at, staff_name(reading, each.recorded_by)
        )
        for each in reading.session.scalars(ordered)
    )
