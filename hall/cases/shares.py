"""Whose days they were: what each step, and with it each level, has used of a case's time, read from its journal."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from hall.cases import clock
from hall.cases.model import Case
from hall.cases.record import JOURNAL, matter_of
from hall.cases.register_cards import LevelShare
from hall.catalogue.matter import Step
from hall.kernel.calendar import Pause, WorkCalendar
from hall.storage.journal import Entry
from hall.storage.work import Reading
from hall.workdays.views import calendar_of

_BEGIN = ("step_begun", "forwarded", "refusal_reversed")
_DONE = ("step_completed", "result_recorded")
_DECIDES = ("approved", "denied")
_BACK = ("returned", "returned_to_hall")
_OVER = ("decided", "refusal_agreed", "withdrawn", "lapsed", "aborted")
_DAY = dt.timedelta(days=1)


@dataclass(slots=True)
class _Span:
    """The stretches of time in which a step lay with whoever does it."""

    step: int
    stretches: list[tuple[dt.datetime, dt.datetime | None]] = field(default_factory=list)

    def begin(self, at: dt.datetime) -> None:
        if not self.stretches or self.stretches[-1][1] is not None:
            self.stretches.append((at, None))

    def end(self, at: dt.datetime) -> None:
        if self.stretches and self.stretches[-1][1] is None:
            self.stretches[-1] = (self.stretches[-1][0], at)


def shares(reading: Reading, *, case_id: str) -> tuple[LevelShare, ...]:
    """Return what each step that was reached has used.

    A step of the hall counts from when it was at hand, another one from when it was sent; while what an upper level
    sent back lies here, nothing counts for that level.
    """
    row = reading.session.get_one(Case, case_id)
    entries = JOURNAL.history(reading.session, case_id)
    steps = matter_of(reading, row).steps
    calendar = calendar_of(reading)
    pauses = clock.pauses_of(entries, reading.today, calendar).lawful
    return tuple(_share(span, steps[span.step - 1], calendar, pauses, reading.now) for span in spans_of(entries, steps))


def spans_of(entries: Iterable[Entry], steps: Sequence[Step]) -> Iterator[_Span]:
    """Yield the stretches of each step that was reached."""
    spans: dict[int, _Span] = {}
    step = 1
    for entry in entries:
        kind = entry.kind
        span = spans.setdefault(step, _Span(step))
        if kind in _DONE:
            span.end(entry.at)
            step += 1
            span = spans.setdefault(step, _Span(step))
        at_hand = step <= len(steps) and steps[step - 1].held_here and entry.details.get("outcome") not in _DECIDES
        if kind in _BEGIN or (kind in ("accepted", *_DONE) and at_hand):
            span.begin(entry.at)
        elif kind in _BACK or (kind in _OVER and entry.details.get("kind") != "delay"):
            span.end(entry.at)
    yield from (span for number, span in sorted(spans.items()) if span.stretches and number <= len(steps))


def _share(span: _Span, step: Step, calendar: WorkCalendar, pauses: Sequence[Pause], now: dt.datetime) -> LevelShare:
    return LevelShare(
        step=span.step,
        level=step.level.value,
        place=step.place,
        began=span.stretches[0][0],
        ended=span.stretches[-1][1],
        working_days=sum(_days(calendar, begin, end or now, pauses) for begin, end in span.stretches),
        allowed=step.working_days,
    )


def _days(calendar: WorkCalendar, begin: dt.datetime, end: dt.datetime, pauses: Sequence[Pause]) -> int:
    """Count the working days after the first day up to the last one, those of a pause left out."""
    day, last, used = calendar.hall_day(begin) + _DAY, calendar.hall_day(end), 0
    while day <= last:
        used += calendar.is_workday(day) and not any(day in pause for pause in pauses)
        day += _DAY
    return used
