"""A no: proposed with reasons, reviewed by somebody else, told in writing, and looked at again by a drawn sample."""

import datetime as dt
from typing import Any

import pytest

from hall.cases import actions, views
from hall.documents.content import Facts, Grid, Lead
from hall.documents.views import content_of
from tests.cases.house import House
from tests.cases.test_course import at_upper, text
from tests.cases.test_intake import DIBAO, refused

WHY = {"reason": "户籍不在本街道", "basis": "社会救助暂行办法第十一条"}
MONTH = "2026-11"


def proposed(office: House, **more: Any) -> str:
    case_id = office.submitted(DIBAO)
    office.first.do(actions.propose_refusal, case_id=case_id, **{"ground": "not_eligible", **WHY, **more})
    return case_id


def review(office: House, case_id: str, *, agree: bool = True, words: str = "") -> None:
    office.leader.do(actions.review_refusal, case_id=case_id, agree=agree, words=words)


def last(office: House, case_id: str) -> views.ProposalCard:
    return office.file(case_id).proposals[-1]


def filed(office: House) -> str:
    """Refuse an application and put the refusal on paper; answers with the case."""
    case_id = proposed(office)
    review(office, case_id)
    office.first.do(actions.make_ready, case_id=case_id)
    return case_id


def test_each_refusal_has_its_number_in_a_series_of_its_own_and_on_its_paper(office: House) -> None:
    one, two = filed(office), filed(office)
    numbers = [last(office, case_id).register_number for case_id in (one, two)]
    series = [int(number.rpartition("-")[2]) for number in numbers]
    assert numbers[0].startswith("420199-0007-FB-2026-")
    assert series[1] == series[0] + 1
    assert office.paper(one, "refusal_notice").footer[-1] == f"否定报备编号：{numbers[0]}"


def test_a_refused_certificate_has_its_number_too(office: House) -> None:
    slip_id = office.first.do(actions.refuse_certificate, name="无犯罪记录证明")
    now = office.clock.now()
    found = office.hall.see(views.refusals, since=now, until=now + dt.timedelta(seconds=1))
    card = next(each for each in found if each.kind == "certificate")
    assert "-FB-" in card.register_number
    paper = office.hall.see(content_of, document_id=slip_id)
    pairs = dict(pair for block in paper.blocks if isinstance(block, Facts) for pair in block.pairs)
    assert pairs["否定报备编号"] == card.register_number


def test_an_unknown_kind_of_no_is_not_proposed(office: House) -> None:
    refused("cases.refusal_kind", lambda: proposed(office, kind="mood"))


def test_nobody_is_refused_for_missing_materials_before_the_one_notice(office: House) -> None:
    refused("cases.notice_first", lambda: proposed(office, kind="incomplete"))


def test_what_stays_incomplete_after_the_notice_may_be_refused(office: House) -> None:
    case_id = office.submitted(DIBAO)
    office.first.do(actions.give_notice, case_id=case_id)
    office.first.do(actions.supplement, case_id=case_id)
    office.first.do(actions.propose_refusal, case_id=case_id, kind="incomplete", **WHY)
    review(office, case_id)
    office.first.do(actions.make_ready, case_id=case_id)
    assert "一次性告知以后材料仍不齐全" in text(office, case_id, "refusal_notice")


def test_an_application_that_goes_back_gets_a_notice_with_its_remedies(office: House) -> None:
    case_id = office.accepted(DIBAO)
    office.first.do(actions.propose_refusal, case_id=case_id, kind="return", **WHY)
    review(office, case_id)
    assert (office.stage(case_id), office.file(case_id).card.decision) == ("decided_no", "returned")
    office.first.do(actions.make_ready, case_id=case_id)
    paper = text(office, case_id, "return_notice")
    assert "决定退回" in paper
    assert "60日内向临江区人民政府申请行政复议" in paper


def test_a_delay_is_reviewed_told_in_writing_and_filed_and_the_case_goes_on(office: House) -> None:
    case_id = office.accepted(DIBAO)
    due = office.file(case_id).card.promised_due
    office.first.do(actions.begin_step, case_id=case_id)
    office.first.do(
        actions.propose_refusal,
        case_id=case_id,
        kind="delay",
        reason="入户调查排不开",
        basis="服务承诺",
        found="已初审",
    )
    review(office, case_id)
    card = office.file(case_id).card
    assert (card.stage, card.decision, card.promised_due) == ("deciding", "", due)
    lead = next(block for block in office.paper(case_id, "delay_notice").blocks if isinstance(block, Lead))
    assert "办不好" in lead.text
    assert (last(office, case_id).outcome, last(office, case_id).kind) == ("filed", "delay")
    office.first.do(actions.complete_step, case_id=case_id)


def test_an_overruled_no_owes_again_what_fell_due_meanwhile(office: House) -> None:
    """The promise of minor materials lapsed while the leader read: it lapses as soon as the case is back."""
    case_id = office.submitted("MZ-005")
    owed = [line.material_id for line in office.file(case_id).materials if line.state == "missing"]
    office.first.do(actions.accept, case_id=case_id, promised=owed)
    office.first.do(actions.propose_refusal, case_id=case_id, kind="return", **WHY)
    office.pass_time(days=30)
    assert office.stage(case_id) == "refusal_proposed"
    review(office, case_id, agree=False, words="再等等")
    office.pass_time(minutes=1)
    assert office.stage(case_id) == "withdrawn"


def test_the_light_stays_grey_while_a_leader_reads_what_the_resident_never_mended(office: House) -> None:
    case_id = at_upper(office)
    item = {"key": "u", "name": "u", "problem": "缺", "requirement": "补"}
    office.first.do(actions.record_return, case_id=case_id, items=[item])
    office.first.do(actions.propose_refusal, case_id=case_id, kind="return", **WHY)
    assert office.file(case_id).card.light == "grey"
    review(office, case_id, agree=False, words="再等等")
    assert (office.stage(case_id), office.file(case_id).card.light) == ("supplement", "grey")


def test_a_no_beyond_the_leaders_power_goes_to_the_leader_above(office: House) -> None:
    case_id = proposed(office)
    escalate = {"case_id": case_id, "words": "涉及信访，报街道分管领导"}
    refused("gate.not_allowed", lambda: office.first.do(actions.escalate_refusal, **escalate))
    refused("cases.reason_missing", lambda: office.leader.do(actions.escalate_refusal, case_id=case_id, words=""))
    office.leader.do(actions.escalate_refusal, **escalate)
    assert (last(office, case_id).outcome, office.stage(case_id)) == ("escalated", "refusal_proposed")
    refused("cases.already_escalated", lambda: office.leader.do(actions.escalate_refusal, **escalate))
    refused("cases.answer_missing", lambda: review(office, case_id))
    review(office, case_id, words="分管领导郑国华同意")
    assert (office.stage(case_id), last(office, case_id).outcome) == ("refused", "agreed")


def test_nobody_escalates_their_own_proposal(office: House) -> None:
    case_id = office.submitted(DIBAO)
    office.leader.do(actions.propose_refusal, case_id=case_id, ground="duplicate", **WHY)
    refused("cases.own_proposal", lambda: office.leader.do(actions.escalate_refusal, case_id=case_id, words="请领导定"))


@pytest.mark.parametrize("escalated", [False, True])
def test_a_late_review_is_reminded_of_and_decides_nothing_by_itself(office: House, escalated: bool) -> None:
    case_id = proposed(office)
    if escalated:
        office.leader.do(actions.escalate_refusal, case_id=case_id, words="报街道")
    assert not last(office, case_id).late
    office.pass_time(days=10)
    assert last(office, case_id).late
    assert office.stage(case_id) == "refusal_proposed"
    assert [each.kind for each in office.file(case_id).history].count("refusal_late") == 1


def test_a_withdrawn_application_drops_its_proposal(office: House) -> None:
    case_id = proposed(office)
    office.first.do(actions.withdraw, case_id=case_id, reason="不办了")
    assert last(office, case_id).outcome == "dropped"


def test_what_was_handed_in_goes_back_after_a_no_against_a_signature(office: House) -> None:
    case_id = office.submitted(DIBAO)
    refused("cases.now_checking", lambda: office.first.do(actions.hand_back_materials, case_id=case_id))
    office.verify(case_id)
    office.first.do(actions.propose_refusal, case_id=case_id, ground="not_eligible", **WHY)
    review(office, case_id)
    alone = {"case_id": case_id, "relation": "女儿"}
    refused("cases.receiver_missing", lambda: office.first.do(actions.hand_back_materials, **alone))
    office.first.do(actions.hand_back_materials, **alone, receiver="㭎晴")
    paper = office.paper(case_id, "material_return")
    table = next(block for block in paper.blocks if isinstance(block, Grid))
    assert [row[1] for row in table.rows] == ["最低生活保障申请表（含诚信承诺）", "家庭经济状况核对授权书", "合计"]
    assert "㭎晴（女儿）" in str(paper.blocks)
    refused("cases.nothing_to_hand_back", lambda: office.first.do(actions.hand_back_materials, case_id=case_id))
