"""What a counter does with packages for other halls: sent off, opened, kept, answered; nothing here knows a widget."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hall.kernel.refusal import Refusal
from hall.service import (
    Hall,
    Reading,
    cases_views,
    documents_views,
    exchange,
    exchange_rules,
    exchange_views,
    keys_views,
)
from printing.spooler import write_whole
from ui.counter.acts import Act
from ui.counter.paper_words import living
from ui.shared import packages
from ui.shared.i18n import tr

Card = exchange_views.PackageCard
SEND, OPEN = "send", "open"
_NOT_OUT = ("drafted", "approved")


@dataclass(frozen=True, slots=True)
class Sending:
    """What can be chosen when a package of a case is made.

    Attributes:
        halls: receiving halls, key and name.
        papers: number, words, and whether it usually goes along.
    """

    case_id: str
    case_number: str
    halls: Sequence[tuple[str, str]]
    papers: Sequence[tuple[str, str, bool]]


@dataclass(frozen=True, slots=True)
class Arrived:
    """A package that was opened: what is on record of it, and the papers in it; none in an answer."""

    card: Card
    sealed: bytes
    contact: str
    papers: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Sealed:
    """A package or an answer that is on record as made.

    Attributes:
        file: where it lies, empty as long as it lies nowhere; `refusal` says why.
    """

    card: Card
    data: bytes
    file: Path = Path()
    refusal: Refusal | None = None


def acts_of(may: frozenset[str]) -> tuple[Act, ...]:
    """Return the acts of a case page that open the sheet of packages."""
    send = Act("send_package", tr("Send papers to another hall…"), lambda _hall, _values: None,
               needs="exchange.make", seldom=True, opens=SEND)  # fmt: skip
    arrive = Act("open_package", tr("Open a package of papers…"), lambda _hall, _values: None,
                 needs="exchange.open_package", seldom=True, opens=OPEN)  # fmt: skip
    return tuple(act for act in (send, arrive) if act.needs in may)


def sending(reading: Reading, *, case_id: str) -> Sending:
    """Return what there is to choose from."""
    ours = reading.place.hall_id
    papers = living(documents_views.documents_of(reading, subject_id=case_id))
    return Sending(
        case_id,
        cases_views.case(reading, case_id=case_id).card.number,
        tuple(
            (card.hall_id, card.name)
            for card in keys_views.known_halls(reading)
            if card.hall_id != ours and _can_receive(reading, card.hall_id)
        ),
        tuple(
            (paper.number, f"{paper.title}　{paper.number}", paper.kind not in exchange_rules.NOT_SENT)
            for paper in papers
            if paper.state not in _NOT_OUT
        ),
    )


def seal(hall: Hall, case_id: str, order: packages.Order, told: packages.Told) -> Sealed:
    """Make a package.

    Raises:
        Refusal: what `packages.make_package` says.
    """
    key, data = packages.make_package(hall, case_id, order, told)
    return Sealed(hall.see(exchange_views.package, package_id=key), data)


def arrive(hall: Hall, file: Path, *, again: bool) -> Arrived:
    """Open a package or an answer that came in; that goes on record.

    Raises:
        Refusal: what `packages.read_package` and `exchange.open_package` say.
    """
    sealed = packages.read_package(file)
    card = hall.see(exchange_views.package, package_id=hall.do(exchange.open_package, sealed=sealed, again=again))
    if card.direction == "out":
        return Arrived(card, b"", "", ())
    said = hall.see(exchange_views.opened, sealed=sealed).said
    return Arrived(card, sealed, said.contact, tuple((part.title, part.number) for part in said.parts))


def answer(hall: Hall, package_id: str, outcome: str, receipt: str, words: str) -> Sealed:
    """Answer a package that came in.

    Raises:
        Refusal: what `exchange.answer` says.
    """
    given = hall.do(exchange.answer, package_id=package_id, outcome=outcome, words=words, receipt_number=receipt)
    data = hall.see(exchange_views.answer_sealed, answer_id=given)
    return Sealed(hall.see(exchange_views.package, package_id=package_id), data)


def save(sealed: Sealed, file: Path) -> Sealed:
    """Write a package or an answer, whole or not at all; it is on record already, so a full disk must not lose it."""
    try:
        write_whole(file.parent, file.name, sealed.data)
    except Refusal as refusal:
        return replace(sealed, refusal=refusal)
    return replace(sealed, file=file, refusal=None)


def _can_receive(reading: Reading, hall_id: str) -> bool:
    card = keys_views.known_card(reading, hall_id=hall_id)
    return card is not None and bool(card.recipient)
