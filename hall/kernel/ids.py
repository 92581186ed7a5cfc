"""Names for things: keys that never mean an order, and codes that residents type."""

import secrets

from uuid_utils import uuid7

# No 0/O, 1/I/L, 5/S, 8/B: a code is read from thermal paper and typed on a touch screen.
STATUS_ALPHABET = "234679ACDEFGHJKMNPQRTUVWXYZ"
STATUS_LENGTH = 8


def new_id() -> str:
    """Return a new UUIDv7 (RFC 9562) in its 36-character form."""
    return str(uuid7())


def new_status_code() -> str:
    """Return a random eight-character code under which a resident asks how a matter stands."""
    return "".join(secrets.choice(STATUS_ALPHABET) for _ in range(STATUS_LENGTH))
