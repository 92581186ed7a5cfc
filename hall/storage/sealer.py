"""Seals and opens what may not lie readable in the database, with one hall's root secret."""

import base64
import hashlib
import hmac
import os
from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import DontWrapMixin

from hall.kernel.refusal import Refusal
from hall.storage.pc import key_id_of

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION: Final = "k1:"
_NONCE: Final = 12
_MARK_BYTES: Final = 16


class SealRefusal(Refusal, DontWrapMixin):
    """A refusal from inside the database layer, which passes it on as it is."""


class Sealer:
    """The keys that come of one hall's root secret (HKDF-SHA256, RFC 5869): one seals (AES-256-GCM), one marks (HMAC).

    Sealed text reads `k1:` + name of the key + `:` + base64 of nonce and ciphertext. The same text sealed twice looks
    different; a mark of the same text is always the same, so that the database can look for it.
    """

    def __init__(self, root: bytes) -> None:
        self.key_id: Final = key_id_of(root)
        self.head: Final = f"{VERSION}{self.key_id}:"
        self._head_bytes: Final = self.head.encode("ascii")
        self._seal_key = derived(root, b"seal")
        self._mark_key = derived(root, b"mark")
        self._cipher: AESGCM | None = None

    def seal(self, text: str) -> str:
        """Return a text sealed."""
        return self.head + base64.urlsafe_b64encode(self._sealed(text.encode("utf-8"))).decode("ascii")

    def open(self, sealed: str) -> str:
        """Return a sealed text.

        Raises:
            Refusal: `storage.key_missing` for another hall's seal, `storage.seal_broken` when it was changed.
        """
        if not sealed.startswith(self.head):
            raise SealRefusal("storage.key_missing")
        try:
            raw = base64.urlsafe_b64decode(sealed[len(self.head) :])
        except ValueError as error:
            raise SealRefusal("storage.seal_broken") from error
        return self._opened(raw).decode("utf-8")

    def seal_bytes(self, content: bytes) -> bytes:
        """Return bytes sealed."""
        return self._head_bytes + self._sealed(content)

    def open_bytes(self, sealed: bytes) -> bytes:
        """Return sealed bytes; raises as `open` does."""
        if not sealed.startswith(self._head_bytes):
            raise SealRefusal("storage.key_missing")
        return self._opened(sealed[len(self._head_bytes) :])

    def mark(self, text: str, purpose: str = "") -> str:
        """Return the keyed hash of a text, 32 hexadecimal digits; each purpose has its own."""
        message = f"{purpose}\0{text}".encode()
        return hmac.digest(self._mark_key, message, "sha256")[:_MARK_BYTES].hex()

    def _sealed(self, content: bytes) -> bytes:
        nonce = os.urandom(_NONCE)
        return nonce + self._gcm().encrypt(nonce, content, self._head_bytes)

    def _opened(self, raw: bytes) -> bytes:
        from cryptography.exceptions import InvalidTag

        try:
            return self._gcm().decrypt(raw[:_NONCE], raw[_NONCE:], self._head_bytes)
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
