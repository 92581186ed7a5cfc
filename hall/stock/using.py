"""What the documents ask of the blanks: those a paper was printed on, and what becomes of them with it."""

from collections.abc import Callable, Sequence

from sqlalchemy import select

from hall.kernel.refusal import Refusal
from hall.stock import rules
from hall.stock.model import Blank
from hall.stock.record import JOURNAL, each
from hall.storage import settings
from hall.storage.journal import Event
from hall.storage.work import Reading, Work


def needs(reading: Reading, kind: str) -> str:
    """Return the blank on which this hall prints a kind of paper, empty for plain paper."""
    return settings.read(reading.session, rules.StockPolicy).blank_for(kind)


def use(work: Work, kind: str, *, document_id: str, serials: Sequence[str], copies: int) -> None:
    """Record on which blanks a paper was printed, at least one for each of its parts.

    Raises:
        Refusal: `stock.serials_missing`, `stock.twice`, `stock.unknown`, `stock.not_yours`, `stock.is_…`;
            `stock.not_needed` where serials are given for plain paper.
    """
    blank = needs(work, kind)
    if not blank:
        if serials:
            raise Refusal("stock.not_needed")
        return
    given = [serial.strip().upper() for serial in serials if serial.strip()]
    rules.check_used(copies, given, blank)
    holder = work.actor.staff_id
    each(work, blank, given, lambda state, serial: rules.use(state, serial, holder=holder, document_id=document_id))


def take_out(work: Work, document_id: str) -> None:
    """The paper is void: so are the blanks under it, which are kept until they are destroyed."""
    _of_paper(work, document_id, rules.void)


def spoil(work: Work, document_id: str) -> None:
    """The paper came out badly and is printed again: the blanks under it are spoiled."""
    _of_paper(work, document_id, lambda state, serial: rules.spoil(state, serial, "misprinted"))


def _of_paper(work: Work, document_id: str, decide: Callable[[rules.BlankState, str], Event]) -> None:
    used = select(Blank).where(Blank.document_id == document_id, Blank.state == rules.USED).order_by(Blank.serial)
    for row in work.session.scalars(used.with_for_update()).all():
        JOURNAL.happened(work, row, decide(JOURNAL.of(row), row.serial))
