"""Reads the audit record and proves its chains."""

from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from hall.audit.model import AuditEntry, AuditHead


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


def _digest_at(head: ChainHead) -> Select[tuple[str]]:
    return select(AuditEntry.digest).where(AuditEntry.device_id == head.device_id, AuditEntry.seq == head.seq)
