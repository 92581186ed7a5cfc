"""What happens when a ticket is taken: its number, its name, its paper, and the morning's clearing up."""

from dataclasses import dataclass
from datetime import datetime

from hall.catalogue.matter import Matter
from hall.catalogue.views import ServiceCard, current
from hall.documents.actions import issue
from hall.kernel.ids import new_id, new_status_code
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.people.model import Person
from hall.queue import order, rules
from hall.queue.by_itself import FORGOTTEN_AFTER
from hall.queue.ledger import JOURNAL, expire
from hall.queue.line_rules import STEP
from hall.queue.model import Ticket
from hall.queue.pace import keep_forecast, learn_pace
from hall.queue.papers import ticket_paper
from hall.queue.policy import ORDINARY, QueuePolicy
from hall.queue.prospect import prospect_of
from hall.queue.views import Outlook
from hall.storage import due, settings
from hall.storage.numbers import next_number
from hall.storage.place import HallFacts
from hall.storage.showing import LEFT_IN_THE_DARK
from hall.storage.work import Work

CLOSING = "queue.expire_line"
CLEARING_UP = "queue.expire_left_behind"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A number printed beforehand: its place in the book's series, as it is called, and its status code."""

    seq: int
    number: str
    status_code: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who comes into the line.

    Attributes:
        wanted: the service that they queue for.
        priority: the class, decided already.
        ground: how it was justified.
        matter_code: the matter, if it is known.
        person_id: the resident, if they showed a document.
        source: one of `policy.SOURCES`.
        arrived_at: when they came; None for now.
        score: their place in the order where it does not follow from arrival and class; None where it does.
        series: the letter of the number; empty for the one of the service or of priority tickets.
        silent: to be called by the screen and not by the voice.
        leaf: the number that the resident holds already on a leaf of the paper book; None for the next of the series.
    """

    wanted: ServiceCard
    priority: str = ORDINARY
    ground: str = ""
    matter_code: str = ""
    person_id: str = ""
    source: str = ""
    arrived_at: datetime | None = None
    score: datetime | None = None
    series: str = ""
    leaf: Leaf | None = None
    silent: bool = False


def admit(work: Work, arrival: Arrival, policy: QueuePolicy) -> Ticket:
    """Give the next number of its series and begin the ticket's journal; the caller prints the paper."""
    in_line_at = arrival.arrived_at or line_time(work)
    ticket = _new_ticket(work, arrival, policy)
    taken = rules.take(
        number=ticket.number,
        service=arrival.wanted.code,
        priority=ticket.priority,
        ground=ticket.ground,
        arrived_at=in_line_at,
        policy=policy,
        score=arrival.score,
        source=arrival.source,
        silent=arrival.silent,
    )
    JOURNAL.begin(work, ticket, taken)
    work.touched(Topic.QUEUE)
    work.session.flush()
    return ticket


def line_time(work: Work) -> datetime:
    """Return the instant by which somebody who comes now stands in line.

    That is now. Only where the clock was set back it is the smallest step after the last one who came: whoever comes
    later stands behind, whatever the clock shows.
    """
    latest = work.session.scalar(order.latest_in_line(work.today))
    return work.now if latest is None or latest <= work.now else latest + STEP


def _new_ticket(work: Work, arrival: Arrival, policy: QueuePolicy) -> Ticket:
    """Return the row of a ticket; the day's first one clears up what earlier days left."""
    wanted = arrival.wanted
    ordinary = wanted.series if arrival.priority == ORDINARY else policy.priority_series or wanted.series
    series = arrival.series or ordinary
    matter = current(work, code=arrival.matter_code).matter if arrival.matter_code else None
    leaf = arrival.leaf or _next_leaf(work, series)
    if leaf.seq == 1 or arrival.leaf is not None:  # after an outage the paper book may hold the day's first tickets
        _begin_day(work, policy)
    arrived_at = arrival.arrived_at or work.now
    return Ticket(
        id=new_id(),
        hall_id=work.place.hall_id,
        day=work.local(arrived_at).date(),
        series=series,
        seq=leaf.seq,
        number=leaf.number,
        status_code=leaf.status_code,
        priority=arrival.priority,
        ground=arrival.ground,
        arrived_at=arrived_at,
        matter_code=arrival.matter_code,
        person_id=arrival.person_id or None,
        source=arrival.source,
        minutes=matter.service_minutes if matter is not None else 0,
        silent=arrival.silent,
        display_name=public_name(wanted, matter),
    )


def _next_leaf(work: Work, series: str) -> Leaf:
    """Return the day's next number of a series."""
    seq = next_number(work.session, f"ticket/{work.today}/{series}")
    return Leaf(seq, rules.number(series, seq), new_status_code())


def public_name(wanted: ServiceCard, matter: Matter | None) -> str:
    """Return what screens and papers call it: the neutral name of a confidential matter, else the service's."""
    return (matter.queue_name if matter is not None else None) or wanted.name


def _begin_day(work: Work, policy: QueuePolicy) -> None:
    """Clear up what earlier days left; who is just being called or served past midnight is served to the end.

    A machine may change no ticket: the hall itself clears up as soon as it comes to it.
    """
    if work.actor.kind in LEFT_IN_THE_DARK:
        due.schedule(work, CLEARING_UP, f"queue/{work.today}/before", work.now)
    else:
        expire(work, order.left_behind(work.today, work.now - FORGOTTEN_AFTER))
    closing = datetime.combine(work.today, policy.closing, tzinfo=work.place.zone)
    if closing <= work.now:
        return
    day = f"queue/{work.today}"
    due.cancel(work, day)
    due.schedule(work, CLOSING, day, closing)
    due.schedule(work, learn_pace.name, day, closing)


def refuse_second_ticket(work: Work, person_id: str, wanted: ServiceCard) -> None:
    """Refuse a second ticket for the same service while the first waits (`queue.already_waiting`)."""
    if not person_id:
        return
    lock_person(work, person_id)
    same = order.line(work.today).where(Ticket.person_id == person_id, Ticket.service == wanted.code)
    if (waiting := work.session.scalar(same.limit(1))) is not None:
        raise Refusal("queue.already_waiting", ticket=waiting.number, service=wanted.name)


def lock_person(work: Work, person_id: str) -> None:
    """Let two devices that give the same resident a number at once do it one after the other."""
    work.session.get_one(Person, person_id, with_for_update={"key_share": True})


def print_ticket(
    work: Work, ticket: Ticket, policy: QueuePolicy, *, appointment: str = "", waits_until: str = ""
) -> None:
    """Compose the paper and queue it for the printer; `appointment` and `waits_until` as in `ticket_paper`.

    Raises:
        Refusal: `queue.no_counter` when no counter of the hall takes the service: nobody would ever call it.
    """
    expected = prospect_of(work, ticket=ticket)
    if not expected.counters:
        raise Refusal("queue.no_counter", service=ticket.display_name)
    if expected.foreseen is not None and expected.said is not None:
        keep_forecast(work, ticket, expected.foreseen, expected.said)
    paper = ticket_paper(
        ticket_number=ticket.number,
        service=ticket.display_name,
        priority=ticket.priority,
        status_code=ticket.status_code,
        taken_at=work.local(ticket.arrived_at),
        outlook=Outlook.of(expected),
        facts=settings.read(work.session, HallFacts),
        policy=policy,
        appointment=appointment,
        waits_until=waits_until,
    )
    issue(work, paper, subject_id=ticket.id, role="ticket")
