"""Tells when somebody runs an errand for a resident, so that a look at their full number needs no other purpose."""

from sqlalchemy import select

from hall.agency import rules
from hall.agency.model import Errand
from hall.people.looking import at_work_for
from hall.storage.work import Reading


@at_work_for
def runs_errand(reading: Reading, person_id: str, _case_id: str | None) -> bool:
    """Tell whether the actor carries an errand of the person that is not over."""
    if reading.actor.staff_id is None:
        return False
    mine = select(Errand.id).where(
        Errand.person_id == person_id,
        Errand.agent == reading.actor.staff_id,
        Errand.state.not_in((rules.ENDED, rules.CLOSED)),
    )
    return reading.session.scalar(mine.limit(1)) is not None
