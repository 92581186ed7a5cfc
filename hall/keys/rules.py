"""What a key is called, what it may prove, and how signed sheets of JSON (cards, lists) are read and written."""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hall.kernel.refusal import Refusal

STATEMENT, PDF, PACKAGE = "statement", "pdf", "package"
PURPOSES = (STATEMENT, PDF, PACKAGE)
"""What keys are for: statements on papers (Ed25519), signatures in PDFs (P-256), packages to this hall (X25519)."""

_GROUP = 4
_FINGERPRINT_BYTES = 16


@dataclass(frozen=True, slots=True)
class VerifyKey:
    """A public key for statements (验签公钥), with whose it is and since when.

    Attributes:
        public: the raw Ed25519 key, 32 bytes.
        valid_from: local time of the hall that looks; `retired_at` and `withdrawn_at` likewise.
    """

    public: bytes
    hall_name: str
    valid_from: datetime
    retired_at: datetime | None = None
    withdrawn_at: datetime | None = None
    hall_id: str = ""

    def verifies(self, message: bytes, signature: bytes) -> bool:
        """Say whether this key made that signature."""
        return is_signature(self.public, message, signature)


@dataclass(frozen=True, slots=True)
class KnownCertificate:
    """A certificate for signatures in PDFs, with whose it is and since when; the times as in `VerifyKey`."""

    der: bytes
    hall_name: str
    valid_from: datetime
    retired_at: datetime | None = None
    withdrawn_at: datetime | None = None
    hall_id: str = ""


@dataclass(frozen=True, slots=True)
class Revocations:
    """The newest list of revoked papers of one hall (撤销名单): each number with its day."""

    hall_id: str
    number: int
    as_of: date
    revoked: Mapping[str, date]


def standing(key: VerifyKey | KnownCertificate, day: date) -> str:
    """Return why a key proves nothing on a paper of that day: `withdrawn`, `retired`, `early`; empty if it does.

    A thief of a key can date a paper back. Who withdraws a key therefore names the first day of doubt and not the day
    on which the loss was noticed.
    """
    if key.withdrawn_at is not None and day >= key.withdrawn_at.date():
        return "withdrawn"
    if key.retired_at is not None and day > key.retired_at.date():
        return "retired"
    return "early" if day < key.valid_from.date() else ""


def is_signature(public: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether the holder of a raw Ed25519 key signed a message."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def key_id(public: bytes) -> str:
    """Return what a key is called: the first eight bytes of the SHA-256 of the public key in hexadecimal digits."""
    return hashlib.sha256(public).hexdigest()[:16]


def fingerprint(public: bytes) -> str:
    """Return what two people read to each other over the telephone: eight groups of four digits and letters."""
    digits = hashlib.sha256(public).digest()[:_FINGERPRINT_BYTES].hex().upper()
    return " ".join(digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP))


def same_fingerprint(one: str, other: str) -> bool:
    """Compare two fingerprints as people type them, with or without spaces and in either case."""
    return _bare(one) == _bare(other) != ""


def public_bytes(purpose: str, public: str) -> bytes:
    """Return the bytes of which a key's name is taken."""
    return public.encode() if purpose == PACKAGE else unbase64(public)


def base64_of(data: bytes) -> str:
    """Return bytes as text."""
    return base64.b64encode(data).decode()


def unbase64(text: str) -> bytes:
    """Return bytes again; ValueError for anything else."""
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as wrong:
        raise ValueError("not base64") from wrong


@dataclass(frozen=True, slots=True)
class Sheet:
    """A signed sheet of JSON: what it says, and the signatures by the names of their keys."""

    body: dict[str, Any]
    signatures: Mapping[str, bytes]

    def message(self) -> bytes:
        """Return what the signatures are over: the format's name and the canonical JSON of the body."""
        return sheet_message(self.body)

    def is_signed_by(self, public: bytes) -> bool:
        """Say whether the holder of this key has signed the sheet."""
        return is_signature(public, self.message(), self.signatures.get(key_id(public), b""))


def sheet_message(body: Mapping[str, Any]) -> bytes:
    """Return what is signed of a sheet."""
    plain = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{body['format']}\n{plain}".encode()


def sheet_text(body: Mapping[str, Any], signatures: Mapping[str, bytes]) -> str:
    """Return a signed sheet as it goes into a file."""
    signed = {name: base64_of(signature) for name, signature in signatures.items()}
    return json.dumps({"body": body, "signatures": signed}, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def read_sheet(text: str, wanted: str) -> Sheet:
    """Return a sheet of a format; its signatures are not looked at yet.

    Raises:
        Refusal: `keys.not_a_card` or `keys.not_a_list` for anything else.
    """
    wrong = Refusal("keys.not_a_card" if wanted.startswith("hall-card") else "keys.not_a_list")
    try:
        data = json.loads(text)
        signatures = {str(name): unbase64(signature) for name, signature in data["signatures"].items()}
        sheet = Sheet(data["body"], signatures)
        if sheet.body["format"] != wanted:
            raise wrong
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as broken:
        raise wrong from broken
    return sheet


def _bare(words: str) -> str:
    return "".join(words.split()).replace("-", "").upper()
