"""Residents rate a visit; the follow-up of a bad rating stands beside it."""

from collections.abc import Sequence

from sqlalchemy import select

from hall.kernel.ids import new_id
from hall.kernel.names import read_name
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.people.rules import read_phone
from hall.queue.life import DONE
from hall.queue.model import Ticket
from hall.queue.views import ticket_of_code
from hall.ratings import rules
from hall.ratings.following import (
    appeal,
    assign,
    close,
    contact,
    feed_back,
    find,
    rectify,
    review,
    revisit,
    turn_late,
)
from hall.ratings.looking import phone_under
from hall.ratings.model import Rating
from hall.ratings.record import JOURNAL, LONGEST_WORDS, happened, limit, wind
from hall.ratings.views import reasons as known_reasons
from hall.storage import settings
from hall.storage.action import action
from hall.storage.work import Work

__all__ = [
    "appeal", "assign", "close", "contact", "feed_back", "find", "phone_under", "rate", "rate_by_code", "rectify",
    "review", "revisit", "turn_late",
]  # fmt: skip


@action
def rate(
    work: Work,
    *,
    ticket_id: str,
    grade: int | None,
    reasons: Sequence[str] = (),
    words: str = "",
    name: str = "",
    phone: str = "",
) -> str:
    """Rate the visit that has just ended at this screen's counter; answers with the rating's key.

    Args:
        work: the open transaction; nobody may be signed in, for staff never rate for a resident (不得代评).
        ticket_id: the visit.
        grade: 5 to 1; None when the resident was asked and did not answer.
        reasons: why it is bad, codes of the list.
        words: what the resident writes.
        name: who wants an answer; empty stays anonymous.
        phone: under which the answer reaches them.

    Raises:
        Refusal: `ratings.by_staff`, `ratings.not_finished`, `ratings.not_here`, `ratings.too_late`,
            `ratings.phone_missing`, what `rules.grade`, `read_name` and `read_phone` say.
    """
    ticket = _finished(work, ticket_id)
    if ticket.counter_id != work.actor.counter_id:
        raise Refusal("ratings.not_here")
    policy = settings.read(work.session, rules.RatingPolicy)
    if ticket.finished_at is None or work.now - ticket.finished_at > policy.at_screen:
        raise Refusal("ratings.too_late")
    if grade is None:
        return _keep_blank(work, ticket)
    return _keep_grade(work, ticket, grade, reasons, words, name, phone)


@action
def rate_by_code(
    work: Work,
    *,
    status_code: str,
    grade: int,
    reasons: Sequence[str] = (),
    words: str = "",
    name: str = "",
    phone: str = "",
) -> str:
    """Rate a visit by the code on its ticket, some days later too; answers with the rating's key.

    Raises:
        Refusal: `ratings.no_such_ticket`, `ratings.too_late`, and what `rate` says.
    """
    card = ticket_of_code(work, status_code=status_code)
    if card is None:
        raise Refusal("ratings.no_such_ticket")
    ticket = _finished(work, card.id)
    policy = settings.read(work.session, rules.RatingPolicy)
    if work.today > policy.last_day(ticket.day):
        raise Refusal("ratings.too_late")
    return _keep_grade(work, ticket, grade, reasons, words, name, phone)


def _finished(work: Work, ticket_id: str) -> Ticket:
    """Return a visit that has ended, locked so that it is rated once."""
    if work.actor.staff_id is not None:
        raise Refusal("ratings.by_staff")
    ticket = work.session.get_one(Ticket, ticket_id, with_for_update=True)
    if ticket.state != DONE or ticket.finished_at is None:
        raise Refusal("ratings.not_finished", ticket=ticket.number)
    return ticket


def _keep_blank(work: Work, ticket: Ticket) -> str:
    row = _of(work, ticket)
    state = JOURNAL.of(row) if row is not None else None
    blank = rules.leave_blank(state, finished_at=ticket.finished_at or work.now)
    if row is None:
        row = _new(work, ticket)
        JOURNAL.begin(work, row, blank)
        work.touched(Topic.RATINGS)
    else:
        happened(work, row, blank)
    return row.id


def _keep_grade(
    work: Work, ticket: Ticket, grade: int, reasons: Sequence[str], words: str, name: str, phone: str
) -> str:
    reached = read_phone(phone)
    if name.strip() and not reached:
        raise Refusal("ratings.phone_missing")
    row = _of(work, ticket)
    policy = settings.read(work.session, rules.RatingPolicy)
    graded = rules.grade(
        JOURNAL.of(row) if row is not None else None,
        given=grade,
        reasons=reasons,
        known=[code for code, _words in known_reasons(work)],
        named=bool(reached),
        due=limit(work, policy.verify_days),
    )
    known, row = row is not None, row or _new(work, ticket)
    row.words, row.phone = words.strip()[:LONGEST_WORDS], reached
    row.name = read_name(name).text if name.strip() else ""
    if known:
        happened(work, row, graded)
        return row.id
    JOURNAL.begin(work, row, graded)
    wind(work, row)
    work.touched(Topic.RATINGS)
    return row.id


def _of(work: Work, ticket: Ticket) -> Rating | None:
    return work.session.scalar(select(Rating).where(Rating.ticket_id == ticket.id).with_for_update())


def _new(work: Work, ticket: Ticket) -> Rating:
    return Rating(
        id=new_id(),
        hall_id=work.place.hall_id,
        ticket_id=ticket.id,
        day=ticket.day,
        counter_id=ticket.counter_id,
        staff_id=ticket.staff_id,
        words="",
        name="",
        phone="",
    )
