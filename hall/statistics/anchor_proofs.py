"""Proves the anchors: they follow each other, the hall has signed them, and no chain was written anew beneath them."""

from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select

from hall.audit.model import AuditAnchor, AuditEntry
from hall.audit.rules import DONE, GENESIS, anchor, anchor_message
from hall.audit.views import ChainHead, stands_in_chain
from hall.keys.rules import VerifyKey, unbase64
from hall.keys.signing import verifiers
from hall.statistics import anchors
from hall.statistics.anchoring import SET_ANCHOR
from hall.statistics.model import ClosedDay
from hall.storage.work import Reading

CLOSE_DAY = "statistics.close_day"


def find_anchor_problems(reading: Reading) -> Iterator[str]:
    """Yield a sentence for each anchor, of a closed day or within one, that does not hold."""
    keys = {name: key for name, key in verifiers(reading).items() if key.hall_id == reading.place.hall_id}
    days = reading.session.scalars(select(ClosedDay).order_by(ClosedDay.day)).all()
    yield from _loose(reading, keys, [(f"closed day {row.day}", row.day, row) for row in days])
    rows = reading.session.scalars(select(AuditAnchor).order_by(AuditAnchor.seq)).all()
    yield from _loose(reading, keys, [(f"audit anchor {row.seq}", row.at, row) for row in rows])
    yield from _gone(reading, CLOSE_DAY, {row.id for row in days})
    yield from _gone(reading, SET_ANCHOR, {f"anchor-{row.seq}" for row in rows})


def find_file_problems(reading: Reading, *, file: Path) -> Iterator[str]:
    """Yield a sentence for each anchor of a file beside the data that the data tells otherwise, or no longer has."""
    closed = reading.session.execute(select(ClosedDay.day, ClosedDay.anchor)).tuples()
    days = {day.isoformat(): value for day, value in closed}
    set_within = reading.session.execute(select(AuditAnchor.seq, AuditAnchor.anchor)).tuples()
    between = {str(seq): value for seq, value in set_within}
    for line in anchors.read(file):
        known = days.get(str(line["day"])) if "day" in line else between.get(str(line.get("seq")))
        if known != line.get("anchor"):
            of = line.get("day") or line.get("at")
            yield f"{file.name}: the anchor of {of} is another in the data, or gone from it"


def _gone(reading: Reading, action: str, there: Set[str]) -> Iterator[str]:
    """Each anchor that was set is on record itself: whoever takes it away has to take that away too."""
    done = select(AuditEntry).where(AuditEntry.action == action, AuditEntry.outcome == DONE)
    for entry in reading.session.scalars(done.order_by(AuditEntry.at)):
        if entry.subjects and not there & set(entry.subjects):
            yield f"{action} of {entry.at.isoformat()}: its anchor is on record and gone"


def _loose(
    reading: Reading,
    keys: Mapping[str, VerifyKey],
    named: Iterable[tuple[str, date | datetime, ClosedDay | AuditAnchor]],
) -> Iterator[str]:
    previous, seen_signed, stood = GENESIS, False, set[tuple[str, int, str]]()
    for name, when, row in named:
        noted = [(str(each["device"]), int(each["seq"]), str(each["digest"])) for each in row.heads]
        if row.previous != previous or anchor(row.previous, when, noted) != row.anchor:
            yield f"{name}: its anchor does not follow from the audit chains noted then"
        if (row.key_id or seen_signed) and not _is_signed(keys, row):
            yield f"{name}: its anchor is not signed by this hall"
        for head in noted:
            if head not in stood and not stands_in_chain(reading.session, ChainHead(*head)):
                yield f"{name}: the audit chain of device {head[0]} was written anew since"
            stood.add(head)
        previous, seen_signed = row.anchor, seen_signed or bool(row.key_id)


def _is_signed(keys: Mapping[str, VerifyKey], row: ClosedDay | AuditAnchor) -> bool:
    """Say whether one of the hall's own keys signed it; what was closed before anchors were signed has none."""
    key = keys.get(row.key_id)
    try:
        return key is not None and key.verifies(anchor_message(row.anchor), unbase64(row.signature))
    except ValueError:
        return False
