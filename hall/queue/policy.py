"""What a hall may set about its queue, and the codes that it uses."""

from dataclasses import dataclass
from datetime import time, timedelta
from typing import Annotated, Final

from hall.kernel.allowed import Between, OneOf, SeriesLetter, TimeOfDay
from hall.kernel.refusal import Refusal

URGENT, BY_LAW, IN_NEED, BY_APPOINTMENT, ORDINARY = "P0", "P1", "P2", "P3", "P4"
PRIORITIES: Final = (URGENT, BY_LAW, IN_NEED, BY_APPOINTMENT, ORDINARY)
"""Sudden illness or childbirth; servicemen, their families and firefighters; disabled, pregnant, with an infant, old,
veterans; appointments; everybody else."""

AGE, CERTIFICATE_SEEN, CLERK_NOTE = "age", "certificate_seen", "clerk_note"
GROUNDS: Final = (AGE, CERTIFICATE_SEEN, CLERK_NOTE)
"""How a head start was justified: by the birthday, by a certificate that was shown, by what staff saw themselves."""

HOLD_REASONS: Final = ("fetch_material", "fill_form", "take_photo", "pay", "wait_for_answer", "other")
OUTCOMES: Final = ("done", "accepted", "incomplete", "advised", "referred", "refused", "left")
"""办结、受理、一次性告知待补、咨询已答复、指引他处、不予受理、居民离开."""
NOT_SERVED: Final = ("left",)
"""Outcomes under which nobody was served, so that nothing can have come of it."""

KIOSK, DESK, COUNTER, APPOINTMENT, BOOK = "kiosk", "desk", "counter", "appointment", "book"
SOURCES: Final = (KIOSK, DESK, COUNTER, APPOINTMENT, BOOK)
"""Taken at a machine, from staff, served at a counter without a ticket, by appointment, from the paper ticket book."""

THIRD, END, NEW, VOID = "third", "end", "new", "void"
"""Where a missed ticket comes back: third from the front, at the end, at the end with a new number, or never."""

REPLACED: Final = "replaced"
"""The outcome of a missed ticket whose holder got a new number."""


@dataclass(frozen=True)
class QueuePolicy:
    """How this hall calls; the defaults follow common practice, for halls post different rules on their walls.

    Attributes:
        p0_minutes: head start of class P0; a whole day, so that it goes before everybody of the day.
        p1_minutes: head start of class P1.
        p2_minutes: head start of class P2.
        age_line: age in full years that gives class P2 by itself; 60, 65 or 80 elsewhere, 0 for never.
        priority_series: letter of priority tickets; empty lets them carry the letter of their service.
        calls: calls before a ticket counts as missed.
        calls_by_itself: whether the next call, and the miss after the last one, happen by themselves.
        recall_seconds: from one call to the next.
        miss_seconds: from the last call to the miss.
        recall_interval: seconds that must lie between two calls, so that the first is spoken to its end.
        requeue_place: where a missed ticket comes back: `third` from the front, `end`, `new` for a new number at the
            end, or `void` for never.
        requeue_times: how often a missed ticket may come back.
        requeue_minutes: how long after the miss.
        default_minutes: a service's length in the estimate until enough of the day's tickets are finished.
        undo_seconds: how long a call, a finish or a miss may be taken back after the key was pressed.
        tickets_from: time of day (HH:MM) from which machines give tickets; empty for any time. Staff always may.
        tickets_until: time of day from which machines give none any more; empty for any time.
        tickets_on_days_off: whether machines give tickets on days that are not worked.
        counters_close: time of day by which a ticket has to be called; a machine gives none where the estimate says
            that it would not. Empty for no such rule.
        expires_at: time of day (HH:MM, the hall's zone) at which what is still in line expires.
        paper_mm: width of the ticket printer's paper, 80 or 58.
    """

    p0_minutes: Annotated[int, Between(0, 1440)] = 1440
    p1_minutes: Annotated[int, Between(0, 1440)] = 60
    p2_minutes: Annotated[int, Between(0, 1440)] = 30
    age_line: Annotated[int, Between(0, 120)] = 70
    priority_series: Annotated[str, SeriesLetter(or_none=True)] = "V"
    calls: Annotated[int, Between(1, 9)] = 3
    calls_by_itself: bool = True
    recall_seconds: Annotated[int, Between(5, 600)] = 20
    miss_seconds: Annotated[int, Between(5, 600)] = 30
    recall_interval: Annotated[int, Between(0, 60)] = 8
    requeue_place: Annotated[str, OneOf(THIRD, END, NEW, VOID)] = THIRD
    requeue_times: Annotated[int, Between(0, 9)] = 1
    requeue_minutes: Annotated[int, Between(1, 480)] = 30
    default_minutes: Annotated[int, Between(1, 120)] = 8
    undo_seconds: Annotated[int, Between(0, 600)] = 60
    tickets_from: Annotated[str, TimeOfDay(or_never=True)] = "08:30"
    tickets_until: Annotated[str, TimeOfDay(or_never=True)] = "17:00"
    tickets_on_days_off: bool = False
    counters_close: Annotated[str, TimeOfDay(or_never=True)] = "17:30"
    expires_at: Annotated[str, TimeOfDay()] = "19:00"
    paper_mm: Annotated[int, OneOf(80, 58)] = 80

    def check(self) -> None:
        """Refuse hours that contradict each other (`queue.hours_upside_down`); HH:MM sorts as it is written."""
        begin, end = self.tickets_from, self.tickets_until
        if (begin and end and begin >= end) or self.expires_at < max(begin, end, self.counters_close):
            raise Refusal("queue.hours_upside_down")

    def head_start(self, priority: str) -> timedelta:
        """Return by how much a class is treated as if it had come earlier."""
        minutes = {URGENT: self.p0_minutes, BY_LAW: self.p1_minutes, IN_NEED: self.p2_minutes}
        return timedelta(minutes=minutes.get(priority, 0))

    @property
    def closing(self) -> time:
        """The time of day at which the line is dissolved."""
        return time.fromisoformat(self.expires_at)
