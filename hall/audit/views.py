"""Reads the audit record and proves its chains."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from hall.audit.model import AuditEntry, AuditHead
from hall.audit.rules import GENESIS, digest


@dataclass(frozen=True, slots=True)
class ChainHead:
    """Where the chain of a device ends: so many entries, and the digest over all of them."""

    device_id: str
    seq: int
    digest: str


def heads(session: Session) -> tuple[ChainHead, ...]:
    """Return where each chain ends now, by device."""
    rows = session.scalars(select(AuditHead).order_by(AuditHead.device_id))
    return tuple(ChainHead(row.device_id, row.seq, row.digest) for row in rows)


def stands_in_chain(session: Session, head: ChainHead) -> bool:
    """Tell whether a chain still has, at the place of a head that was noted once, the digest that was noted."""
    return session.scalar(_digest_at(head)) == head.digest


def broken_chains(session: Session) -> Iterator[str]:
    """Yield a sentence for each device whose chain does not hold."""
    heads = {head.device_id: head for head in session.scalars(select(AuditHead))}
    ends: dict[str, tuple[int, str]] = {}
    entries = session.scalars(
        select(AuditEntry).order_by(AuditEntry.device_id, AuditEntry.seq).execution_options(yield_per=1000)
    )
    for entry in entries:
        seq, previous = ends.get(entry.device_id, (0, GENESIS))
        if entry.seq != seq + 1 or entry.digest != _expected(previous, entry):
            yield f"audit chain of device {entry.device_id} breaks at entry {entry.seq}"
        ends[entry.device_id] = (entry.seq, entry.digest)
    for device_id, head in heads.items():
        if ends.get(device_id, (0, GENESIS)) != (head.seq, head.digest):
            yield f"audit chain of device {device_id} does not end where its head says ({head.seq})"


def _digest_at(head: ChainHead) -> Select[tuple[str]]:
    return select(AuditEntry.digest).where(AuditEntry.device_id == head.device_id, AuditEntry.seq == head.seq)


def _expected(previous: str, entry: AuditEntry) -> str:
    return digest(
        previous,
        device_id=entry.device_id,
        seq=entry.seq,
        at=entry.at,
        staff_id=entry.staff_id,
        action=entry.action,
        outcome=entry.outcome,
        subjects=entry.subjects,
        request_id=entry.request_id,
    )
