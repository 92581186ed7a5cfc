"""Everything that people do to a case, gathered from the rooms in which it stands."""

from hall.cases.course import (
    approve_extension,
    begin_step,
    complete_step,
    forward,
    pause,
    propose_extension,
    reassign,
    record_receipt,
    record_result,
    record_return,
    recount,
    resume,
)
from hall.cases.intake import accept, check_material, open_case, print_acceptance, save_form, submit
from hall.cases.notices import give_notice, insist_on_notice, supplement
from hall.cases.outcome import abort, archive, decide, deliver, finish_at_once, make_ready, notify, withdraw
from hall.cases.refusing import propose_refusal, refuse_certificate, review_refusal
from hall.cases.watch import deem_accepted, lapse_by_itself, turn_red, turn_yellow

__all__ = [
    "abort", "accept", "approve_extension", "archive", "begin_step", "check_material", "complete_step", "decide",
    "deem_accepted", "deliver", "finish_at_once", "forward", "give_notice", "insist_on_notice", "lapse_by_itself",
    "make_ready", "notify", "open_case", "pause", "print_acceptance", "propose_extension", "propose_refusal",
    "reassign", "record_receipt", "record_result", "record_return", "recount", "refuse_certificate", "resume",
    "review_refusal", "save_form", "submit", "supplement", "turn_red", "turn_yellow", "withdraw",
]  # fmt: skip
