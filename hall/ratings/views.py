"""Reads ratings: whom to ask, what is owed to whoever was not content, and totals in which nobody is recognised."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, text

from hall.catalogue.views import options, services
from hall.kernel.masks import mask_name, mask_phone
from hall.kernel.refusal import Refusal
from hall.posts.views import counters
from hall.queue.life import DONE
from hall.queue.model import Ticket
from hall.queue.views import ticket_of_code
from hall.ratings import rules
from hall.ratings.model import FOLLOWED_UP, Rating, RatingEvent, RatingNote
from hall.ratings.record import JOURNAL
from hall.screens.facing import just_finished
from hall.security.model import Staff
from hall.storage import settings
from hall.storage.work import Reading
from hall.workdays.views import calendar_of

OVERSEES = "ratings.find"
GREEN, YELLOW, RED, GREY = "green", "yellow", "red", "grey"


@dataclass(frozen=True, slots=True)
class ToRate:
    """The visit about which the screen of a counter asks now."""

    ticket_id: str
    number: str


@dataclass(frozen=True, slots=True)
class RatedByCode:
    """A visit that has ended, as the holder of its code may rate it.

    Attributes:
        refused: code of the refusal that a rating would meet (`ratings.already`, `ratings.too_late`); empty for none.
    """

    number: str
    refused: str


@dataclass(frozen=True, slots=True)
class RatingCard:
    """A bad rating as lists show it; whoever served the visit themselves sees neither ticket nor hour.

    Attributes:
        name: masked; empty for an anonymous rating.
        reasons: in words.
        light: `red` overdue, `yellow` due today or on the next working day, `green`, `grey` closed.
        own: the reader served this visit.
    """

    id: str
    day: date
    given_at: datetime | None
    ticket_number: str
    service_name: str
    counter_number: int | None
    staff_name: str
    grade: int
    reasons: tuple[str, ...]
    named: bool
    name: str
    state: str
    handler: str | None
    handler_name: str
    due_at: datetime | None
    light: str
    course: str
    satisfied: bool | None
    excluded: bool
    own: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of a rating's history, with the words said at it and how somebody was reached."""

    at: datetime
    kind: str
    staff_name: str
    words: str
    way: str


@dataclass(frozen=True, slots=True)
class RatingFile:
    """Everything about one bad rating; name and telephone number in full for whoever follows it up, else masked."""

    card: RatingCard
    words: str
    name: str
    phone: str
    history: tuple[Step, ...]


def reasons(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Return code and words of each reason that a resident may tick."""
    return options(reading, codes="rating-reason")


def to_rate(reading: Reading, *, counter_id: str) -> ToRate | None:
    """Return the visit about which the resident is asked at a counter now; nobody is asked twice."""
    policy = settings.read(reading.session, rules.RatingPolicy)
    last = just_finished(reading, counter_id=counter_id, within=policy.at_screen)
    if last is None:
        return None
    row = reading.session.scalar(select(Rating).where(Rating.ticket_id == last.ticket_id))
    state = JOURNAL.of(row) if row is not None else None
    return ToRate(last.ticket_id, last.number) if rules.ask_again(state, finished_at=last.finished_at) else None


def to_rate_by_code(reading: Reading, *, status_code: str) -> RatedByCode | None:
    """Return the visit that the holder of a ticket's code may rate, None if no visit with this code has ended."""
    ticket = ticket_of_code(reading, status_code=status_code)
    if ticket is None or ticket.state != DONE:
        return None
    grade = reading.session.scalar(select(Rating.grade).where(Rating.ticket_id == ticket.id))
    policy = settings.read(reading.session, rules.RatingPolicy)
    late = "ratings.too_late" if reading.today > policy.last_day(ticket.day) else ""
    return RatedByCode(ticket.number, late or ("" if grade is None else "ratings.already"))


def bad_ratings(reading: Reading) -> tuple[RatingCard, ...]:
    """Return the bad ratings that are not closed, what is due first on top.

    Raises:
        Refusal: `ratings.not_yours` for whoever does not follow ratings up.
    """
    refuse_others(reading)
    followed_up = select(Rating).where(text(f"rating.{FOLLOWED_UP}")).order_by(Rating.due_at, Rating.given_at)
    return _cards(reading, reading.session.scalars(followed_up).all())


def closed_ratings(reading: Reading, *, since: date) -> tuple[RatingCard, ...]:
    """Return the bad ratings of visits since a day that are closed, the latest visit first.

    Raises:
        Refusal: `ratings.not_yours`.
    """
    refuse_others(reading)
    closed = select(Rating).where(Rating.day >= since, Rating.state == rules.CLOSED)
    return _cards(reading, reading.session.scalars(closed.order_by(Rating.day.desc(), Rating.given_at.desc())).all())


def rating(reading: Reading, *, rating_id: str) -> RatingFile:
    """Return one bad rating with its history.

    Raises:
        Refusal: `ratings.not_yours`.
    """
    refuse_others(reading)
    row = reading.session.get_one(Rating, rating_id)
    (card,) = _cards(reading, [row])
    full = row.handler is not None and row.handler == reading.actor.staff_id
    phone = row.phone if full else mask_phone(row.phone)
    return RatingFile(card, row.words, row.name if full else card.name, phone, _history(reading, row))


def refuse_others(reading: Reading) -> None:
    """Refuse a reader who does not follow ratings up: they are anonymous to the clerk."""
    if OVERSEES not in reading.actor.may:
        raise Refusal("ratings.not_yours")


def _cards(reading: Reading, rows: Sequence[Rating]) -> tuple[RatingCard, ...]:
    tickets = select(Ticket.id, Ticket.number, Ticket.service).where(Ticket.id.in_({row.ticket_id for row in rows}))
    numbers = {key: (number, service) for key, number, service in reading.session.execute(tickets)}
    names = _names(reading, (key for row in rows for key in (row.staff_id, row.handler)))
    offered = {card.code: card.name for card in services(reading)}
    places = {card.id: card.number for card in counters(reading)}
    words = dict(reasons(reading))
    cards = []
    for row in rows:
        number, service = numbers[row.ticket_id]
        own = row.staff_id is not None and row.staff_id == reading.actor.staff_id
        cards.append(
            RatingCard(
                id=row.id,
                day=row.day,
                given_at=None if own else row.given_at,
                ticket_number="" if own else number,
                service_name=offered.get(service, service),
                counter_number=places.get(row.counter_id or ""),
                staff_name=names.get(row.staff_id or "", ""),
                grade=row.grade or 0,
                reasons=tuple(words.get(code, code) for code in row.reasons),
                named=row.named,
                name=mask_name(row.name) if row.name else "",
                state=row.state,
                handler=row.handler,
                handler_name=names.get(row.handler or "", ""),
                due_at=row.due_at,
                light=_light(reading, row),
                course=row.course,
                satisfied=row.satisfied,
                excluded=row.excluded,
                own=own,
            )
        )
    return tuple(cards)


def _light(reading: Reading, row: Rating) -> str:
    if row.state == rules.CLOSED or row.due_at is None:
        return GREY
    if row.late or reading.now > row.due_at:
        return RED
    tomorrow = calendar_of(reading).nth_workday(reading.today, 1)
    return YELLOW if reading.local(row.due_at).date() <= tomorrow else GREEN


def _history(reading: Reading, row: Rating) -> tuple[Step, ...]:
    entries = select(RatingEvent).where(RatingEvent.subject_id == row.id).order_by(RatingEvent.seq)
    events = reading.session.scalars(entries).all()
    said = select(RatingNote.id, RatingNote.words).where(RatingNote.rating_id == row.id)
    words = dict(reading.session.execute(said).tuples().all())
    to = (event.details.get("to") for event in events)
    names = _names(reading, [*(event.staff_id for event in events), *to])
    return tuple(
        Step(
            event.at,
            event.kind,
            names.get(event.staff_id or "", ""),
            words.get(event.details.get("note_id", ""), "") or names.get(event.details.get("to", ""), ""),
            event.details.get("way", ""),
        )
        for event in events
    )


def _names(reading: Reading, staff: Iterable[str | None]) -> dict[str, str]:
    wanted = {each for each in staff if each}
    rows = reading.session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(wanted)))
    return dict(rows.tuples().all()) if wanted else {}
