"""What may happen to a case in which stage: one pure decision for each thing that a person does."""

import datetime as dt
from typing import Any, Final

from hall.cases.life import (
    ACCEPTED,
    AT_UPPER,
    CHECKING,
    DECIDED,
    DECIDING,
    DRAFT,
    ENDED,
    INTAKE,
    NOTIFIED,
    NOTIFIED_PICKUP,
    PAUSED,
    READY,
    REFUSAL_PROPOSED,
    RUNNING,
    SUPPLEMENT,
    UNDECIDED,
    CaseState,
)
from hall.kernel.refusal import Refusal
from hall.storage.journal import Event

GROUNDS: Final = ("not_competent", "not_needed", "not_eligible", "duplicate")
"""Why an application is not accepted: not this body's power, no permission needed, conditions not met, a duplicate."""
ABORT_REASONS: Final = ("died", "moved_away", "duplicate")
DELIVERY_WAYS: Final = ("direct", "left", "post", "electronic", "public", "passed_on")


def expect(state: CaseState, *allowed: str) -> None:
    """Refuse with the sentence of the present stage (`cases.now_…`), which says what can be done instead."""
    if state.stage not in allowed:
        raise Refusal(f"cases.now_{state.stage}")


def save_form(state: CaseState, *, result_only: bool) -> Event:
    """The form changes until acceptance and after a return; fields of the result are filled in later."""
    expect(state, *INTAKE, SUPPLEMENT, *((*RUNNING, PAUSED, *DECIDED) if result_only else ()))
    return Event("form_saved")


def check_material(state: CaseState, *, material_id: str, to: str, was: str) -> Event:
    """Materials come in until acceptance and after a return; what was promised (容缺) comes in while the case runs."""
    expect(state, *INTAKE, SUPPLEMENT, *((*RUNNING, PAUSED) if was == "promised" else ()))
    return Event("material_checked", {"material": material_id, "state": to})


def submit(state: CaseState) -> Event:
    """The applicant hands everything in: the five days for a notice begin."""
    expect(state, DRAFT)
    return Event("submitted")


def accept(state: CaseState, *, dues: dict[str, Any], tolerant_until: dt.datetime | None = None,
           accepted_at: dt.datetime | None = None, deemed: bool = False) -> Event:  # fmt: skip
    """The application is complete, or what is missing was promised (容缺受理): the clocks start.

    `accepted_at` differs from now where silence counts as acceptance from the day of receipt.
    """
    expect(state, CHECKING)
    details = {**dues, "deemed": deemed}
    if tolerant_until:
        details["tolerant_until"] = tolerant_until.isoformat()
    if accepted_at:
        details["accepted_at"] = accepted_at.isoformat()
    return Event("accepted", details)


def give_notice(state: CaseState, *, notice_id: str, due_at: dt.datetime) -> Event:
    """Say once and completely what is missing (一次性告知)."""
    expect(state, CHECKING)
    return Event("notice_given", {"notice_id": notice_id, "due_at": due_at.isoformat()})


def supplement(state: CaseState, *, dues: dict[str, Any] | None = None) -> Event:
    """What was asked for has come: before acceptance it is checked again, after a return it goes up again."""
    expect(state, NOTIFIED, SUPPLEMENT)
    return Event("supplemented", dues or {})


def lapse(state: CaseState) -> Event:
    """The time to supplement ran out: the application counts as withdrawn (视为撤回)."""
    expect(state, NOTIFIED, *((*RUNNING, PAUSED, SUPPLEMENT) if state.tolerant_until else ()))
    return Event("lapsed")


def propose_refusal(state: CaseState, *, proposal_id: str) -> Event:
    """Propose a no (否定报备); only a leader's review makes it one."""
    expect(state, CHECKING, ACCEPTED, DECIDING)
    return Event("refusal_proposed", {"proposal_id": proposal_id})


def check_reasons(*, accepting: bool, ground: str, reason: str, basis: str, office: str) -> None:
    """Refuse a no without its ground, its reason, its rule, or the competent office (否定报备的必填项)."""
    if accepting and ground not in GROUNDS:
        raise Refusal("cases.ground")
    if not reason.strip():
        raise Refusal("cases.reason_missing")
    if not basis.strip():
        raise Refusal("cases.basis_missing")
    if ground == "not_competent" and not office.strip():
        raise Refusal("cases.office_missing")


def review_refusal(state: CaseState, *, agree: bool, by: str | None, proposed_by: str | None) -> Event:
    """Agree to a refusal or overrule it; nobody reviews their own proposal."""
    expect(state, REFUSAL_PROPOSED)
    if by is not None and by == proposed_by:
        raise Refusal("cases.own_proposal")
    return Event("refusal_agreed" if agree else "refusal_overruled")


def begin_step(state: CaseState, *, held_here: bool) -> Event:
    """Take up the step at hand, which the hall itself does."""
    expect(state, ACCEPTED)
    if not held_here:
        raise Refusal("cases.step_of_upper")
    return Event("step_begun", {"step": state.step})


def complete_step(state: CaseState) -> Event:
    """The hall's step is done; after the last one comes the decision."""
    expect(state, DECIDING)
    if state.step > state.steps:
        raise Refusal("cases.decide_now")
    return Event("step_completed", {"step": state.step})


def forward(state: CaseState, *, held_here: bool, forwarding_id: str) -> Event:
    """Send the case to the body that does the step at hand."""
    expect(state, ACCEPTED)
    if held_here:
        raise Refusal("cases.step_of_hall")
    return Event("forwarded", {"step": state.step, "forwarding_id": forwarding_id})


def record_receipt(state: CaseState, *, forwarding_id: str) -> Event:
    """The upper level has given its receipt number."""
    expect(state, AT_UPPER)
    return Event("receipt_recorded", {"forwarding_id": forwarding_id})


def record_return(state: CaseState, *, forwarding_id: str, items: int, on: dt.date) -> Event:
    """The upper level sends the case back; it has to name what it wants, item by item (退回必须带具体条目)."""
    expect(state, AT_UPPER)
    if not items:
        raise Refusal("cases.return_items")
    return Event("returned", {"forwarding_id": forwarding_id, "items": items, "on": on.isoformat()})


def record_result(state: CaseState, *, forwarding_id: str, outcome: str) -> Event:
    """The upper level has done its step: `passed` on to the next one, `approved` or `denied`."""
    expect(state, AT_UPPER)
    if outcome not in ("passed", "approved", "denied"):
        raise Refusal("cases.outcome")
    return Event("result_recorded", {"forwarding_id": forwarding_id, "outcome": outcome})


def pause(state: CaseState, *, reason: str, allowed: tuple[str, ...], on: dt.date) -> Event:
    """Stop the clock for a reason that the matter allows (行政许可法 45 and local rules)."""
    expect(state, *RUNNING)
    if reason not in allowed:
        raise Refusal("cases.pause_reason")
    return Event("paused", {"reason": reason, "on": on.isoformat()})


def resume(state: CaseState, *, on: dt.date, dues: dict[str, Any]) -> Event:
    """The clock runs again; the days of [pause, resume) are left out."""
    expect(state, PAUSED)
    return Event("resumed", {**dues, "on": on.isoformat()})


def propose_extension(state: CaseState, *, days: int, most: int | None, now: dt.datetime) -> Event:
    """Ask for more time: once, before the limit ends, and no more than the matter allows."""
    expect(state, *RUNNING)
    _extensible(state, now)
    if state.extension_asked:
        raise Refusal("cases.extension_waits")
    if most is None:
        raise Refusal("cases.extension_none")
    if not 0 < days <= most:
        raise Refusal("cases.extension_long", most=most)
    return Event("extension_proposed", {"days": days})


def approve_extension(state: CaseState, *, agree: bool, now: dt.datetime, dues: dict[str, Any]) -> Event:
    """The leader grants it or not; after the limit has ended nothing can be granted (过期后不可补批)."""
    expect(state, *RUNNING)
    if not state.extension_asked:
        raise Refusal("cases.extension_not_asked")
    if not agree:
        return Event("extension_declined")
    _extensible(state, now)
    return Event("extended", {**dues, "days": state.extension_asked})


def decide(state: CaseState, *, immediate: bool, upper_left: bool) -> Event:
    """Approve. A no is never decided here: it is proposed (否定报备)."""
    expect(state, DECIDING, *((ACCEPTED,) if immediate else ()))
    if upper_left and not immediate:
        raise Refusal("cases.steps_left")
    return Event("decided", {"decision": "approved"})


def make_ready(state: CaseState) -> Event:
    """The result, or the refusal, is on paper and waits to be fetched."""
    expect(state, *DECIDED)
    return Event("readied")


def notify(state: CaseState) -> Event:
    """The applicant has been told that the result is ready."""
    expect(state, READY, NOTIFIED_PICKUP)
    return Event("notified")


def deliver(state: CaseState, *, delivery_id: str, way: str) -> Event:
    """The result has reached the applicant, with a receipt (送达回证)."""
    expect(state, READY, NOTIFIED_PICKUP)
    if way not in DELIVERY_WAYS:
        raise Refusal("cases.delivery_way")
    return Event("delivered", {"delivery_id": delivery_id, "way": way})


def check_delivery(*, way: str, receiver: str, relation: str, reason: str, witness: str) -> None:
    """Refuse a delivery that proves nothing: to somebody unnamed, or left behind without reason and witness."""
    if relation.strip() and not receiver.strip():
        raise Refusal("cases.receiver_missing")
    if way == "left" and not (reason.strip() and witness.strip()):
        raise Refusal("cases.witness_missing")


def archive(state: CaseState) -> Event:
    """Put the ended case away."""
    expect(state, *ENDED)
    return Event("archived")


def withdraw(state: CaseState, *, note_id: str) -> Event:
    """The applicant takes the application back."""
    expect(state, *UNDECIDED)
    return Event("withdrawn", {"note_id": note_id})


def abort(state: CaseState, *, reason: str) -> Event:
    """The case has lost its object: the applicant died or moved away, or it is a duplicate."""
    expect(state, *UNDECIDED)
    if reason not in ABORT_REASONS:
        raise Refusal("cases.abort_reason")
    return Event("aborted", {"reason": reason})


def reassign(state: CaseState, *, to: str) -> Event:
    """The leader gives the case to another handler."""
    expect(state, *UNDECIDED, *DECIDED, READY, NOTIFIED_PICKUP)
    return Event("reassigned", {"to": to})


def warn(state: CaseState, *, light: str, red_days: int = 0) -> Event:
    """The light has changed; paused and decided cases have none."""
    expect(state, *RUNNING, REFUSAL_PROPOSED)
    return Event("warned", {"light": light, "red_days": red_days})


def recount(state: CaseState, *, dues: dict[str, Any]) -> Event:
    """The due dates were counted again after a holiday notice was imported."""
    expect(state, *RUNNING, REFUSAL_PROPOSED)
    return Event("recounted", dues)


def _extensible(state: CaseState, now: dt.datetime) -> None:
    if state.extended:
        raise Refusal("cases.extension_once")
    ends = state.statutory_due or state.promised_due
    if ends is None:
        raise Refusal("cases.extension_none")
    if now > ends:
        raise Refusal("cases.extension_late")
