"""What a setting may be: the rules that a policy writes beside its fields, as `Annotated[int, Between(0, 60)]`.

Each rule answers with the refusal that names what is allowed, or with None; the same sentence explains the setting.
"""

import re
from dataclasses import dataclass
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hall.kernel.office import read_month_day, read_spans
from hall.kernel.refusal import Refusal

MOST_COUNTERS = 999
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_LETTER = re.compile(r"[A-HJ-NP-Z]")


class Rule(Protocol):
    """What one setting may be."""

    def allows(self, value: object) -> bool:
        """Tell whether the setting may have this value."""

    def refusal(self, name: str) -> Refusal:
        """Return the sentence that says what the setting of this name may be."""


@dataclass(frozen=True, slots=True)
class Between:
    """A number from `least` to `most`, both included; a whole one where the bounds are whole."""

    least: float
    most: float

    def allows(self, value: object) -> bool:
        """Tell whether it is a number within the bounds."""
        kinds = int if self._is_whole else (int, float)
        return isinstance(value, kinds) and not isinstance(value, bool) and self.least <= value <= self.most

    def refusal(self, name: str) -> Refusal:
        """Return `settings.range` or `settings.range_decimal`."""
        code = "settings.range" if self._is_whole else "settings.range_decimal"
        return Refusal(code, name=name, least=f"{self.least:g}", most=f"{self.most:g}")

    @property
    def _is_whole(self) -> bool:
        return isinstance(self.least, int) and isinstance(self.most, int)


class OneOf:
    """One of a few known codes or numbers."""

    def __init__(self, *known: str | int) -> None:
        self._known = known

    def allows(self, value: object) -> bool:
        """Tell whether it is known."""
        return value in self._known

    def refusal(self, name: str) -> Refusal:
        """Return `settings.choice` with what is known."""
        return Refusal("settings.choice", name=name, known="、".join(map(str, self._known)))


class YesOrNo:
    """Yes or no; what every setting is that is typed so."""

    def allows(self, value: object) -> bool:
        """Tell whether it is yes or no."""
        return isinstance(value, bool)

    def refusal(self, name: str) -> Refusal:
        """Return `settings.yes_or_no`."""
        return Refusal("settings.yes_or_no", name=name)


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """A time of the hall's day as HH:MM; `or_never`: empty for no such time."""

    or_never: bool = False

    def allows(self, value: object) -> bool:
        """Tell whether it is such a time."""
        return isinstance(value, str) and bool(_TIME.fullmatch(value) or (self.or_never and not value))

    def refusal(self, name: str) -> Refusal:
        """Return `settings.time` or `settings.time_or_never`."""
        return Refusal("settings.time_or_never" if self.or_never else "settings.time", name=name)


@dataclass(frozen=True, slots=True)
class DayHours:
    """The openings of a day, as 09:00-12:00,13:30-17:30; `or_none`: empty for none of their own."""

    or_none: bool = False

    def allows(self, value: object) -> bool:
        """Tell whether they can be read and follow each other."""
        if not isinstance(value, str):
            return False
        if not value:
            return self.or_none
        try:
            return bool(read_spans(value))
        except ValueError:
            return False

    def refusal(self, name: str) -> Refusal:
        """Return `settings.hours` or `settings.hours_or_none`."""
        return Refusal("settings.hours_or_none" if self.or_none else "settings.hours", name=name)


class MonthDay:
    """A day of every year, as 06-01."""

    def allows(self, value: object) -> bool:
        """Tell whether a year has such a day."""
        try:
            return isinstance(value, str) and bool(read_month_day(value))
        except ValueError:
            return False

    def refusal(self, name: str) -> Refusal:
        """Return `settings.month_day`."""
        return Refusal("settings.month_day", name=name)


@dataclass(frozen=True, slots=True)
class SeriesLetter:
    """The capital letter of a series of numbers; I and O look like figures. `or_none`: empty for none of its own."""

    or_none: bool = False

    def allows(self, value: object) -> bool:
        """Tell whether it is such a letter."""
        return isinstance(value, str) and bool(_LETTER.fullmatch(value) or (self.or_none and not value))

    def refusal(self, name: str) -> Refusal:
        """Return `settings.letter` or `settings.letter_or_none`."""
        return Refusal("settings.letter_or_none" if self.or_none else "settings.letter", name=name)


@dataclass(frozen=True, slots=True)
class Digits:
    """A code of so many digits."""

    count: int

    def allows(self, value: object) -> bool:
        """Tell whether it is such a code."""
        return isinstance(value, str) and bool(re.fullmatch(rf"[0-9]{{{self.count}}}", value))

    def refusal(self, name: str) -> Refusal:
        """Return `settings.digits`."""
        return Refusal("settings.digits", name=name, count=self.count)


@dataclass(frozen=True, slots=True)
class Words:
    """Words on one line, at most so many characters; `needed`: they must not be empty."""

    most: int
    needed: bool = False

    def allows(self, value: object) -> bool:
        """Tell whether they fit."""
        return isinstance(value, str) and self.needed <= len(value) <= self.most and (not value or value.isprintable())

    def refusal(self, name: str) -> Refusal:
        """Return `settings.words` or `settings.words_needed`."""
        return Refusal("settings.words_needed" if self.needed else "settings.words", name=name, most=self.most)


@dataclass(frozen=True, slots=True)
class Lines:
    """A few lines of words."""

    most: int
    longest: int

    def allows(self, value: object) -> bool:
        """Tell whether they are few and short enough."""
        fits = Words(self.longest, needed=True).allows
        return isinstance(value, tuple) and len(value) <= self.most and all(map(fits, value))

    def refusal(self, name: str) -> Refusal:
        """Return `settings.lines`."""
        return Refusal("settings.lines", name=name, most=self.most, longest=self.longest)


class Areas:
    """Parts of the hall: each a name of its own, and the numbers of the counters in it."""

    def allows(self, value: object) -> bool:
        """Tell whether each has a name of its own and counters."""
        if not isinstance(value, tuple):
            return False
        names = [name for name, _ in value]
        numbers = [number for _, of_area in value for number in of_area]
        return (
            all(names)
            and len(set(names)) == len(names)
            and all(of_area for _, of_area in value)
            and all(1 <= number <= MOST_COUNTERS for number in numbers)
        )

    def refusal(self, name: str) -> Refusal:
        """Return `settings.areas`."""
        return Refusal("settings.areas", name=name)


class ZoneName:
    """A zone of the tz database, such as Asia/Shanghai."""

    def allows(self, value: object) -> bool:
        """Tell whether this PC knows the zone."""
        try:
            return isinstance(value, str) and bool(ZoneInfo(value))
        except (ValueError, ZoneInfoNotFoundError, OSError):  # no such zone, a path, a folder of zones
            return False

    def refusal(self, name: str) -> Refusal:
        """Return `settings.zone`."""
        return Refusal("settings.zone", name=name)


class Fixed:
    """Made once and never changed."""

    def allows(self, value: object) -> bool:
        """Nothing else is allowed than what it is."""
        return False

    def refusal(self, name: str) -> Refusal:
        """Return `settings.fixed`."""
        return Refusal("settings.fixed", name=name)
