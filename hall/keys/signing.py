"""Signs in the hall's name, and says by which keys others are believed."""

from sqlalchemy import select

from hall.kernel.refusal import Refusal
from hall.keys import vault
from hall.keys.actions import make
from hall.keys.cards import PublicKey, card_body
from hall.keys.model import HallKey
from hall.keys.rules import PACKAGE, PDF, STATEMENT, KnownCertificate, VerifyKey, sheet_message, sheet_text, unbase64
from hall.keys.views import certificates, current, own_keys, verifiers
from hall.storage import settings
from hall.storage.place import HallFacts
from hall.storage.work import Reading, Work

__all__ = [
    "KnownCertificate",
    "VerifyKey",
    "certificates",
    "hall_card",
    "identities",
    "identity",
    "pdf_signer",
    "recipient",
    "sign",
    "signing_key",
    "verifiers",
]


def signing_key(reading: Reading) -> str:
    """Return the name of the key that signs statements now; the first who asks inside an action has it made.

    Raises:
        Refusal: `keys.none_yet` when there is none and nothing can be written.
    """
    return _current(reading, STATEMENT).id


def sign(reading: Reading, message: bytes) -> tuple[str, bytes]:
    """Return the name of the key and its Ed25519 signature (64 bytes) of a message.

    Raises:
        Refusal: `keys.none_yet` as above.
    """
    row = _current(reading, STATEMENT)
    return row.id, _signature(row, message)


def pdf_signer(reading: Reading) -> tuple[bytes, bytes]:
    """Return the private key (PKCS#8, DER) and the certificate (DER) for signatures in PDFs.

    Raises:
        Refusal: `keys.none_yet` as above.
    """
    row = _current(reading, PDF)
    return unbase64(vault.private_of(row)), unbase64(row.certificate)


def recipient(reading: Reading) -> str:
    """Return the line of age (`age1…`) to which packages for this hall are encrypted.

    Raises:
        Refusal: `keys.none_yet` as above.
    """
    return _current(reading, PACKAGE).public


def identity(reading: Reading) -> str:
    """Return the line of age (`AGE-SECRET-KEY-1…`) that opens packages for this hall.

    Raises:
        Refusal: `keys.none_yet` as above.
    """
    return vault.private_of(_current(reading, PACKAGE))


def identities(reading: Reading) -> tuple[str, ...]:
    """Return all lines of age that open packages for this hall, the newest first: one may come late."""
    rows = select(HallKey).where(HallKey.purpose == PACKAGE).order_by(HallKey.made_at.desc())
    return tuple(vault.private_of(row) for row in reading.session.scalars(rows))


def hall_card(reading: Reading) -> bytes:
    """Return this hall's card as a file: its name and all public keys, signed with each of them.

    Raises:
        Refusal: `keys.none_yet` as above.
    """
    _current(reading, STATEMENT)
    facts = settings.read(reading.session, HallFacts)
    named = {"hall_id": facts.hall_id, "name": facts.name, "region": facts.region, "code": facts.code}
    rows = own_keys(reading)
    body = card_body(named, reading.now, [_public(row) for row in rows])
    signers = [row for row in rows if row.purpose == STATEMENT and row.withdrawn_at is None]
    return sheet_text(body, {row.id: _signature(row, sheet_message(body)) for row in signers}).encode()


def _current(reading: Reading, purpose: str) -> HallKey:
    if (row := current(reading, purpose)) is not None:
        return row
    if isinstance(reading, Work):
        make(reading)
        if (row := current(reading, purpose)) is not None:
            return row
    raise Refusal("keys.none_yet")


def _signature(row: HallKey, message: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(unbase64(vault.private_of(row))).sign(message)


def _public(row: HallKey) -> PublicKey:
    return PublicKey(
        row.id, row.purpose, row.public, row.certificate, row.made_at, row.retired_at, row.withdrawn_at
    )  # fmt: skip
