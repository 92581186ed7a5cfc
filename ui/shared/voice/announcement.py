"""What is said and shown for a call: names of clips and pauses, in order; no sound and no Qt here."""

import re
from dataclasses import dataclass
from typing import Final

from ui.shared.i18n import tr

REPEAT_PAUSE: Final = 3.0
LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"
WHOLE_COUNTERS: Final = 20
_NUMBER: Final = re.compile(rf"[{LETTERS}]*[0-9]+")


@dataclass(frozen=True, slots=True)
class Call:
    """One announcement (播报, rules §12): a ticket is asked to a counter, or said to have passed.

    It carries no name and no matter: everybody in the hall hears it.

    Args:
        number: the ticket's number, letters and digits ("A001"); I and O are never given out.
        counter: the counter's number, 1 to 999; three figures are read one by one, like the number of a room.
        priority: says "priority number" first, so that those who are overtaken know why.
        missed: says that the number has passed (过号) instead of asking it to the counter.
    """

    number: str
    counter: int
    priority: bool = False
    missed: bool = False

    def __post_init__(self) -> None:
        if not _NUMBER.fullmatch(self.number):
            raise ValueError(f"not a ticket number: {self.number!r}")
        if not 1 <= self.counter <= 999:
            raise ValueError(f"not a counter: {self.counter}")


@dataclass(frozen=True, slots=True)
class Pause:
    """Silence between clips, in seconds."""

    seconds: float


Part = str | Pause


def sign(call: Call) -> str:
    """Return the sentence for the screen: 请 A001 到 3 号窗口."""
    if call.missed:
        return tr("{number} has passed", number=call.number)
    if call.priority:
        return tr("Priority: {number}, please go to counter {counter}", number=call.number, counter=call.counter)
    return tr("{number}, please go to counter {counter}", number=call.number, counter=call.counter)


def announcement(call: Call, *, yao: bool = False, twice: bool = True) -> tuple[Part, ...]:
    """Return the chime and the sentence, said twice three seconds apart or once.

    Args:
        call: whom to call where.
        yao: reads 1 in a ticket's number as 幺 instead of 一; the counter's number never changes.
        twice: False for a call that is late; a number that has passed is said once anyway.
    """
    said = sentence(call, yao=yao)
    again = (Pause(REPEAT_PAUSE), *said) if twice and not call.missed else ()
    return ("chime", Pause(0.15), *said, *again)


def sentence(call: Call, *, yao: bool = False) -> tuple[Part, ...]:
    """Return the parts of one sentence, digits read one by one."""
    said: list[Part] = []
    if call.priority and not call.missed:
        said += ["priority", Pause(0.25)]
    if not call.missed:
        said += ["please", Pause(0.06)]
    # No silence between digits, nor before 号: after a silence their soft beginnings sound like stops.
    said += [_character(character, yao=yao) for character in call.number]
    return (*said, *(("missed",) if call.missed else _to_counter(call.counter)))


def _character(character: str, *, yao: bool) -> str:
    if not character.isdigit():
        return f"letter_{character}"
    return "digit_1_yao" if yao and character == "1" else f"digit_{character}"


def _to_counter(counter: int) -> tuple[Part, ...]:
    """The usual counters are spoken in one breath; those above twenty are put together."""
    if counter <= WHOLE_COUNTERS:
        return (f"to_counter_{counter}",)
    digits = [f"digit_{digit}" for digit in str(counter)]
    if len(digits) == 2:
        digits = [digits[0], "ten", *(digits[1:] if counter % 10 else [])]
    return ("to", Pause(0.05), *digits, "counter")
