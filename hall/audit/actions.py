"""Writes the audit record; called by the gate alone."""

from datetime import timedelta

from hall.audit.model import AuditEntry, AuditHead
from hall.audit.rules import BACKWARDS, GENESIS, digest
from hall.storage.work import Work


def record(work: Work, action: str, outcome: str) -> None:
    """Append one entry to the chain of the actor's device, in the transaction of the action."""
    head = _head(work)
    _note_clock(head, work)
    head.seq += 1
    head.digest = digest(
        head.digest,
        device_id=head.device_id,
        seq=head.seq,
        at=work.now,
        staff_id=work.actor.staff_id,
        action=action,
        outcome=outcome,
        subjects=work.subjects,
        request_id=work.request_id,
        detail=work.detail,
    )
    work.session.add(
        AuditEntry(
            device_id=head.device_id,
            seq=head.seq,
            at=work.now,
            staff_id=work.actor.staff_id,
            action=action,
            outcome=outcome,
            subjects=list(work.subjects),
            request_id=work.request_id,
            digest=head.digest,
            detail=dict(work.detail),
        )
    )


def _note_clock(head: AuditHead, work: Work) -> None:
    """Say so in the entry when the clock stands before the last entry: time in the record never runs back unnoticed."""
    at = work.now + timedelta(seconds=work.detail.get("late_s", 0))
    if head.at is not None and head.at - at >= BACKWARDS:
        work.remarked(back_s=int((head.at - at).total_seconds()))
    head.at = at


def _head(work: Work) -> AuditHead:
    """Return the end of the device's chain, locked until the commit.

    Nothing that the action has written concerns it, so looking it up need not flush.
    """
    device_id = work.actor.device_id
    with work.session.no_autoflush:
        head = work.session.get(AuditHead, device_id, with_for_update=True)
    if head is None:
        head = AuditHead(device_id=device_id, seq=0, digest=GENESIS)
        work.session.add(head)
    return head
