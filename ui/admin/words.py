"""What the administrator's window calls roles, devices and days."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from ui.shared.i18n import mark, tr
from ui.shared.page import Office
from ui.shared.wording import ROLES

KINDS: Mapping[str, str] = {
    "counter": mark("Window of a counter"),
    "rating": mark("Screen at a counter"),
    "kiosk": mark("Ticket kiosk"),
    "guide": mark("Guide's desk"),
    "display": mark("Big screen"),
    "supervisor": mark("Supervision"),
    "admin": mark("Administration"),
}
"""Kinds of devices by the codes of security."""


def kind(code: str) -> str:
    """Return what a kind of device is called."""
    return tr(KINDS[code]) if code in KINDS else code


def roles(codes: Iterable[str]) -> str:
    """Return roles in words, in the order of their weight."""
    held = set(codes)
    return "、".join(tr(words) for code, words in ROLES.items() if code in held)


def day(office: Office, at: datetime | None) -> str:
    """Return a day as the hall's calendar shows it, empty for none."""
    return f"{office.local(at):%Y-%m-%d}" if at is not None else ""


def minute(office: Office, at: datetime | None) -> str:
    """Return a minute as the hall's clocks show it, empty for none."""
    return f"{office.local(at):%Y-%m-%d %H:%M}" if at is not None else ""
