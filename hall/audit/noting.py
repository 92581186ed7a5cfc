"""What the audit records about itself: by which clock a session runs, and who has taken the record out."""

from datetime import timedelta

from sqlalchemy import func, select

from hall.audit.model import AuditHead
from hall.kernel.clock import SystemClock
from hall.storage.action import action
from hall.storage.work import Reading, Work

PC, SERVER = "pc", "server"


@action
def note_clock(work: Work) -> int:
    """Note at the start of a window by which clock it runs; answers with its offset in milliseconds.

    The offset is how far the database server's clock is ahead of this PC's; on a single PC there is one clock. Whether
    the clock stands before this device's last entry follows by itself as `back_s`, as with every entry.
    """
    offset = _offset_ms(work)
    work.remarked(clock=SERVER if _is_server(work) else PC, offset_ms=offset)
    return offset


@action
def note_export(work: Work, *, kind: str, rows: int, digest: str, since: str = "", until: str = "") -> None:
    """Note that the record went out as a file: how many rows, of which time, with which digest.

    Args:
        work: the open transaction.
        kind: of the file, such as `xlsx`.
        rows: how many entries it holds.
        digest: SHA-256 of the entries as they stand in it.
        since: the first instant, ISO; empty for the beginning.
        until: the instant after the last, ISO; empty for now.
    """
    work.remarked(kind=kind, rows=rows, digest=digest, since=since, until=until)


def ran_backwards(reading: Reading) -> int:
    """Return by how many seconds the clock stands before the last entry of the actor's device, 0 if it does not."""
    at = reading.session.scalar(select(AuditHead.at).where(AuditHead.device_id == reading.actor.device_id))
    return max(0, int((at - reading.now).total_seconds())) if at is not None else 0


def _is_server(work: Work) -> bool:
    return work.session.get_bind().dialect.name == "postgresql"


def _offset_ms(work: Work) -> int:
    """Ask the server for its time and take half of the way there and back into account."""
    if not _is_server(work):
        return 0
    pc = SystemClock()
    asked = pc.now()
    theirs = work.session.scalar(select(func.clock_timestamp()))
    answered = pc.now()
    if theirs is None:
        return 0
    ahead: timedelta = theirs - (asked + (answered - asked) / 2)
    return round(ahead.total_seconds() * 1000)
