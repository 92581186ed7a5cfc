"""What can be done next with a case, so that a screen shows the next step and nothing that would be refused."""

from typing import Final

from hall.cases import life
from hall.cases.life import CaseState

_ALWAYS: Final = ("withdraw", "abort", "reassign")
_FILLING: Final = ("save_form", "check_material")
_RUNNING: Final = ("pause", "propose_extension", *_ALWAYS)
_BY_STAGE: Final = {
    life.DRAFT: ("submit", *_FILLING, *_ALWAYS),
    life.CHECKING: ("accept", "give_notice", "propose_refusal", *_FILLING, *_ALWAYS),
    life.NOTIFIED: ("supplement", *_FILLING, *_ALWAYS),
    life.REFUSAL_PROPOSED: ("review_refusal", *_ALWAYS),
    life.ACCEPTED: ("propose_refusal", *_RUNNING),
    life.DECIDING: ("propose_refusal", *_RUNNING),
    life.AT_UPPER: ("record_result", "record_receipt", "record_return", *_RUNNING),
    life.SUPPLEMENT: ("supplement", *_FILLING, *_ALWAYS),
    life.PAUSED: ("resume", *_ALWAYS),
    life.DECIDED_YES: ("make_ready", "reassign"),
    life.DECIDED_NO: ("make_ready", "reassign"),
    life.REFUSED: ("make_ready", "reassign"),
    life.READY: ("notify", "deliver", "reassign"),
    life.NOTIFIED_PICKUP: ("deliver", "notify", "reassign"),
    life.CLOSED: ("archive",),
    life.WITHDRAWN: ("archive",),
    life.ABORTED: ("archive",),
    life.ARCHIVED: (),
}


def next_acts(state: CaseState, *, held_here: bool, upper_left: bool, immediate: bool) -> tuple[str, ...]:
    """Return the names of the actions that a case can take, the likeliest first.

    Args:
        state: of the case.
        held_here: whether the hall does the step at hand.
        upper_left: whether a step of another body is still to come, the one at hand included.
        immediate: whether the matter is done on the spot.
    """
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
