"""One errand while an action has hold of it: locked, journalled, with its words, its list and its originals."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import select

from hall.agency import rules
from hall.agency.model import Errand, ErrandEvent, ErrandItem, ErrandNote
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.originals import actions as tray
from hall.originals import rules as original_rules
from hall.originals.custody import keep_with
from hall.originals.model import Original
from hall.originals.record import HERE_NOW
from hall.storage import due, settings
from hall.storage.journal import Event, Journal
from hall.storage.work import Reading, Work
from hall.workdays.views import calendar_of

JOURNAL = Journal(Errand, ErrandEvent, rules.ErrandState, rules.fold)
TURN_LATE, EXPIRE = "agency.turn_late", "agency.expire_by_itself"
_MOMENT = dt.timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Handed:
    """One line of what a resident hands over: its name, how many originals and copies, and whether only to be seen."""

    name: str
    originals: int
    copies: int
    shown: bool

    @classmethod
    def read(cls, item: Mapping[str, Any]) -> Self:
        """Return the line of a mapping; an identity card is always only shown.

        Raises:
            Refusal: `agency.item` without a name or without anything.
        """
        name = str(item.get("name") or "").strip()
        originals, copies = (int(item.get(key) or 0) for key in ("originals", "copies"))
        if not name or min(originals, copies) < 0 or not originals + copies:
            raise Refusal("agency.item")
        return cls(name, originals, copies, bool(item.get("shown")) or original_rules.is_identity_card(name))


def locked(work: Work, errand_id: str) -> Errand:
    """Return the errand, locked until the commit."""
    return work.session.get_one(Errand, errand_id, with_for_update=True)


def happened(work: Work, row: Errand, event: Event) -> None:
    """Write what a rule decided into the journal and the row."""
    JOURNAL.happened(work, row, event)
    work.touched(Topic.AGENCY)


def note(work: Work, row: Errand, purpose: str, words: str) -> str:
    """Keep the words of a step outside the journal; answers with their key, empty without words."""
    if not words.strip():
        return ""
    said = ErrandNote(
        id=new_id(), errand_id=row.id, at=work.now, staff_id=work.actor.staff_id, purpose=purpose, words=words.strip()
    )
    work.session.add(said)
    return said.id


def items_of(reading: Reading, errand_id: str) -> Sequence[ErrandItem]:
    """Return what was handed over, in its order."""
    rows = select(ErrandItem).where(ErrandItem.errand_id == errand_id)
    return reading.session.scalars(rows.order_by(ErrandItem.at, ErrandItem.position)).all()


def take_over(work: Work, row: Errand, handed: Sequence[Handed]) -> None:
    """Put what was handed over on the list; originals go through the tray, and what is only shown goes back at once."""
    for position, each in enumerate(handed):
        original_id = _check_in(work, row, each.name, each.originals, shown=each.shown) if each.originals else None
        work.session.add(
            ErrandItem(
                id=new_id(),
                errand_id=row.id,
                at=work.now,
                position=position,
                name=each.name,
                originals=each.originals,
                copies=each.copies,
                shown=each.shown and each.originals > 0,
                up=0,
                original_id=None if each.shown else original_id,
            )
        )
    work.session.flush()


def keep_here(work: Work, row: Errand) -> None:
    """Keep the originals of an errand against its acceptance form, which lists them."""
    if row.form_id is not None:
        keep_with(work, Original.mandate_id == row.id, receipt_id=row.form_id)


def send_up(work: Work, row: Errand) -> None:
    """The originals go along to the office above."""
    for item in items_of(work, row.id):
        if item.original_id is not None and item.up == 0:
            held = work.session.get_one(Original, item.original_id)
            if left := held.count - held.out:
                tray.check_out(work, original_id=held.id, to=original_rules.STREET)
                item.up = left


def fetch_back(work: Work, row: Errand) -> None:
    """The originals have come back from the office above."""
    for item in items_of(work, row.id):
        if item.up:
            item.original_id = _check_in(work, row, item.name, item.up, shown=False)
            item.up = 0
    keep_here(work, row)


def counts(reading: Reading, row: Errand) -> tuple[int, int]:
    """Return how many originals of an errand are here, and how many are above."""
    held = select(Original.count - Original.out).where(Original.mandate_id == row.id, HERE_NOW)
    return sum(reading.session.scalars(held)), sum(item.up for item in items_of(reading, row.id))


def report_due(work: Work) -> dt.datetime:
    """Return by when an errand that is logged today has to be handed in (aware)."""
    calendar, policy = calendar_of(work), settings.read(work.session, rules.AgencyPolicy)
    return calendar.closing(calendar.nth_workday(work.today, policy.submit_days)).astimezone(dt.UTC)


def press_later(work: Work, row: Errand) -> None:
    """Owe the warning that an errand has not been handed in."""
    due.cancel(work, row.id, TURN_LATE)
    if row.report_due is not None:
        due.schedule(work, TURN_LATE, row.id, row.report_due + _MOMENT, agency_id=row.id)


def expire_later(work: Work, row: Errand) -> None:
    """Owe the end of an errand whose mandate is over."""
    after = dt.datetime.combine(row.until + dt.timedelta(days=1), dt.time(), tzinfo=work.place.zone)
    due.schedule(work, EXPIRE, row.id, after.astimezone(dt.UTC), agency_id=row.id)


def stop(work: Work, row: Errand, *, running: str = "") -> None:
    """Owe nothing more about an errand but the act that is running now."""
    due.cancel(work, row.id, *(act for act in (TURN_LATE, EXPIRE) if act != running))


def _check_in(work: Work, row: Errand, name: str, count: int, *, shown: bool) -> str:
    """Take originals in for an errand; what is only shown goes straight back to its owner."""
    original_id = tray.check_in(
        work, name=name, count=count, person_id=row.person_id, mandate_id=row.id, overnight=not shown
    )
    if shown:
        tray.check_out(work, original_id=original_id)
    return original_id
