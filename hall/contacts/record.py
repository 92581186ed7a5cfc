"""One sheet while an action has hold of it: locked, journalled, with its words and its hand-over under way."""

from collections.abc import Iterable

from sqlalchemy import select

from hall.contacts import rules
from hall.contacts.model import ContactNote, ContactSheet, ContactSheetEvent, ContactViolation, HandOver
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.security.model import Staff
from hall.storage import due
from hall.storage.journal import Event, Journal
from hall.storage.work import Reading, Work

JOURNAL = Journal(ContactSheet, ContactSheetEvent, rules.SheetState, rules.fold)
REMIND, TIME_OUT = "contacts.remind_receiver", "contacts.time_out"
TIMED_OUT = "timed_out"
UNANSWERED, SHIRKING = "unanswered", "shirking"
"""Kinds of violations: let lie until it timed out, declined without a ground."""


def locked(work: Work, sheet_id: str) -> ContactSheet:
    """Return the sheet, locked until the commit."""
    return work.session.get_one(ContactSheet, sheet_id, with_for_update=True)


def happened(work: Work, row: ContactSheet, event: Event) -> None:
    """Write what a rule decided into the journal and the row."""
    JOURNAL.happened(work, row, event)
    work.touched(Topic.CONTACTS)


def note(work: Work, row: ContactSheet, purpose: str, words: str, *, way: str = "", **referral: str) -> ContactNote:
    """Keep the words of an entry, which may name people, outside the journal."""
    if not words.strip():
        raise Refusal("contacts.words_missing" if purpose != "referral" else "contacts.office_missing")
    where = {key: referral.get(key, "").strip() for key in ("office", "address", "phone")}
    said = ContactNote(
        id=new_id(),
        sheet_id=row.id,
        at=work.now,
        staff_id=work.actor.staff_id,
        purpose=purpose,
        way=way,
        words=words.strip(),
        **where,
    )
    work.session.add(said)
    return said


def end_hand_over(work: Work, row: ContactSheet, outcome: str, reason: str = "") -> HandOver | None:
    """Note how the hand-over under way ended, and stop pressing for it; answers with it, None if there is none."""
    if outcome != TIMED_OUT:  # then the last act is the one that runs
        due.cancel(work, row.id, REMIND, TIME_OUT)
    under_way = select(HandOver).where(HandOver.sheet_id == row.id, HandOver.ended_at.is_(None))
    over = work.session.scalar(under_way)  # a sheet is in one colleague's hands at a time
    if over is not None:
        over.ended_at, over.outcome, over.reason = work.now, outcome, reason
    return over


def record_violation(work: Work, over: HandOver, kind: str) -> str:
    """Record that a receiver let a hand-over lie or declined it without a ground; answers with its key."""
    found = ContactViolation(
        id=new_id(),
        sheet_id=over.sheet_id,
        hand_over_id=over.id,
        at=work.now,
        kind=kind,
        against=over.receiver,
        noted_by=work.actor.staff_id,
    )
    work.session.add(found)
    work.touched(Topic.CONTACTS)
    return found.id


def check_colleague(work: Work, staff_id: str) -> Staff:
    """Return a colleague; one who has left is refused (`contacts.receiver_gone`)."""
    colleague = work.session.get(Staff, staff_id)
    if colleague is None or not colleague.active:
        raise Refusal("contacts.receiver_gone")
    return colleague


def staff_names(reading: Reading, staff: Iterable[str | None]) -> dict[str, str]:
    """Return the names of staff by their keys."""
    wanted = {each for each in staff if each}
    rows = reading.session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(wanted)))
    return dict(rows.tuples().all()) if wanted else {}
