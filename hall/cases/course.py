"""The way of an accepted case: its steps here and at upper levels, another handler, limits counted again."""

from sqlalchemy import select

from hall.cases import rules
from hall.cases.model import Case, Forwarding
from hall.cases.record import (
    JOURNAL,
    happened,
    locked,
    matter_of,
    note,
    step_of,
    stop,
)
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.security.model import Staff
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
    sent = waiting_answer(work, row)
    sent.receipt_number = receipt_number.strip()
    happened(work, row, rules.record_receipt(JOURNAL.of(row), forwarding_id=sent.id))


@action
def record_result(work: Work, *, case_id: str, outcome: str, words: str = "", version: int | None = None) -> None:
    """The upper level has done its step: `passed` on to the next, or the matter is `approved` or `denied`.

    Raises:
        Refusal: `cases.outcome`, `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    sent = waiting_answer(work, row)
    result = rules.record_result(JOURNAL.of(row), forwarding_id=sent.id, outcome=outcome)
    sent.answered_at, sent.outcome, sent.words = work.now, outcome, words.strip()
    happened(work, row, result)
    if row.decision:
        stop(work, row)


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


def _held_here(work: Work, row: Case) -> bool:
    step = step_of(matter_of(work, row), row)
    return step is not None and step.held_here


def waiting_answer(work: Work, row: Case) -> Forwarding:
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
