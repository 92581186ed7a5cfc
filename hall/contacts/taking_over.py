"""Sheets that change hands with a leaver's duty list: signed for together, each with its own entry in the chain."""

import datetime as dt

from sqlalchemy import select

from hall.contacts import rules
from hall.contacts.model import ContactSheet, HandOver
from hall.contacts.record import JOURNAL, end_hand_over, happened, locked
from hall.kernel.ids import new_id
from hall.storage.work import Reading, Work


def responsible_for(reading: Reading, staff_id: str) -> tuple[str, ...]:
    """Return the keys of the sheets that are not closed and whose work a person owes, oldest first."""
    owed = ContactSheet.state.in_(rules.NOT_CLOSED)
    theirs = select(ContactSheet.id).where(ContactSheet.responsible == staff_id, owed)
    return tuple(reading.session.scalars(theirs.order_by(ContactSheet.opened_at, ContactSheet.id)))


def take_over(work: Work, *, sheet_id: str, of: str, to: str, list_id: str, offered_at: dt.datetime) -> bool:
    """Make somebody responsible for a sheet because they have signed a duty list; the first contact stays.

    Answers False, and changes nothing, where it is closed or no longer the leaver's.

    Args:
        work: the open transaction.
        sheet_id: the sheet.
        of: who was responsible until now.
        to: who has signed.
        list_id: the duty list.
        offered_at: when the list was written.
    """
    row = locked(work, sheet_id)
    if row.responsible != of or row.state == rules.CLOSED:
        return False
    if row.receiver == to:
        end_hand_over(work, row, "signed")
    else:
        work.session.add(
            HandOver(
                id=new_id(),
                sheet_id=row.id,
                giver=of,
                receiver=to,
                materials=[],
                note="离岗交接",
                given_at=offered_at,
                wanted_by=None,
                ended_at=work.now,
                outcome="signed",
                reason="",
            )
        )
    happened(work, row, rules.take_over(JOURNAL.of(row), to=to, list_id=list_id))
    return True
