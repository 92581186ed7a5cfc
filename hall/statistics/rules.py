"""When a day may be closed."""

from dataclasses import dataclass
from typing import Annotated

from hall.kernel.allowed import Between
from hall.kernel.refusal import Refusal


@dataclass(frozen=True)
class ClosingPolicy:
    """How a day is closed (日结).

    Attributes:
        copies_kept: how many daily copies of the database stay beside it.
    """

    copies_kept: Annotated[int, Between(1, 400)] = 30


def check_close(*, open_count: int, reason: str) -> None:
    """Refuse to close a day on which something is open without a leader's reason (`statistics.still_open`)."""
    if open_count and not reason.strip():
        raise Refusal("statistics.still_open", count=open_count)
