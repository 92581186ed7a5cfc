"""The life of a case (办件): its stages, its state, and how the journal folds into it."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any, Final

from hall.storage.journal import Entry

DRAFT: Final = "draft"
CHECKING: Final = "checking"
NOTIFIED: Final = "notified"
REFUSAL_PROPOSED: Final = "refusal_proposed"
REFUSED: Final = "refused"
ACCEPTED: Final = "accepted"
DECIDING: Final = "deciding"
AT_UPPER: Final = "at_upper"
SUPPLEMENT: Final = "supplement"
PAUSED: Final = "paused"
DECIDED_YES: Final = "decided_yes"
DECIDED_NO: Final = "decided_no"
READY: Final = "ready"
NOTIFIED_PICKUP: Final = "notified_pickup"
CLOSED: Final = "closed"
ARCHIVED: Final = "archived"
WITHDRAWN: Final = "withdrawn"
ABORTED: Final = "aborted"

ACCEPTANCE, APPROVAL, CERTIFICATE = "acceptance", "approval", "certificate"
INCOMPLETE, DELAY, RETURN = "incomplete", "delay", "return"
"""Which no is proposed (否定报备的情形): not accepted, not approved, a certificate not issued, incomplete after the one
notice, not done within the promise, the application sent back."""

INTAKE: Final = (DRAFT, CHECKING, NOTIFIED)
RUNNING: Final = (ACCEPTED, DECIDING, AT_UPPER)
UNDECIDED: Final = (*INTAKE, REFUSAL_PROPOSED, *RUNNING, SUPPLEMENT, PAUSED)
DECIDED: Final = (DECIDED_YES, DECIDED_NO, REFUSED)
OPEN: Final = (*UNDECIDED, *DECIDED, READY, NOTIFIED_PICKUP)
ENDED: Final = (CLOSED, WITHDRAWN, ABORTED)


@dataclass(frozen=True, slots=True)
class CaseState:
    """Where a case stands; the meaning of each field is that of the column of the same name in `Case`.

    Attributes:
        stage: one of the stages above.
        handler: who works it (承办人).
        step: number of the step at hand, from 1; `steps` + 1 when all are done.
        back_to: the stage to which a pause or an overruled refusal returns.
        extension_asked: days of an extension that waits for the leader; 0 for none.
        extended: days by which the limit was extended, once.
        light: the last warning that went out: `green`, `yellow` or `red`.
        red_days: working days overdue for which the supervisor was told.
        notice_asked: a second notice with new items waits for a leader.
        escalated: a refusal is with the leader above.
        silent: nobody said within the term what is missing, in a matter where silence decides nothing.
    """

    stage: str
    handler: str | None
    steps: int
    step: int = 1
    back_to: str = ""
    submitted_at: dt.datetime | None = None
    notices: int = 0
    supplement_due: dt.datetime | None = None
    accepted_at: dt.datetime | None = None
    deemed: bool = False
    tolerant_until: dt.datetime | None = None
    promised_due: dt.datetime | None = None
    statutory_due: dt.datetime | None = None
    yellow_from: dt.datetime | None = None
    provisional: bool = False
    statutory_provisional: bool = False
    paused_on: dt.date | None = None
    pause_reason: str = ""
    extension_asked: int = 0
    extended: int = 0
    decision: str = ""
    light: str = "green"
    red_days: int = 0
    notice_asked: bool = False
    escalated: bool = False
    silent: bool = False


def fold(state: CaseState | None, entry: Entry) -> CaseState:
    """Apply one entry of the journal."""
    details = entry.details
    if state is None:
        return CaseState(DRAFT, details["handler"], details["steps"])
    change = _CHANGES.get(entry.kind)
    return change(state, entry, details) if change else _moved(state, entry.kind)


def _moved(state: CaseState, kind: str) -> CaseState:
    """Apply an entry that only changes the stage, or nothing but what other tables hold."""
    stage = _STAGES[kind]
    return replace(state, stage=stage) if stage else state


def _submitted(state: CaseState, entry: Entry, _: dict[str, Any]) -> CaseState:
    return replace(state, stage=CHECKING, submitted_at=entry.at)


def _accepted(state: CaseState, entry: Entry, details: dict[str, Any]) -> CaseState:
    return replace(
        _due(state, details),
        stage=ACCEPTED,
        accepted_at=_instant(details.get("accepted_at")) or entry.at,
        deemed=details["deemed"],
        tolerant_until=_instant(details.get("tolerant_until")),
        supplement_due=None,
        notice_asked=False,
        silent=False,
    )


def _noticed(state: CaseState, _: Entry, details: dict[str, Any]) -> CaseState:
    due = _instant(details["due_at"])
    return replace(
        state, stage=NOTIFIED, notices=state.notices + 1, supplement_due=due, notice_asked=False, silent=False
    )


def _notice_asked(state: CaseState, _: Entry, __: dict[str, Any]) -> CaseState:
    return replace(state, notice_asked=True)


def _notice_declined(state: CaseState, _: Entry, __: dict[str, Any]) -> CaseState:
    return replace(state, notice_asked=False)


def _silent(state: CaseState, _: Entry, __: dict[str, Any]) -> CaseState:
    return replace(state, silent=True)


def _supplemented(state: CaseState, _: Entry, details: dict[str, Any]) -> CaseState:
    if state.stage == NOTIFIED:
        return replace(state, stage=CHECKING, supplement_due=None)
    return replace(_due(state, details), stage=ACCEPTED, paused_on=None)


def _proposed(state: CaseState, _: Entry, __: dict[str, Any]) -> CaseState:
    return replace(state, stage=REFUSAL_PROPOSED, back_to=state.stage)


def _escalated(state: CaseState, _: Entry, __: dict[str, Any]) -> CaseState:
    return replace(state, escalated=True)


def _agreed(state: CaseState, _: Entry, details: dict[str, Any]) -> CaseState:
    """A no ends in its own stage; a delay that a leader has read leaves the case where it was."""
    intake = state.back_to == CHECKING
    kind = details.get("kind") or (ACCEPTANCE if intake else APPROVAL)
    if kind == DELAY:
        return _back(state, _, details)
    return replace(state, stage=REFUSED if intake else DECIDED_NO, decision=_DECISIONS[kind], escalated=False)


def _back(state: CaseState, _: Entry, __: dict[str, Any]) -> CaseState:
    return replace(state, stage=state.back_to, escalated=False)


def _reversed(state: CaseState, _: Entry, __: dict[str, Any]) -> CaseState:
    return replace(state, stage=state.back_to, decision="")


def _taken_back(state: CaseState, _: Entry, details: dict[str, Any]) -> CaseState:
    """The result's paper is void: it is made again, or what it rests on is decided again."""
    return replace(state, stage=details["to"], decision="" if details["to"] == DECIDING else state.decision)


def _step_done(state: CaseState, _: Entry, __: dict[str, Any]) -> CaseState:
    return _next_step(state)


def _returned(state: CaseState, _: Entry, details: dict[str, Any]) -> CaseState:
    return replace(state, stage=SUPPLEMENT, paused_on=dt.date.fromisoformat(details["on"]))


def _result(state: CaseState, _: Entry, details: dict[str, Any]) -> CaseState:
    outcome = details["outcome"]
    if outcome == "passed":
        return _next_step(state)
    return replace(state, stage=DECIDED_YES if outcome == "approved" else DECIDED_NO, decision=outcome)


def _paused(state: CaseState, _: Entry, details: dict[str, Any]) -> CaseState:
    on = dt.date.fromisoformat(details["on"])
    return replace(state, stage=PAUSED, back_to=state.stage, paused_on=on, pause_reason=details["reason"])


def _resumed(state: CaseState, _: Entry, details: dict[str, Any]) -> CaseState:
    return replace(_due(state, details), stage=state.back_to, paused_on=None, pause_reason="")


def _asked(state: CaseState, _: Entry, details: dict[str, Any]) -> CaseState:
    return replace(state, extension_asked=details["days"])


def _declined(state: CaseState, _: Entry, __: dict[str, Any]) -> CaseState:
    return replace(state, extension_asked=0)


def _extended(state: CaseState, _: Entry, details: dict[str, Any]) -> CaseState:
    return replace(_due(state, details), extension_asked=0, extended=details["days"])


def _decided(state: CaseState, _: Entry, details: dict[str, Any]) -> CaseState:
    return replace(state, stage=DECIDED_YES, decision=details["decision"])


def _reassigned(state: CaseState, _: Entry, details: dict[str, Any]) -> CaseState:
    return replace(state, handler=details["to"])


def _warned(state: CaseState, _: Entry, details: dict[str, Any]) -> CaseState:
    return replace(state, light=details["light"], red_days=details["red_days"])


def _recounted(state: CaseState, _: Entry, details: dict[str, Any]) -> CaseState:
    if "supplement_due" in details:
        return replace(state, supplement_due=_instant(details["supplement_due"]))
    return _due(state, details)


def _next_step(state: CaseState) -> CaseState:
    """Go on to the next step; after the last one the case waits for the decision."""
    step = state.step + 1
    return replace(state, step=step, stage=ACCEPTED if step <= state.steps else DECIDING)


def _due(state: CaseState, details: dict[str, Any]) -> CaseState:
    """Take the due dates from an entry; a later date puts the light back to green."""
    if "promised_due" not in details:
        return state
    return replace(
        state,
        promised_due=_instant(details["promised_due"]),
        statutory_due=_instant(details["statutory_due"]),
        yellow_from=_instant(details["yellow_from"]),
        provisional=details["provisional"],
        statutory_provisional=details["statutory_provisional"],
        light="green",
        red_days=0,
    )


def _instant(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text).astimezone(dt.UTC) if text else None


_STAGES: Final = {
    "form_saved": "", "material_checked": "", "receipt_recorded": "", "corrected": "", "notice_signed": "",
    "refusal_late": "", "handed_back": "", "outside_paper": "", "returned_to_hall": ACCEPTED,
    "step_begun": DECIDING, "forwarded": AT_UPPER, "readied": READY, "notified": NOTIFIED_PICKUP, "delivered": CLOSED,
    "archived": ARCHIVED, "withdrawn": WITHDRAWN, "lapsed": WITHDRAWN, "aborted": ABORTED,
}  # fmt: skip
_DECISIONS: Final = {ACCEPTANCE: "refused", INCOMPLETE: "refused", APPROVAL: "denied", RETURN: "returned"}
_CHANGES: Final = {
    "submitted": _submitted, "accepted": _accepted, "notice_given": _noticed, "supplemented": _supplemented,
    "refusal_proposed": _proposed, "refusal_agreed": _agreed, "refusal_overruled": _back,
    "refusal_escalated": _escalated, "refusal_reversed": _reversed,
    "notice_asked": _notice_asked, "notice_declined": _notice_declined, "silence_escalated": _silent,
    "step_completed": _step_done, "returned": _returned, "result_recorded": _result,
    "paused": _paused, "resumed": _resumed,
    "extension_proposed": _asked, "extension_declined": _declined, "extended": _extended,
    "decided": _decided, "paper_taken_back": _taken_back,
    "reassigned": _reassigned, "warned": _warned, "recounted": _recounted,
}  # fmt: skip
