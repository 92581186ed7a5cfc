"""Reads a matter's leaflet from the catalogue as it is now."""

from hall.catalogue.views import current, options, service_of
from hall.documents.content import Content
from hall.kernel.refusal import Refusal
from hall.leaflets import papers
from hall.leaflets.papers import Told
from hall.leaflets.rules import Vocabulary
from hall.posts.views import counters_taking
from hall.storage import settings
from hall.storage.place import HallFacts
from hall.storage.work import Reading


def leaflet(reading: Reading, *, matter_code: str, large: bool = False) -> Content:
    """Return the leaflet of a matter on offer.

    Args:
        reading: the open look.
        matter_code: of the matter.
        large: in large print (大字版).

    Raises:
        Refusal: `catalogue.no_matter`; `leaflets.not_on_offer` for a matter that is switched off.
    """
    version = current(reading, code=matter_code)
    if not version.enabled:
        raise Refusal("leaflets.not_on_offer", matter=version.matter.public_name)
    matter = version.matter
    service = service_of(reading, matter_code=matter_code)
    counters = counters_taking(reading, service_code=service.code, minutes=matter.service_minutes)
    numbers = tuple(card.number for card in counters)
    told = Told(settings.read(reading.session, HallFacts), matter, numbers, vocabulary(reading))
    return papers.leaflet(told, large=large)


def vocabulary(reading: Reading) -> Vocabulary:
    """Return the catalogue's own words for levels, results and reasons for which a clock stands still."""
    tables = (dict(options(reading, codes=codes)) for codes in ("level", "result-kind", "pause-reason"))
    return Vocabulary(*tables)
