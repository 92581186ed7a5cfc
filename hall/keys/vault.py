"""The one place where a private key is read."""

from hall.keys.model import HallKey


def private_of(row: HallKey) -> str:
    """Return the private half of a key, as `hall.keys.making` wrote it.

    The column is sealed with the hall's master key: whoever has the database file alone cannot sign in the hall's
    name. Reading it on a PC without that key is refused.

    Raises:
        Refusal: `storage.key_missing`.
    """
    return row.private
