"""The kiosk's sentences that depend on figures."""

from collections.abc import Iterable

from ui.kiosk.offer import Thing, Waits
from ui.kiosk.taking import Taken
from ui.shared.i18n import tr

ROUNDED_TO = 5


def aloud(sentences: Iterable[str]) -> str:
    """Join sentences so that a voice pauses between them."""
    return "".join(text if text[-1] in "。？！" else f"{text}。" for text in sentences if text)


def waiting_words(waits: Waits | None) -> str:
    """Say how full the hall is."""
    if waits is None:
        return ""
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
    return minutes_words(taken.minutes)


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
