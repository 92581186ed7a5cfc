"""What was approved and has not reached the applicant within the term for delivery (送达期限)."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select

from hall.cases import life
from hall.cases.clock import CasePolicy
from hall.cases.model import Case, CaseEvent
from hall.cases.record import matter_of, staff_name
from hall.kernel.calendar import LimitUnit
from hall.storage import settings
from hall.storage.work import Reading
from hall.workdays.views import calendar_of

_WAITING = (life.DECIDED_YES, life.READY, life.NOTIFIED_PICKUP)


@dataclass(frozen=True, slots=True)
class LateDelivery:
    """A result that should have reached the applicant by now (行政许可法 44: ten days after the decision)."""

    case_id: str
    number: str
    matter_name: str
    handler: str | None
    handler_name: str
    decided_at: dt.datetime
    deliver_by: dt.datetime


def late_deliveries(reading: Reading) -> tuple[LateDelivery, ...]:
    """Return the approved cases whose result is still in the house after the term, the longest first."""
    decided = func.max(CaseEvent.at)
    waiting = (
        select(Case, decided)
        .join(CaseEvent, CaseEvent.subject_id == Case.id)
        .where(Case.stage.in_(_WAITING), Case.decision == "approved")
        .where(CaseEvent.kind.in_(("decided", "result_recorded")))
        .group_by(Case.id)
        .order_by(decided, Case.number)
    )
    days = settings.read(reading.session, CasePolicy).delivery_days
    cards = (_card(reading, row, at, days) for row, at in reading.session.execute(waiting))
    return tuple(card for card in cards if card.deliver_by < reading.now)


def _card(reading: Reading, row: Case, decided_at: dt.datetime, days: int) -> LateDelivery:
    ends = calendar_of(reading).due(decided_at, days, LimitUnit.WORKING_DAY)
    name = staff_name(reading, row.handler) if row.handler else ""
    matter = matter_of(reading, row).public_name
    return LateDelivery(row.id, row.number, matter, row.handler, name, decided_at, ends.at)
