"""What the small screen at a counter says to the resident in front of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from sqlalchemy import select

from hall.catalogue.views import options
from hall.kernel.allowed import OneOf
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.posts.views import counter
from hall.queue import order
from hall.queue.desk import own_counter_id
from hall.queue.life import DONE, SERVING
from hall.queue.model import Ticket
from hall.screens.model import LONGEST as LONGEST
from hall.screens.model import CounterText
from hall.security.model import Staff
from hall.storage import due, settings
from hall.storage.action import action
from hall.storage.work import Reading, Work

LEFT = "left"
"""The outcome of a visit whose resident went away."""
FORGET = "screens.forget_text"
FORGET_AFTER = timedelta(minutes=30)

NUMBER, SURNAME, NAME = "number", "surname", "name"


@dataclass(frozen=True)
class FacingPolicy:
    """How much of the clerk the window's screen names (GB/T 36112: post and staff number stand at the window).

    Attributes:
        clerk: `number` the staff number alone, `surname` with the surname, `name` with the whole name.
    """

    clerk: Annotated[str, OneOf(NUMBER, SURNAME, NAME)] = NUMBER


@dataclass(frozen=True, slots=True)
class FacingCard:
    """What stands on the screen of one counter.

    Attributes:
        number: of the counter; `name` its post (岗位).
        state: open, paused, closed, as `posts` has it; `pause_reason` why it is paused.
        staff_number: of whoever sits there; `staff_name` as much of the name as the hall shows.
        ticket_number: who is called or served; empty when nobody is.
        ticket_state: `calling` or `serving`.
        text: what the clerk writes for the resident.
    """

    number: int
    name: str
    state: str
    pause_reason: str
    staff_number: str
    staff_name: str
    ticket_number: str
    ticket_state: str
    text: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The visit that ended last at a counter."""

    ticket_id: str
    number: str
    finished_at: datetime


@action
def show_text(work: Work, *, text: str) -> None:
    """Show the resident at the actor's counter some words; no words clear the screen.

    Raises:
        Refusal: `screens.nobody_to_show`, `screens.text_too_long`, `posts.no_counter`.
    """
    counter_id, words = own_counter_id(work), text.strip()
    if len(words) > LONGEST:
        raise Refusal("screens.text_too_long", longest=LONGEST)
    there = work.session.scalar(order.at_counter(counter_id))
    row = work.session.get(CounterText, counter_id, with_for_update=True)
    work.concerns(counter_id)
    work.touched(Topic.QUEUE)
    if not words:
        _forget(work, counter_id, row)
        return
    if there is None or there.state != SERVING:
        raise Refusal("screens.nobody_to_show")
    if row is None:
        row = CounterText(counter_id=counter_id)
        work.session.add(row)
        due.schedule(work, FORGET, counter_id, work.now + FORGET_AFTER, counter_id=counter_id)
    row.ticket_id, row.text, row.at = there.id, words, work.now


@action
def forget_text(work: Work, *, counter_id: str) -> None:
    """Forget what was written for a resident who is no longer there; run by itself."""
    row = work.session.get(CounterText, counter_id, with_for_update=True)
    there = work.session.scalar(order.at_counter(counter_id))
    if row is not None and there is not None and there.id == row.ticket_id:
        due.schedule(work, FORGET, counter_id, work.now + FORGET_AFTER, counter_id=counter_id)
    else:
        _forget(work, counter_id, row)


def phrases(reading: Reading) -> tuple[str, ...]:
    """Return the hall's usual sentences for a deaf visitor."""
    return tuple(words for _code, words in options(reading, codes="facing-phrase"))


def facing_screen(reading: Reading, *, counter_id: str) -> FacingCard:
    """Return what the screen of a counter shows; nobody's name but, where the hall wants it, the clerk's."""
    card = counter(reading, counter_id=counter_id)
    ticket = reading.session.scalar(order.at_counter(counter_id))
    number, name = _number_and_name(reading, card.staff_id)
    return FacingCard(
        card.number,
        card.name,
        card.state,
        card.pause_reason,
        number,
        _shown_name(reading, name),
        ticket.number if ticket else "",
        ticket.state if ticket else "",
        _text_for(reading, counter_id, ticket),
    )


def text_shown(reading: Reading, *, counter_id: str) -> str:
    """Return what the clerk of a counter has on the screen at present, empty for nothing."""
    return _text_for(reading, counter_id, reading.session.scalar(order.at_counter(counter_id)))


def just_finished(reading: Reading, *, counter_id: str, within: timedelta) -> Finished | None:
    """Return the visit that ended here a moment ago, None once the next resident is served or it is too long ago."""
    there = reading.session.scalar(order.at_counter(counter_id))
    if there is not None and there.state == SERVING:
        return None
    last = (
        select(Ticket)
        .where(
            Ticket.day == reading.today,
            Ticket.counter_id == counter_id,
            Ticket.state == DONE,
            Ticket.finished_at >= reading.now - within,
        )
        .order_by(Ticket.finished_at.desc(), Ticket.seq.desc())
        .limit(1)
    )
    row = reading.session.scalar(last)
    if row is None or row.outcome == LEFT or row.finished_at is None:
        return None
    return Finished(row.id, row.number, row.finished_at)


def _text_for(reading: Reading, counter_id: str, ticket: Ticket | None) -> str:
    """Return the words meant for the ticket that is served, and for no other."""
    row = reading.session.get(CounterText, counter_id)
    meant = row is not None and ticket is not None and ticket.state == SERVING and row.ticket_id == ticket.id
    return row.text if row is not None and meant else ""


def _number_and_name(reading: Reading, staff_id: str | None) -> tuple[str, str]:
    """Return what the screen may know of who sits there; it reads nothing else of the staff."""
    row = reading.session.execute(select(Staff.number, Staff.name).where(Staff.id == staff_id)).first()
    return (row.number, row.name) if row is not None else ("", "")


def _shown_name(reading: Reading, name: str) -> str:
    shown = settings.read(reading.session, FacingPolicy).clerk
    if shown == NUMBER:
        return ""
    return name if shown == NAME else name[:1]


def _forget(work: Work, counter_id: str, row: CounterText | None) -> None:
    if row is not None:
        work.session.delete(row)
    due.cancel(work, counter_id, FORGET)
