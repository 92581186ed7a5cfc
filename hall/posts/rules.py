"""Why a counter does not serve, and what a quick counter is."""

from typing import Final

from hall.kernel.refusal import Refusal

OPEN, PAUSED, BACK_OFFICE, CLOSED = "open", "paused", "back_office", "closed"
STATES: Final = (OPEN, PAUSED, BACK_OFFICE, CLOSED)
"""Serving, away for a while, working on files behind the counter (后台办件), closed."""

PAUSE_REASONS: Final = (
    "meal", "meeting", "restroom", "broken_device", "shift_change", "fetch_material", "training", "other",
)  # fmt: skip
"""吃饭、开会、去洗手间、设备故障、交接班、取材料、培训、其他; anything else stands as the clerk wrote it."""

LARGEST = 999
"""The largest number of a counter that the voice can say."""

LONGEST_REASON = 40
"""Characters of a reason in free words: one line on the big screen."""

LONGEST_QUICK = 60
"""Minutes; a counter that takes longer matters is no quick counter."""


def pause_reason(said: str) -> str:
    """Return a reason as it is kept: a code of `PAUSE_REASONS` or the clerk's own words.

    Raises:
        Refusal: `posts.reason_missing`, `posts.reason_too_long`.
    """
    reason = " ".join(said.split())
    if not reason:
        raise Refusal("posts.reason_missing")
    if len(reason) > LONGEST_REASON:
        raise Refusal("posts.reason_too_long", longest=LONGEST_REASON)
    return reason


def check_quick_minutes(minutes: int) -> None:
    """Refuse a limit that makes no quick counter (`posts.quick_range`); 0 is none."""
    if not 0 <= minutes <= LONGEST_QUICK:
        raise Refusal("posts.quick_range", longest=LONGEST_QUICK)


def short_enough(quick_minutes: int, minutes: int) -> bool:
    """Tell whether a matter of so many minutes goes to a counter with this limit."""
    return quick_minutes == 0 or 1 <= minutes <= quick_minutes
