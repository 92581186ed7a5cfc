"""What becomes due by itself: warnings, acceptance by silence, withdrawal by silence; run by the hall."""

import datetime as dt

from hall.cases import clock, rules
from hall.cases.record import (
    JOURNAL,
    LAPSE,
    RED,
    dues_of,
    end,
    happened,
    locked,
    wind,
)
from hall.cases.supervision import is_open, issue_slip
from hall.cases.violations import LATE_NOTICE, record_violation
from hall.kernel.refusal import Refusal
from hall.storage import due
from hall.storage.action import action
from hall.storage.work import Work
from hall.workdays.views import calendar_of


@action
def turn_yellow(work: Work, *, case_id: str) -> None:
    """A fifth of the limit, or one day, is left: handler, A and B post and leader are warned."""
    row = locked(work, case_id)
    happened(work, row, rules.warn(JOURNAL.of(row), light=clock.Light.YELLOW.value))


@action
def turn_red(work: Work, *, case_id: str) -> None:
    """The promised limit is over: the handler gets a supervision slip, and days are counted from then on.

    Whatever is late is only ever pressed, never approved: no matter is decided by silence here, benefits least of all.
    """
    row = locked(work, case_id)
    if row.promised_due is None:
        raise Refusal("cases.no_limit")
    calendar = calendar_of(work)
    days = clock.overdue_days(calendar, row.promised_due, work.now)
    happened(work, row, rules.warn(JOURNAL.of(row), light=clock.Light.RED.value, red_days=days))
    if not is_open(work, row.id):
        issue_slip(work, case_id=row.id)
    again = calendar.closing(calendar.nth_workday(work.today, 1)) + dt.timedelta(seconds=1)
    due.schedule(work, RED, row.id, again, case_id=row.id)


@action
def deem_accepted(work: Work, *, case_id: str) -> None:
    """Nothing was said within five working days: the application counts as accepted from the day of receipt.

    Administrative Licence Law 32 (4), or a local rule or the hall's own, as the matter says. Nothing is printed here:
    a clerk does that with `print_acceptance`.
    """
    row = locked(work, case_id)
    dues = dues_of(work, row, accepted_at=row.submitted_at).details()
    accepted = rules.accept(JOURNAL.of(row), dues=dues, accepted_at=row.submitted_at, deemed=True)
    happened(work, row, accepted)
    record_violation(work, row, LATE_NOTICE, against=row.handler, candidate=True)
    wind(work, row)


@action
def lapse_by_itself(work: Work, *, case_id: str) -> None:
    """Nothing came within the time to supplement: the application counts as withdrawn (视为撤回)."""
    row = locked(work, case_id)
    happened(work, row, rules.lapse(JOURNAL.of(row)))
    end(work, row, running=LAPSE)
