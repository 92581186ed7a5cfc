"""The limits of a running case: stopped for a lawful reason, extended once in time, told in writing."""

from sqlalchemy import select

from hall.cases import papers, term_rules
from hall.cases.model import Case, CaseEvent, CaseNote
from hall.cases.record import JOURNAL, RED, YELLOW, dues_of, facts_of, happened, locked, matter_of, note, wind
from hall.documents.actions import issue, take_number
from hall.kernel.refusal import Refusal
from hall.storage import due
from hall.storage.action import action
from hall.storage.work import Work


@action
def pause(work: Work, *, case_id: str, reason: str, needs: str, basis: str = "", version: int | None = None) -> None:
    """Stop the clock for a reason that the matter allows, and tell the applicant in writing for how long.

    Args:
        work: the open transaction.
        case_id: the case.
        reason: one of `Matter.pause_reasons`.
        needs: the time that it takes, in words, such as 7天.
        basis: the rule, if the notice should name it.
        version: of the case as the actor saw it.

    Raises:
        Refusal: `cases.pause_reason`, `cases.pause_length`, `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    allowed = tuple(each.value for each in matter_of(work, row).pause_reasons)
    paused = term_rules.pause(JOURNAL.of(row), reason=reason, allowed=allowed, on=work.today)
    if not needs.strip():
        raise Refusal("cases.pause_length")
    happened(work, row, paused)
    due.cancel(work, row.id, YELLOW, RED)
    paper = papers.pause_notice(
        facts_of(work, row), take_number(work, "pause_notice"), reason=reason, days=needs.strip(), basis=basis.strip()
    )
    issue(work, paper, subject_id=row.id)


@action
def resume(work: Work, *, case_id: str, version: int | None = None) -> None:
    """The clock runs again; the working days of [pause, today) are left out.

    Raises:
        Refusal: `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    happened(work, row, term_rules.resume(JOURNAL.of(row), on=work.today, dues=dues_of(work, row).details()))
    wind(work, row)


@action
def propose_extension(work: Work, *, case_id: str, days: int, reason: str, version: int | None = None) -> None:
    """Ask the leader for more time, once and before the promised day.

    Raises:
        Refusal: `cases.extension_once`, `cases.extension_late`, `cases.extension_none`, `cases.extension_long` (most),
            `cases.extension_waits`, `cases.reason_missing`, `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    most = matter_of(work, row).limits.statutory.extension
    proposed = term_rules.propose_extension(JOURNAL.of(row), days=days, most=most, now=work.now)
    if not reason.strip():
        raise Refusal("cases.reason_missing")
    note(work, row, "extension", reason)
    happened(work, row, proposed)


@action
def approve_extension(work: Work, *, case_id: str, agree: bool, words: str = "", version: int | None = None) -> None:
    """The leader grants the extension or not, before the promised day; if so the applicant is told why and until when.

    Raises:
        Refusal: `cases.extension_not_asked`, `cases.own_extension`, `cases.extension_late`, `cases.changed`,
            `cases.now_…`.
    """
    row = locked(work, case_id, version)
    dues = dues_of(work, row, extended=row.extension_asked).details()
    answered = term_rules.approve_extension(
        JOURNAL.of(row), agree=agree, by=work.actor.staff_id, asked_by=_asked_by(work, row), now=work.now, dues=dues
    )
    if words.strip():
        note(work, row, "extension_answer", words)
    happened(work, row, answered)
    if not agree:
        return
    wind(work, row)
    paper = papers.extension_notice(
        facts_of(work, row), take_number(work, "extension_notice"), days=row.extended, reason=_why(work, row)
    )
    issue(work, paper, subject_id=row.id)


def _asked_by(work: Work, row: Case) -> str | None:
    """Return who asked for the extension last."""
    asked = select(CaseEvent.staff_id).where(CaseEvent.subject_id == row.id, CaseEvent.kind == "extension_proposed")
    return work.session.scalar(asked.order_by(CaseEvent.seq.desc()).limit(1))


def _why(work: Work, row: Case) -> str:
    reasons = select(CaseNote.words).where(CaseNote.case_id == row.id, CaseNote.purpose == "extension")
    return work.session.scalar(reasons.order_by(CaseNote.at.desc()).limit(1)) or ""
