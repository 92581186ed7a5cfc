"""Why a counter rests, in the reader's language."""

from collections.abc import Mapping

from ui.shared.i18n import mark, tr

PAUSE_REASONS: Mapping[str, str] = {
    "meal": mark("Meal"),
    "meeting": mark("In a meeting"),
    "restroom": mark("Short break"),
    "broken_device": mark("Repair"),
    "shift_change": mark("Change of shift"),
    "fetch_material": mark("Fetching a file"),
    "training": mark("Training"),
    "other": mark("Away for a moment"),
}
"""By the codes of the posts, in the order in which figures choose them."""


def pause_words(kept: str) -> str:
    """Return a reason as people read it: the words of a code, or the clerk's own words as they were typed."""
    return tr(PAUSE_REASONS[kept]) if kept in PAUSE_REASONS else kept
