"""What is said and shown for a call: names of clips and pauses, in order; no sound and no Qt here."""

import re
from dataclasses import dataclass
from typing import Final

from ui.shared.i18n import tr

MOST_COUNTERS: Final = 999
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
        silent: has its turn on the screen only (静音叫号), so it may also be a number that no clip can say.
    """

    number: str
    counter: int
    priority: bool = False
    missed: bool = False
    silent: bool = False

    def __post_init__(self) -> None:
        if self.silent:
            return
        if not _NUMBER.fullmatch(self.number):
            raise ValueError(f"not a ticket number: {self.number!r}")
        if not can_be_said(self.number, self.counter):
            raise ValueError(f"not a counter: {self.counter}")


@dataclass(frozen=True, slots=True)
class Manner:
    """How the hall wants its calls spoken.

    Args:
        yao: reads 1 in a ticket's number as 幺 instead of 一; the counter's number never changes.
        repeats: how often the sentence is said, at least once.
        gap: the silence between two of them, in seconds.
        chime: whether a chime comes first.
    """

    yao: bool = False
    repeats: int = 2
    gap: float = 3.0
    chime: bool = True


USUAL: Final = Manner()


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


def can_be_said(number: str, counter: int) -> bool:
    """Tell whether the clips suffice for a ticket's number and a counter."""
    return bool(_NUMBER.fullmatch(number)) and 1 <= counter <= MOST_COUNTERS


def announcement(call: Call, manner: Manner = USUAL, *, late: bool = False) -> tuple[Part, ...]:
    """Return the chime and the sentence, said as often as the hall wants with silence between.

    Args:
        call: whom to call where.
        manner: how the hall wants it spoken.
        late: a call that waited long is said once, like a number that has passed.
    """
    said = sentence(call, yao=manner.yao)
    more = 0 if late or call.missed else max(manner.repeats, 1) - 1
    chime: tuple[Part, ...] = ("chime", Pause(0.15)) if manner.chime else ()
    return (*chime, *said, *((Pause(manner.gap), *said) * more))


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
