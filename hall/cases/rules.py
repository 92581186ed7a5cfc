"""What may happen to a case in which stage: one pure decision for each thing that a person does."""

import datetime as dt
from typing import Any, Final

from hall.cases.life import (
    ACCEPTED,
    AT_UPPER,
    CHECKING,
    DECIDED,
    DECIDED_NO,
    DECIDED_YES,
    DECIDING,
    DRAFT,
    ENDED,
    INTAKE,
    NOTIFIED,
    NOTIFIED_PICKUP,
    PAUSED,
    READY,
    REFUSAL_PROPOSED,
    REFUSED,
    RUNNING,
    SUPPLEMENT,
    UNDECIDED,
    CaseState,
)
from hall.kernel.refusal import Refusal
from hall.storage.journal import Event

MOST_TRIPS: Final = 2
"""How often a resident may be asked to bring something for one application, notices and returns together."""
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
    """The applicant hands in what they have: the five days for a notice begin."""
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


def correct_on_spot(state: CaseState, *, note_id: str) -> Event:
    """The applicant puts a slip right while they stand there (行政许可法 32 I 3): no supplement, and no notice."""
    expect(state, CHECKING)
    return Event("corrected", {"note_id": note_id})


def give_notice(state: CaseState, *, notice_id: str, due_at: dt.datetime) -> Event:
    """Say once and completely what is missing (一次性告知)."""
    expect(state, CHECKING)
    return Event("notice_given", {"notice_id": notice_id, "due_at": due_at.isoformat()})


def ask_for_notice(state: CaseState, *, wish_id: str) -> Event:
    """Ask a leader to let a second notice go out with new items that an exemption excuses (豁免码)."""
    expect(state, CHECKING)
    if state.notice_asked:
        raise Refusal("cases.notice_waits")
    return Event("notice_asked", {"wish_id": wish_id})


def answer_notice(state: CaseState, *, by: str | None, asked_by: str | None) -> None:
    """A leader answers the wish for a second notice; nobody answers their own."""
    expect(state, CHECKING)
    if not state.notice_asked:
        raise Refusal("cases.notice_not_asked")
    if by is not None and by == asked_by:
        raise Refusal("cases.own_notice")


def sign_notice(state: CaseState, *, notice_id: str) -> Event:
    """The applicant has signed for the notice."""
    expect(state, NOTIFIED, SUPPLEMENT)
    return Event("notice_signed", {"notice_id": notice_id})


def check_trips(trips: int) -> None:
    """Refuse to send a resident a third time for the same application (不得让居民再跑第二次以上)."""
    if trips >= MOST_TRIPS:
        raise Refusal("cases.third_trip", count=trips)


def escalate_silence(state: CaseState) -> Event:
    """Nobody has said within the term what is missing, and silence decides nothing here: the leader is told."""
    expect(state, CHECKING)
    return Event("silence_escalated")


def supplement(state: CaseState, *, dues: dict[str, Any] | None = None) -> Event:
    """What was asked for has come: before acceptance it is checked again, after a return it goes up again."""
    expect(state, NOTIFIED, SUPPLEMENT)
    return Event("supplemented", dues or {})


def lapse(state: CaseState) -> Event:
    """The time to supplement ran out: the application counts as withdrawn (视为撤回)."""
    expect(state, NOTIFIED, *((*RUNNING, PAUSED, SUPPLEMENT) if state.tolerant_until else ()))
    return Event("lapsed")


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


def return_to_hall(state: CaseState, *, forwarding_id: str, items: int) -> Event:
    """The upper level sends the case back, and the hall mends it itself: the resident is not sent again."""
    expect(state, AT_UPPER)
    if not items:
        raise Refusal("cases.return_items")
    return Event("returned_to_hall", {"forwarding_id": forwarding_id, "items": items})


def record_result(state: CaseState, *, forwarding_id: str, outcome: str) -> Event:
    """The upper level has done its step: `passed` on to the next one, `approved` or `denied`."""
    expect(state, AT_UPPER)
    if outcome not in ("passed", "approved", "denied"):
        raise Refusal("cases.outcome")
    return Event("result_recorded", {"forwarding_id": forwarding_id, "outcome": outcome})


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


def record_outside_paper(state: CaseState, *, paper_id: str) -> Event:
    """A paper of another body has come: while the case runs, or before its result is handed over."""
    expect(state, *RUNNING, PAUSED, *DECIDED, READY, NOTIFIED_PICKUP)
    return Event("outside_paper", {"paper_id": paper_id})


def check_outside_paper(*, name: str, issued_on: dt.date, today: dt.date) -> None:
    """Refuse a paper of another body without a name, or of a day to come."""
    if not name.strip():
        raise Refusal("cases.outside_name")
    if issued_on > today:
        raise Refusal("cases.outside_future")


def take_paper_back(state: CaseState, *, unfounded: bool) -> Event:
    """The result's paper is void: it is put on paper again, or decided again where it was found to rest on nothing."""
    expect(state, READY, NOTIFIED_PICKUP)
    if state.decision == "approved":
        to = DECIDING if unfounded else DECIDED_YES
    else:
        to = REFUSED if state.back_to == CHECKING else DECIDED_NO
    return Event("paper_taken_back", {"to": to})


def archive(state: CaseState) -> Event:
    """Put the ended case away."""
    expect(state, *ENDED)
    return Event("archived")


def hand_back(state: CaseState, *, lines: int) -> Event:
    """What was handed in goes back after a no or an end, against a signature (要求退还的材料签收退还)."""
    expect(state, *DECIDED, READY, NOTIFIED_PICKUP, *ENDED)
    if not lines:
        raise Refusal("cases.nothing_to_hand_back")
    return Event("handed_back", {"lines": lines})


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
