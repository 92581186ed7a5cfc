"""What the desk of one counter shows: who sits there, whom it calls or serves, and who waits."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from hall.kernel.refusal import Refusal
from hall.service import (
    Hall,
    Reading,
    facts_of,
    originals_views,
    posts,
    posts_help,
    posts_views,
    queue_policy,
    queue_policy_of,
    queue_views,
    security_views,
)
from ui.shared.entering import enter

Ticket = queue_views.TicketCard


class Phase(StrEnum):
    """What a counter is at: exactly one of these, and each has one obvious next step."""

    SIGNED_OUT = "signed_out"
    CLOSED = "closed"
    PAUSED = "paused"
    BACK_OFFICE = "back_office"
    IDLE = "idle"
    CALLING = "calling"
    SERVING = "serving"


@dataclass(frozen=True, slots=True)
class Desk:
    """One look at a counter.

    Attributes:
        hall_name: of the hall.
        zone: the zone in which the hall's clocks show.
        looked_at: the instant of the look, in the hall's zone.
        may: names of the actions that whoever sits here may do.
        clerk: who is signed in.
        counter: the counter; None for a device that stands at none.
        ticket: the ticket that the counter calls or serves.
        line: who waits for this counter, in the order of calling.
        waiting: how many wait, by group of services.
        held: tickets on hold.
        missed: tickets that were missed.
        help_calls: machines at which somebody asked for staff.
        tray: originals that lie in the counter's tray.
        policy: what the hall has settled about its queue.
    """

    hall_name: str
    zone: ZoneInfo
    looked_at: datetime
    may: frozenset[str]
    clerk: security_views.StaffCard | None
    counter: posts_views.CounterCard | None
    ticket: Ticket | None = None
    line: tuple[Ticket, ...] = ()
    waiting: tuple[queue_views.WaitingCount, ...] = ()
    held: tuple[Ticket, ...] = ()
    missed: tuple[Ticket, ...] = ()
    help_calls: tuple[posts_help.HelpCard, ...] = ()
    tray: tuple[originals_views.OriginalCard, ...] = ()
    policy: queue_policy.QueuePolicy = field(default_factory=queue_policy.QueuePolicy)

    @property
    def phase(self) -> Phase:
        """What the counter is at."""
        if self.clerk is None:
            return Phase.SIGNED_OUT
        if self.ticket is not None:
            return Phase.CALLING if self.ticket.state == "calling" else Phase.SERVING
        if self.counter is None or self.counter.state == posts.CLOSED:
            return Phase.CLOSED
        return _RESTING.get(self.counter.state, Phase.IDLE)

    @property
    def next_up(self) -> Ticket | None:
        """Whom F2 would call."""
        return self.line[0] if self.line else None

    @property
    def waiting_total(self) -> int:
        """How many wait in the whole hall."""
        return sum(count.waiting for count in self.waiting)

    def local(self, instant: datetime) -> datetime:
        """Return an instant as the hall's clocks show it."""
        return instant.astimezone(self.zone)

    def ahead_of(self, ticket_id: str) -> int | None:
        """Return how many of this counter's line would be overtaken by a ticket; None when it is not in the line."""
        return next((place for place, ticket in enumerate(self.line) if ticket.id == ticket_id), None)


_RESTING = {posts.PAUSED: Phase.PAUSED, posts.BACK_OFFICE: Phase.BACK_OFFICE}
_NEEDS = {
    "leaflet": "leaflets.print_leaflet",
    "call_next": "queue.call_next",
    "recall": "queue.recall",
    "miss": "queue.miss",
    "arrive": "queue.arrive",
    "hold": "queue.hold",
    "transfer": "queue.transfer",
    "finish": "queue.finish",
    "walk_in": "queue.serve_without_ticket",
    "finish_next": "queue.finish_and_call_next",
    "next_matter": "queue.next_matter",
    "undo": "queue.undo",
    "show_text": "screens.show_text",
    "errands": "agency.entrust",
    "tray_in": "originals.check_in",
    "tray_back": "originals.hand_back",
    "contact": "contacts.answer_at_once",
    "answer_help": "posts.answer_help",
    "open": "posts.open_counter",
    "pause": "posts.pause_counter",
    "back_office": "posts.work_in_back_office",
    "close": "posts.close_counter",
    "leave": "cases.leave_post",
}
_ALWAYS = frozenset({"aside", "contact", "leaflet", "verify", "work", "palette", "lock", "change_clerk"})
_IN_PHASE = {
    Phase.SIGNED_OUT: frozenset[str](),
    Phase.CLOSED: _ALWAYS | {"open", "leave"},
    Phase.PAUSED: _ALWAYS | {"open", "close", "leave", "back_office", "call_next"},
    Phase.BACK_OFFICE: _ALWAYS | {"open", "close", "leave", "pause", "call_next"},
    Phase.IDLE: _ALWAYS | {"pause", "back_office", "close", "leave", "walk_in", "undo"},
    Phase.CALLING: _ALWAYS | {"recall", "miss", "arrive", "undo"},
    Phase.SERVING: _ALWAYS
    | {"hold", "transfer", "finish", "finish_next", "next_matter", "show_text", "tray_in", "errands"},
}
"""While the counter rests, F2 goes on; else it is there while somebody waits, and asks first at a busy counter."""


def usable(desk: Desk) -> frozenset[str]:
    """Return the ids of the commands that make sense now and that this person may use."""
    fitting = _IN_PHASE[desk.phase]
    if desk.phase in (Phase.IDLE, Phase.CALLING, Phase.SERVING) and desk.next_up is not None:
        fitting = fitting | {"call_next"}
    if desk.phase is Phase.SERVING and any(card.here for card in desk.tray):
        fitting = fitting | {"tray_back"}
    if desk.phase is not Phase.SIGNED_OUT and desk.help_calls:
        fitting = fitting | {"answer_help"}
    return frozenset(each for each in fitting if each not in _NEEDS or _NEEDS[each] in desk.may)


def look(hall: Hall) -> Desk:
    """Look at the device's counter, everything at one instant."""
    return hall.see(_desk)


def sit_down(hall: Hall, number: str, password: str, take_over: bool = False) -> bool:
    """Sign in, and take over a counter that a colleague left open; False for a wrong number or password.

    Raises:
        Refusal: what `enter` says.
    """
    if not enter(hall, number, password, take_over):
        return False
    desk = look(hall)
    left_open = desk.counter is not None and desk.counter.state == posts.OPEN
    if left_open and desk.counter is not None and desk.counter.staff_id != hall.actor.staff_id:
        _take_over(hall)
    return True


def _take_over(hall: Hall) -> None:
    """Put one's own name to the counter; whoever may not, such as a seal keeper, sits there all the same."""
    try:
        hall.do(posts.open_counter)
    except Refusal as refusal:
        if refusal.code != "gate.not_allowed":
            raise


def _desk(reading: Reading) -> Desk:
    actor, facts = reading.actor, facts_of(reading)
    at = actor.counter_id
    desk = Desk(
        hall_name=facts.name,
        zone=ZoneInfo(facts.zone),
        looked_at=reading.local(reading.now),
        may=actor.may,
        clerk=security_views.at_work(reading),
        counter=posts_views.counter(reading, counter_id=at) if at else None,
    )
    if desk.clerk is None or at is None:
        return desk
    return replace(
        desk,
        ticket=queue_views.at_counter(reading, counter_id=at),
        line=queue_views.waiting(reading, counter_id=at),
        waiting=queue_views.waiting_counts(reading),
        held=queue_views.held(reading),
        missed=queue_views.missed(reading),
        help_calls=posts_help.help_calls(reading),
        tray=originals_views.tray(reading, counter_id=at),
        policy=queue_policy_of(reading),
    )
