"""Proves the chains: reads a million entries as plain text and computes their digests again."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Row, String, cast, func, select, type_coerce
from sqlalchemy.orm import Session

from hall.audit.model import AuditEntry, AuditHead
from hall.audit.rules import BACKWARDS, GENESIS, digest
from hall.storage.work import Reading

_BACKWARDS_MINUTES: Final = int(BACKWARDS.total_seconds() // 60)
_PORTION: Final = 5000


class _End(NamedTuple):
    """How far the reading of a chain has come."""

    seq: int
    digest: str
    at: str


_START: Final = _End(0, GENESIS, "")


BREAKS, EARLY, HEADLESS, WRONG_END = "breaks", "early", "headless", "wrong_end"
_SAID: Final = {
    BREAKS: "audit chain of device {device_id} breaks at entry {seq}",
    EARLY: "audit chain of device {device_id}: entry {seq} is {minutes} minutes before the one ahead of it",
    HEADLESS: "audit chain of device {device_id} has entries and no head",
    WRONG_END: "audit chain of device {device_id} does not end where its head says ({seq})",
}


@dataclass(frozen=True, slots=True)
class Break:
    """A place at which a chain does not hold.

    Attributes:
        kind: what is wrong there.
        device_id: whose chain.
        seq: the entry, or what the head says.
        minutes: by how much an entry stands too early.
    """

    kind: str
    device_id: str
    seq: int = 0
    minutes: int = 0

    def said(self) -> str:
        """Return it as a sentence for the log."""
        return _SAID[self.kind].format(device_id=self.device_id, seq=self.seq, minutes=self.minutes)


def broken_chains(session: Session) -> Iterator[str]:
    """Yield a sentence for each device whose chain does not hold, and for each entry that stands too early in it."""
    for each in find_breaks(session):
        yield each.said()


def prove_chains(reading: Reading, *, told: Callable[[int, int], object]) -> tuple[int, tuple[Break, ...]]:
    """Prove all chains; answers with how many entries there are and what does not hold.

    Args:
        reading: the open look.
        told: hears after each few thousand entries how many of how many are done; what it raises ends the proof.
    """
    total = reading.session.scalar(select(func.count()).select_from(AuditEntry)) or 0
    told(0, total)
    return total, tuple(find_breaks(reading.session, lambda done: told(done, total)))


def find_breaks(session: Session, told: Callable[[int], object] = lambda _done: None) -> Iterator[Break]:
    """Yield each place at which a chain does not hold; `told` hears now and then how many entries were read."""
    ends: dict[str, _End] = {}
    for place, row in enumerate(_rows(session), start=1):
        if place % _PORTION == 0:
            told(place)
        end = ends.get(row[0], _START)
        if row[1] != end.seq + 1 or not _follows(end.digest, row):
            yield Break(BREAKS, row[0], row[1])
        at, is_noted = _really_at(row[2], row[9])
        if at < end.at and not is_noted and (minutes := _minutes_between(at, end.at)) >= _BACKWARDS_MINUTES:
            yield Break(EARLY, row[0], row[1], minutes)
        ends[row[0]] = _End(row[1], row[8], at)
    yield from _wrong_ends(session, ends)


def _wrong_ends(session: Session, ends: Mapping[str, "_End"]) -> Iterator[Break]:
    heads = {head.device_id: head for head in session.scalars(select(AuditHead))}
    for device_id in sorted(ends.keys() - heads.keys()):
        yield Break(HEADLESS, device_id)
    for device_id, head in heads.items():
        end = ends.get(device_id, _START)
        if (end.seq, end.digest) != (head.seq, head.digest):
            yield Break(WRONG_END, device_id, head.seq)


def _really_at(at: str, detail: str) -> tuple[str, bool]:
    """Return when an entry was really written, and whether it says itself that the clock had been set back."""
    if detail == "{}":
        return at, False
    said = json.loads(detail)
    if late := said.get("late_s", 0):
        at = (datetime.fromisoformat(at) + timedelta(seconds=late)).isoformat(" ", timespec="microseconds")
    return at, "back_s" in said


def _minutes_between(early: str, late: str) -> int:
    return int((datetime.fromisoformat(late) - datetime.fromisoformat(early)).total_seconds() // 60)


def _rows(session: Session) -> Iterable[Row[Any]]:
    columns = (
        AuditEntry.device_id, AuditEntry.seq, _instant(session), AuditEntry.staff_id, AuditEntry.action,
        AuditEntry.outcome, cast(AuditEntry.subjects, String), AuditEntry.request_id, AuditEntry.digest,
        cast(AuditEntry.detail, String),
    )  # fmt: skip
    ordered = select(*columns).order_by(AuditEntry.device_id, AuditEntry.seq)
    return session.execute(ordered.execution_options(yield_per=_PORTION))


def _instant(session: Session) -> ColumnElement[str]:
    """Return the instant as text: `2026-11-23 01:00:00.000000`, UTC, with no object made of it."""
    if session.get_bind().dialect.name == "postgresql":
        return func.to_char(func.timezone("UTC", AuditEntry.at), "YYYY-MM-DD HH24:MI:SS.US")
    return type_coerce(AuditEntry.at, String)


def _follows(previous: str, row: Row[Any]) -> bool:
    """Tell whether an entry has the digest that follows; the short way first, and the proper one where it fails."""
    device_id, seq, at, staff_id, action, outcome, subjects, request_id, said, detail = row
    staff = f'"{staff_id}"' if staff_id is not None else "null"
    text = (
        f'["{previous}", "{device_id}", {seq}, "{at[:10]}T{at[11:]}+00:00", {staff}, "{action}", "{outcome}", '
        f'{subjects}, "{request_id}"]'
    )
    if detail == "{}" and hashlib.sha256(text.encode()).hexdigest() == said:
        return True
    proper = digest(
        previous,
        device_id=device_id,
        seq=seq,
        at=datetime.fromisoformat(f"{at}+00:00"),
        staff_id=staff_id,
        action=action,
        outcome=outcome,
        subjects=json.loads(subjects),
        request_id=request_id,
        detail=json.loads(detail),
    )
    return proper == str(said)
