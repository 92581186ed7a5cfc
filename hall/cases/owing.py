"""What a case owes by itself where it stands: warnings, and what silence brings about."""

import datetime as dt

from hall.cases import life
from hall.cases.model import Case
from hall.cases.record import DEEM, LAPSE, RED, REVIEW, SILENCE, YELLOW, matter_of, policy, promised, wind
from hall.catalogue.terms import DeemedAcceptance
from hall.storage import due
from hall.storage.work import Work
from hall.workdays.views import calendar_of


def owe_notice(work: Work, row: Case, *, fresh: bool = False) -> None:
    """Owe what silence brings about, five working days after the receipt, or after the applicant has come back.

    With `fresh` the clerk's term begins today: they had proposed a no in time. What the law deems counts from the
    receipt all the same, for the applicant has heard nothing meanwhile.

    Where the matter says so, by law, by a local rule or by the hall's own, it is acceptance (视为受理); in every other
    matter silence decides nothing: the leader is told.
    """
    deemed = not row.notices and matter_of(work, row).deemed_acceptance is not DeemedAcceptance.NONE
    if row.submitted_at is None or (row.silent and not deemed):
        return
    calendar = calendar_of(work)
    since = work.today if row.notices or (fresh and not deemed) else calendar.hall_day(row.submitted_at)
    day = calendar.nth_workday(since, policy(work).notice_days)
    due.schedule(work, DEEM if deemed else SILENCE, row.id, calendar.closing(day).astimezone(dt.UTC), case_id=row.id)


def owe_again(work: Work, row: Case) -> None:
    """Owe anew what fell silent while the case waited for a leader; what is overdue meanwhile happens at once."""
    due.cancel(work, row.id, YELLOW, RED, DEEM, LAPSE, SILENCE, REVIEW)
    if row.stage == life.CHECKING:
        owe_notice(work, row, fresh=True)
    elif row.stage in life.RUNNING:
        wind(work, row)
    if row.tolerant_until is not None and promised(work, row):
        due.schedule(work, LAPSE, row.id, row.tolerant_until, case_id=row.id)
