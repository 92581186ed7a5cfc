"""Reads packages, closes them for their way, and shows what lies in one that came in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from hall.cases.record import staff_name
from hall.exchange.making import Ready, ready
from hall.exchange.model import ExchangeAnswer, ExchangePackage
from hall.exchange.opening import opened
from hall.exchange.parcel import FORMAT, Said, Unsealed, seal
from hall.exchange.rules import CLOSED, FINAL, OUTCOMES, PURPOSES
from hall.kernel.refusal import Refusal
from hall.keys.rules import read_sheet
from hall.keys.views import known_card
from hall.storage.work import Reading

__all__ = [
    "PackageCard",
    "Ready",
    "Unsealed",
    "answer_sealed",
    "find_package",
    "opened",
    "package",
    "packages",
    "ready",
    "sealed",
]


@dataclass(frozen=True, slots=True)
class PackageCard:
    """A package as lists show it; the times are local.

    Attributes:
        waits: something is still to be said: by the other side for one that went out, by this hall for one that came.
    """

    id: str
    number: str
    direction: str
    partner_name: str
    case_id: str | None
    case_number: str
    matter_name: str
    purpose: str
    words: str
    basis: str
    papers: int
    made_at: datetime
    recorded_at: datetime
    recorded_by: str
    state: str
    outcome: str
    receipt_number: str
    answer: str
    answered_at: datetime | None
    waits: bool


def packages(reading: Reading, *, case_id: str = "", waiting: bool = False) -> tuple[PackageCard, ...]:
    """Return the packages, the newest first: all of them, those of a case, or those that wait for an answer."""
    rows = select(ExchangePackage).order_by(ExchangePackage.recorded_at.desc(), ExchangePackage.id.desc())
    if case_id:
        rows = rows.where(ExchangePackage.case_id == case_id)
    cards = (_card(reading, row) for row in reading.session.scalars(rows))
    return tuple(card for card in cards if card.waits or not waiting)


def package(reading: Reading, *, package_id: str) -> PackageCard:
    """Return one package."""
    return _card(reading, reading.session.get_one(ExchangePackage, package_id))


def find_package(reading: Reading, *, text: str) -> str:
    """Return the key of a package by its key, its number or the end of it.

    Raises:
        Refusal: `exchange.no_package` (text), `exchange.several_packages` (count).
    """
    wanted = text.strip()
    column = ExchangePackage.number
    match = (ExchangePackage.id == wanted) | column.endswith(wanted, autoescape=True)
    found = reading.session.scalars(select(ExchangePackage.id).where(match)).all() if wanted else []
    if not found:
        raise Refusal("exchange.no_package", text=wanted)
    if len(found) > 1:
        raise Refusal("exchange.several_packages", count=len(found))
    return found[0]


def sealed(reading: Reading, *, package_id: str, files: Mapping[str, bytes]) -> bytes:
    """Return a package as it travels, with the files that were signed.

    Raises:
        Refusal: `exchange.parts_changed`, `exchange.too_large` (most), `exchange.no_recipient`.
    """
    row = reading.session.get_one(ExchangePackage, package_id)
    return _closed(reading, row.manifest, files)


def answer_sealed(reading: Reading, *, answer_id: str) -> bytes:
    """Return an answer as it travels back.

    Raises:
        Refusal: `exchange.no_recipient`.
    """
    return _closed(reading, reading.session.get_one(ExchangeAnswer, answer_id).manifest, {})


def _closed(reading: Reading, manifest: str, files: Mapping[str, bytes]) -> bytes:
    said = Said.read(read_sheet(manifest, FORMAT))
    card = known_card(reading, hall_id=said.receiver.hall_id)
    if card is None or not card.recipient:
        raise Refusal("exchange.no_recipient")
    return seal(manifest, said, files, card.recipient, reading.local(said.made_at))


def _card(reading: Reading, row: ExchangePackage) -> PackageCard:
    return PackageCard(
        row.id,
        row.number,
        row.direction,
        row.partner_name,
        row.case_id,
        row.case_number,
        row.matter_name,
        PURPOSES.get(row.purpose, row.purpose),
        row.words,
        row.basis,
        row.papers,
        reading.local(row.made_at),
        reading.local(row.recorded_at),
        staff_name(reading, row.recorded_by),
        row.state,
        OUTCOMES.get(row.outcome, ""),
        row.receipt_number,
        row.answer,
        reading.local(row.answered_at) if row.answered_at else None,
        row.state != CLOSED and row.outcome not in FINAL,
    )
