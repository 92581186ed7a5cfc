"""Compares the second place of the audit with the chain: what the one has and the other no longer has."""

import json
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select

from hall.audit.model import AuditEntry, AuditFollower
from hall.audit.sinks import NAME
from hall.kernel.refusal import Refusal
from hall.storage.work import Reading


def find_sink_problems(reading: Reading, *, file: Path) -> Iterator[str]:
    """Yield a sentence for each entry of a sink's file that the chain tells otherwise, and for what the file lacks.

    Lines that came twice are no fault, nor is a line cut short by a crash, because its entry came again. Lines of
    syslog count from their first brace.

    Args:
        reading: the open look.
        file: the file, or the folder in which it lies.

    Raises:
        Refusal: `audit.sink_unreadable` (file).
    """
    try:
        kept = _read(file / NAME if file.is_dir() else file)
    except OSError as failed:
        raise Refusal("audit.sink_unreadable", file=str(file)) from failed
    chain = select(AuditEntry.device_id, AuditEntry.seq, AuditEntry.digest).execution_options(yield_per=5000)
    got = dict(reading.session.execute(select(AuditFollower.device_id, AuditFollower.seq)).tuples().all())
    for device_id, seq, digest in reading.session.execute(chain):
        noted = kept.pop((device_id, seq), None)
        if noted is None and seq <= got.get(device_id, 0):
            yield f"the second place lacks entry {seq} of device {device_id}"
        elif noted is not None and noted != {digest}:
            yield f"entry {seq} of device {device_id} is another in the second place"
    for device_id, seq in sorted(kept):
        yield f"entry {seq} of device {device_id} stands in the second place and is gone from the chain"


def _read(file: Path) -> dict[tuple[str, int], set[str]]:
    """Return the digests under which the file has each entry."""
    kept: dict[tuple[str, int], set[str]] = {}
    with file.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                said = json.loads(line[line.index("{") :])
                place, digest = (str(said["device"]), int(said["seq"])), str(said["digest"])
            except (ValueError, KeyError, TypeError):
                continue
            kept.setdefault(place, set()).add(digest)
    return kept
