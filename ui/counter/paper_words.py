"""How the papers of a visit stand, in words; which of them wait for what; and what is done about each."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from hall.service import Hall, documents, documents_rules, documents_views, stock
from ui.shared.i18n import mark, tr
from ui.shared.row_list import Row
from ui.shared.state_mark import Light

Paper = documents_views.DocumentCard

NO_BLANKS: Mapping[str, Sequence[str]] = MappingProxyType({})
IN_DOUBT, HANDED_OVER = "in_doubt", "handed_over"
SPOIL_REASONS: Mapping[str, str] = {
    "jammed": mark("It jammed in the printer"),
    "misprinted": mark("It was misprinted"),
    "damaged": mark("It is torn or dirty"),
    "other": mark("Something else"),
}
"""Why a secure blank is written off."""
_STATES = {
    "drafted": (Light.GREY, mark("Waits for approval")),
    "approved": (Light.GREY, mark("Approved, not printed yet")),
    "issued": (Light.GREY, mark("Waits for the printer")),
    "sent": (Light.YELLOW, mark("Sent to the printer")),
    IN_DOUBT: (Light.RED, mark("Did it come out? Please look")),
    "printed": (Light.GREEN, mark("In hand")),
    HANDED_OVER: (Light.GREEN, mark("With the resident")),
    "spoiled": (Light.RED, mark("Did not come out")),
    "voided": (Light.GREY, mark("Void")),
    "revoked": (Light.GREY, mark("Revoked")),
}


def row_of(paper: Paper) -> Row:
    """Return a paper as a row of a list."""
    light, word = _STATES.get(standing(paper), (Light.GREY, mark("Void")))
    state = tr("{state}, reprint {count}", state=tr(word), count=paper.reprints) if paper.reprints else tr(word)
    return Row(paper.id, paper.title, state, light, paper.number)


def named(paper: Paper) -> str:
    """Return a paper as a line of several names it, with what it waits for or why it does not count."""
    told = standing(paper) in ("drafted", "approved", "spoiled", "voided", "revoked")
    return tr("{paper} ({state})", paper=paper.title, state=tr(_STATES[standing(paper)][1])) if told else paper.title


def standing(paper: Paper) -> str:
    """Return how a paper stands for whoever looks at the list."""
    if paper.in_doubt:
        return IN_DOUBT
    return HANDED_OVER if paper.handed_over and paper.state == "printed" else paper.state


def living(papers: Sequence[Paper]) -> tuple[Paper, ...]:
    """Return the papers that are neither void nor revoked."""
    return tuple(paper for paper in papers if paper.state not in documents_rules.DEAD)


def in_state(papers: Sequence[Paper], state: str) -> tuple[Paper, ...]:
    """Return the papers that stand so."""
    return tuple(paper for paper in papers if standing(paper) == state)


def to_confirm(papers: Sequence[Paper]) -> tuple[Paper, ...]:
    """Return the originals that the printer has and nobody has confirmed."""
    return tuple(paper for paper in in_state(papers, "sent") if paper.original)


def confirm(hall: Hall, keys: Sequence[str], serials: Mapping[str, Sequence[str]] = NO_BLANKS) -> None:
    """Say that these papers are in hand, first those on secure blanks: a serial that is wrong holds all of them up.

    Args:
        hall: the hall.
        keys: of the papers.
        serials: of the secure blanks, by the keys of the papers that lie on some.

    Raises:
        Refusal: what `documents.confirm_printed` says.
    """
    for key in sorted(keys, key=lambda each: each not in serials):
        hall.do(documents.confirm_printed, document_id=key, serials=list(serials.get(key, ())))


def write_off(hall: Hall, blank: str, serial: str, reason: str) -> None:
    """Take a blank out that was damaged before a paper lay on it; it is kept until two people destroy it."""
    hall.do(stock.spoil, kind=blank, first=serial, reason=reason)


def print_again(hall: Hall, paper: Paper, reason: str) -> None:
    """Print a paper again; a second sheet beside one that came out takes a reviewer's right where they have it."""
    replaces = paper.guarded and paper.out and documents.reprint_original.name in hall.actor.may
    again = documents.reprint_original if replaces else documents.reprint
    hall.do(again, document_id=paper.id, reason=reason)


def print_missing(hall: Hall, key: str) -> None:
    """Say that a sheet in doubt is not there, and print it again."""
    hall.do(documents.not_out, document_id=key)
    hall.do(documents.reprint, document_id=key, reason="not_out")
