"""Tells the telephone number on a first-contact sheet to whoever looks at it, and whether the sheet is theirs."""

from hall.contacts.model import ContactSheet
from hall.contacts.rules import CLOSED
from hall.people.looking import Held, on_a
from hall.storage.work import Reading


@on_a("sheet")
def phone_on(reading: Reading, key: str) -> Held:
    """Return the number; whoever owes the work or the answer on an open sheet needs it for that."""
    row = reading.session.get_one(ContactSheet, key)
    owing = reading.actor.staff_id in (row.responsible, row.first_contact, row.receiver) and row.state != CLOSED
    return Held(row.phone, row.person_id, owing and reading.actor.staff_id is not None)
