"""What may be sealed at all: the local list of certificates, and the hall's own official papers (清单条目)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from hall.catalogue.views import CertificateCard, certificates
from hall.documents.kinds import KINDS
from hall.kernel.refusal import Refusal
from hall.kernel.resources import resource
from hall.seals.keepers import OFFICIAL
from hall.storage.work import Reading

CERTIFICATE = "certificate"
DECISION = "own-decision"
DECISIONS = ("refusal_notice", "denial_notice", "return_notice")
"""The decisions that leave the hall under its seal."""
BLANK_FORMS = ("ticket_book",)
"""Papers of the hall that are handed out to be filled in."""

_BLANK = "空白"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry under which a seal may be used.

    Attributes:
        own: an official paper of the hall itself, not a certificate for a resident.
        weighty: needs the number of a resolution.
        papers: kinds that ask for this seal by themselves once they are on paper, and stand under no other entry.
    """

    code: str
    name: str
    basis: str
    seal_kind: str
    weighty: bool
    own: bool
    papers: tuple[str, ...] = ()


def entries(reading: Reading) -> tuple[Entry, ...]:
    """Return everything under which a seal may be used here: the local list, then the hall's own papers."""
    local = tuple(_of_list(card) for card in certificates(reading) if card.allowed)
    return local + tuple(_own().values())


def entry_of(reading: Reading, code: str, paper_name: str) -> Entry:
    """Return the entry of a code.

    Raises:
        Refusal: `seals.forbidden` (name, office) for one of the twenty, by its code or by the paper's name;
            `seals.not_on_list` for anything else that is on no list.
    """
    cards = certificates(reading)
    for card in cards:
        if not card.allowed and (card.code == code or _names(paper_name, card)):
            raise Refusal("seals.forbidden", name=card.name, office=card.instead)
    if code in _own():
        return _own()[code]
    found = next((card for card in cards if card.allowed and card.code == code), None)
    if found is None:
        raise Refusal("seals.not_on_list", name=paper_name)
    return _of_list(found)


def check_kind(entry: Entry, kind: str) -> None:
    """Refuse a paper of this hall under an entry that is not its own.

    Raises:
        Refusal: `seals.blank` for a form to be filled in; `seals.list_mismatch` (name, paper) where entry and paper
            differ: a certificate stands under the local list, anything else under the hall's own papers.
    """
    if kind in BLANK_FORMS:
        raise Refusal("seals.blank")
    title = KINDS[kind].title
    of_list, decision = kind == CERTIFICATE, kind in DECISIONS
    bound = bound_to(kind)
    elsewhere = bound is not None and bound.code != entry.code
    if elsewhere or not KINDS[kind].original or of_list is entry.own or decision is not (entry.code == DECISION):
        raise Refusal("seals.list_mismatch", name=entry.name, paper=title)


def bound_to(kind: str) -> Entry | None:
    """Return the entry of the hall's own papers under which a kind asks for its seal by itself, None for others."""
    return next((entry for entry in _own().values() if kind in entry.papers), None)


def check_name(paper_name: str) -> None:
    """Refuse an outside paper that calls itself blank.

    Raises:
        Refusal: `seals.blank`.
    """
    if _BLANK in paper_name:
        raise Refusal("seals.blank")


def seal_word(table: str, code: str) -> str:
    """Return the words for a code, such as `("states", "verified")`; the code itself where there are none."""
    return str(_words()[table].get(code, code))


def _names(paper_name: str, card: CertificateCard) -> bool:
    """Say whether a paper is called like a forbidden certificate, with or without what stands in brackets."""
    return card.name.partition("（")[0] in paper_name


def _of_list(card: CertificateCard) -> Entry:
    return Entry(card.code, card.name, card.basis, OFFICIAL, card.weighty, own=False)


@cache
def _own() -> dict[str, Entry]:
    own = _words()["own"]
    return {
        code: Entry(
            code, each["name"], each["basis"], each["seal"], each["weighty"], True, tuple(each.get("papers", ()))
        )
        for code, each in own.items()
    }


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(resource("papers", "seals.toml").read_text(encoding="utf-8"))
