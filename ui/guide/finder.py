"""What Ctrl+K finds at the guide's desk besides commands: matters, tickets, appointments and people."""

from dataclasses import dataclass

from hall.kernel.masks import mask_number
from hall.service import (
    Hall,
    Reading,
    appointments_views,
    catalogue_search,
    catalogue_views,
    people_views,
    queue_views,
)
from ui.guide.floor import Appointment
from ui.shared.command_palette import Found
from ui.shared.i18n import tr
from ui.shared.rehearsal import NOBODY, QUIET, VERY_QUIET, Part
from ui.shared.wording import TICKET_STATES, said

MOST = 6
LEAST_FOR_PEOPLE = 2
"""One character finds no people, so that no list of everybody appears."""


@dataclass(frozen=True, slots=True)
class FoundMatter:
    """A matter, and the service for which its ticket is taken."""

    service: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person, for whom a ticket can be taken."""

    id: str
    name: str


def find(hall: Hall, text: str) -> tuple[Found, ...]:
    """Return what fits a text."""
    wanted = text.strip()
    return hall.see(_find, text=wanted) if wanted else ()


def rehearsed(hall: Hall) -> tuple[Part, ...]:
    """Return what the first search would wait for: its statements, and the tables of sounds."""
    return (
        Part(QUIET, lambda: hall.see(people_views.rehearse)),
        Part(VERY_QUIET, lambda: find(hall, NOBODY)),  # loads a table of phrases, which holds every thread up
    )


def _find(reading: Reading, *, text: str) -> tuple[Found, ...]:
    found: list[Found] = []
    ticket = queue_views.ticket_numbered(reading, number=text) or queue_views.ticket_of_code(reading, status_code=text)
    if ticket is not None:
        words = tr("Ticket {number}　{service}", number=ticket.number, service=ticket.display_name)
        found.append(Found(words, said(TICKET_STATES, ticket.state), ticket))
    appointment = appointments_views.appointment_of_code(reading, code=text)
    found += [_appointment(appointment)] if appointment is not None else []
    services = {code: card for card in catalogue_views.services(reading) for code in card.matters}
    for version in catalogue_search.matters_matching(reading, text=text)[:MOST]:
        if (service := services.get(version.matter.code)) is not None:
            target = FoundMatter(service.code, version.matter.code, version.matter.name)
            found.append(Found(version.matter.name, service.name, target))
    people = people_views.find(reading, text=text)[:MOST] if len(text) >= LEAST_FOR_PEOPLE else ()
    for person in people:
        found.append(Found(person.masked, mask_number(person.id_number), FoundPerson(person.id, person.masked)))
        own = appointments_views.appointments_of_person(reading, person_id=person.id)
        found += [_appointment(card) for card in own if card.day == reading.today]
    return tuple(found)


def _appointment(card: Appointment) -> Found:
    words = tr("{start}　{name}　{service}", start=card.start, name=card.name, service=card.service_name)
    return Found(words, tr("appointment"), card)
