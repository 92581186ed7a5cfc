"""What the kiosk tells about appointments, tickets and cases: whole sentences for the one who asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, tzinfo

from hall.service import cases_progress
from ui.kiosk.booking import Appointment, Coming, Slot, When
from ui.kiosk.standing import Progress
from ui.kiosk.taking import Taken
from ui.kiosk.words import ahead_words, counters_words, wait_words
from ui.shared.i18n import mark, tr

WEEKDAYS = (
    mark("Monday"), mark("Tuesday"), mark("Wednesday"), mark("Thursday"), mark("Friday"), mark("Saturday"),
    mark("Sunday"),
)  # fmt: skip

TICKETS: Mapping[str, str] = {
    "waiting": mark("Your number is in the line."),
    "calling": mark("You are being called: counter {counter}, please."),
    "serving": mark("You are being served at counter {counter}."),
    "held": mark("Your visit is on hold. Go back to the counter when you are ready."),
    "missed": mark("Your number was called and missed. Please go to the guide's desk."),
    "done": mark("Your visit is finished."),
    "expired": mark("This number has expired. Please take a new one."),
}
"""States of a ticket, as its holder is told."""

STAGES: Mapping[str, str] = {
    "draft": mark("Your papers are being taken in."),
    "checking": mark("Your papers are being checked."),
    "notified": mark("Something is still missing."),
    "refusal_proposed": mark("Whether this can be taken in is being reviewed."),
    "refused": mark("This was not taken in. The notice says why and what you can do."),
    "accepted": mark("Taken in, and on its way."),
    "deciding": mark("Taken in, and being worked on."),
    "at_upper": mark("Taken in, and with the higher office now."),
    "supplement": mark("The higher office wants something more."),
    "paused": mark("Taken in; the clock stands still for a while."),
    "decided_yes": mark("Approved. The result is being made ready."),
    "decided_no": mark("Not approved. The notice says why and what you can do."),
    "ready": mark("Done: the result is ready."),
    "notified_pickup": mark("Done: please fetch the result at the hall."),
    "closed": mark("Done and handed over."),
    "archived": mark("Done and handed over."),
    "withdrawn": mark("Withdrawn."),
    "aborted": mark("Ended. Our staff tell you why."),
}
"""Stages of a case, as its applicant is told."""

WAITS_FOR_MORE = ("notified", "supplement")
UNDER_WAY = ("accepted", "deciding", "at_upper", "refusal_proposed")


def day_words(day: date) -> str:
    """Say a day: 11月25日 周三."""
    return tr("{month}/{day} {weekday}", month=day.month, day=day.day, weekday=tr(WEEKDAYS[day.weekday()]))


def when_words(appointment: Appointment) -> str:
    """Say for when an appointment is."""
    return tr("{day}, {start} to {end}", day=day_words(appointment.day), start=appointment.start, end=appointment.end)


def free_words(slot: Slot) -> str:
    """Say what is left of a slot."""
    return tr("{count} left", count=slot.free) if slot.open else tr("full or over")


@dataclass(frozen=True, slots=True)
class Asked:
    """What an asking page says: its question, its sentences and its two answers."""

    question: str
    told: tuple[str, ...]
    yes: str
    no: str = ""


def arrival_words(coming: Coming) -> Asked:
    """Say what is special about somebody's coming, before anything is printed."""
    start = coming.appointment.start
    if coming.when is When.EARLY:
        return Asked(
            tr("You are early"),
            (
                tr("Your appointment is at {start}.", start=start),
                tr("You are in the line from {time} on. You may check in now and wait.", time=coming.counts_from),
            ),
            tr("Check in now"),
            tr("I come back later"),
        )
    if coming.when is When.LATE:
        return Asked(
            tr("Your time has passed"),
            (
                tr("Your appointment was at {start}.", start=start),
                tr("You get an ordinary ticket now and wait like everybody else."),
            ),
            tr("An ordinary ticket, please"),
            tr("No, thank you"),
        )
    return Asked(
        tr("Your appointment is on another day"),
        (when_words(coming.appointment), tr("Please come on that day. For today, take a ticket.")),
        tr("I have read it"),
        tr("Give this appointment up"),
    )


# -- how something stands


def progress_words(progress: Progress, zone: tzinfo) -> tuple[str, ...]:
    """Say how a ticket or a case stands: what it is first, then what it means."""
    if isinstance(progress, cases_progress.TicketProgress):
        return _of_ticket(progress)
    return _of_case(progress, zone)


def _of_ticket(ticket: cases_progress.TicketProgress) -> tuple[str, ...]:
    head = f"{ticket.number}　{ticket.name}"
    if not ticket.today and ticket.state == "done":
        return (head, tr("Your visit of {day} is finished.", day=day_words(ticket.day)))
    if not ticket.today:
        return (head, tr("This ticket is of {day}. Please take a new one.", day=day_words(ticket.day)))
    if ticket.expected is not None:
        wait = ticket.expected
        said = Taken("", ticket.number, ticket.name, wait.ahead, wait.minutes, wait.counters, wait.low, wait.high)
        return (head, f"{ahead_words(said)}，{wait_words(said)}", counters_words(said))
    if ticket.counter_number:
        return (head, tr(TICKETS[ticket.state], counter=ticket.counter_number))
    return (head, tr(TICKETS[ticket.state]))


def _of_case(case: cases_progress.StatusCard, zone: tzinfo) -> tuple[str, ...]:
    told = [case.matter_name, tr(STAGES[case.stage])]
    if case.stage in WAITS_FOR_MORE and case.supplement_due is not None:
        told.append(
            tr("Please bring what is missing by {day}.", day=day_words(case.supplement_due.astimezone(zone).date()))
        )
    elif case.stage in UNDER_WAY and case.promised_due is not None:
        told.append(tr("Promised by {day}.", day=day_words(case.promised_due.astimezone(zone).date())))
    return tuple(told)
