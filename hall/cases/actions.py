"""Everything that people do to a case, gathered from the rooms in which it stands."""

from hall.cases.auditing import audit_refusal, correct_refusal, draw_sample
from hall.cases.consents import take_consent, take_consent_back
from hall.cases.course import begin_step, complete_step, forward, reassign, record_receipt, record_result
from hall.cases.endings import refuse_empty_hands
from hall.cases.filling import correct_on_spot, save_form
from hall.cases.giving_back import hand_back_materials
from hall.cases.intake import accept, check_material, open_case, print_acceptance, submit
from hall.cases.leaving import escalate_list, leave_post, redirect_list, remind_list, sign_list, take_back
from hall.cases.looking import handles_case, serves_ticket
from hall.cases.notices import give_notice, sign_notice, supplement
from hall.cases.outcome import abort, archive, decide, deliver, finish_at_once, make_ready, notify, withdraw
from hall.cases.outside import record_outside_paper
from hall.cases.recounting import recount, recount_all, recount_by_itself
from hall.cases.refusing import propose_refusal, refuse_certificate
from hall.cases.returning import insist_on_return, record_return
from hall.cases.reviewing import escalate_refusal, remind_of_review, review_refusal
from hall.cases.sealing import request_seal
from hall.cases.second_notices import insist_on_notice, release_notice
from hall.cases.silence import escalate_silence
from hall.cases.supervision import (
    close_slip,
    explain_slip,
    issue_slip,
    press,
    print_slip,
    raise_slip,
    rectify_slip,
)
from hall.cases.terms import approve_extension, pause, propose_extension, resume
from hall.cases.violations import judge_violation
from hall.cases.watch import deem_accepted, lapse_by_itself, turn_red, turn_yellow

__all__ = [
    "abort",
    "accept",
    "approve_extension",
    "archive",
    "audit_refusal",
    "begin_step",
    "check_material",
    "close_slip",
    "complete_step",
    "correct_on_spot",
    "correct_refusal",
    "decide",
    "deem_accepted",
    "deliver",
    "draw_sample",
    "escalate_list",
    "escalate_refusal",
    "escalate_silence",
    "explain_slip",
    "finish_at_once",
    "forward",
    "give_notice",
    "hand_back_materials",
    "handles_case",
    "insist_on_notice",
    "insist_on_return",
    "issue_slip",
    "judge_violation",
    "lapse_by_itself",
    "leave_post",
    "make_ready",
    "notify",
    "open_case",
    "pause",
    "press",
    "print_acceptance",
    "print_slip",
    "propose_extension",
    "propose_refusal",
    "raise_slip",
    "reassign",
    "record_outside_paper",
    "record_receipt",
    "record_result",
    "record_return",
    "recount",
    "recount_all",
    "recount_by_itself",
    "rectify_slip",
    "redirect_list",
    "refuse_certificate",
    "refuse_empty_hands",
    "release_notice",
    "remind_list",
    "remind_of_review",
    "request_seal",
    "resume",
    "review_refusal",
    "save_form",
    "serves_ticket",
    "sign_list",
    "sign_notice",
    "submit",
    "supplement",
    "take_back",
    "take_consent",
    "take_consent_back",
    "turn_red",
    "turn_yellow",
    "withdraw",
]  # fmt: skip
