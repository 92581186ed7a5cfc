"""Booking, giving up, coming, and not coming."""

from datetime import date, timedelta

from hall.appointments import papers, rules
from hall.appointments.booking import Wanted, booker, keep_place
from hall.appointments.capacity import policy_of, slot_at
from hall.appointments.importing import import_row
from hall.appointments.model import Appointment
from hall.appointments.record import JOURNAL, happened, locked
from hall.appointments.rules import CHANNELS, AppointmentPolicy, Place
from hall.catalogue.views import current, service, service_of
from hall.documents.actions import issue, take_number
from hall.kernel.dates import chinese_date
from hall.kernel.refusal import Refusal
from hall.people.views import person
from hall.queue import rules as queue_rules
from hall.queue.policy import APPOINTMENT, BY_APPOINTMENT, QueuePolicy
from hall.queue.taking import Arrival, admit, print_ticket, refuse_second_ticket
from hall.storage import due, settings
from hall.storage.action import action
from hall.storage.place import HallFacts
from hall.storage.work import Work

__all__ = ["book", "cancel", "check_in", "import_row", "lapse_by_itself", "print_slip"]


@action
def book(
    work: Work,
    *,
    service_code: str = "",
    day: date,
    start: str,
    name: str = "",
    person_id: str = "",
    phone: str = "",
    matter_code: str = "",
    channel: str,
) -> str:
    """Book a place and print the slip at the actor's device; answers with the appointment's key.

    Args:
        work: the open transaction.
        service_code: what the resident comes for; may be empty where the matter says it.
        day: the hall's day.
        start: beginning of the slot on the hall's clock, HH:MM.
        name: needed with `phone` where no `person_id` is given.
        person_id: the resident in the register, if they showed a document.
        phone: by which somebody without a document is known again.
        matter_code: the matter, if it is known already.
        channel: one of `rules.CHANNELS`.

    Raises:
        Refusal: `appointments.channel`, `appointments.nobody`, `appointments.suspended`,
            `appointments.already_booked`, `appointments.full`, `appointments.not_offered`; what `slot_at`, `read_name`
            and `read_phone` say; `catalogue.no_service`.
    """
    if channel not in CHANNELS:
        raise Refusal("appointments.channel")
    policy = policy_of(work)
    wanted = service(work, code=service_code) if service_code else service_of(work, matter_code=matter_code)
    slot = slot_at(work, day, start, policy)
    who = booker(person_id, name, phone)
    if person_id:
        person(work, person_id=person_id)  # a machine sees the appointments of nobody who has not shown a document
    row = keep_place(work, Wanted(wanted, slot, who, channel, matter_code), policy)
    _issue_slip(work, row, policy)
    return row.id


@action
def cancel(work: Work, *, appointment_id: str) -> None:
    """Give an appointment up; its place can be booked again at once.

    Raises:
        Refusal: what `rules.cancel` says.
    """
    row = locked(work, appointment_id)
    given_up = rules.cancel(JOURNAL.of(row), now=work.now, by_staff=work.actor.staff_id is not None)
    due.cancel(work, row.id)
    happened(work, row, given_up)


@action
def check_in(work: Work, *, appointment_id: str, priority: str = "", ground: str = "") -> str:
    """Come for an appointment: into the line with the place that it gives; answers with the ticket's key.

    Args:
        work: the open transaction.
        appointment_id: the appointment.
        priority: the class asked for besides, as in `queue.take_ticket`; the better of both places counts.
        ground: how it is justified.

    Raises:
        Refusal: `appointments.another_day` and what `rules.place_in_line` says; `queue.already_waiting`,
            `queue.no_counter`, and what `queue.rules.classify` says.
    """
    row = locked(work, appointment_id)
    if row.state == rules.BOOKED and row.day > work.today:
        raise Refusal("appointments.another_day", day=chinese_date(row.day), start=row.start)
    policy, queue_policy = policy_of(work), settings.read(work.session, QueuePolicy)
    age = person(work, person_id=row.person_id).age(work.today) if row.person_id else None
    given, because = queue_rules.classify(
        priority, ground, age=age, seen_by_staff=work.actor.staff_id is not None, policy=queue_policy
    )
    place = rules.place_in_line(
        JOURNAL.of(row), arrived_at=work.now, head_start=queue_policy.head_start(given), policy=policy
    )
    ticket_id = _into_line(work, row, place, (given, because), policy)
    due.cancel(work, row.id)
    happened(work, row, rules.check_in(place, ticket_id=ticket_id))
    return ticket_id


@action
def print_slip(work: Work, *, appointment_id: str) -> str:
    """Print the slip of an appointment that is still expected, also one from a file; answers with the document's key.

    Raises:
        Refusal: `appointments.now_…`.
    """
    row = locked(work, appointment_id)
    rules.expect_booked(JOURNAL.of(row))
    work.concerns(row.id)
    return _issue_slip(work, row, policy_of(work))


@action
def lapse_by_itself(work: Work, *, appointment_id: str) -> None:
    """Nobody came for an appointment; run by itself.

    Raises:
        Refusal: `appointments.now_…`: they came or cancelled.
    """
    row = locked(work, appointment_id)
    happened(work, row, rules.lapse(JOURNAL.of(row)))


def _into_line(work: Work, row: Appointment, place: Place, by_class: tuple[str, str], policy: AppointmentPolicy) -> str:
    """Take the ticket and print it; answers with its key."""
    wanted = service(work, code=row.service)
    refuse_second_ticket(work, row.person_id or "", wanted)
    priority, ground = (BY_APPOINTMENT, "") if place.by_slot else by_class
    arrival = Arrival(
        wanted,
        priority,
        ground,
        row.matter_code,
        row.person_id or "",
        APPOINTMENT,
        score=place.score,
        series=_letter(place, wanted.series, policy),
    )
    queue_policy = settings.read(work.session, QueuePolicy)
    ticket = admit(work, arrival, queue_policy)
    early = row.starts_at - timedelta(minutes=policy.early_minutes)
    waits = f"{work.local(early):%H:%M}" if place.by_slot and work.now < early else ""
    print_ticket(work, ticket, queue_policy, appointment=row.start if place.kept else "", waits_until=waits)
    return ticket.id


def _letter(place: Place, of_service: str, policy: AppointmentPolicy) -> str:
    """Return the letter of the ticket; empty where the class decides it, as for everybody without an appointment."""
    if not place.kept:
        return ""
    return policy.series or (of_service if place.by_slot else "")


def _issue_slip(work: Work, row: Appointment, policy: AppointmentPolicy) -> str:
    slip = papers.slip(
        number=take_number(work, papers.KIND),
        code=row.code,
        service=row.display_name,
        when=papers.When(row.day, row.start, row.end),
        matter=current(work, code=row.matter_code).matter if row.matter_code else None,
        policy=policy,
        facts=settings.read(work.session, HallFacts),
        narrow=settings.read(work.session, QueuePolicy).paper_mm == papers.NARROW,
    )
    return issue(work, slip, subject_id=row.id)
