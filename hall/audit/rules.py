"""How the audit chain is computed."""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime

GENESIS = "0" * 64
DONE = "done"


def digest(
    previous: str,
    *,
    device_id: str,
    seq: int,
    at: datetime,
    staff_id: str | None,
    action: str,
    outcome: str,
    subjects: Sequence[str],
    request_id: str,
) -> str:
    """Return the SHA-256 (hex) over an entry and the digest of the entry before it in the device's chain."""
    instant = at.astimezone(UTC).isoformat(timespec="microseconds")
    fields = [previous, device_id, seq, instant, staff_id, action, outcome, list(subjects), request_id]
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False).encode()).hexdigest()


def anchor(previous: str, day: date, heads: Sequence[tuple[str, int, str]]) -> str:
    """Return the SHA-256 (hex) that ties the chains of all devices together at the end of a day.

    Args:
        previous: the anchor of the day that was closed before, `GENESIS` for the first.
        day: the day.
        heads: device, entries and digest of each chain.
    """
    fields = [previous, day.isoformat(), *sorted([list(head) for head in heads])]
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False).encode()).hexdigest()
