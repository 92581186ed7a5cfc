"""What errands are to other rooms: a visit's ending, and what an agent who leaves the post hands over."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import select

from hall.agency import rules
from hall.agency.model import Errand
from hall.agency.record import JOURNAL, happened, locked
from hall.agency.views import mine
from hall.cases.duties import Duty, Move, duty_kind
from hall.cases.endings import also_ends
from hall.queue.model import Ticket
from hall.storage.work import Reading, Work


def _errands(reading: Reading, staff_id: str) -> Iterable[Duty]:
    for card in mine(reading, staff_id=staff_id):
        yield Duty("errand", card.id, card.number, f"{card.person_name}：{card.matter_text}", card.report_due)


def _pass_on(work: Work, move: Move) -> bool:
    row = locked(work, move.key)
    if row.agent != move.of or row.state == rules.CLOSED:
        return False
    happened(work, row, rules.pass_on(JOURNAL.of(row), to=move.to))
    return True


ERRANDS = duty_kind("errand", "代办", _errands, _pass_on)


@also_ends
def entrusted(reading: Reading, ticket: Ticket, since: dt.datetime) -> Iterable[str]:
    """Whoever has entrusted an errand leaves with a mandate and a named agent."""
    mandate = select(Errand.id).where(Errand.ticket_id == ticket.id, Errand.opened_at >= since)
    return ("entrusted",) if reading.session.scalar(mandate.limit(1)) is not None else ()
