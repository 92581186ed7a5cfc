"""The way of an accepted case: steps, upper levels, pauses, extensions, refusals, decisions, delivery."""

import datetime as dt

from sqlalchemy.orm import Session

from hall.cases import actions, views
from hall.cases.model import Case
from hall.cases.record import JOURNAL
from hall.documents.content import Lead, Paragraph, Remedy
from tests.cases.house import House
from tests.cases.test_intake import DIBAO, lead, refused

NINE = "ZM-002"
"""A matter with three steps, all of the community."""


def text(house: House, case_id: str, kind: str) -> str:
    blocks = house.paper(case_id, kind).blocks
    return "\n".join(block.text for block in blocks if isinstance(block, Paragraph | Lead | Remedy))


def test_a_step_of_the_hall_is_begun_and_completed_here(house: House) -> None:
    case_id = house.accepted(NINE)
    refused("cases.step_of_hall", lambda: house.first.do(actions.forward, case_id=case_id))
    house.first.do(actions.begin_step, case_id=case_id)
    house.first.do(actions.complete_step, case_id=case_id, words="听取双方意见")
    assert house.file(case_id).card.step == 2
    assert house.stage(case_id) == "accepted"


def at_upper(house: House) -> str:
    case_id = house.accepted(DIBAO)
    house.first.do(actions.begin_step, case_id=case_id)
    house.first.do(actions.complete_step, case_id=case_id)
    house.first.do(actions.forward, case_id=case_id)
    return case_id


def test_a_step_of_the_street_is_sent_and_its_receipt_recorded(house: House) -> None:
    case_id = house.accepted(DIBAO)
    house.first.do(actions.begin_step, case_id=case_id)
    refused("cases.steps_left", lambda: house.first.do(actions.decide, case_id=case_id))
    house.first.do(actions.complete_step, case_id=case_id)
    refused("cases.step_of_upper", lambda: house.first.do(actions.begin_step, case_id=case_id))
    house.first.do(actions.forward, case_id=case_id)
    refused("cases.receipt_missing", lambda: house.first.do(actions.record_receipt, case_id=case_id, receipt_number=""))
    house.first.do(actions.record_receipt, case_id=case_id, receipt_number="望街收〔2026〕88号")
    (sent,) = house.file(case_id).forwardings
    assert (sent.receipt_number, sent.step, house.stage(case_id)) == ("望街收〔2026〕88号", 2, "at_upper")


ITEM = {"key": "photo", "name": "照片", "problem": "没有交", "requirement": "2寸2张"}


def test_a_return_must_name_its_items_and_is_a_candidate_against_the_acceptor(house: House) -> None:
    case_id = at_upper(house)
    refused("cases.return_items", lambda: house.first.do(actions.record_return, case_id=case_id, items=[]))
    house.second.do(actions.record_return, case_id=case_id, items=[ITEM])
    (violation,) = house.file(case_id).violations
    assert (violation.kind, violation.candidate, violation.against_name) == ("missed_in_notice", True, "李明")
    assert (house.stage(case_id), house.file(case_id).card.light) == ("supplement", "grey")
    assert lead(house, case_id, "supplement_notice").startswith("您的材料还差1样，补齐后马上再报上去")


def test_a_new_wish_of_the_upper_level_counts_against_it(house: House) -> None:
    case_id = at_upper(house)
    house.first.do(actions.record_return, case_id=case_id, items=[ITEM], upper_new=True, words="新要求")
    (violation,) = house.file(case_id).violations
    assert (violation.upper, violation.against) == (True, None)


def test_after_the_supplement_it_goes_up_again_with_the_promise_moved_and_the_law_not(house: House) -> None:
    case_id = at_upper(house)
    before = house.file(case_id).card
    house.first.do(actions.record_return, case_id=case_id, items=[ITEM])
    house.pass_time(days=3)  # from Monday, the day of acceptance, to Thursday: Tuesday and Wednesday are left out
    house.first.do(actions.supplement, case_id=case_id)
    after = house.file(case_id).card
    assert before.promised_due is not None
    assert after.promised_due == before.promised_due + dt.timedelta(days=2)
    assert after.statutory_due == before.statutory_due
    house.first.do(actions.forward, case_id=case_id)
    assert house.stage(case_id) == "at_upper"


def test_the_result_of_the_district_decides(house: House) -> None:
    case_id = at_upper(house)
    refused("cases.outcome", lambda: house.first.do(actions.record_result, case_id=case_id, outcome="maybe"))
    house.first.do(actions.record_result, case_id=case_id, outcome="passed")
    assert (house.stage(case_id), house.file(case_id).card.step) == ("accepted", 3)
    house.first.do(actions.forward, case_id=case_id)
    house.first.do(actions.record_result, case_id=case_id, outcome="denied", words="收入超过标准")
    assert house.stage(case_id) == "decided_no"
    house.first.do(actions.make_ready, case_id=case_id)
    assert "denial_notice" not in house.papers(case_id)
    house.first.do(actions.notify, case_id=case_id)
    assert "没有获得批准" in lead(house, case_id, "result_notice")


def test_the_clock_stands_only_for_reasons_of_the_matter_and_leaves_the_days_out(house: House) -> None:
    plain = house.accepted(DIBAO)
    refused("cases.pause_reason", lambda: house.first.do(actions.pause, case_id=plain, reason="posting", needs="7天"))
    case_id = house.accepted("MZ-002")
    before = house.file(case_id).card
    refused("cases.pause_length", lambda: house.first.do(actions.pause, case_id=case_id, reason="posting", needs=""))
    house.first.do(actions.pause, case_id=case_id, reason="posting", needs="7天")
    assert lead(house, case_id, "pause_notice") == "您的申请要经过公示，大约需要7天。"
    assert house.file(case_id).card.light == "grey"
    refused("cases.now_paused", lambda: house.first.do(actions.begin_step, case_id=case_id))
    house.pass_time(days=7)
    house.first.do(actions.resume, case_id=case_id)
    after = house.file(case_id).card
    assert before.promised_due is not None
    assert after.promised_due is not None
    # From the day of acceptance, which does not count anyway, to Monday: four working days are left out.
    assert (before.promised_due.date(), after.promised_due.date()) == (dt.date(2027, 1, 4), dt.date(2027, 1, 8))


def test_an_extension_is_asked_once_before_the_end_and_granted_by_the_leader(house: House) -> None:
    case_id = house.accepted(DIBAO)
    before = house.file(case_id).card.promised_due

    def ask(days: int, reason: str = "入户调查没完") -> None:
        house.first.do(actions.propose_extension, case_id=case_id, days=days, reason=reason)

    def grant() -> None:
        house.leader.do(actions.approve_extension, case_id=case_id, agree=True)

    refused("cases.extension_long", lambda: ask(16), most=15)
    refused("cases.reason_missing", lambda: ask(5, ""))
    refused("cases.extension_not_asked", grant)
    ask(5)
    refused("cases.extension_waits", lambda: ask(5))
    assert [card.id for card in house.hall.see(views.to_review)] == [case_id]
    refused("gate.not_allowed", lambda: house.first.do(actions.approve_extension, case_id=case_id, agree=True))
    grant()
    after = house.file(case_id).card.promised_due
    assert before is not None
    assert after == before + dt.timedelta(days=7)
    assert "要多用5个工作日，最迟2027年1月4日" in lead(house, case_id, "extension_notice")
    refused("cases.extension_once", lambda: ask(5))


def test_a_declined_extension_leaves_the_limit(house: House) -> None:
    case_id = house.accepted(DIBAO)
    before = house.file(case_id).card.promised_due
    house.first.do(actions.propose_extension, case_id=case_id, days=5, reason="忙")
    house.leader.do(actions.approve_extension, case_id=case_id, agree=False)
    assert (house.file(case_id).card.promised_due, house.file(case_id).card.extension_asked) == (before, 0)


def test_nothing_is_granted_after_the_limit_has_ended(house: House) -> None:
    case_id = house.accepted(DIBAO)
    house.first.do(actions.propose_extension, case_id=case_id, days=5, reason="忙")
    house.pass_time(days=60)
    refused("cases.extension_late", lambda: house.leader.do(actions.approve_extension, case_id=case_id, agree=True))
    none = house.accepted("MZ-003")
    refused(
        "cases.extension_none",
        lambda: house.first.do(actions.propose_extension, case_id=none, days=1, reason="忙"),
    )


def test_the_light_warns_near_the_end_and_every_working_day_after_it(house: House) -> None:
    case_id = house.accepted(DIBAO)
    assert house.file(case_id).card.light == "green"
    house.pass_time(days=28)  # Monday, 21 December: five working days are left of 25
    assert house.file(case_id).card.light == "yellow"
    assert [card.id for card in house.hall.see(views.near_end)] == [case_id]
    house.pass_time(days=7, hours=9)  # Monday the 28th, after closing
    assert house.file(case_id).card.light == "red"
    house.pass_time(days=2)
    with Session(house.engine) as session:
        assert session.get_one(Case, case_id).red_days == 2
    assert [step.kind for step in house.file(case_id).history][-4:] == ["warned"] * 4


REASONS = {"reason": "户籍不在本街道", "basis": "社会救助暂行办法第十一条"}


def test_a_refusal_needs_ground_reason_rule_and_the_right_office(house: House) -> None:
    case_id = house.submitted(DIBAO)

    def propose(**how: str) -> str:
        return house.first.do(actions.propose_refusal, case_id=case_id, **{**REASONS, "ground": "not_eligible", **how})

    refused("cases.ground", lambda: propose(ground="ugly"))
    refused("cases.reason_missing", lambda: propose(reason=""))
    refused("cases.basis_missing", lambda: propose(basis=" "))
    refused("cases.office_missing", lambda: propose(ground="not_competent"))
    propose(ground="not_competent", office="沿湖街道办事处（沿湖路18号，027-80000456）")
    assert house.stage(case_id) == "refusal_proposed"


def proposed(house: House) -> str:
    case_id = house.submitted(DIBAO)
    office = "沿湖街道办事处"
    house.first.do(actions.propose_refusal, case_id=case_id, **REASONS, ground="not_competent", office=office)
    return case_id


def test_no_handler_has_the_last_word_on_a_no(house: House) -> None:
    case_id = proposed(house)
    refused("gate.not_allowed", lambda: house.first.do(actions.review_refusal, case_id=case_id, agree=True))
    own = house.submitted(DIBAO)
    house.leader.do(actions.propose_refusal, case_id=own, **REASONS, ground="duplicate")
    refused("cases.own_proposal", lambda: house.leader.do(actions.review_refusal, case_id=own, agree=True))


def test_an_agreed_refusal_is_printed_with_its_remedies_delivered_and_filed(house: House) -> None:
    case_id = proposed(house)
    house.leader.do(actions.review_refusal, case_id=case_id, agree=True)
    assert house.stage(case_id) == "refused"
    house.first.do(actions.make_ready, case_id=case_id)
    paper = text(house, case_id, "refusal_notice")
    assert "不属于本机关职权范围" in paper
    assert "应向沿湖街道办事处申请" in paper
    for wanted in ("60日内向临江区人民政府申请行政复议", "6个月内", "15日内起诉"):
        assert wanted in paper
    house.seal(case_id)
    house.first.do(actions.deliver, case_id=case_id)
    assert house.papers(case_id) == ["refusal_notice", "delivery_receipt"]
    (proposal,) = house.file(case_id).proposals
    assert (proposal.outcome, proposal.reviewed_by_name) == ("filed", "周建国")


def test_an_overruled_refusal_goes_on_where_it_was(house: House) -> None:
    case_id = proposed(house)
    refused("cases.reason_missing", lambda: house.leader.do(actions.review_refusal, case_id=case_id, agree=False))
    house.leader.do(actions.review_refusal, case_id=case_id, agree=False, words="人户分离可以受理")
    assert house.stage(case_id) == "checking"


def test_a_denial_is_proposed_too_and_a_community_matter_goes_to_the_street(house: House) -> None:
    case_id = house.accepted(NINE)
    why = {"reason": "各方已自行协商", "basis": "民法典第三十条", "found": "已签协议"}
    house.first.do(actions.propose_refusal, case_id=case_id, **why)
    house.leader.do(actions.review_refusal, case_id=case_id, agree=True)
    assert house.stage(case_id) == "decided_no"
    house.first.do(actions.make_ready, case_id=case_id)
    paper = text(house, case_id, "denial_notice")
    assert "向望江街道办事处反映" in paper
    assert "行政复议" not in paper


def test_a_result_is_announced_and_handed_over_with_a_receipt(house: House) -> None:
    case_id = house.decided(DIBAO)
    house.first.do(actions.make_ready, case_id=case_id)
    house.first.do(actions.notify, case_id=case_id)
    assert lead(house, case_id, "result_notice") == "您申请的事办好了，可以来领结果。"
    refused("cases.delivery_way", lambda: house.first.do(actions.deliver, case_id=case_id, way="pigeon"))
    refused("cases.receiver_missing", lambda: house.first.do(actions.deliver, case_id=case_id, relation="女儿"))
    refused("cases.witness_missing", lambda: house.first.do(actions.deliver, case_id=case_id, way="left"))
    house.first.do(actions.deliver, case_id=case_id, receiver="㭎晴", relation="女儿", reason="本人住院")
    assert house.stage(case_id) == "closed"
    assert house.file(case_id).card.light == "blue"


def test_what_is_not_immediate_is_not_done_at_once(house: House) -> None:
    refused("cases.not_immediate", lambda: house.first.do(actions.finish_at_once, case_id=house.draft(DIBAO)))


def test_a_case_without_object_is_aborted_and_takes_nothing_more(house: House) -> None:
    case_id = house.accepted(DIBAO)
    refused("cases.abort_reason", lambda: house.first.do(actions.abort, case_id=case_id, reason="bored"))
    house.first.do(actions.abort, case_id=case_id, reason="died")
    refused("cases.now_aborted", lambda: house.first.do(actions.begin_step, case_id=case_id))
    house.pass_time(days=90)
    assert house.stage(case_id) == "aborted"


def test_the_leader_gives_a_case_to_another_handler(house: House) -> None:
    case_id = house.accepted(DIBAO)
    refused("cases.handler_gone", lambda: house.leader.do(actions.reassign, case_id=case_id, to="nobody"))
    house.leader.do(actions.reassign, case_id=case_id, to=house.id_of(house.second))
    assert [card.id for card in house.hall.see(views.mine, staff_id=house.id_of(house.second))] == [case_id]


def test_counting_again_moves_nothing_while_no_notice_came(house: House) -> None:
    case_id = house.accepted(DIBAO)
    assert house.leader.do(actions.recount, case_id=case_id) is False


def test_after_acceptance_only_fields_of_the_result_change(house: House) -> None:
    case_id = house.accepted(DIBAO)
    form = {**house.form(DIBAO), "income_month": "1.00"}
    refused("cases.now_accepted", lambda: house.first.do(actions.save_form, case_id=case_id, form=form))


def test_the_journal_names_nobody_and_folds_to_the_row(house: House) -> None:
    case_id = house.accepted("MZ-002")
    house.first.do(actions.pause, case_id=case_id, reason="posting", needs="7天")
    house.pass_time(days=7)
    house.first.do(actions.resume, case_id=case_id)
    with Session(house.engine) as session:
        row, entries = session.get_one(Case, case_id), JOURNAL.history(session, case_id)
        assert JOURNAL.refold(entries) == JOURNAL.of(row)
        assert all("㭎小满" not in str(entry.details) for entry in entries)
