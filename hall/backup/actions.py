"""Puts on record that the hall was brought back from a copy, or moved to another database."""

from collections.abc import Sequence
from datetime import datetime

from hall.backup.numbers import ends, skip
from hall.kernel.ids import new_id
from hall.kernel.topics import Topic
from hall.storage.action import action
from hall.storage.restored import Restoring
from hall.storage.work import Work

MOVED, RESTORED = "moved", "restored"


@action
def note_restored(
    work: Work, *, digest: str, made_at: datetime, count: int, papers: Sequence[str], lost: int | None = None
) -> str:
    """Note from which copy the data come and leave numbers out that may be on papers already; answers with its key.

    Args:
        work: the open transaction.
        digest: SHA-256 of the copy's list.
        made_at: when the copy was made.
        count: how many numbers each series leaves out.
        papers: the newest numbers that were read from papers.
        lost: how many entries of the record were known here and are not in the copy; None where nothing was known.

    Raises:
        Refusal: `backup.skip_range`, `backup.no_number`.
    """
    key = _note(work, RESTORED, digest, made_at, count)
    if lost is not None:
        work.remarked(lost=lost)
    skip(work, count, papers)
    return key


@action
def note_moved(work: Work, *, digest: str) -> str:
    """Note that the data were carried over from another database; answers with the key of the note."""
    return _note(work, MOVED, digest, work.now, 0)


def _note(work: Work, kind: str, digest: str, made_at: datetime, skipped: int) -> str:
    row = Restoring(
        id=new_id(),
        at=work.now,
        kind=kind,
        digest=digest,
        made_at=made_at,
        ends="\n".join(f"{end.series}={end.last}" for end in ends(work)),
        skipped=skipped,
    )
    work.session.add(row)
    work.concerns(row.id)
    work.remarked(copy_sha256=digest, made_at=made_at.isoformat(), skipped=skipped)
    work.touched(*Topic)
    return row.id
