"""One appointment while an action has hold of it: locked and journalled."""

from hall.appointments import rules
from hall.appointments.model import Appointment, AppointmentEvent
from hall.kernel.topics import Topic
from hall.storage.journal import Event, Journal
from hall.storage.work import Work

JOURNAL = Journal(Appointment, AppointmentEvent, rules.AppointmentState, rules.fold)
LAPSE = "appointments.lapse_by_itself"


def locked(work: Work, appointment_id: str) -> Appointment:
    """Return an appointment, locked until the commit."""
    return work.session.get_one(Appointment, appointment_id, with_for_update=True)


def happened(work: Work, row: Appointment, event: Event) -> None:
    """Write what a rule decided into the journal and the row."""
    JOURNAL.happened(work, row, event)
    work.touched(Topic.QUEUE)
