"""What can be done next with a case, so that a screen shows the next step and nothing that would be refused."""

from typing import Final

from hall.cases import life
from hall.cases.life import CaseState
from hall.cases.rules import MOST_TRIPS

_ALWAYS: Final = ("withdraw", "abort", "reassign")
_FILLING: Final = ("save_form", "check_material")
_RUNNING: Final = ("pause", "propose_extension", *_ALWAYS)
_BY_STAGE: Final = {
    life.DRAFT: ("submit", *_FILLING, *_ALWAYS),
    life.CHECKING: ("accept", "correct_on_spot", "propose_refusal", *_FILLING, *_ALWAYS),
    life.NOTIFIED: ("supplement", "sign_notice", *_FILLING, *_ALWAYS),
    life.REFUSAL_PROPOSED: ("review_refusal", *_ALWAYS),
    life.ACCEPTED: ("propose_refusal", *_RUNNING),
    life.DECIDING: ("propose_refusal", *_RUNNING),
    life.AT_UPPER: ("record_result", "record_receipt", "record_return", "propose_refusal", *_RUNNING),
    life.SUPPLEMENT: ("supplement", "sign_notice", "propose_refusal", *_FILLING, *_ALWAYS),
    life.PAUSED: ("resume", *_ALWAYS),
    life.DECIDED_YES: ("make_ready", "reassign"),
    life.DECIDED_NO: ("make_ready", "hand_back_materials", "reassign"),
    life.REFUSED: ("make_ready", "hand_back_materials", "reassign"),
    life.READY: ("notify", "deliver", "hand_back_materials", "reassign"),
    life.NOTIFIED_PICKUP: ("deliver", "notify", "hand_back_materials", "reassign"),
    life.CLOSED: ("archive", "hand_back_materials"),
    life.WITHDRAWN: ("hand_back_materials", "archive"),
    life.ABORTED: ("hand_back_materials", "archive"),
    life.ARCHIVED: (),
}


def next_acts(
    state: CaseState, *, held_here: bool, upper_left: bool, immediate: bool, trips: int = 0
) -> tuple[str, ...]:
    """Return the names of the actions that a case can take, the likeliest first.

    Args:
        state: of the case.
        held_here: whether the hall does the step at hand.
        upper_left: whether a step of another body is still to come, the one at hand included.
        immediate: whether the matter is done on the spot.
        trips: how often the resident was sent away to bring something.
    """
    acts = _at_stage(state, held_here=held_here, upper_left=upper_left, immediate=immediate)
    if state.stage == life.CHECKING:
        acts = (*_notices(state, trips), *acts) if trips else (acts[0], *_notices(state, trips), *acts[1:])
    if state.stage == life.AT_UPPER and trips >= MOST_TRIPS:
        acts = (*acts[:3], "insist_on_return", *acts[3:])
    if state.stage == life.REFUSAL_PROPOSED and not state.escalated:
        acts = (acts[0], "escalate_refusal", *acts[1:])
    if state.stage in life.RUNNING and state.extension_asked:
        acts = ("approve_extension", *acts)
    spent = state.extended or state.extension_asked
    return tuple(act for act in acts if not (spent and act == "propose_extension"))


def _notices(state: CaseState, trips: int) -> tuple[str, ...]:
    """Return which notice can still go out: the clerk's own, or one for which a leader answers."""
    if state.notice_asked:
        return ("release_notice",)
    own = ("give_notice",) if trips < MOST_TRIPS else ()
    return (*own, "insist_on_notice") if trips else own


def _at_stage(state: CaseState, *, held_here: bool, upper_left: bool, immediate: bool) -> tuple[str, ...]:
    """Return what the stage by itself allows."""
    if state.stage == life.DRAFT and immediate:
        return ("finish_at_once", *_BY_STAGE[life.DRAFT])
    if state.stage == life.CHECKING and immediate:
        return ("finish_at_once", *_BY_STAGE[life.CHECKING])
    if state.stage == life.ACCEPTED:
        first = ("decide",) if immediate else ()
        return (*first, "begin_step" if held_here else "forward", *_BY_STAGE[life.ACCEPTED])
    if state.stage == life.DECIDING:
        first = ("complete_step",) if state.step <= state.steps else ()
        last = ("decide",) if immediate or not upper_left else ()
        return (*first, *last, *_BY_STAGE[life.DECIDING])
    return _BY_STAGE[state.stage]
