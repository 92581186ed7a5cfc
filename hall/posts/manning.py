"""Naming the A and B posts, the days of duty, and noting who leaves and comes back."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Select, select

from hall.catalogue.views import current, on_offer, service, services
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.posts.files import A_POST, B_POST, COUNTER, DAY, DUTY, OTHERS, STAFF, WHAT, FileRow, read_day, read_duty
from hall.posts.model import Absence, Counter, DutyDay, PostPair
from hall.security.model import Staff
from hall.storage.action import action
from hall.storage.work import Reading, Work


@action
def set_post(
    work: Work,
    *,
    a: str,
    b: str,
    service_code: str = "",
    matter_code: str = "",
    counter_id: str = "",
    others: Sequence[str] = (),
) -> str:
    """Name the A and the B post of a matter, a service or everything; answers with the pair's key.

    Args:
        work: the open transaction.
        a: key of who does it.
        b: key of who does it when A is away.
        service_code: of the service; empty for any.
        matter_code: of the matter; empty for any.
        counter_id: at which counter; empty for any.
        others: keys of further colleagues who may do it.

    Raises:
        Refusal: `posts.same_person`, `posts.staff_gone`; what the catalogue says of a code that it does not know.
    """
    if a == b:
        raise Refusal("posts.same_person")
    for each in (a, b, *others):
        _check_staff(work, each)
    if service_code:
        service(work, code=service_code)
    if matter_code:
        current(work, code=matter_code)
    of_it = (PostPair.service_code == service_code, PostPair.matter_code == matter_code)
    row = work.session.scalar(select(PostPair).where(*of_it, PostPair.counter_id == counter_id).with_for_update())
    if row is None:
        row = PostPair(
            id=new_id(), hall_id=work.place.hall_id, matter_code=matter_code, service_code=service_code,
            counter_id=counter_id,
        )  # fmt: skip
        work.session.add(row)
    work.noted("post.a", row.a, a)
    work.noted("post.b", row.b, b)
    row.a, row.b, row.others = a, b, [each for each in others if each not in (a, b)]
    work.concerns(row.id, a, b)
    work.touched(Topic.POSTS)
    return row.id


@action
def drop_post(work: Work, *, post_id: str) -> None:
    """Name nobody for it any more."""
    work.session.delete(work.session.get_one(PostPair, post_id, with_for_update=True))
    work.concerns(post_id)
    work.touched(Topic.POSTS)


@action
def set_duty(work: Work, *, staff_id: str, day: dt.date, on_duty: bool) -> None:
    """Note that somebody is on duty on a day, or is off.

    Raises:
        Refusal: `posts.staff_gone`.
    """
    _check_staff(work, staff_id)
    work.session.merge(DutyDay(day=day, staff_id=staff_id, hall_id=work.place.hall_id, on_duty=on_duty))
    work.concerns(staff_id)
    work.touched(Topic.POSTS)


@action
def import_row(work: Work, *, row: FileRow) -> str:
    """Take over one row of a file: a pair of posts, or a day of duty; answers with what it was, `post` or `duty`.

    Raises:
        Refusal: `posts.cell_empty`, `posts.day_unreadable`, `posts.unknown_staff`, `posts.unknown_what`,
            `posts.no_such_counter`, and what `set_post` says.
    """
    cells = row.cells
    if DAY in cells:
        set_duty(
            work, staff_id=_numbered(work, cells[STAFF]), day=read_day(cells[DAY]),
            on_duty=read_duty(cells.get(DUTY, "")),
        )  # fmt: skip
        return "duty"
    service_code, matter_code = _what(work, cells.get(WHAT, ""))
    others = [_numbered(work, each) for each in cells.get(OTHERS, "").replace(",", "、").split("、") if each.strip()]
    set_post(
        work, a=_numbered(work, cells[A_POST]), b=_numbered(work, cells[B_POST]), service_code=service_code,
        matter_code=matter_code, counter_id=_counter(work, cells.get(COUNTER, "")), others=others,
    )  # fmt: skip
    return "post"


def go_away(work: Work, staff_id: str) -> None:
    """Note that somebody has left the post; a second leaving changes nothing."""
    if work.session.scalar(_open_absence(staff_id)) is None:
        work.session.add(
            Absence(id=new_id(), hall_id=work.place.hall_id, staff_id=staff_id, began_at=work.now, ended_at=None)
        )
    work.touched(Topic.POSTS)


def come_back(work: Work, staff_id: str) -> None:
    """Note that somebody is back."""
    for row in work.session.scalars(_open_absence(staff_id)):
        row.ended_at = work.now
        work.touched(Topic.POSTS)


def _open_absence(staff_id: str) -> Select[tuple[Absence]]:
    return select(Absence).where(Absence.staff_id == staff_id, Absence.ended_at.is_(None))


def _check_staff(work: Work, staff_id: str) -> None:
    staff = work.session.get(Staff, staff_id)
    if staff is None or not staff.active:
        raise Refusal("posts.staff_gone")


def _numbered(reading: Reading, text: str) -> str:
    """Return the colleague of a staff number, or of a name that only one has."""
    wanted = text.strip()
    rows = reading.session.scalars(select(Staff).where(Staff.active)).all()
    found = [row.id for row in rows if row.number == wanted] or [row.id for row in rows if row.name == wanted]
    if len(found) != 1:
        raise Refusal("posts.unknown_staff", text=wanted)
    return found[0]


def _what(reading: Reading, text: str) -> tuple[str, str]:
    """Return the service or the matter that a cell names by code or name; empty for everything."""
    wanted = text.strip()
    if not wanted:
        return "", ""
    for card in services(reading):
        if wanted in (card.code, card.name):
            return card.code, ""
    for edition in on_offer(reading):
        if wanted in (edition.matter.code, edition.matter.name):
            return "", edition.matter.code
    raise Refusal("posts.unknown_what", text=wanted)


def _counter(reading: Reading, text: str) -> str:
    number = text.strip().removesuffix("窗口").removesuffix("号")
    if not number:
        return ""
    wanted = int(number) if number.isdecimal() else 0
    found = reading.session.scalar(select(Counter.id).where(Counter.number == wanted))
    if found is None:
        raise Refusal("posts.no_such_counter", number=text.strip())
    return found
