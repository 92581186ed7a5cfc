"""The recovery code: a hall's root secret in letters that a person can read from paper and type in."""

import base64
import hashlib
import re
from typing import Final

from hall.kernel.refusal import Refusal
from hall.storage.pc import ROOT_BYTES

GROUP: Final = 4
GROUPS: Final = 9
"""Eight groups of the secret and one that proves the others."""

_MISREAD: Final = str.maketrans("018", "OIB")
"""The alphabet (RFC 4648, base32) has no 0, 1 and 8, so that whoever reads one of them means a letter."""


def code_of(root: bytes) -> str:
    """Return the code of a root secret: `ABCD-EFGH-…`, eight groups of four letters and digits, and one check group."""
    letters = base64.b32encode(root).decode("ascii")
    letters += _check(letters)
    return "-".join(letters[place : place + GROUP] for place in range(0, len(letters), GROUP))


def root_of(code: str) -> bytes:
    """Return the root secret of a code as somebody typed it: case, spaces and hyphens do not matter.

    Raises:
        Refusal: `storage.recovery_code` when a character is missing or wrong.
    """
    letters = re.sub(r"[\s\-‐-―－]", "", code).upper().translate(_MISREAD)
    secret, check = letters[:-GROUP], letters[-GROUP:]
    if not re.fullmatch(rf"[A-Z2-7]{{{GROUP * GROUPS}}}", letters) or check != _check(secret):
        raise Refusal("storage.recovery_code")
    root = base64.b32decode(secret)
    assert len(root) == ROOT_BYTES
    return root


def _check(letters: str) -> str:
    return base64.b32encode(hashlib.sha256(b"recovery" + letters.encode("ascii")).digest()).decode("ascii")[:GROUP]
