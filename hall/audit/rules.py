"""How the audit chain is computed."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

GENESIS = "0" * 64
DONE = "done"
BACKWARDS: Final = timedelta(minutes=2)
"""So much may an entry stand before the one ahead of it without a note: windows ask their clocks one after another."""
REVEAL: Final = "people.reveal"
"""The action of looking at a full identity or phone number."""


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
    detail: Mapping[str, Any] | None = None,
) -> str:
    """Return the SHA-256 (hex) over an entry and the digest of the entry before it in the device's chain.

    An entry without details has the digest that it always had; details go in with their keys in order, because a
    database may keep them in another.
    """
    instant = at.astimezone(UTC).isoformat(timespec="microseconds")
    fields: list[Any] = [previous, device_id, seq, instant, staff_id, action, outcome, list(subjects), request_id]
    fields += [detail] if detail else []
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def anchor_message(anchor: str) -> bytes:
    """Return what the hall signs of an anchor."""
    return f"hall-anchor-1\n{anchor}".encode()


def anchor(previous: str, day: date | datetime, heads: Sequence[tuple[str, int, str]]) -> str:
    """Return the SHA-256 (hex) that ties the chains of all devices together at the end of a day.

    Args:
        previous: the anchor of the day that was closed before, `GENESIS` for the first.
        day: the day; the instant (UTC) of an anchor that was set within a day.
        heads: device, entries and digest of each chain.
    """
    fields = [previous, day.isoformat(), *sorted([list(head) for head in heads])]
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False).encode()).hexdigest()
