"""How the chain of a first-contact sheet is told on the screen: who did what, for whom, in which words."""

from collections.abc import Mapping

from hall.service import contacts_views
from ui.shared.i18n import mark, tr

Link = contacts_views.Link
_EVENTS: Mapping[str, str] = {
    "opened": mark("Registered"),
    "answered": mark("Answered"),
    "linked": mark("Case opened"),
    "handed_over": mark("Handed to {to}"),
    "signed": mark("Signed for"),
    "declined": mark("Sent back to {to}"),
    "reminded": mark("{to} reminded"),
    "timed_out": mark("{to} has not signed in time"),
    "escalated": mark("Leader asked"),
    "assigned": mark("Leader named {to}"),
    "taken_over": mark("Taken over by {to}"),
    "referred": mark("Shown where to go"),
    "promised": mark("Promised until {due}"),
    "promise_passed_on": mark("{to} keeps the promise now"),
    "promise_kept": mark("Promise kept"),
    "case_done": mark("Case done"),
    "replied": mark("Resident told"),
    "closed": mark("Closed"),
}
_CAME: Mapping[str, str] = {
    "walk_in": mark("In person"),
    "phone": mark("By phone"),
    "letter": mark("By letter"),
    "net": mark("Online"),
}
_HOW: Mapping[str, str] = {
    "walk_in": mark("in person"),
    "phone": mark("by phone"),
    "letter": mark("by letter"),
    "net": mark("online"),
}


def told(link: Link) -> str:
    """Return one link of the chain in one line."""
    event = tr(_EVENTS[link.kind], to=link.to, due=link.due) if link.kind in _EVENTS else ""
    how = (_CAME if link.kind == "opened" else _HOW).get(link.way)
    if how is not None:
        event = tr("{event}, {how}", event=event, how=tr(how))
    goods = tr(", ").join(f"{name} × {count}" for name, count in link.materials)
    said = [part for part in (tr(", ").join(link.where), goods, link.words) if part]
    return "　".join(part for part in (event, link.who, "；".join(said)) if part)
