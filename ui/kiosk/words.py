"""The kiosk's sentences that depend on figures."""

import math
from collections.abc import Iterable

from ui.kiosk.offer import Thing, Waits
from ui.kiosk.taking import Taken
from ui.shared.i18n import mark, tr

ROUNDED_TO = 5


NO_TICKETS = {
    "queue.not_yet_open": mark("Tickets from {opens} on. Booking and progress go on now."),
    "queue.closed_for_today": mark("No more tickets today. Booking and progress go on."),
    "queue.day_off": mark("Day off: no tickets. Booking and progress go on."),
    "queue.capacity_gone": mark("All tickets of today are gone. Booking and progress go on."),
}
"""Why machines give no tickets, by the code of the refusal that a wish for one would meet."""


def aloud(sentences: Iterable[str]) -> str:
    """Join sentences so that a voice pauses between them."""
    return "".join(text if text[-1] in "。？！" else f"{text}。" for text in sentences if text)


def waiting_words(waits: Waits | None) -> str:
    """Say how full the hall is."""
    if waits is None:
        return ""
    if waits.no_tickets is not None:
        return tr(NO_TICKETS[waits.no_tickets.code], opens=waits.no_tickets.opens)
    if not waits.any_open:
        return tr("No counter is open yet. You may take a ticket now.")
    if waits.people == 0:
        return tr("Nobody is waiting now")
    return tr("{count} people are waiting", count=waits.people)


def minutes_words(minutes: int) -> str:
    """Say an estimate as people do, in steps of five minutes: nobody can know it better."""
    rounded = max(ROUNDED_TO, round(minutes / ROUNDED_TO) * ROUNDED_TO)
    return tr("about {minutes} minutes", minutes=rounded)


def ahead_words(taken: Taken) -> str:
    """Say how many come first."""
    if taken.ahead == 0:
        return tr("Nobody is before you")
    return tr("{count} people are before you", count=taken.ahead)


def wait_words(taken: Taken) -> str:
    """Say how long it takes."""
    if taken.minutes is None:
        return tr("Counters call as soon as they open")
    if taken.ahead == 0:
        return tr("It is your turn soon")
    return span_words(taken.low, taken.high) if taken.high else minutes_words(taken.minutes)


def span_words(low: int, high: int) -> str:
    """Say between which minutes eight of ten waits end, in steps of five minutes."""
    least, most = math.floor(low / ROUNDED_TO) * ROUNDED_TO, math.ceil(high / ROUNDED_TO) * ROUNDED_TO
    if least == 0:
        return tr("at most about {minutes} minutes", minutes=most)
    return tr("about {least} to {most} minutes", least=least, most=most)


def counters_words(taken: Taken) -> str:
    """Say at which counters the number may be called."""
    return tr("counter {numbers}", numbers="、".join(map(str, taken.counters)))


def form_words(thing: Thing) -> str:
    """Say how a material is taken in."""
    words = {
        "filled_form": tr("fill it in here: forms are ready"),
        "original": tr("original × {count}", count=thing.copies),
        "copy": tr("copy × {count}", count=thing.copies),
        "original_and_copy": tr("original and copy × {count} each", count=thing.copies),
        "check_and_copy": tr("bring the original, we keep copy × {count}", count=thing.copies),
        "check_only": tr("we look at it and hand it back"),
        "electronic": tr("on your phone"),
        "information": tr("just say the number"),
    }
    return words[thing.form]


def priority_words(age_line: int) -> tuple[str, str]:
    """Say who goes first by law, and who looks at it."""
    rest = tr(
        "disabled people, pregnant women, people with an infant, soldiers on duty, disabled and former soldiers, "
        "families of martyrs, firefighters"
    )
    if not age_line:
        return tr("First: {rest}.", rest=rest), tr("Our staff at the guide's desk look at the papers.")
    return (
        tr("First: people of {age} and older, {rest}.", age=age_line, rest=rest),
        tr("The card tells the age. Our staff at the guide's desk look at other papers."),
    )
