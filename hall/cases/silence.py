"""What silence brings about where it decides nothing: nobody answered the applicant in time, and the leader is told."""

from hall.cases import rules
from hall.cases.record import JOURNAL, happened, locked
from hall.cases.violations import LATE_NOTICE, record_violation
from hall.storage.action import action
from hall.storage.work import Work


@action
def escalate_silence(work: Work, *, case_id: str) -> None:
    """Five working days have passed without a notice or an acceptance: the leader hears of it, nothing is decided.

    Silence never approves anything; a benefit (给付) it does not even accept unless a local rule says so. It is a
    candidate for a breach of whoever handles the case.
    """
    row = locked(work, case_id)
    happened(work, row, rules.escalate_silence(JOURNAL.of(row)))
    record_violation(work, row, LATE_NOTICE, against=row.handler, candidate=True)
