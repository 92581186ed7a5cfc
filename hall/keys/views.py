"""Reads keys, known halls and lists of revoked papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from hall.keys.cards import HallCard, read_card
from hall.keys.lists import read_list
from hall.keys.model import HallKey, KnownHall, RevocationList
from hall.keys.rules import PDF, STATEMENT, KnownCertificate, Revocations, VerifyKey, fingerprint, unbase64
from hall.storage import settings
from hall.storage.place import HallFacts
from hall.storage.work import Reading


@dataclass(frozen=True, slots=True)
class KeyCard:
    """A key of this hall as lists show it; the times are local."""

    id: str
    purpose: str
    made_at: datetime
    retired_at: datetime | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class KnownHallCard:
    """Another hall whose papers can be verified here; `list_as_of` is None where no list of it was ever taken in."""

    hall_id: str
    name: str
    fingerprint: str
    imported_at: datetime
    list_number: int
    list_as_of: date | None


def keys(reading: Reading) -> tuple[KeyCard, ...]:
    """Return this hall's keys, oldest first."""
    return tuple(
        KeyCard(row.id, row.purpose, reading.local(row.made_at), *_local(reading, row.retired_at, row.withdrawn_at))
        for row in own_keys(reading)
    )


def own_fingerprint(reading: Reading) -> str:
    """Return the fingerprint that others compare; empty before the first key."""
    row = current(reading, STATEMENT)
    return fingerprint(unbase64(row.public)) if row is not None else ""


def known_halls(reading: Reading) -> tuple[KnownHallCard, ...]:
    """Return the other halls, by name."""
    lists = revocations(reading)
    found = []
    for row in reading.session.scalars(select(KnownHall).order_by(KnownHall.name, KnownHall.hall_id)):
        newest = lists.get(row.hall_id)
        number, as_of = (newest.number, newest.as_of) if newest else (0, None)
        at = reading.local(row.imported_at)
        found.append(KnownHallCard(row.hall_id, row.name, row.fingerprint, at, number, as_of))
    return tuple(found)


def known_card(reading: Reading, *, hall_id: str) -> HallCard | None:
    """Return the card of another hall; None if nobody has taken it in."""
    row = reading.session.get(KnownHall, hall_id)
    return read_card(row.card) if row is not None else None


def verifiers(reading: Reading) -> dict[str, VerifyKey]:
    """Return every key by which statements are believed here, by its name: this hall's own and those of known halls."""
    name = settings.read(reading.session, HallFacts).name
    found: dict[str, VerifyKey] = {}
    for card in _cards(reading):
        found |= card.verifiers(reading.place.zone)
    for row in own_keys(reading):  # last: whatever a card says, the hall's own keys are its own
        if row.purpose == STATEMENT:
            found[row.id] = VerifyKey(unbase64(row.public), name, *_times(reading, row), reading.place.hall_id)
    return found


def certificates(reading: Reading) -> tuple[KnownCertificate, ...]:
    """Return every certificate by which signatures in PDFs are believed here."""
    name = settings.read(reading.session, HallFacts).name
    own = [
        KnownCertificate(unbase64(row.certificate), name, *_times(reading, row), reading.place.hall_id)
        for row in own_keys(reading)
        if row.purpose == PDF
    ]
    return (*own, *(each for card in _cards(reading) for each in card.certificates(reading.place.zone)))


def revocations(reading: Reading) -> dict[str, Revocations]:
    """Return the newest list of revoked papers of each hall, by the hall's key."""
    found: dict[str, Revocations] = {}
    for row in reading.session.scalars(select(RevocationList).order_by(RevocationList.number)):
        found[row.issuer] = read_list(row.body).as_known(reading.place.zone)
    return found


def list_text(reading: Reading, *, list_id: str) -> bytes:
    """Return a list as the file that other halls take in."""
    return reading.session.get_one(RevocationList, list_id).body.encode()


def own_keys(reading: Reading) -> Sequence[HallKey]:
    """Return the rows of this hall's keys, oldest first; inside this room only."""
    return reading.session.scalars(select(HallKey).order_by(HallKey.made_at, HallKey.purpose)).all()


def current(reading: Reading, purpose: str) -> HallKey | None:
    """Return the row of the key that serves a purpose now; inside this room only."""
    return reading.session.scalar(select(HallKey).where(HallKey.purpose == purpose, HallKey.retired_at.is_(None)))


def _cards(reading: Reading) -> list[HallCard]:
    return [read_card(row.card) for row in reading.session.scalars(select(KnownHall).order_by(KnownHall.imported_at))]


def _times(reading: Reading, row: HallKey) -> tuple[datetime, datetime | None, datetime | None]:
    return (reading.local(row.made_at), *_local(reading, row.retired_at, row.withdrawn_at))


def _local(
    reading: Reading, retired_at: datetime | None, withdrawn_at: datetime | None
) -> tuple[datetime | None, datetime | None]:
    return (
        reading.local(retired_at) if retired_at is not None else None,
        reading.local(withdrawn_at) if withdrawn_at is not None else None,
    )
