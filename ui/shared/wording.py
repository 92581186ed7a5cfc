"""How the windows of staff say times, states and codes, in the reader's language."""

from collections.abc import Mapping
from datetime import datetime

from ui.shared.i18n import mark, tr

PRIORITIES: Mapping[str, str] = {
    "P0": mark("urgent"),
    "P1": mark("priority by law"),
    "P2": mark("priority by need"),
    "P3": mark("by appointment"),
}
"""Classes that go before others; an ordinary ticket has no word."""

TICKET_STATES: Mapping[str, str] = {
    "waiting": mark("waiting"),
    "calling": mark("being called"),
    "serving": mark("being served"),
    "held": mark("on hold"),
    "missed": mark("missed"),
    "done": mark("finished"),
    "expired": mark("expired"),
}
"""States of a ticket."""

ROLES: Mapping[str, str] = {
    "leader": mark("Head of the hall"),
    "reviewer": mark("Reviewer"),
    "clerk": mark("Counter clerk"),
    "guide": mark("Guide"),
    "supervisor": mark("Supervisor"),
    "seal_keeper": mark("Keeper of the seal"),
    "grid_officer": mark("Grid officer"),
    "admin": mark("Administrator"),
}
"""Posts by the codes of security, the first that fits is shown."""


def said(words: Mapping[str, str], code: str) -> str:
    """Return the words for a code; a code that nobody has put into words yet stays silent."""
    return tr(words[code]) if code in words else ""


def post_of(roles: tuple[str, ...]) -> str:
    """Return what a person is in the hall."""
    return next((tr(words) for role, words in ROLES.items() if role in roles), "")


def minutes_seconds(seconds: int) -> str:
    """Return 03:12; beyond an hour 1:03:12."""
    hours, rest = divmod(max(seconds, 0), 3600)
    minutes = f"{rest // 60:02}:{rest % 60:02}"
    return f"{hours}:{minutes}" if hours else minutes


def passed(since: datetime | None, now: datetime) -> int:
    """Return the whole seconds since an instant; never below 0, for the clocks of two PCs may differ a little."""
    return max(int((now - since).total_seconds()), 0) if since is not None else 0


def waited(seconds: int) -> str:
    """Return how long somebody has waited, in words."""
    if seconds < 60:
        return tr("Has just come")
    return tr("Waiting for {minutes} min", minutes=seconds // 60)
