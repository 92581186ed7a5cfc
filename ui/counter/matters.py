"""Finding the matter that a resident means: by its name, its other names, its number or pinyin initials."""

from collections.abc import Sequence

from hall.service import catalogue_views
from ui.shared.i18n import mark, tr
from ui.shared.initials import initials

Matter = catalogue_views.Matter

CASE_TYPES = {
    "immediate": mark("done on the spot"),
    "promised": mark("done within a limit"),
    "agency": mark("passed on for the resident"),
    "referral": mark("the way is shown"),
    "internal": mark("inside the house"),
}
UNITS = {"working_day": mark("{days} working days"), "calendar_day": mark("{days} days")}


def found(matters: Sequence[Matter], typed: str, own: Sequence[str] = ()) -> list[Matter]:
    """Return the matters that fit what is typed, best first; those that the ticket was taken for before others.

    Args:
        matters: all on offer.
        typed: a part of a name or of another name, a code, or pinyin initials; empty finds all.
        own: codes of the matters of the ticket's service, the one that was named first.
    """
    wanted = typed.strip().casefold()
    first = next(iter(own), "")
    ranked = [
        (rank, matter.code not in own, matter.code != first, place, matter)
        for place, matter in enumerate(matters)
        if (rank := _rank(matter, wanted)) is not None
    ]
    return [matter for *_, matter in sorted(ranked, key=lambda entry: entry[:4])]


def remark_of(matter: Matter) -> str:
    """Return what a resident wants to know first: on the spot, or within how many days."""
    limit = matter.limits.promised if matter.limits.promised.value is not None else matter.limits.statutory
    if limit.value == 0:
        return tr(CASE_TYPES["immediate"])
    if limit.value is None:
        return tr(CASE_TYPES.get(matter.case_type.value, ""))
    return tr(UNITS[limit.unit.value], days=limit.value)


def _rank(matter: Matter, wanted: str) -> int | None:
    """Return how well a matter fits: 0 best, None not at all."""
    names = (matter.name, *matter.also_called)
    if not wanted or wanted == matter.code.casefold() or wanted in (name.casefold() for name in names):
        return 0
    if any(name.casefold().startswith(wanted) for name in names):
        return 1
    # Residents speak in sentences: 我想办暂住证 holds the name that somebody else would type.
    if any(wanted in name.casefold() or name.casefold() in wanted for name in names):
        return 2
    if wanted.isascii() and wanted.isalpha() and any(wanted in initials(name) for name in names):
        return 3
    return None
