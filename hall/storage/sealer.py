"""Seals and opens what may not lie readable in the database, with one hall's root secret."""

import base64
import hashlib
import hmac
import os
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import DontWrapMixin

from hall.kernel.refusal import Refusal
from hall.storage.pc import key_id_of

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hpke import Suite

VERSION: Final = "k1:"
BY_A_MACHINE: Final = "k2:"
OWN_SLIP: Final = "k3:"
HEADS: Final = (VERSION, BY_A_MACHINE, OWN_SLIP)
"""How sealed text begins: sealed with the hall's key, at a machine for the hall, at a machine for itself as well."""
_NONCE: Final = 12
_MARK_BYTES: Final = 16


class SealRefusal(Refusal, DontWrapMixin):
    """A refusal from inside the database layer, which passes it on as it is."""


class WrittenBy(StrEnum):
    """Who besides the hall's own PCs writes a sealed column: nobody, or machines that anybody can touch.

    What a machine sealed is opened nowhere else: whoever has stolen one cannot put a key of their own in the place of
    the hall's. The value is the head of what is taken besides that of the hall's key.
    """

    HALL = VERSION
    MACHINES = BY_A_MACHINE
    SLIPS = OWN_SLIP


class Sealer:
    """The keys that come of one hall's root secret (HKDF-SHA256, RFC 5869): one seals (AES-256-GCM), one marks (HMAC).

    Sealed text reads `k1:` + name of the key + `:` + base64 of nonce and ciphertext. The same text sealed twice looks
    different; a mark of the same text is always the same, so that the database can look for it. What machines sealed,
    which have keys of their own (`hall.storage.machine_key`), is opened as well: all of those come of the root secret.
    """

    def __init__(self, root: bytes) -> None:
        self.key_id: Final = key_id_of(root)
        self.head: Final = f"{VERSION}{self.key_id}:"
        self._head_bytes: Final = self.head.encode("ascii")
        self._seal_key = derived(root, b"seal")
        self._mark_key = derived(root, b"mark")
        self._pair = derived(root, b"sealed at a machine")
        self._slips = slips_of(root)
        self._cipher: AESGCM | None = None

    def seal(self, text: str, _written_by: WrittenBy = WrittenBy.HALL) -> str:
        """Return a text sealed."""
        return self.head + armoured(self._sealed(text.encode("utf-8")))

    def open(self, sealed: str, written_by: WrittenBy = WrittenBy.HALL) -> str:
        """Return a sealed text.

        Args:
            sealed: as it stands in the database.
            written_by: who may have sealed it besides a PC with the hall's key.

        Raises:
            Refusal: `storage.key_missing` for another hall's seal, `storage.seal_broken` when it was changed, or when
                a machine sealed it that does not write there.
        """
        if not sealed.startswith(self.head):
            return self._opened_of_a_machine(sealed, written_by).decode("utf-8")
        try:
            raw = base64.urlsafe_b64decode(sealed[len(self.head) :])  # every value of every list comes by here
        except ValueError as error:
            raise SealRefusal("storage.seal_broken") from error
        return self._opened(raw).decode("utf-8")

    read = open

    def seal_bytes(self, content: bytes) -> bytes:
        """Return bytes sealed."""
        return self._head_bytes + self._sealed(content)

    def open_bytes(self, sealed: bytes) -> bytes:
        """Return sealed bytes; raises as `open` does."""
        if not sealed.startswith(self._head_bytes):
            raise SealRefusal("storage.key_missing")
        return self._opened(sealed[len(self._head_bytes) :])

    read_bytes = open_bytes

    def mark(self, text: str, purpose: str = "") -> str:
        """Return the keyed hash of a text, 32 hexadecimal digits; each purpose has its own."""
        return marked(self._mark_key, text, purpose)

    def _sealed(self, content: bytes) -> bytes:
        nonce = os.urandom(_NONCE)
        return nonce + self._gcm().encrypt(nonce, content, self._head_bytes)

    def _opened(self, raw: bytes) -> bytes:
        from cryptography.exceptions import InvalidTag

        try:
            return self._gcm().decrypt(raw[:_NONCE], raw[_NONCE:], self._head_bytes)
        except (InvalidTag, ValueError) as error:
            raise SealRefusal("storage.seal_broken") from error

    def _opened_of_a_machine(self, sealed: str, written_by: WrittenBy) -> bytes:
        head, _, raw = sealed.rpartition(":")
        version, _, name = head.partition(":")
        key_id, _, machine = name.partition(":")
        if f"{version}:" not in HEADS or key_id != self.key_id:
            raise SealRefusal("storage.key_missing")
        if f"{version}:" != written_by:
            raise SealRefusal("storage.seal_broken")
        if written_by is WrittenBy.SLIPS:
            return opened_with(slip_key(self._slips, machine), unarmoured(raw), f"{head}:")
        return self._opened_for_the_hall(unarmoured(raw), f"{head}:")

    def _opened_for_the_hall(self, raw: bytes, head: str) -> bytes:
        from cryptography.exceptions import InvalidTag

        try:
            return hpke().decrypt(raw, pair_of(self._pair), head.encode("ascii"))
        except (InvalidTag, ValueError) as error:
            raise SealRefusal("storage.seal_broken") from error

    def _gcm(self) -> "AESGCM":
        if self._cipher is None:
            from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # late: a display never needs it

            self._cipher = AESGCM(self._seal_key)
        return self._cipher


def derived(root: bytes, purpose: bytes) -> bytes:
    """Return a key of 32 bytes for one purpose (HKDF-SHA256 with one block)."""
    extracted = hmac.digest(b"one-stop-hall", root, hashlib.sha256)
    return hmac.digest(extracted, purpose + b"\x01", hashlib.sha256)


def slips_of(root: bytes) -> bytes:
    """Return the key from which each machine's own comes, with which it seals the slips that it prints itself."""
    return derived(root, b"slips")


def slip_key(slips: bytes, machine: str) -> bytes:
    """Return the key of one machine's slips, by the name of its login."""
    return derived(slips, machine.encode("utf-8"))


def public_of(root: bytes) -> bytes:
    """Return the public half, 32 bytes, with which machines seal for the hall and open nothing."""
    return pair_of(derived(root, b"sealed at a machine")).public_key().public_bytes_raw()


def pair_of(private: bytes) -> "X25519PrivateKey":
    """Return the pair of a private half."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey  # late: few ever need it

    return X25519PrivateKey.from_private_bytes(private)


def hpke() -> "Suite":
    """Return how machines seal: HPKE (RFC 9180) with X25519, HKDF-SHA256 and AES-256-GCM, in its base mode."""
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def sealed_with(key: bytes, content: bytes, head: str) -> bytes:
    """Return nonce and ciphertext (AES-256-GCM) of what stands behind a head."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, head.encode("ascii"))


def opened_with(key: bytes, raw: bytes, head: str) -> bytes:
    """Return what `sealed_with` sealed; raises `storage.seal_broken`."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], head.encode("ascii"))
    except (InvalidTag, ValueError) as error:
        raise SealRefusal("storage.seal_broken") from error


def armoured(raw: bytes) -> str:
    """Return bytes as they stand in sealed text."""
    return base64.urlsafe_b64encode(raw).decode("ascii")


def unarmoured(text: str) -> bytes:
    """Return the bytes of sealed text; raises `storage.seal_broken` for what is none."""
    try:
        return base64.urlsafe_b64decode(text)
    except ValueError as error:
        raise SealRefusal("storage.seal_broken") from error


def marked(key: bytes, text: str, purpose: str) -> str:
    """Return the keyed hash of a text, 32 hexadecimal digits; each purpose has its own."""
    return hmac.digest(key, f"{purpose}\0{text}".encode(), "sha256")[:_MARK_BYTES].hex()
