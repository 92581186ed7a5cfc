"""What a hall may set about its queue, and the codes that it uses."""

from dataclasses import dataclass
from datetime import time, timedelta
from typing import Final

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

THIRD, END, VOID = "third", "end", "void"


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
        requeue_place: where a missed ticket comes back: `third` from the front, `end`, or `void` for never.
        requeue_times: how often a missed ticket may come back.
        requeue_minutes: how long after the miss.
        default_minutes: a service's length in the estimate until enough of the day's tickets are finished.
        expires_at: time of day (HH:MM, the hall's zone) at which what is still in line expires.
        paper_mm: width of the ticket printer's paper, 80 or 58.
    """

    p0_minutes: int = 1440
    p1_minutes: int = 60
    p2_minutes: int = 30
    age_line: int = 70
    priority_series: str = "V"
    calls: int = 3
    calls_by_itself: bool = True
    recall_seconds: int = 20
    miss_seconds: int = 30
    recall_interval: int = 8
    requeue_place: str = THIRD
    requeue_times: int = 1
    requeue_minutes: int = 30
    default_minutes: int = 8
    expires_at: str = "19:00"
    paper_mm: int = 80

    def head_start(self, priority: str) -> timedelta:
        """Return by how much a class is treated as if it had come earlier."""
        minutes = {URGENT: self.p0_minutes, BY_LAW: self.p1_minutes, IN_NEED: self.p2_minutes}
        return timedelta(minutes=minutes.get(priority, 0))

    @property
    def closing(self) -> time:
        """The time of day at which the line is dissolved."""
        return time.fromisoformat(self.expires_at)
