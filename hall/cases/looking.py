"""Tells when a clerk is at work for a person, so that a look at their full number needs no other purpose."""

from sqlalchemy import select

from hall.cases.life import OPEN
from hall.cases.model import Case
from hall.contacts.model import ContactSheet
from hall.people.looking import at_work_for
from hall.queue.model import Ticket
from hall.queue.order import at_counter
from hall.storage.work import Reading


@at_work_for
def serves_ticket(reading: Reading, person_id: str, _case_id: str | None) -> bool:
    """Tell whether the person sits at the actor's counter now: by the ticket, its case or its sheet."""
    if reading.actor.counter_id is None:
        return False
    here = at_counter(reading.actor.counter_id).with_only_columns(Ticket.id)
    meant = (
        here.where(Ticket.person_id == person_id),
        select(Case.id).where(Case.person_id == person_id, Case.ticket_id.in_(here)),
        select(ContactSheet.id).where(ContactSheet.person_id == person_id, ContactSheet.ticket_id.in_(here)),
    )
    return any(reading.session.scalar(found.limit(1)) is not None for found in meant)


@at_work_for
def handles_case(reading: Reading, person_id: str, case_id: str | None) -> bool:
    """Tell whether the actor handles an open case of the person: the one named, or any."""
    if reading.actor.staff_id is None:
        return False
    mine = select(Case.id).where(
        Case.person_id == person_id,
        Case.handler == reading.actor.staff_id,
        Case.stage.in_(OPEN),
    )
    if case_id is not None:
        mine = mine.where(Case.id == case_id)
    return reading.session.scalar(mine.limit(1)) is not None
