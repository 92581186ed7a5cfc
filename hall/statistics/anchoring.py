"""Ties the audit chains together every few hours while the hall is open, signed with the hall's own key."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from hall.audit.model import AuditAnchor
from hall.audit.policy import AuditPolicy
from hall.audit.rules import GENESIS, anchor, anchor_message
from hall.audit.views import heads
from hall.keys.rules import base64_of
from hall.keys.signing import sign
from hall.posts.actions import after_opening
from hall.posts.model import Counter
from hall.statistics import anchors
from hall.storage import due, settings
from hall.storage.action import action
from hall.storage.backup import sqlite_file
from hall.storage.due import DueAct
from hall.storage.work import Work

SET_ANCHOR = "statistics.set_anchor"
_OWED = "audit_anchor"
_LATEST = 50
"""Anchors that are looked for in the file beside the data each time: one may have found no room there before."""
log = logging.getLogger(__name__)


def signed(work: Work, value: str) -> tuple[str, str]:
    """Return the name of the hall's key and its signature of an anchor, as text."""
    key_id, signature = sign(work, anchor_message(value))
    return key_id, base64_of(signature)


@action
def set_anchor(work: Work) -> int:
    """Note and sign where every chain ends now; answers with the anchor's number. Owes the next one while it is open.

    The instant is the one at which the anchor was due, the ends are those of the moment at which it runs.
    """
    row = _row(work)
    work.session.add(row)
    work.concerns(f"anchor-{row.seq}")
    engine = work.session.get_bind()
    if isinstance(engine, Engine) and (file := sqlite_file(engine)) is not None:
        latest = work.session.scalars(select(AuditAnchor).order_by(AuditAnchor.seq.desc()).limit(_LATEST)).all()
        _write_down(work.session, anchors.file_in(file.parent), [anchors.line_of(each) for each in reversed(latest)])
    if work.session.scalar(select(Counter.id).where(Counter.state != "closed").limit(1)) is not None:
        _owe_next(work)
    return row.seq


@after_opening
def owe_anchor(work: Work) -> None:
    """See that an anchor is owed as soon as the first counter opens."""
    owed = select(DueAct.id).where(DueAct.subject_id == _OWED).limit(1)
    with work.session.no_autoflush:
        if work.session.scalar(owed) is None:
            _owe_next(work)


def _write_down(session: Session, file: Path, lines: Sequence[anchors.Line]) -> None:
    """Write anchors into the file beside the data once they are in the data: before, they might never get there."""

    @event.listens_for(session, "after_commit")
    def write(session: Session) -> None:
        if session.in_nested_transaction():
            return
        try:
            anchors.append_between(file, lines)
        except OSError:  # the anchor stands in the data; the next one takes it along
            log.warning("the anchor could not be written into %s", file, exc_info=True)


def _owe_next(work: Work) -> None:
    """Owe the next anchor of this day, unless two counters that opened in one moment have seen to it twice."""
    at = work.now + timedelta(hours=settings.read(work.session, AuditPolicy).anchor_hours)
    later = select(DueAct.id).where(DueAct.subject_id == _OWED, DueAct.due_at > work.now).limit(1)
    if work.local(at).date() == work.today and work.session.scalar(later) is None:
        due.schedule(work, SET_ANCHOR, _OWED, at)


def _row(work: Work) -> AuditAnchor:
    last = work.session.scalar(select(AuditAnchor).order_by(AuditAnchor.seq.desc()).limit(1))
    previous, seq = (last.anchor, last.seq + 1) if last is not None else (GENESIS, 1)
    ends = heads(work.session)
    value = anchor(previous, work.now, [(end.device_id, end.seq, end.digest) for end in ends])
    key_id, signature = signed(work, value)
    return AuditAnchor(
        seq=seq,
        hall_id=work.place.hall_id,
        at=work.now,
        heads=[{"device": end.device_id, "seq": end.seq, "digest": end.digest} for end in ends],
        previous=previous,
        anchor=value,
        key_id=key_id,
        signature=signature,
    )
