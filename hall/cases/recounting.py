"""Counting limits again after a holiday notice came, and what moved by it (重算)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, func, select

from hall.cases import life, rules
from hall.cases.model import Case, CaseEvent, SupplementNotice
from hall.cases.record import (
    DEEM,
    JOURNAL,
    LAPSE,
    SILENCE,
    dues_of,
    happened,
    locked,
    matter_of,
    policy,
    staff_name,
    wind,
)
from hall.storage import due
from hall.storage.action import action
from hall.storage.due import DueAct
from hall.storage.journal import Event
from hall.storage.work import Reading, Work
from hall.workdays.actions import after_import
from hall.workdays.views import calendar_of

RECOUNT: Final = "cases.recount_by_itself"
_OPEN_LIMIT: Final = (life.CHECKING, life.NOTIFIED, life.REFUSAL_PROPOSED, *life.RUNNING)
_WAS: Final = {
    "was_promised": "promised_due",
    "was_statutory": "statutory_due",
    "was_provisional": "provisional",
    "was_statutory_provisional": "statutory_provisional",
    "was_supplement": "supplement_due",
}
"""What an entry of the journal says of the dates before, beside those that hold from then on."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What one recount changed: the day by which the hall promised, the legal one, or the day to supplement by.

    Attributes:
        old: before, and `new` after: the promised day, or the day to supplement by while the applicant is waited for.
        was_provisional: whether the old day stood under reserve (暂定), and `provisional` whether the new one does.
    """

    case_id: str
    number: str
    matter_name: str
    handler_name: str
    at: dt.datetime
    old: dt.datetime | None
    new: dt.datetime | None
    was_provisional: bool
    provisional: bool
    old_statutory: dt.datetime | None
    new_statutory: dt.datetime | None

    @property
    def moved(self) -> bool:
        """Whether a day has moved, or the reserve was only lifted."""
        return (self.old, self.old_statutory) != (self.new, self.new_statutory)


@action
def recount(work: Work, *, case_id: str) -> bool:
    """Count the limits of a case again, after a holiday notice came; answers whether anything changed."""
    row = locked(work, case_id)
    if row.stage == life.CHECKING:
        return _owe_silence_anew(work, row)
    if row.stage == life.NOTIFIED:
        return _move_supplement(work, row)
    dues = dues_of(work, row).details()
    if not _differs(row, dues):
        return False
    happened(work, row, rules.recount(JOURNAL.of(row), dues={**dues, **_was(row, dues)}))
    wind(work, row)
    return True


@action
def recount_by_itself(work: Work, *, case_id: str) -> bool:
    """Count the limits of a case again because the calendar has changed; run by itself."""
    return recount(work, case_id=case_id)


@action
def recount_all(work: Work) -> int:
    """Owe every case with an open limit a recount, which then runs case by case; answers with how many."""
    keys = work.session.scalars(select(Case.id).where(Case.stage.in_(_OPEN_LIMIT)).order_by(Case.opened_at)).all()
    for case_id in keys:
        due.schedule(work, RECOUNT, case_id, work.now, case_id=case_id)
    return len(keys)


@after_import
def _recount_after_import(work: Work) -> None:
    """A calendar that has changed may move every date that was counted by it."""
    recount_all(work)


def recounts_owed(reading: Reading) -> int:
    """Return how many cases still wait for their recount."""
    owed = select(func.count()).select_from(DueAct).where(DueAct.action == RECOUNT, DueAct.due_at <= reading.now)
    return reading.session.scalar(owed) or 0


def differences(reading: Reading, *, since: dt.datetime) -> tuple[Difference, ...]:
    """Return what recounts have changed since an instant (aware), in the order in which it happened."""
    rows = _recounted(reading, CaseEvent.at >= since)
    return tuple(_difference(reading, row, event) for row, event in rows)


def _recounted(reading: Reading, which: ColumnElement[bool]) -> list[tuple[Case, CaseEvent]]:
    entries = (
        select(Case, CaseEvent)
        .join(CaseEvent, CaseEvent.subject_id == Case.id)
        .where(CaseEvent.kind == "recounted", which)
        .order_by(CaseEvent.at, Case.number, CaseEvent.seq)
    )
    return [(row, event) for row, event in reading.session.execute(entries)]


def _difference(reading: Reading, row: Case, event: CaseEvent) -> Difference:
    details = event.details
    kept = "supplement" if "was_supplement" in details else "promised"
    return Difference(
        case_id=row.id,
        number=row.number,
        matter_name=matter_of(reading, row).public_name,
        handler_name=staff_name(reading, row.handler) if row.handler else "",
        at=event.at,
        old=_instant(details.get(f"was_{kept}")),
        new=_instant(details.get(f"{kept}_due")),
        was_provisional=bool(details.get("was_provisional")),
        provisional=bool(details.get("provisional")),
        old_statutory=_instant(details.get("was_statutory")),
        new_statutory=_instant(details.get("statutory_due")),
    )


def _owe_silence_anew(work: Work, row: Case) -> bool:
    """Move the day on which silence has its effect, where one is owed; nobody was told of it."""
    owed = select(DueAct).where(DueAct.subject_id == row.id, DueAct.action.in_((DEEM, SILENCE)))
    # An act that another client is just running is left to it: waiting for it in turn would be a deadlock.
    act = work.session.scalars(owed.with_for_update(skip_locked=True)).first()
    if act is None:
        return False
    ends = _closing_after(work, _came_in(work, row), policy(work).notice_days)
    if ends == act.due_at:
        return False
    act.due_at = ends
    return True


def _came_in(work: Work, row: Case) -> dt.datetime:
    """Return when the application came in, or came back with what had been asked for."""
    kinds = {"submitted", "supplemented"} if row.notices else {"submitted"}
    return [entry.at for entry in JOURNAL.history(work.session, row.id) if entry.kind in kinds][-1]


def _move_supplement(work: Work, row: Case) -> bool:
    """Give the applicant more days where a new holiday takes some; what was promised in writing is never cut."""
    notices = select(SupplementNotice.given_at).where(SupplementNotice.case_id == row.id)
    given_at = work.session.scalar(notices.order_by(SupplementNotice.seq.desc()).limit(1))
    if given_at is None or row.supplement_due is None:
        return False
    ends = _closing_after(work, given_at, policy(work).supplement_days)
    if ends <= row.supplement_due:
        return False
    moved = {"supplement_due": ends.isoformat(), "was_supplement": row.supplement_due.isoformat()}
    happened(work, row, Event("recounted", moved))
    due.cancel(work, row.id, LAPSE)
    due.schedule(work, LAPSE, row.id, ends, case_id=row.id)
    return True


def _closing_after(work: Work, start: dt.datetime, days: int) -> dt.datetime:
    """Return the end of the n-th working day after an instant."""
    calendar = calendar_of(work)
    return calendar.closing(calendar.nth_workday(calendar.hall_day(start), days)).astimezone(dt.UTC)


def _differs(row: Case, dues: dict[str, Any]) -> bool:
    return any(_plain(getattr(row, name)) != value for name, value in dues.items())


def _was(row: Case, dues: dict[str, Any]) -> dict[str, Any]:
    return {was: _plain(getattr(row, name)) for was, name in _WAS.items() if name in dues}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.datetime) else value


def _instant(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None
