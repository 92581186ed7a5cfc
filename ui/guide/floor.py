"""What the guide's desk shows: the lines, the counters, who was missed, who asks for help."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from hall.service import (
    Hall,
    Reading,
    appointments_views,
    books_views,
    catalogue_views,
    contacts_views,
    documents_views,
    facts_of,
    posts_help,
    posts_views,
    queue_views,
    security_views,
)
from ui.shared.entering import enter

Ticket = queue_views.TicketCard
Appointment = appointments_views.AppointmentCard
Doubt = documents_views.DoubtCard


@dataclass(frozen=True, slots=True)
class Line:
    """One service as the guide sees it.

    Attributes:
        card: the service in the residents' words.
        waiting: how many wait for it.
        longest: the arrival of whoever has waited longest; None when nobody waits.
        outlook: what somebody may expect who comes now.
    """

    card: catalogue_views.ServiceCard
    waiting: int
    longest: datetime | None
    outlook: queue_views.Outlook


@dataclass(frozen=True, slots=True)
class CounterLine:
    """One counter: who sits there, and the ticket that it calls or serves."""

    card: posts_views.CounterCard
    staff_name: str
    ticket: Ticket | None


@dataclass(frozen=True, slots=True)
class Floor:
    """One look at the hall, everything at one instant.

    Attributes:
        looked_at: the instant, in the hall's zone.
        may: names of the actions that whoever sits here may do.
        guide: who is signed in.
        lines: the services in the order of the catalogue.
        in_line: everybody who waits, in the order of calling.
        missed: today's missed tickets, the latest first; `held` those on hold.
        help: machines that call for somebody.
        doubts: papers of which nobody knows whether they came out, at this desk or at a machine without staff.
        gaps: leaves of the paper book that are still to be entered.
        expected: today's appointments.
        owed: sheets on which the guide still owes something, or that wait for their signature.
    """

    hall_name: str
    zone: ZoneInfo
    looked_at: datetime
    may: frozenset[str]
    guide: security_views.StaffCard | None
    lines: tuple[Line, ...] = ()
    counters: tuple[CounterLine, ...] = ()
    in_line: tuple[Ticket, ...] = ()
    missed: tuple[Ticket, ...] = ()
    held: tuple[Ticket, ...] = ()
    help: tuple[posts_help.HelpCard, ...] = ()
    doubts: tuple[documents_views.DoubtCard, ...] = ()
    gaps: tuple[str, ...] = ()
    books: tuple[books_views.BookCard, ...] = ()
    expected: tuple[Appointment, ...] = ()
    owed: tuple[contacts_views.SheetCard, ...] = ()

    def local(self, instant: datetime) -> datetime:
        """Return an instant as the hall's clocks show it."""
        return instant.astimezone(self.zone)

    def line_of(self, service: str) -> Line | None:
        """Return a service's line."""
        return next((line for line in self.lines if line.card.code == service), None)


def look(hall: Hall) -> Floor:
    """Look at the whole hall."""
    return hall.see(_floor)


def sit_down(hall: Hall, number: str, password: str, take_over: bool = False) -> bool:
    """Sign in; False for a wrong number or password.

    Raises:
        Refusal: what `enter` says.
    """
    return enter(hall, number, password, take_over)


def _floor(reading: Reading) -> Floor:
    actor, facts = reading.actor, facts_of(reading)
    guide = security_views.at_work(reading)
    me = guide.id if guide else None
    floor = Floor(
        hall_name=facts.name,
        zone=ZoneInfo(facts.zone),
        looked_at=reading.local(reading.now),
        may=actor.may,
        guide=guide,
    )
    if me is None:
        return floor
    waiting = queue_views.in_line(reading)
    return replace(
        floor,
        lines=_lines(reading, waiting),
        counters=_counters(reading),
        in_line=waiting,
        missed=queue_views.missed(reading),
        held=queue_views.held(reading),
        help=posts_help.help_calls(reading),
        doubts=documents_views.in_doubt(reading),
        gaps=books_views.book_gaps(reading),
        books=books_views.books(reading),
        expected=appointments_views.on_day(reading, day=reading.today),
        owed=(*contacts_views.to_sign(reading, staff_id=me), *_owed(reading, me)),
    )


def _lines(reading: Reading, waiting: tuple[Ticket, ...]) -> tuple[Line, ...]:
    services = catalogue_views.services(reading)
    expected = queue_views.outlooks_of(reading, service_codes=[card.code for card in services])
    return tuple(_line(card, outlook, waiting) for card, outlook in zip(services, expected, strict=True))


def _line(card: catalogue_views.ServiceCard, outlook: queue_views.Outlook, waiting: tuple[Ticket, ...]) -> Line:
    own = [ticket for ticket in waiting if ticket.service == card.code]
    return Line(card, len(own), min((ticket.arrived_at for ticket in own), default=None), outlook)


def _counters(reading: Reading) -> tuple[CounterLine, ...]:
    names = {card.id: card.name for card in security_views.colleagues(reading)}
    return tuple(
        CounterLine(card, names.get(card.staff_id or "", ""), queue_views.at_counter(reading, counter_id=card.id))
        for card in posts_views.counters(reading)
    )


def _owed(reading: Reading, me: str) -> tuple[contacts_views.SheetCard, ...]:
    """Return the sheets on which the next step is this person's: to answer, or to tell the resident."""
    return tuple(
        card
        for card in contacts_views.mine(reading, staff_id=me)
        if (card.state in ("open", "handed") and card.responsible == me)
        or (card.state in ("answered", "referred", "followup") and card.first_contact == me)
    )
