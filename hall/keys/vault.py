"""The one place where a private key is read."""

from hall.keys.model import HallKey


def private_of(row: HallKey) -> str:
    """Return the private half of a key, as `hall.keys.making` wrote it.

    It stands in the table as it is: whoever can read the database file can sign in the hall's name, so the data
    folder belongs to the hall's own account alone. Wrapping it with the hall's master key happens here and nowhere
    else.
    """
    return row.private
