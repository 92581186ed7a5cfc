"""Blanks while an action has hold of them: found by their serials, locked, journalled."""

from collections.abc import Callable, Sequence

from sqlalchemy import select

from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.stock import rules
from hall.stock.model import Blank, BlankEvent
from hall.storage.journal import Event, Journal
from hall.storage.work import Work

JOURNAL = Journal(Blank, BlankEvent, rules.BlankState, rules.fold)


def locked(work: Work, kind: str, serials: Sequence[str]) -> list[Blank]:
    """Return the blanks of these serials in their order, locked until the commit.

    Raises:
        Refusal: `stock.unknown` with the first serial that nobody has received; `stock.none` for no serial at all.
    """
    wanted = [serial.strip().upper() for serial in serials]
    if not wanted:
        raise Refusal("stock.none")
    if len(wanted) > rules.MOST_AT_ONCE:
        raise Refusal("stock.too_many", most=rules.MOST_AT_ONCE)
    rows = select(Blank).where(Blank.kind == kind, Blank.serial.in_(wanted)).order_by(Blank.serial)
    found = {row.serial: row for row in work.session.scalars(rows.with_for_update())}
    if absent := [serial for serial in wanted if serial not in found]:
        raise Refusal("stock.unknown", blank=kind, serial=absent[0][:30])
    return [found[serial] for serial in dict.fromkeys(wanted)]


def each(
    work: Work, kind: str, serials: Sequence[str], decide: Callable[[rules.BlankState, str], Event]
) -> list[Blank]:
    """Let the same thing happen to each of these blanks, or to none."""
    rows = locked(work, kind, serials)
    for row in rows:
        JOURNAL.happened(work, row, decide(JOURNAL.of(row), row.serial))
    work.touched(Topic.DOCUMENTS)
    return rows
