"""Reads the stock of secure blanks: what is left, where, what moved on a day, and what does not add up."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from hall.security.model import Staff
from hall.stock import rules
from hall.stock.model import Blank, BlankCount, BlankEvent, BlankPacket
from hall.storage.work import Reading

_OUT = ("used", "spoiled", "voided", "transferred")


@dataclass(frozen=True, slots=True)
class Lot:
    """Blanks of one kind in one state with one holder, as runs of serials."""

    kind: str
    state: str
    holder: str
    holder_name: str
    count: int
    spans: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DayOfBlank:
    """What moved of one kind on a day: opened + received − used − spoiled − voided − transferred = left.

    Attributes:
        left: sheets that can still be printed on, counted one by one; `reckoned` follows from the journal.
        missing: serials that the last count of today did not find; `surplus` those it found beyond the books.
    """

    kind: str
    opened: int
    received: int
    used: int
    spoiled: int
    voided: int
    transferred: int
    left: int
    missing: tuple[str, ...]
    surplus: tuple[str, ...]

    @property
    def reckoned(self) -> int:
        """How many the journal says are left."""
        return self.opened + self.received - self.used - self.spoiled - self.voided - self.transferred


def kinds(reading: Reading) -> tuple[str, ...]:
    """Return the blanks that the hall has ever received."""
    return tuple(reading.session.scalars(select(BlankPacket.kind).distinct().order_by(BlankPacket.kind)))


def stock(reading: Reading, *, kind: str = "") -> tuple[Lot, ...]:
    """Return where every blank is, of one kind or of all."""
    rows = select(Blank.kind, Blank.state, Blank.holder, Blank.serial)
    found: dict[tuple[str, str, str], list[str]] = {}
    for of_kind, state, holder, serial in reading.session.execute(rows.where(Blank.kind == kind) if kind else rows):
        found.setdefault((of_kind, state, holder), []).append(serial)
    names = dict(reading.session.execute(select(Staff.id, Staff.name)).tuples().all())
    return tuple(
        Lot(*key, names.get(key[2], ""), len(serials), rules.spans(serials)) for key, serials in sorted(found.items())
    )


def blanks_of(reading: Reading, *, document_id: str) -> tuple[str, ...]:
    """Return the serials on which a paper was printed."""
    rows = select(Blank.serial).where(Blank.document_id == document_id).order_by(Blank.serial)
    return tuple(reading.session.scalars(rows))


def next_serials(reading: Reading, *, kind: str, count: int) -> tuple[str, ...]:
    """Return the lowest serials that the reader has in hand and has not used, as many as are wanted or left."""
    mine = (Blank.kind == kind) & (Blank.state == rules.LOADED) & (Blank.holder == (reading.actor.staff_id or ""))
    return tuple(reading.session.scalars(select(Blank.serial).where(mine).order_by(Blank.serial).limit(count)))


def day_of_blanks(reading: Reading) -> tuple[DayOfBlank, ...]:
    """Return what moved today, kind by kind; nothing in a hall that keeps no blanks."""
    return tuple(_day_of(reading, kind) for kind in kinds(reading))


def find_stock_problems(reading: Reading) -> Iterator[str]:
    """Yield one sentence for each packet whose sheets are not all on the books, and each used one without its paper."""
    held = select(Blank.packet_id, func.count()).group_by(Blank.packet_id)
    counts = dict(reading.session.execute(held).tuples().all())
    for packet in reading.session.scalars(select(BlankPacket)):
        if counts.get(packet.id, 0) != packet.count:
            span = f"{packet.first} to {packet.last}"
            yield f"blanks {span}: {packet.count} came, {counts.get(packet.id, 0)} are on the books"
    adrift = select(Blank.kind, Blank.serial).where((Blank.state == rules.USED) & (Blank.document_id == ""))
    for kind, serial in reading.session.execute(adrift):
        yield f"blank {kind} {serial}: used, and no paper was printed on it"


def _day_of(reading: Reading, kind: str) -> DayOfBlank:
    start = dt.datetime.combine(reading.today, dt.time(), reading.place.zone).astimezone(dt.UTC)
    before, today = _moves(reading, kind, until=start), _moves(reading, kind, since=start)
    left = select(func.count()).select_from(Blank).where(Blank.kind == kind, Blank.state.in_(rules.LEFT))
    counts = select(BlankCount).where(BlankCount.kind == kind, BlankCount.day == reading.today).order_by(BlankCount.at)
    last = {count.holder: count for count in reading.session.scalars(counts)}.values()
    return DayOfBlank(
        kind,
        before["received"] - sum(before[each] for each in _OUT),
        today["received"],
        today["used"],
        today["spoiled"],
        today["voided"],
        today["transferred"],
        reading.session.scalar(left) or 0,
        tuple(sorted(serial for each in last for serial in each.missing)),
        tuple(sorted(serial for each in last for serial in each.surplus)),
    )


def _moves(
    reading: Reading, kind: str, *, since: dt.datetime | None = None, until: dt.datetime | None = None
) -> Counter[str]:
    """Return how many blanks came in and went out; one that was used and then spoiled has gone out once."""
    first_out = (
        select(func.min(BlankEvent.seq))
        .where(BlankEvent.subject_id == Blank.id, BlankEvent.kind.in_(_OUT))
        .correlate(Blank)
        .scalar_subquery()
    )
    moved = select(BlankEvent.kind, func.count()).join(Blank, Blank.id == BlankEvent.subject_id)
    moved = moved.where(Blank.kind == kind, (BlankEvent.kind == "received") | (BlankEvent.seq == first_out))
    if since is not None:
        moved = moved.where(BlankEvent.at >= since)
    if until is not None:
        moved = moved.where(BlankEvent.at < until)
    return Counter(dict(reading.session.execute(moved.group_by(BlankEvent.kind)).tuples().all()))
