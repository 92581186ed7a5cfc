"""What the kiosk offers: services and matters in the words that may stand on a public screen."""

from collections.abc import Iterable
from dataclasses import dataclass

from hall.service import Hall, catalogue_views, facts_of, posts, posts_views, queue_hours, queue_policy_of, queue_views

NAMES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to bring (材料).

    Attributes:
        name: what it is.
        form: code of the form in which it is taken in.
        copies: how many.
        condition: only in this situation; empty for always.
        shared: the hall can look it up, so nobody has to bring it (State Council Order 716, art. 7).
        note: a word of help.
    """

    name: str
    form: str
    copies: int
    condition: str
    shared: bool
    note: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the matter page.

    Sensitive matters stand under their neutral name, several of one name together, and say no more than that:
    neither what residents call them nor what to bring (rules §12, 敏感事项).

    Attributes:
        code: of the matter; empty when the line stands for several, or for none.
        name: what may be shown.
        also: what residents call it.
        things: what to bring; nothing for a sensitive matter.
        neutral: whether the name hides what it is about.
    """

    code: str
    name: str
    also: tuple[str, ...] = ()
    things: tuple[Thing, ...] = ()
    neutral: bool = False

    @property
    def situations(self) -> tuple[str, ...]:
        """The conditions under which something more has to be brought, each once."""
        return tuple(dict.fromkeys(thing.condition for thing in self.things if thing.condition))


@dataclass(frozen=True, slots=True)
class ServiceOffer:
    """One button of the first page."""

    code: str
    name: str
    examples: tuple[str, ...]
    entries: tuple[Entry, ...]
    matters: tuple[str, ...] = ()

    def entry_of(self, code: str, public_name: str) -> Entry | None:
        """Return the line of a matter, which for a sensitive one may stand for others too; None if it has none."""
        named = (entry for entry in self.entries if entry.neutral and entry.name == public_name)
        return next((entry for entry in self.entries if entry.code == code), None) or next(named, None)


@dataclass(frozen=True, slots=True)
class Offer:
    """Everything on offer in this hall.

    Attributes:
        age_line: age in full years that gives priority by itself, 0 for never.
        hours: when the hall is open, in words.
    """

    hall_name: str
    zone: str
    services: tuple[ServiceOffer, ...]
    age_line: int = 0
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Waits:
    """How full the hall is: people who wait, whether any counter is open, and why machines give no tickets now."""

    people: int
    any_open: bool
    no_tickets: queue_hours.NoTickets | None = None


def load_offer(hall: Hall) -> Offer:
    """Return what the hall offers now; slow, for a worker thread."""
    facts = hall.see(facts_of)
    on_offer = {card.matter.code: card for card in hall.see(catalogue_views.on_offer)}
    services = tuple(
        ServiceOffer(
            card.code,
            card.name,
            card.examples,
            entries_of(on_offer[code] for code in card.matters if code in on_offer),
            card.matters,
        )
        for card in hall.see(catalogue_views.services)
    )
    return Offer(facts.name, facts.zone, services, hall.see(queue_policy_of).age_line, facts.hours)


def load_waits(hall: Hall) -> Waits:
    """Return how full the hall is; slow, for a worker thread."""
    people = sum(count.waiting for count in hall.see(queue_views.waiting_counts))
    any_open = any(counter.state == posts.OPEN for counter in hall.see(posts_views.counters))
    return Waits(people, any_open, hall.see(queue_hours.no_tickets))


def entries_of(cards: Iterable[catalogue_views.MatterVersionCard]) -> tuple[Entry, ...]:
    """Return the lines of a matter page: open names in their order, neutral ones after them, each once."""
    made = tuple(_entry(card) for card in cards)
    return (*(entry for entry in made if not entry.neutral), *_joined(entry for entry in made if entry.neutral))


def _joined(entries: Iterable[Entry]) -> list[Entry]:
    """Show each neutral name once; one that stands for several matters leads to none of them."""
    by_name: dict[str, list[Entry]] = {}
    for entry in entries:
        by_name.setdefault(entry.name, []).append(entry)
    return [Entry(same[0].code if len(same) == 1 else "", name, neutral=True) for name, same in by_name.items()]


def _entry(card: catalogue_views.MatterVersionCard) -> Entry:
    matter = card.matter
    if matter.queue_name or matter.confidential:
        return Entry(matter.code, matter.public_name, neutral=True)
    things = tuple(
        Thing(each.name, each.form.value, each.copies, each.condition or "", each.shared, each.note or "")
        for each in matter.materials
    )
    also = tuple(name for name in matter.also_called if name != matter.name)
    return Entry(matter.code, matter.name, also[:NAMES_SHOWN], things)
