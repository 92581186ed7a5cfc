"""The display's short words for states and waits; each state has its shape beside its word."""

from hall.service import screens_display
from ui.display.board import CALLING, MISSED, SERVING
from ui.display.news import Wait
from ui.shared.i18n import mark, tr
from ui.shared.voice.announcement import Call, can_be_said

PRIORITY = "★"
OTHERWISE = mark("■ out of service for now")
PAUSES = {
    "meal": mark("■ at lunch"),
    "meeting": mark("■ in a meeting"),
    "restroom": mark("■ back soon"),
    "broken_device": mark("■ being repaired"),
    "shift_change": mark("■ changing shifts"),
    "fetch_material": mark("■ fetching papers"),
    "training": mark("■ in training"),
}
"""Words for the codes of a pause; what a clerk wrote freely is for colleagues."""


def spoken(call: screens_display.Call, *, quiet: bool = False) -> Call:
    """Return what the voice says for a call; in quiet hours, and where no clip fits the number, it is only shown."""
    silent = call.silent or quiet or not can_be_said(call.number, call.counter_number)
    return Call(call.number, call.counter_number, priority=call.priority, silent=silent)


def called(call: screens_display.Call) -> str:
    """Return the number as it stands in the list, with a star where it goes before others."""
    return f"{PRIORITY}{call.number}" if call.priority else call.number


def call_state(call: screens_display.Call) -> tuple[str, str]:
    """Return the colour role and the words for what became of a call."""
    return {
        CALLING: ("accent", tr("▶ please come")),
        SERVING: ("grey", tr("● being served")),
        MISSED: ("yellow", tr("▲ missed")),
    }[call.state]


def hero_note(call: screens_display.Call) -> str:
    """Say what became of the newest call."""
    if call.state == MISSED:
        return tr("▲ missed: please go to the guide's desk")
    if call.state == SERVING:
        return tr("● being served")
    said = [tr("★ priority")] if call.priority else []
    said += [tr("please watch the screen")] if call.silent else []
    said += [tr("call {count}", count=call.calls)] if call.calls > 1 else []
    return "  ".join(said)


def sign_name(sign: screens_display.CounterSign) -> str:
    """Return the counter's number, and whether it is for quick matters only."""
    if sign.quick:
        return tr("No. {number} quick", number=sign.number)
    return tr("No. {number}", number=sign.number)


def sign_state(sign: screens_display.CounterSign) -> tuple[str, str]:
    """Return the colour role and the words for what a counter does."""
    if sign.state == "back_office":
        return "yellow", tr("■ paused")
    if sign.state == "paused":
        return "yellow", tr(PAUSES.get(sign.pause_reason, OTHERWISE))
    if sign.state != "open":
        return "grey", tr("○ closed")
    if sign.ticket_number and sign.ticket_state == CALLING:
        return "accent", tr("▶ calls {ticket}", ticket=sign.ticket_number)
    if sign.ticket_number:
        return "green", tr("● busy {ticket}", ticket=sign.ticket_number)
    return "blue", tr("◇ free")


def wait_name(wait: Wait) -> str:
    """Name a group of services and how many wait for it."""
    return tr("{name} {count} people", name=wait.name, count=wait.people) if wait.people else wait.name


def wait_words(wait: Wait) -> str:
    """Say for how long they wait, as a range where the hall's own days have taught one."""
    if wait.people == 0:
        return tr("nobody waits")
    if wait.minutes is None:
        return tr("no counter is open yet")
    if wait.low < wait.high:
        return tr("about {low}–{high} min", low=wait.low, high=wait.high)
    return tr("about {minutes} min", minutes=max(1, wait.minutes))
