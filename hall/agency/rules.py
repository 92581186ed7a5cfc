"""Agency (代办制): what a mandate allows, which step follows which, and what is left when the mandate is over."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Final

from hall.kernel.allowed import Between
from hall.kernel.dates import chinese_date
from hall.kernel.refusal import Refusal
from hall.storage.journal import Entry, Event

ENTRUSTED: Final = "entrusted"
LOGGED: Final = "logged"
SUBMITTED: Final = "submitted"
SUPPLEMENT: Final = "supplement"
RESULT: Final = "result"
DELIVERED: Final = "delivered"
VISITED: Final = "visited"
ENDED: Final = "ended"
CLOSED: Final = "closed"
UNDER_WAY: Final = (ENTRUSTED, LOGGED, SUBMITTED, SUPPLEMENT)

SUBMIT_POWER: Final = "submit"
SUPPLEMENT_POWER: Final = "supplement"
COLLECT_POWER: Final = "collect"
SIGN_POWER: Final = "sign"
POWERS: Final = (SUBMIT_POWER, SUPPLEMENT_POWER, COLLECT_POWER, SIGN_POWER)
USUAL_POWERS: Final = POWERS[:3]
"""What is ticked before anybody asks; signing for a resident never is."""

IDENTITY_WAYS: Final = ("card", "face", "looked_at")
OUTCOMES: Final = ("approved", "denied")
GRADES: Final = (5, 4, 3, 2, 1)
BAD_GRADES: Final = (2, 1)
WITHDRAWN: Final = "withdrawn"
EXPIRED: Final = "expired"
ENDINGS: Final = (WITHDRAWN, EXPIRED, "died", "impossible")


@dataclass(frozen=True)
class AgencyPolicy:
    """Terms of agency; no national rule names any, so both are settings.

    Attributes:
        submit_days: working days within which an errand is handed in above (rules 5: three, as counties write).
        longest_days: the most days for which a mandate is given.
    """

    submit_days: Annotated[int, Between(1, 30)] = 3
    longest_days: Annotated[int, Between(1, 1095)] = 365


@dataclass(frozen=True, slots=True)
class ErrandState:
    """Where an errand stands; the fields are explained at `Errand`."""

    state: str
    agent: str
    powers: list[str]
    identity_way: str
    until: dt.date
    report_due: dt.datetime | None = None
    late: bool = False
    submitted_at: dt.datetime | None = None
    collected: bool = False
    outcome: str = ""
    delivered_at: dt.datetime | None = None
    grade: int | None = None
    ended: str = ""


def check_matter(*, name: str, in_person_only: bool) -> None:
    """Refuse a matter for which the resident has to come in person (`agency.in_person`)."""
    if in_person_only:
        raise Refusal("agency.in_person", matter=name)


def entrust(
    *, agent: str | None, powers: Collection[str], identity_way: str, until: dt.date, today: dt.date, longest: int
) -> Event:
    """A resident signs a mandate, and who they are has been verified.

    Raises:
        Refusal: `agency.nobody`, `agency.powers_missing`, `agency.power_unknown`, `agency.identity_unverified`,
            `agency.until_past`, `agency.until_long` (most).
    """
    if agent is None:
        raise Refusal("agency.nobody")
    if not powers:
        raise Refusal("agency.powers_missing")
    if not set(powers) <= set(POWERS):
        raise Refusal("agency.power_unknown")
    if identity_way not in IDENTITY_WAYS:
        raise Refusal("agency.identity_unverified")
    if until < today:
        raise Refusal("agency.until_past")
    if until > today + dt.timedelta(days=longest):
        raise Refusal("agency.until_long", most=longest)
    ticked = [power for power in POWERS if power in powers]
    details = {"agent": agent, "powers": ticked, "identity_way": identity_way, "until": until.isoformat()}
    return Event("entrusted", details)


def log(state: ErrandState, *, today: dt.date, report_due: dt.datetime) -> Event:
    """What goes along is listed and signed by both sides; the days for handing it in begin."""
    _expect(state, ENTRUSTED)
    _in_force(state, today)
    return Event("logged", {"report_due": report_due.isoformat()})


def submit(state: ErrandState, *, today: dt.date, signs: bool = False) -> Event:
    """The agent hands it in above, at first or with what was asked for besides; `signs` for the resident, or not.

    Raises:
        Refusal: `agency.no_power_…`, `agency.mandate_over` (day), `agency.now_…`.
    """
    _expect(state, LOGGED, SUPPLEMENT)
    _in_force(state, today)
    _power(state, SUBMIT_POWER if state.state == LOGGED else SUPPLEMENT_POWER)
    if signs:
        _power(state, SIGN_POWER)
    return Event("submitted", {"signed": signs})


def ask_supplement(state: ErrandState, *, today: dt.date, note_id: str) -> Event:
    """The office above asks for more."""
    _expect(state, SUBMITTED)
    _in_force(state, today)
    return Event("supplement_asked", {"note_id": note_id})


def record_result(state: ErrandState, *, today: dt.date, outcome: str, collected: bool) -> Event:
    """The office above has decided; `collected` says that the agent took the result, else the resident gets it there.

    A mandate that is only for fetching a result knows no handing in before.

    Raises:
        Refusal: `agency.outcome`, `agency.no_power_…`, `agency.mandate_over` (day), `agency.now_…`.
    """
    _expect(state, SUBMITTED, *(() if SUBMIT_POWER in state.powers else (LOGGED,)))
    _in_force(state, today)
    if outcome not in OUTCOMES:
        raise Refusal("agency.outcome")
    if collected:
        _power(state, COLLECT_POWER)
    return Event("result_recorded", {"outcome": outcome, "collected": collected})


def deliver(state: ErrandState) -> Event:
    """The resident has the result and every original, and has signed; a mandate that is over does not hinder it."""
    _expect(state, RESULT)
    return Event("delivered")


def visit(state: ErrandState, *, grade: int, note_id: str) -> Event:
    """Ask the resident how it was (回访); a bad grade needs a word on why.

    Raises:
        Refusal: `agency.grade`, `agency.words_missing`, `agency.now_…`.
    """
    _expect(state, DELIVERED)
    if grade not in GRADES:
        raise Refusal("agency.grade")
    if grade in BAD_GRADES and not note_id:
        raise Refusal("agency.words_missing")
    return Event("visited", {"grade": grade, "note_id": note_id})


def end(state: ErrandState, *, reason: str, today: dt.date) -> Event:
    """End an errand early: the mandate is taken back or over, the resident has died, or it cannot be done.

    Raises:
        Refusal: `agency.ending`, `agency.not_over` (day) for a mandate that is still in force, `agency.now_…`.
    """
    _expect(state, *UNDER_WAY)
    if reason not in ENDINGS:
        raise Refusal("agency.ending")
    if reason == EXPIRED and today <= state.until:
        raise Refusal("agency.not_over", day=chinese_date(state.until))
    return Event("ended", {"reason": reason})


def close(state: ErrandState, *, here: int, up: int) -> Event:
    """File the errand; no original may be here or above any more.

    Raises:
        Refusal: `agency.originals_here` (count), `agency.originals_up` (count), `agency.now_…`.
    """
    _expect(state, VISITED, ENDED)
    if up:
        raise Refusal("agency.originals_up", count=up)
    if here:
        raise Refusal("agency.originals_here", count=here)
    return Event("closed")


def take_back(state: ErrandState, *, up: int) -> Event:
    """Originals that were handed in have come back from above; the end of the mandate does not hinder it.

    Raises:
        Refusal: `agency.nothing_up`, `agency.now_…`.
    """
    _expect(state, SUBMITTED, SUPPLEMENT, RESULT, DELIVERED, VISITED, ENDED)
    if not up:
        raise Refusal("agency.nothing_up")
    return Event("taken_back")


def pass_on(state: ErrandState, *, to: str) -> Event:
    """Whoever signs a leaver's duty list (离岗交接) carries the errand on; the mandate is for the hall's staff."""
    if state.state == CLOSED:
        raise Refusal("agency.now_closed")
    return Event("passed_on", {"to": to})


def warn(state: ErrandState) -> Event:
    """The days for handing it in are over."""
    _expect(state, LOGGED)
    if state.late:
        raise Refusal("agency.now_logged")
    return Event("warned")


def next_acts(state: ErrandState, today: dt.date, *, up: bool = False, here: bool = False) -> Sequence[str]:
    """Return the names of the actions that an errand can take, the likeliest first."""
    back = ("take_back",) if up else ()
    if state.state in UNDER_WAY and today > state.until:
        return ("end", *back)
    if state.state == LOGGED and SUBMIT_POWER not in state.powers:
        return ("record_result", "end")
    if state.state == SUPPLEMENT and SUPPLEMENT_POWER not in state.powers:
        return ("end", *back)
    if state.state in (VISITED, ENDED):
        hand_back = ("hand_back",) if here else ()
        return (*back, *hand_back) if up or here else ("close",)
    return (*_NEXT[state.state], *back)


_NEXT: Final = {
    ENTRUSTED: ("log", "end"),
    LOGGED: ("submit", "end"),
    SUBMITTED: ("record_result", "ask_supplement", "end"),
    SUPPLEMENT: ("submit", "end"),
    RESULT: ("deliver",),
    DELIVERED: ("visit",),
    CLOSED: (),
}


def fold(state: ErrandState | None, entry: Entry) -> ErrandState:
    """Apply one entry of the journal."""
    details = entry.details
    if state is None:
        until = dt.date.fromisoformat(details["until"])
        return ErrandState(ENTRUSTED, details["agent"], list(details["powers"]), details["identity_way"], until)
    match entry.kind:
        case "logged":
            report_due = dt.datetime.fromisoformat(details["report_due"]).astimezone(dt.UTC)
            return replace(state, state=LOGGED, report_due=report_due)
        case "submitted":
            return replace(state, state=SUBMITTED, submitted_at=entry.at, report_due=None, late=False)
        case "supplement_asked":
            return replace(state, state=SUPPLEMENT)
        case "result_recorded":
            outcome, collected = details["outcome"], details["collected"]
            return replace(state, state=RESULT, outcome=outcome, collected=collected, report_due=None, late=False)
        case "delivered":
            return replace(state, state=DELIVERED, delivered_at=entry.at)
        case "visited":
            return replace(state, state=VISITED, grade=details["grade"])
        case "ended":
            return replace(state, state=ENDED, ended=details["reason"], report_due=None, late=False)
        case "warned":
            return replace(state, late=True)
        case "taken_back":
            return state
        case "passed_on":
            return replace(state, agent=details["to"])
        case "closed":
            return replace(state, state=CLOSED)
    raise ValueError(f"unknown entry {entry.kind}")


def _expect(state: ErrandState, *allowed: str) -> None:
    """Refuse with the sentence of the present state, which says what can be done instead."""
    if state.state not in allowed:
        raise Refusal(f"agency.now_{state.state}")


def _in_force(state: ErrandState, today: dt.date) -> None:
    if today > state.until:
        raise Refusal("agency.mandate_over", day=chinese_date(state.until))


def _power(state: ErrandState, power: str) -> None:
    if power not in state.powers:
        raise Refusal(f"agency.no_power_{power}")
