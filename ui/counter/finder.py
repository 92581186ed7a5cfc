"""What Ctrl+K finds besides commands: people, cases and tickets, by name, last digits, number or scan."""

from dataclasses import dataclass

from hall.kernel.masks import mask_number
from hall.service import Hall, Reading, cases_views, people_views, queue_views
from ui.counter.todo import Item, case_item
from ui.shared.command_palette import Found
from ui.shared.i18n import tr
from ui.shared.initials import initials
from ui.shared.rehearsal import NOBODY, QUIET, VERY_QUIET, Part
from ui.shared.wording import TICKET_STATES, said

MOST = 6


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person who was found."""

    person: people_views.PersonCard


@dataclass(frozen=True, slots=True)
class FoundTicket:
    """A ticket of today that was found."""

    ticket: queue_views.TicketCard


def find(hall: Hall, text: str) -> tuple[Found, ...]:
    """Return what fits a text; one character finds nothing, so that no list of everybody appears."""
    wanted = text.strip()
    return hall.see(_find, text=wanted) if len(wanted) > 1 else ()


def rehearsed(hall: Hall) -> tuple[Part, ...]:
    """Return what the first search would wait for: its statements, and the tables of sounds."""
    return (
        Part(QUIET, lambda: hall.see(_rehearse)),
        Part(VERY_QUIET, lambda: initials(NOBODY)),  # its table of phrases holds every thread up while it is read
    )


def _rehearse(reading: Reading) -> None:
    people_views.rehearse(reading)
    cases_views.of_person(reading, person_id=NOBODY)
    _find(reading, text=NOBODY)


def _find(reading: Reading, *, text: str) -> tuple[Found, ...]:
    found: list[Found] = []
    ticket = queue_views.ticket_numbered(reading, number=text) or queue_views.ticket_of_code(reading, status_code=text)
    if ticket is not None:
        words = tr("Ticket {number}　{service}", number=ticket.number, service=ticket.display_name)
        found.append(Found(words, said(TICKET_STATES, ticket.state), FoundTicket(ticket)))
    if (card := cases_views.by_number(reading, number=text)) is not None:
        found.append(_case(card, reading))
    for person in people_views.find(reading, text=text)[:MOST]:
        found.append(Found(person.masked, mask_number(person.id_number), FoundPerson(person)))
        cards = cases_views.of_person(reading, person_id=person.id)
        found += [_case(card, reading) for card in cards if card.stage not in ("closed", "archived")]
    return tuple(found)


def _case(card: cases_views.CaseCard, reading: Reading) -> Found:
    item: Item = case_item(card, reading.local)
    return Found(item.text, item.remark, item)
