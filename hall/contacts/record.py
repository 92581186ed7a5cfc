"""One sheet while an action has hold of it: locked, journalled, with its words and its hand-over under way."""

from sqlalchemy import select

from hall.contacts import rules
from hall.contacts.model import ContactNote, ContactSheet, ContactSheetEvent, HandOver
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.storage import due
from hall.storage.journal import Event, Journal
from hall.storage.work import Work

JOURNAL = Journal(ContactSheet, ContactSheetEvent, rules.SheetState, rules.fold)
REMIND, TIME_OUT = "contacts.remind_receiver", "contacts.time_out"
TIMED_OUT = "timed_out"


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


def end_hand_over(work: Work, row: ContactSheet, outcome: str, reason: str = "") -> None:
    """Note how the hand-over under way ended, and stop pressing for it."""
    if outcome != TIMED_OUT:  # then the last act is the one that runs
        due.cancel(work, row.id, REMIND, TIME_OUT)
    under_way = select(HandOver).where(HandOver.sheet_id == row.id, HandOver.ended_at.is_(None))
    for over in work.session.scalars(under_way):
        over.ended_at, over.outcome, over.reason = work.now, outcome, reason
