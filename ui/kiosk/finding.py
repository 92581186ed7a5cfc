"""Finds the line of a matter page by what a resident types; knows no widget and asks no database."""

from collections.abc import Iterable
from dataclasses import dataclass

from hall.service import Hall, catalogue_search, catalogue_views
from ui.kiosk.offer import Entry, Offer, ServiceOffer, load_offer


@dataclass(frozen=True, slots=True)
class Found:
    """A matter and the service under which it is queued for."""

    service: ServiceOffer
    entry: Entry


class Finder:
    """The hall's offer, by names, other names and pinyin; a sensitive matter is found under its neutral name."""

    def __init__(self, offer: Offer, cards: Iterable[catalogue_views.MatterVersionCard]) -> None:
        matters = [card.matter for card in cards]
        self._index = catalogue_search.Index(matters)
        self._public = {matter.code: matter.public_name for matter in matters}
        self._of = {code: service for service in offer.services for code in service.matters}

    def find(self, text: str) -> tuple[Found, ...]:
        """Return what fits, best first, each line once."""
        found: dict[tuple[str, str], Found] = {}
        for code in self._index.codes(text):
            service = self._of.get(code)
            entry = service.entry_of(code, self._public[code]) if service is not None else None
            if service is not None and entry is not None:
                found.setdefault((service.code, entry.name), Found(service, entry))
        return tuple(found.values())


def load_finder(hall: Hall) -> Finder:
    """Return the finder of what the hall offers now; slow, for a worker thread."""
    return Finder(load_offer(hall), hall.see(catalogue_views.on_offer))
