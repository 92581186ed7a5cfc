"""Who is on duty, and who does a matter today: the A post, else the B post, else a leader."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import or_, select

from hall.catalogue.views import services
from hall.posts.model import Absence, DutyDay, PostPair
from hall.security.model import SignIn, Staff
from hall.storage.work import Reading

A, B, LEADER = "A", "B", "leader"
_LOOKED_AHEAD: Final = dt.timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Handler:
    """Who does a matter now.

    Attributes:
        post: `A`, `B` or `leader`: whose turn it is; nobody is on duty where a leader's is not either.
    """

    staff_id: str
    name: str
    number: str
    post: str


@dataclass(frozen=True, slots=True)
class PairCard:
    """An A post and its B post as the administration shows them; empty codes mean any."""

    id: str
    matter_code: str
    service_code: str
    counter_id: str
    a: str
    a_name: str
    b: str
    b_name: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Able:
    """Somebody who may do a matter.

    Attributes:
        on_duty: now.
        next_day: the next day on which the roster has them, today included; None where no roster says.
    """

    staff_id: str
    name: str
    number: str
    on_duty: bool
    next_day: dt.date | None


def pairs(reading: Reading) -> tuple[PairCard, ...]:
    """Return every pair, those for everything first, then by service, matter and counter."""
    order = (PostPair.service_code, PostPair.matter_code, PostPair.counter_id)
    rows = reading.session.scalars(select(PostPair).order_by(*order)).all()
    names = _staff(reading, [each for row in rows for each in (row.a, row.b)])
    return tuple(
        PairCard(
            row.id, row.matter_code, row.service_code, row.counter_id,
            row.a, names[row.a].name, row.b, names[row.b].name, tuple(row.others),
        )
        for row in rows
    )  # fmt: skip


def on_duty(reading: Reading, *, staff_id: str) -> bool:
    """Tell whether somebody can be given work now.

    Who has left the post is not; who sits at a device is; else the day's roster decides, and without one everybody is
    expected.
    """
    staff = reading.session.get(Staff, staff_id)
    if staff is None or not staff.active or is_away(reading, staff_id=staff_id):
        return False
    signed_in = select(SignIn.id).where(SignIn.staff_id == staff_id, SignIn.ended_at.is_(None))
    return reading.session.scalar(signed_in) is not None or _rostered(reading, staff_id, reading.today)


def is_away(reading: Reading, *, staff_id: str) -> bool:
    """Tell whether somebody has left the post and not come back; who signs in anew is back."""
    away = select(Absence.began_at).where(Absence.staff_id == staff_id, Absence.ended_at.is_(None))
    since = reading.session.scalar(away)
    if since is None:
        return False
    again = select(SignIn.id).where(SignIn.staff_id == staff_id, SignIn.began_at > since)
    return reading.session.scalar(again.limit(1)) is None


def effective_handler(reading: Reading, *, matter_code: str, counter_id: str) -> Handler | None:
    """Return who does a matter now: A on duty, else B on duty, else a leader; None where no posts are named for it.

    Args:
        reading: the data.
        matter_code: the matter; empty where nobody knows it yet.
        counter_id: the counter at which it came up; empty for none.
    """
    found = _pair(reading, matter_code, counter_id)
    return _of_pair(reading, found) if found is not None else None


def doing(reading: Reading, *, post_id: str) -> Handler | None:
    """Return who of a pair does it now: A on duty, else B on duty, else a leader."""
    return _of_pair(reading, reading.session.get_one(PostPair, post_id))


def deputy_of(reading: Reading, *, staff_id: str, counter_id: str = "") -> Handler | None:
    """Return who takes over what somebody leaves behind: the other post of the pair if on duty, else a leader.

    Several pairs may name different colleagues; the one of the counter counts before those for everything.
    """
    theirs = select(PostPair).where(or_(PostPair.a == staff_id, PostPair.b == staff_id))
    rows = sorted(
        reading.session.scalars(theirs.order_by(PostPair.id)),
        key=lambda row: (row.counter_id != counter_id, row.a != staff_id),
    )
    for row in rows:
        other, post = (row.b, B) if row.a == staff_id else (row.a, A)
        if on_duty(reading, staff_id=other):
            return _handler(reading, other, post)
    return leader(reading, but=staff_id)


def leader(reading: Reading, *, but: str = "") -> Handler | None:
    """Return the leader on duty with the lowest number, else any leader; None where the hall has none but `but`."""
    rows = reading.session.scalars(select(Staff).where(Staff.active).order_by(Staff.number))
    leaders = [row.id for row in rows if LEADER in row.roles and row.id != but]
    there = next((each for each in leaders if on_duty(reading, staff_id=each)), None)
    chosen = there or next(iter(leaders), None)
    return _handler(reading, chosen, LEADER) if chosen else None


def able(reading: Reading, *, matter_code: str, counter_id: str = "") -> tuple[Able, ...]:
    """Return who may do a matter, those on duty first, so that no visitor is sent away because one person is off.

    Empty where no posts are named for it: then everybody at a counter may.
    """
    known = [row for row in reading.session.scalars(select(PostPair)) if _fits(reading, row, matter_code)]
    best = _pair(reading, matter_code, counter_id)
    ordered = sorted(known, key=lambda row: best is None or row.id != best.id)
    staff = list(dict.fromkeys(each for row in ordered for each in (row.a, row.b, *row.others)))
    names = _staff(reading, staff)
    found = [
        Able(
            each, names[each].name, names[each].number,
            on_duty(reading, staff_id=each), next_day(reading, staff_id=each),
        )
        for each in staff if names[each].active
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: not each.on_duty))


def next_day(reading: Reading, *, staff_id: str) -> dt.date | None:
    """Return the next day, today included, for which a roster names somebody; None without one in a month."""
    until = reading.today + _LOOKED_AHEAD
    days = select(DutyDay.day).where(
        DutyDay.staff_id == staff_id, DutyDay.on_duty, DutyDay.day >= reading.today, DutyDay.day <= until
    )
    return reading.session.scalar(days.order_by(DutyDay.day).limit(1))


def roster(reading: Reading, *, since: dt.date, until: dt.date) -> tuple[tuple[dt.date, str, bool], ...]:
    """Return the roster from one day to another, both included: day, staff, whether on duty."""
    rows = select(DutyDay.day, DutyDay.staff_id, DutyDay.on_duty).where(DutyDay.day >= since, DutyDay.day <= until)
    return tuple(reading.session.execute(rows.order_by(DutyDay.day, DutyDay.staff_id)).tuples())


def _of_pair(reading: Reading, row: PostPair) -> Handler | None:
    for post, staff_id in ((A, row.a), (B, row.b)):
        if on_duty(reading, staff_id=staff_id):
            return _handler(reading, staff_id, post)
    return leader(reading)


def _rostered(reading: Reading, staff_id: str, day: dt.date) -> bool:
    """Tell whether the roster expects somebody on a day; on a day with a roster, only those whom it names."""
    of_day = dict(
        reading.session.execute(select(DutyDay.staff_id, DutyDay.on_duty).where(DutyDay.day == day)).tuples().all()
    )
    return of_day.get(staff_id, not any(of_day.values()))


def _pair(reading: Reading, matter_code: str, counter_id: str) -> PostPair | None:
    """Return the narrowest pair that holds: the matter before the service, the counter before any."""
    held = select(PostPair).where(PostPair.counter_id.in_(("", counter_id)))
    rows = [row for row in reading.session.scalars(held) if _fits(reading, row, matter_code)]
    return max(
        rows,
        key=lambda row: (bool(row.matter_code), bool(row.service_code), bool(row.counter_id), row.id),
        default=None,
    )


def _fits(reading: Reading, row: PostPair, matter_code: str) -> bool:
    if row.matter_code not in ("", matter_code):
        return False
    return not row.service_code or matter_code in _matters(reading, row.service_code)


def _matters(reading: Reading, service_code: str) -> tuple[str, ...]:
    return next((card.matters for card in services(reading) if card.code == service_code), ())


def _handler(reading: Reading, staff_id: str, post: str) -> Handler:
    staff = reading.session.get_one(Staff, staff_id)
    return Handler(staff.id, staff.name, staff.number, post)


def _staff(reading: Reading, keys: Iterable[str]) -> dict[str, Staff]:
    rows = reading.session.scalars(select(Staff).where(Staff.id.in_(set(keys))))
    return {row.id: row for row in rows}
