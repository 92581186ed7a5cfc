"""What a hall may set about its big screens and its voice."""

from dataclasses import dataclass
from datetime import time
from typing import Annotated

from hall.kernel.allowed import Areas, Between, Lines, TimeOfDay, Words
from hall.kernel.refusal import Refusal


@dataclass(frozen=True)
class DisplayPolicy:
    """What the big screens (叫号屏) show beside the calls; what hangs where is the hall's own affair.

    Attributes:
        areas: the parts of the hall (分区) that have a screen of their own: a name, and the numbers of its counters.
        notices: lines that take turns at the foot; without any they say the opening hours and where to go after a miss.
        notice_seconds: how long each line stands.
        announcement_seconds: how long what staff announce stands on the screens.
    """

    areas: Annotated[tuple[tuple[str, tuple[int, ...]], ...], Areas()] = ()
    notices: Annotated[tuple[str, ...], Lines(20, 120)] = ()
    notice_seconds: Annotated[int, Between(1, 600)] = 15
    announcement_seconds: Annotated[int, Between(5, 3600)] = 60

    def __post_init__(self) -> None:
        """Take lists, as a database keeps them, for what they are."""
        object.__setattr__(self, "areas", tuple((name, tuple(numbers)) for name, numbers in self.areas))
        object.__setattr__(self, "notices", tuple(self.notices))

    def counters_in(self, area: str) -> frozenset[int]:
        """Return the numbers of the counters in an area.

        Raises:
            Refusal: `screens.no_areas` in a hall without any, `screens.unknown_area` with the names that are known.
        """
        for name, numbers in self.areas:
            if name == area:
                return frozenset(numbers)
        if not self.areas:
            raise Refusal("screens.no_areas", area=area)
        raise Refusal("screens.unknown_area", area=area, known="、".join(name for name, _ in self.areas))


@dataclass(frozen=True)
class KioskPolicy:
    """What a hall settles about its ticket machines (取号机), which know nothing of staff and their passwords.

    Attributes:
        leave_code: what staff type to leave the full screen; empty until the hall has chosen one.
    """

    leave_code: Annotated[str, Words(12)] = ""


@dataclass(frozen=True)
class VoicePolicy:
    """How calls are spoken (播报): rules of queueing §12, twice and three seconds apart, 1 read as 一.

    Attributes:
        yao: whether 1 in a ticket's number is read 幺.
        repeats: how often the sentence is said, 1 to 3; a call that is late is said once.
        gap_seconds: the silence between the two.
        chime: whether a chime comes first.
        quiet_from: from this time of day (HH:MM, the hall's zone) calls are shown and not spoken; empty for never.
        quiet_until: until this time of day.
    """

    yao: bool = False
    repeats: Annotated[int, Between(1, 3)] = 2
    gap_seconds: Annotated[float, Between(0.0, 30.0)] = 3.0
    chime: bool = True
    quiet_from: Annotated[str, TimeOfDay(or_never=True)] = ""
    quiet_until: Annotated[str, TimeOfDay(or_never=True)] = ""

    def is_quiet(self, at: time) -> bool:
        """Tell whether calls are only shown at this time of the hall's day; the hours may span midnight."""
        if not (self.quiet_from and self.quiet_until):
            return False
        begin, end = time.fromisoformat(self.quiet_from), time.fromisoformat(self.quiet_until)
        return begin <= at < end if begin <= end else at >= begin or at < end
