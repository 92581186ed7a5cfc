"""The two digests of a file: SHA-256, and SM3 (GB/T 32905) for places that ask for the national algorithms."""

import hashlib
from typing import Self


class Digests:
    """Both digests of what passes by, and how much it was."""

    def __init__(self) -> None:
        from cryptography.hazmat.primitives import hashes

        self._sha256, self._sm3 = hashlib.sha256(), hashes.Hash(hashes.SM3())
        self.size = 0

    @classmethod
    def of(cls, data: bytes) -> Self:
        """Return the digests of bytes."""
        digests = cls()
        digests.add(data)
        return digests

    def add(self, piece: bytes) -> None:
        """Let one more piece pass."""
        self._sha256.update(piece)
        self._sm3.update(piece)
        self.size += len(piece)

    def done(self) -> tuple[str, str]:
        """Return SHA-256 and SM3 in hexadecimal digits; nothing may be added afterwards."""
        return self._sha256.hexdigest(), self._sm3.finalize().hex()
