"""Closing a day, and keeping what was closed: the copy of the data and the anchor in a second place."""

import logging
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError

from hall.audit.rules import GENESIS, anchor
from hall.audit.views import heads
from hall.documents.actions import issue, take_number
from hall.documents.content import Content
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.security.model import Device, Staff
from hall.statistics import anchors, close_lines, papers, rules
from hall.statistics.anchoring import set_anchor, signed
from hall.statistics.closing import CloseLine, DayClose, closing_of, day_close
from hall.statistics.model import ClosedDay
from hall.storage import due, settings
from hall.storage.action import action
from hall.storage.backup import back_up, sqlite_file
from hall.storage.place import HallFacts
from hall.storage.work import Work

__all__ = ["close_day", "close_lines", "keep_day", "set_anchor"]

KEEP = "statistics.keep_day"
MADE, BY_HOST, FAILED = "made", "host", "failed"
log = logging.getLogger(__name__)


@action
def close_day(work: Work, *, reason: str = "") -> str:
    """Close the present day and print the report; answers with its key, a second time with the key of the first.

    The copy of the data follows by itself in the next moment, so that it holds the closing too.

    Args:
        work: the open transaction.
        reason: why it is closed though something is open; empty when everything balances.

    Raises:
        Refusal: `statistics.still_open` (count).
    """
    first = work.session.scalar(select(ClosedDay).where(ClosedDay.day == work.today))
    if first is not None:
        return first.id
    found = day_close(work)
    rules.check_close(open_count=found.open_count, reason=reason)
    row = _row(work, found, reason.strip())
    try:
        with work.session.begin_nested():
            work.session.add(row)
    except IntegrityError:  # somebody else has closed it in this very moment
        return work.session.scalars(select(ClosedDay.id).where(ClosedDay.day == work.today)).one()
    work.concerns(row.id)
    issue(work, _report(work, row, found), subject_id=row.id)
    due.schedule(work, KEEP, row.id, work.now, close_id=row.id)
    return row.id


@action
def keep_day(work: Work, *, close_id: str) -> None:
    """Make the copy of a closed day's data, and write its anchor into the second place; run by itself."""
    row = work.session.get_one(ClosedDay, close_id, with_for_update=True)
    engine = work.session.get_bind()
    file = sqlite_file(engine) if isinstance(engine, Engine) else None
    if file is None:
        row.copy = BY_HOST
    else:
        _copy(work, row, file)
        if (closing := closing_of(work, day=row.day)) is not None:
            anchors.append(anchors.file_in(file.parent), closing)
    work.concerns(row.id)
    work.touched(Topic.DOCUMENTS)  # whoever looks at the closing sees what became of the copy


def _row(work: Work, found: DayClose, reason: str) -> ClosedDay:
    ends = heads(work.session)
    before = select(ClosedDay.anchor).where(ClosedDay.day < work.today).order_by(ClosedDay.day.desc())
    previous = work.session.scalars(before.limit(1)).first() or GENESIS
    value = anchor(previous, work.today, [(head.device_id, head.seq, head.digest) for head in ends])
    key_id, signature = signed(work, value)
    return ClosedDay(
        id=new_id(),
        hall_id=work.place.hall_id,
        day=work.today,
        closed_at=work.now,
        closed_by=work.actor.staff_id,
        reason=reason,
        lines=[_plain(each) for each in found.lines],
        open_count=found.open_count,
        heads=[{"device": head.device_id, "seq": head.seq, "digest": head.digest} for head in ends],
        previous=previous,
        anchor=value,
        key_id=key_id,
        signature=signature,
        copy="",
        copy_name="",
        copy_size=0,
        copy_rows=0,
        copy_problem="",
    )


def _plain(line: CloseLine) -> dict[str, Any]:
    items = [[item.kind, item.key] for item in line.items]
    return {"code": line.code, "title": line.title, "text": line.text, "count": line.count, "items": items}


def _report(work: Work, row: ClosedDay, found: DayClose) -> Content:
    devices = dict(work.session.execute(select(Device.id, Device.name)).tuples().all())
    staff = work.session.get(Staff, row.closed_by) if row.closed_by else None
    return papers.close_report(
        settings.read(work.session, HallFacts),
        take_number(work, "day_close"),
        closed_at=work.local(row.closed_at),
        closed_by=staff.name if staff else "",
        reason=row.reason,
        lines=found.lines,
        heads=tuple((devices.get(each["device"], "大厅系统"), each["seq"], each["digest"]) for each in row.heads),
        anchor=row.anchor,
    )


def _copy(work: Work, row: ClosedDay, file: Path) -> None:
    """Make the copy; what keeps it from being made is on record and does not undo the closing."""
    kept = settings.read(work.session, rules.ClosingPolicy).copies_kept
    try:
        copied = back_up(file, f"hall-{row.day.isoformat()}.db", keep=kept)
    except Refusal as refusal:
        log.warning("no copy of %s: %s", row.day, refusal)
        row.copy, row.copy_problem = FAILED, refusal.code
    else:
        row.copy, row.copy_name, row.copy_size, row.copy_rows = MADE, copied.name, copied.size, copied.rows
