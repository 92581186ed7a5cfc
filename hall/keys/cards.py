"""The card of a hall: its name and all its public keys, signed with each of them, as a file for other places."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Final

from hall.kernel.refusal import Refusal
from hall.keys.rules import (
    PACKAGE,
    PDF,
    PURPOSES,
    STATEMENT,
    KnownCertificate,
    Sheet,
    VerifyKey,
    fingerprint,
    key_id,
    public_bytes,
    read_sheet,
    unbase64,
)

FORMAT: Final = "hall-card/1"
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class PublicKey:
    """One public key of a hall as its card names it; the fields as in the table `hall_key`."""

    id: str
    purpose: str
    public: str
    certificate: str
    made_at: datetime
    retired_at: datetime | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class HallCard:
    """A hall as others know it (大厅公钥名片): believed once a person has compared the fingerprint.

    Attributes:
        fingerprint: of the key that signs statements now.
    """

    hall_id: str
    name: str
    region: str
    code: str
    issued_at: datetime
    keys: tuple[PublicKey, ...]
    fingerprint: str

    def verifiers(self, zone: tzinfo) -> dict[str, VerifyKey]:
        """Return the keys for statements by their names."""
        return {
            key.id: VerifyKey(unbase64(key.public), self.name, *_times(key, zone), self.hall_id)
            for key in self.keys
            if key.purpose == STATEMENT
        }

    def certificates(self, zone: tzinfo) -> tuple[KnownCertificate, ...]:
        """Return the certificates for signatures in PDFs."""
        return tuple(
            KnownCertificate(unbase64(key.certificate), self.name, *_times(key, zone), self.hall_id)
            for key in self.keys
            if key.purpose == PDF
        )

    @property
    def recipient(self) -> str:
        """To whom a package for this hall is encrypted; empty for a card without such a key."""
        return next((key.public for key in self.keys if key.purpose == PACKAGE and key.retired_at is None), "")


def card_body(facts: Mapping[str, str], issued_at: datetime, keys: Iterable[PublicKey]) -> dict[str, Any]:
    """Return what a card says; `facts` are hall_id, name, region and code."""
    return {"format": FORMAT, **facts, "issued_at": issued_at.isoformat(), "keys": [_plain(key) for key in keys]}


def read_card(text: str) -> HallCard:
    """Return a card whose signatures hold: each key for statements that nobody has withdrawn has signed all of it.

    So nobody can name another hall's key as their own.

    Raises:
        Refusal: `keys.not_a_card`, or `keys.card_altered` when a signature is missing or wrong.
    """
    sheet = read_sheet(text, FORMAT)
    try:
        card = _card(sheet.body)
        whole = bool(card.fingerprint) and all(_holds(sheet, key) for key in card.keys)
    except (ValueError, KeyError, TypeError) as broken:
        raise Refusal("keys.not_a_card") from broken
    if not whole:
        raise Refusal("keys.card_altered")
    return card


def _card(body: Mapping[str, Any]) -> HallCard:
    keys = tuple(_key(each) for each in body["keys"])
    signs = next((key for key in keys if key.purpose == STATEMENT and key.retired_at is None), None)
    name, hall_id = str(body["name"])[:_LONGEST], str(body["hall_id"])
    if not (name.isprintable() and name and hall_id):
        raise ValueError("a hall without a name")
    return HallCard(
        hall_id,
        name,
        str(body["region"]),
        str(body["code"]),
        datetime.fromisoformat(body["issued_at"]),
        keys,
        fingerprint(unbase64(signs.public)) if signs else "",
    )


def _holds(sheet: Sheet, key: PublicKey) -> bool:
    """Say whether a key is named after itself and, for one that proves statements, has signed the card."""
    public = public_bytes(key.purpose, key.public)
    if key.id != key_id(public) or key.purpose not in PURPOSES:
        return False
    return key.purpose != STATEMENT or key.withdrawn_at is not None or sheet.is_signed_by(public)


def _plain(key: PublicKey) -> dict[str, str]:
    times = {name: getattr(key, name) for name in ("made_at", "retired_at", "withdrawn_at")}
    plain = {"id": key.id, "purpose": key.purpose, "public": key.public, "certificate": key.certificate}
    return plain | {name: at.isoformat() if at else "" for name, at in times.items()}


def _key(data: Mapping[str, str]) -> PublicKey:
    made, retired, withdrawn = (_instant(data[name]) for name in ("made_at", "retired_at", "withdrawn_at"))
    if made is None:
        raise ValueError("a key without a beginning")
    return PublicKey(data["id"], data["purpose"], data["public"], data["certificate"], made, retired, withdrawn)


def _instant(text: str) -> datetime | None:
    at = datetime.fromisoformat(text) if text else None
    if at is not None and at.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return at


def _times(key: PublicKey, zone: tzinfo) -> tuple[datetime, datetime | None, datetime | None]:
    retired, withdrawn = (at.astimezone(zone) if at else None for at in (key.retired_at, key.withdrawn_at))
    return key.made_at.astimezone(zone), retired, withdrawn
