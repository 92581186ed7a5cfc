"""The way of an accepted case: its steps here and at upper levels, pauses, extensions, another handler."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from hall.cases import papers, rules
from hall.cases.materials import NoticeItem
from hall.cases.model import Case, CaseEvent, CaseNote, Forwarding
from hall.cases.notices import keep_notice, new_items, print_notice, record_violation
from hall.cases.record import (
    JOURNAL,
    RED,
    YELLOW,
    dues_of,
    facts_of,
    happened,
    locked,
    matter_of,
    note,
    step_of,
    stop,
    wind,
)
from hall.documents.actions import issue, take_number
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.security.model import Staff
from hall.storage import due
from hall.storage.action import action
from hall.storage.work import Work


@action
def begin_step(work: Work, *, case_id: str, version: int | None = None) -> None:
    """Take up the step at hand, which the hall itself does.

    Raises:
        Refusal: `cases.step_of_upper`, `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    happened(work, row, rules.begin_step(JOURNAL.of(row), held_here=_held_here(work, row)))


@action
def complete_step(work: Work, *, case_id: str, words: str = "", version: int | None = None) -> None:
    """The hall's step is done; `words` say what was found.

    Raises:
        Refusal: `cases.decide_now` after the last step, `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    completed = rules.complete_step(JOURNAL.of(row))
    if words.strip():
        note(work, row, "step", words)
    happened(work, row, completed)


@action
def forward(work: Work, *, case_id: str, version: int | None = None) -> str:
    """Send the case to the body that does the step at hand; answers with the forwarding's key.

    Raises:
        Refusal: `cases.step_of_hall`, `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    sent_id = new_id()
    forwarded = rules.forward(JOURNAL.of(row), held_here=_held_here(work, row), forwarding_id=sent_id)
    step = step_of(matter_of(work, row), row)
    sent = Forwarding(
        id=sent_id,
        case_id=row.id,
        step=row.step,
        place=step.place if step else "",
        sent_at=work.now,
        sent_by=work.actor.staff_id,
        receipt_number="",
        outcome="",
        items=[],
        words="",
    )
    work.session.add(sent)
    happened(work, row, forwarded)
    return sent.id


@action
def record_receipt(work: Work, *, case_id: str, receipt_number: str, version: int | None = None) -> None:
    """Note the receipt number that the upper level gave.

    Raises:
        Refusal: `cases.receipt_missing`, `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    if not receipt_number.strip():
        raise Refusal("cases.receipt_missing")
    sent = _sent(work, row)
    sent.receipt_number = receipt_number.strip()
    happened(work, row, rules.record_receipt(JOURNAL.of(row), forwarding_id=sent.id))


@action
def record_return(
    work: Work,
    *,
    case_id: str,
    items: Iterable[Mapping[str, Any]],
    words: str = "",
    upper_new: bool = False,
    version: int | None = None,
) -> None:
    """The upper level has sent the case back and named what it wants; the applicant gets the list.

    What the one notice should have named is recorded as a candidate for a breach: against whoever accepted the case,
    or against the upper level where it asks for something new (`upper_new`).

    Raises:
        Refusal: `cases.return_items`, `cases.notice_item`, `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    asked = [NoticeItem.read(item) for item in items]
    sent = _sent(work, row)
    returned = rules.record_return(JOURNAL.of(row), forwarding_id=sent.id, items=len(asked), on=work.today)
    sent.answered_at, sent.outcome, sent.words = work.now, "returned", words.strip()
    sent.items = [item.plain() for item in asked]
    fresh = new_items(work, row, asked, first_counts=True)
    if fresh:
        against = None if upper_new else _acceptor(work, row)
        keys = [item.key for item in fresh]
        record_violation(work, row, "missed_in_notice", against=against, upper=upper_new, keys=keys, candidate=True)
    given = keep_notice(work, row, asked, "counter", exemption="upper_new" if upper_new else "", note=words)
    happened(work, row, returned)
    due.cancel(work, row.id, YELLOW, RED)
    print_notice(work, row, given, asked, returned=True)


@action
def record_result(work: Work, *, case_id: str, outcome: str, words: str = "", version: int | None = None) -> None:
    """The upper level has done its step: `passed` on to the next, or the matter is `approved` or `denied`.

    Raises:
        Refusal: `cases.outcome`, `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    sent = _sent(work, row)
    result = rules.record_result(JOURNAL.of(row), forwarding_id=sent.id, outcome=outcome)
    sent.answered_at, sent.outcome, sent.words = work.now, outcome, words.strip()
    happened(work, row, result)
    if row.decision:
        stop(work, row)


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
    paused = rules.pause(JOURNAL.of(row), reason=reason, allowed=allowed, on=work.today)
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
    happened(work, row, rules.resume(JOURNAL.of(row), on=work.today, dues=dues_of(work, row).details()))
    wind(work, row)


@action
def propose_extension(work: Work, *, case_id: str, days: int, reason: str, version: int | None = None) -> None:
    """Ask the leader for more time, once and before the limit ends.

    Raises:
        Refusal: `cases.extension_once`, `cases.extension_late`, `cases.extension_none`, `cases.extension_long` (most),
            `cases.extension_waits`, `cases.reason_missing`, `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    most = matter_of(work, row).limits.statutory.extension
    proposed = rules.propose_extension(JOURNAL.of(row), days=days, most=most, now=work.now)
    if not reason.strip():
        raise Refusal("cases.reason_missing")
    note(work, row, "extension", reason)
    happened(work, row, proposed)


@action
def approve_extension(work: Work, *, case_id: str, agree: bool, version: int | None = None) -> None:
    """The leader grants the extension or not; if so the applicant is told why and until when.

    Raises:
        Refusal: `cases.extension_not_asked`, `cases.extension_late`, `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    dues = dues_of(work, row, extended=row.extension_asked).details()
    happened(work, row, rules.approve_extension(JOURNAL.of(row), agree=agree, now=work.now, dues=dues))
    if not agree:
        return
    wind(work, row)
    paper = papers.extension_notice(
        facts_of(work, row), take_number(work, "extension_notice"), days=row.extended, reason=_why(work, row)
    )
    issue(work, paper, subject_id=row.id)


@action
def reassign(work: Work, *, case_id: str, to: str, version: int | None = None) -> None:
    """The leader gives the case to another handler.

    Raises:
        Refusal: `cases.handler_gone`, `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    staff = work.session.get(Staff, to)
    if staff is None or not staff.active:
        raise Refusal("cases.handler_gone")
    happened(work, row, rules.reassign(JOURNAL.of(row), to=to))


@action
def recount(work: Work, *, case_id: str) -> bool:
    """Count the limits of a running case again, after a holiday notice came; answers whether a date moved."""
    row = locked(work, case_id)
    before = (row.promised_due, row.statutory_due, row.provisional)
    happened(work, row, rules.recount(JOURNAL.of(row), dues=dues_of(work, row).details()))
    wind(work, row)
    return before != (row.promised_due, row.statutory_due, row.provisional)


def _held_here(work: Work, row: Case) -> bool:
    step = step_of(matter_of(work, row), row)
    return step is not None and step.held_here


def _sent(work: Work, row: Case) -> Forwarding:
    """Return the forwarding that waits for an answer."""
    waiting = (
        select(Forwarding)
        .where(Forwarding.case_id == row.id, Forwarding.answered_at.is_(None))
        .order_by(Forwarding.sent_at.desc())
    )
    sent = work.session.scalars(waiting.limit(1)).first()
    if sent is None:
        raise Refusal(f"cases.now_{row.stage}")
    return sent


def _acceptor(work: Work, row: Case) -> str | None:
    """Return who accepted the case and so answers for its one notice."""
    accepted = select(CaseEvent.staff_id).where(CaseEvent.subject_id == row.id, CaseEvent.kind == "accepted")
    return work.session.scalar(accepted.limit(1))


def _why(work: Work, row: Case) -> str:
    reasons = select(CaseNote.words).where(CaseNote.case_id == row.id, CaseNote.purpose == "extension")
    return work.session.scalar(reasons.order_by(CaseNote.at.desc()).limit(1)) or ""
