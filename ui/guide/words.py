"""How the guide's window says waits, counters and classes."""

from collections.abc import Mapping
from datetime import datetime

from hall.service import queue_policy, queue_views
from ui.guide.floor import CounterLine
from ui.shared.i18n import mark, tr
from ui.shared.state_mark import Light
from ui.shared.wording import minutes_seconds, passed


class Claim:
    """A ground for going first, as residents name it: its key, its class and how it is usually justified."""

    def __init__(self, code: str, key: str, text: str, priority: str, ground: str) -> None:
        self.code, self.key, self.text, self.priority, self.ground = code, key, text, priority, ground


CLAIMS = (
    Claim("serviceman", "J", mark("Serviceman"), queue_policy.BY_LAW, queue_policy.CERTIFICATE_SEEN),
    Claim("disabled", "C", mark("Disabled"), queue_policy.IN_NEED, queue_policy.CERTIFICATE_SEEN),
    Claim("infant", "Y", mark("Pregnant or with an infant"), queue_policy.IN_NEED, queue_policy.CLERK_NOTE),
    Claim("old", "L", mark("Old"), queue_policy.IN_NEED, queue_policy.CERTIFICATE_SEEN),
    Claim("urgent", "T", mark("Taken ill"), queue_policy.URGENT, queue_policy.CLERK_NOTE),
)
"""现役军人和三属、残疾人、孕妇抱婴、老人、突发疾病: the classes of the queue in the residents' words."""

GROUNDS: Mapping[str, str] = {
    queue_policy.CERTIFICATE_SEEN: mark("Certificate seen"),
    queue_policy.CLERK_NOTE: mark("Seen or told"),
}

SHEET_STATES: Mapping[str, str] = {
    "open": mark("To be answered"),
    "handed": mark("Taken over"),
    "handover_pending": mark("Waits for a signature"),
    "answered": mark("Answered"),
    "referred": mark("Shown where to go"),
    "followup": mark("Tell the resident the result"),
}
"""States of a sheet in which the guide owes the next step."""

COUNTER_STATES: Mapping[str, tuple[Light, str]] = {
    "open": (Light.GREEN, mark("Free")),
    "paused": (Light.BLUE, mark("Counter paused")),
    "back_office": (Light.BLUE, mark("In the back office")),
    "closed": (Light.GREY, mark("Counter closed")),
}


def claim(code: str) -> Claim | None:
    """Return the claim of a code, None for an ordinary ticket."""
    return next((each for each in CLAIMS if each.code == code), None)


def wait_of(outlook: queue_views.Outlook) -> str:
    """Return how long somebody waits who comes now, as a range where the hall knows one."""
    if not outlook.ahead:
        return tr("at once")
    if outlook.minutes is None:
        return tr("nobody knows")
    if outlook.low == outlook.high:
        return tr("about {minutes} min", minutes=outlook.minutes)
    return tr("{low} to {high} min", low=outlook.low, high=outlook.high)


def light_of(line: CounterLine) -> Light:
    """Return the light of a counter: yellow while it calls."""
    if line.ticket is not None:
        return Light.YELLOW if line.ticket.state == "calling" else Light.GREEN
    return COUNTER_STATES.get(line.card.state, (Light.GREY, ""))[0]


def state_of(line: CounterLine, now: datetime) -> str:
    """Return what a counter is at, with the minutes that the ticket has been there."""
    ticket = line.ticket
    if ticket is None:
        return tr(COUNTER_STATES[line.card.state][1]) if line.card.state in COUNTER_STATES else ""
    if ticket.state == "calling":
        return tr("calls {number}", number=ticket.number)
    spent = minutes_seconds(ticket.worked_seconds + passed(ticket.served_at, now))
    return tr("{number}  {spent}", number=ticket.number, spent=spent)
