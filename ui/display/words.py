"""The display's short words for states and waits; each state has its shape beside its word."""

from hall.service import queue_display
from ui.display.board import CALLING, MISSED, SERVING
from ui.display.news import Wait
from ui.shared.i18n import tr
from ui.shared.voice.announcement import Call

ROUNDED_TO = 5


def spoken(call: queue_display.Call) -> Call:
    """Return what the voice says for a call."""
    return Call(call.number, call.counter_number)


def call_state(call: queue_display.Call) -> tuple[str, str]:
    """Return the colour role and the words for what became of a call."""
    return {
        CALLING: ("accent", tr("▶ please come")),
        SERVING: ("grey", tr("● being served")),
        MISSED: ("yellow", tr("▲ missed")),
    }[call.state]


def hero_note(call: queue_display.Call) -> str:
    """Say what became of the newest call."""
    if call.state == MISSED:
        return tr("▲ missed: please go to the guide's desk")
    if call.state == SERVING:
        return tr("● being served")
    return tr("call {count}", count=call.calls) if call.calls > 1 else ""


def sign_state(sign: queue_display.CounterSign) -> tuple[str, str]:
    """Return the colour role and the words for what a counter does."""
    if sign.state == "paused":
        return "yellow", tr("■ paused")
    if sign.state != "open":
        return "grey", tr("○ closed")
    if sign.ticket_number and sign.ticket_state == CALLING:
        return "accent", tr("▶ calls {ticket}", ticket=sign.ticket_number)
    if sign.ticket_number:
        return "green", tr("● busy {ticket}", ticket=sign.ticket_number)
    return "blue", tr("◇ free")


def wait_words(wait: Wait) -> str:
    """Say how many wait and for how long."""
    if wait.people == 0:
        return tr("nobody waits")
    if wait.minutes is None:
        return tr("{count} waiting", count=wait.people)
    minutes = max(ROUNDED_TO, round(wait.minutes / ROUNDED_TO) * ROUNDED_TO)
    return tr("{count} waiting, about {minutes} min", count=wait.people, minutes=minutes)
