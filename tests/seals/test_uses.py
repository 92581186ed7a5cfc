"""Every step of a use of the seal, and everything that a seal is never put on (rules.md section 10)."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import update

from hall.documents import actions as documents
from hall.documents.content import Facts, Lead, to_json
from hall.documents.model import Document
from hall.documents.views import content_of, documents_of
from hall.kernel.refusal import Refusal
from hall.seals import actions
from hall.seals.views import listed, of_case, of_document, register, unsealed_certificates, use, waiting
from hall.service import Hall
from tests.contacts.house import MORNING
from tests.seals.house import House

TODAY = MORNING.date()


def refused(code: str, who: Hall, action: Any, **said: Any) -> dict[str, Any]:
    """Expect a refusal; answers with its values."""
    with pytest.raises(Refusal) as refusal:
        who.do(action, **said)
    assert refusal.value.code == code
    return dict(refusal.value.values)


# -- the way of a use


def test_it_is_asked_for_verified_approved_and_sealed_each_by_a_name(house: House) -> None:
    use_id = house.request(person_id=house.person())
    assert house.card(use_id).turn == "verify"
    house.second.do(actions.verify, use_id=use_id, originals=True, words="看过户口簿")
    assert (house.card(use_id).turn, house.card(use_id).turn_names) == ("approve", "周建国、吴明远、孙玉梅")
    house.leader.do(actions.approve, use_id=use_id)
    assert (house.card(use_id).turn, house.card(use_id).turn_names) == ("seal", "钱秀兰")
    house.stamp(use_id)
    card = house.card(use_id)
    assert (card.state, card.requester_name, card.verifier_name) == ("sealed", "李明", "王芳")
    assert (card.approver_name, card.sealer_name, card.turn) == ("周建国", "钱秀兰", "")
    file = house.hall.see(use, use_id=use_id)
    assert [step.done for step in file.course] == [True, True, True, True, False]
    assert [step.kind for step in file.history] == ["requested", "verified", "approved", "sealed"]
    assert ("verified", "看过户口簿") in [(purpose, words) for _, purpose, words in file.notes]


def test_no_step_is_skipped(house: House) -> None:
    use_id = house.request()
    refused("seals.now_requested", house.leader, actions.approve, use_id=use_id)
    refused("seals.now_requested", house.keeper, actions.seal, use_id=use_id, copies=1, pages=1)
    house.second.do(actions.verify, use_id=use_id)
    refused("seals.now_verified", house.second, actions.verify, use_id=use_id)
    refused("seals.now_verified", house.keeper, actions.seal, use_id=use_id, copies=1, pages=1)
    house.leader.do(actions.approve, use_id=use_id)
    house.stamp(use_id)
    refused("seals.now_sealed", house.keeper, actions.seal, use_id=use_id, copies=1, pages=1)
    refused("seals.now_sealed", house.leader, actions.reject, use_id=use_id, reason="blank", words="空白")


def test_a_resident_is_named_with_what_the_register_keeps_and_no_more(house: House) -> None:
    card = house.card(house.request(person_id=house.person()))
    assert (card.applicant, card.id_tail, card.phone) == ("㭎*满", "002X", "138****0456")
    assert card.address == "幸福里社区12栋"


# -- who may do what


def test_nobody_approves_what_they_asked_for(house: House) -> None:
    use_id = house.request(house.leader)
    house.first.do(actions.verify, use_id=use_id)
    assert house.card(use_id).turn_names == "吴明远、孙玉梅"
    assert "approve" not in house.leader.see(use, use_id=use_id).acts
    refused("seals.own_request", house.leader, actions.approve, use_id=use_id)
    house.head.do(actions.approve, use_id=use_id)
    assert house.card(use_id).state == "approved"


def test_nobody_seals_what_they_approved(new_house: House) -> None:
    house = new_house
    house.leader.do(actions.hand_over_seal, seal_id=house.seal().id, to=house.id_of(house.second_keeper))
    house.second_keeper.do(actions.take_over_seal, seal_id=house.seal().id)
    use_id = house.verified()
    house.second_keeper.do(actions.approve, use_id=use_id)
    assert "seal" not in house.second_keeper.see(use, use_id=use_id).acts
    refused("seals.own_approval", house.second_keeper, actions.seal, use_id=use_id, copies=1, pages=1)


def test_only_the_keeper_of_the_seal_seals(house: House) -> None:
    use_id = house.approved()
    refused("gate.not_allowed", house.first, actions.seal, use_id=use_id, copies=1, pages=1)
    refused("gate.not_allowed", house.leader, actions.seal, use_id=use_id, copies=1, pages=1)
    refused("seals.not_keeper", house.second_keeper, actions.seal, use_id=use_id, copies=1, pages=1)


def test_only_a_leader_approves(house: House) -> None:
    use_id = house.verified()
    for who in (house.first, house.keeper):
        refused("gate.not_allowed", who, actions.approve, use_id=use_id)


def test_temporary_staff_may_ask_but_neither_sign_nor_seal(house: House) -> None:
    use_id = house.request(house.helper)
    refused("gate.not_allowed", house.helper, actions.verify, use_id=use_id)
    house.second.do(actions.verify, use_id=use_id)
    refused("gate.not_allowed", house.helper, actions.reject, use_id=use_id, reason="blank", words="空白")
    house.leader.do(actions.approve, use_id=use_id)
    refused("gate.not_allowed", house.helper, actions.seal, use_id=use_id, copies=1, pages=1)
    assert house.helper.see(use, use_id=use_id).acts == ()


def test_a_weighty_matter_needs_the_number_of_the_residents_resolution(house: House) -> None:
    for said in ({"list_code": "land"}, {"list_code": "own-agreement", "paper_name": "停车场租赁合同"}):
        use_id = house.verified(**said)
        assert house.card(use_id).weighty
        refused("seals.resolution_missing", house.leader, actions.approve, use_id=use_id, resolution=" ")
        house.leader.do(actions.approve, use_id=use_id, resolution="居代决〔2026〕3号")
        assert house.card(use_id).resolution == "居代决〔2026〕3号"


# -- what is never sealed


@pytest.mark.parametrize(
    ("code", "name", "office"),
    [
        ("forbidden-5", "无犯罪记录证明", "派出所"),
        ("residence", "社区康复人员情况证明", "社区康复工作机构"),
        ("own-report", "无犯罪记录证明（孙某）", "派出所"),
    ],
)
def test_one_of_the_forbidden_twenty_is_refused_with_the_right_office(
    house: House, code: str, name: str, office: str
) -> None:
    said = refused("seals.forbidden", house.first, actions.request, list_code=code, paper_name=name, reason="求职")
    assert said["office"] == office


def test_what_is_off_the_list_is_refused(house: House) -> None:
    refused("seals.not_on_list", house.first, actions.request, list_code="", paper_name="会唱歌的证明", reason="比赛")
    codes = {entry.code: entry.own for entry in house.hall.see(listed)}
    assert codes["residence"] is False
    assert codes["own-agreement"] is True
    assert not any(code.startswith("forbidden") for code in codes)


def test_a_certificate_is_never_sealed_as_a_paper_of_the_hall_nor_the_other_way_round(house: House) -> None:
    for kind, code in (
        ("certificate", "own-report"),
        ("refusal_notice", "residence"),
        ("refusal_notice", "own-report"),
    ):
        refused(
            "seals.list_mismatch", house.first, actions.request,
            document_id=house.paper(kind), list_code=code, reason="子女入学",
        )  # fmt: skip


def test_a_blank_paper_is_never_sealed(house: House) -> None:
    wish = {"list_code": "own-report", "reason": "上报"}
    refused("seals.blank", house.first, actions.request, paper_name="空白统计表", **wish)
    refused("seals.blank", house.first, actions.request, document_id=house.paper("ticket_book"), **wish)
    refused("seals.blank", house.first, actions.request, document_id=house.paper(empty=True), **wish)
    refused("seals.paper_name", house.first, actions.request, paper_name=" ", **wish)
    outside = house.request(paper_name="人口统计表", list_code="own-report", reason="上报")
    refused("seals.blank", house.second, actions.verify, use_id=outside)
    house.second.do(actions.verify, use_id=outside, filled_in=True)
    assert house.card(outside).state == "verified"


def test_an_outside_paper_is_sealed_on_the_pages_that_were_looked_at_and_a_copy_stays(house: House) -> None:
    refused(
        "seals.pages", house.first, actions.request,
        paper_name="人口统计表", list_code="own-report", reason="上报", pages=0,
    )  # fmt: skip
    use_id = house.approved(paper_name="人口统计表", list_code="own-report", pages=3)
    stamp = {"use_id": use_id, "copies": 1, "straddle": True}
    assert refused("seals.pages_differ", house.keeper, actions.seal, pages=4, **stamp) == {"pages": 3}
    refused("seals.retained_missing", house.keeper, actions.seal, pages=3, **stamp)
    house.stamp(use_id, pages=3, straddle=True, retained="2026年用印留底 第1盒")
    assert house.card(use_id).retained == "2026年用印留底 第1盒"


def test_several_pages_and_a_stub_are_sealed_across(house: House) -> None:
    long, stub = house.approved(), house.approved(document_id=house.paper(stub=True))
    refused("seals.straddle_missing", house.keeper, actions.seal, use_id=long, copies=1, pages=2)
    assert house.card(stub).across
    refused("seals.straddle_missing", house.keeper, actions.seal, use_id=stub, copies=1, pages=1)
    house.stamp(stub, straddle=True)
    assert house.card(stub).straddle


def test_a_paper_is_sealed_at_most_as_often_as_it_has_parts(house: House) -> None:
    paper = house.paper(copies=2)
    first = house.sealed(document_id=paper, copies=1)
    wish = {"document_id": paper, "list_code": "residence", "reason": "存档"}
    assert refused("seals.copies_gone", house.first, actions.request, copies=2, **wish) == {"left": 1}
    house.sealed(document_id=paper)
    assert refused("seals.copies_gone", house.first, actions.request, **wish) == {"left": 0}
    house.keeper.do(actions.void, use_id=first, words="盖歪了，已销毁")
    assert house.card(house.sealed(document_id=paper)).state == "sealed"


def test_no_more_copies_are_sealed_than_were_approved(house: House) -> None:
    use_id = house.approved(document_id=house.paper(copies=2), copies=1)
    for copies in (0, 2):
        refused("seals.copies_left", house.keeper, actions.seal, use_id=use_id, copies=copies, pages=1)


def test_a_void_paper_is_not_sealed_and_takes_what_was_asked_for_along(house: House) -> None:
    paper, other = house.paper(), house.paper()
    asked, ready = house.request(document_id=paper), house.approved(document_id=other)
    for document_id in (paper, other):
        house.leader.do(documents.void, document_id=document_id, reason="other")
    assert [(house.card(use_id).state, house.card(use_id).why_not) for use_id in (asked, ready)] == [
        ("voided", "文书已经作废")
    ] * 2
    refused("seals.now_voided", house.keeper, actions.seal, use_id=ready, copies=1, pages=1)
    refused(
        "seals.document_voided", house.first, actions.request, document_id=paper, list_code="residence", reason="入学"
    )


def test_an_altered_paper_is_not_sealed(house: House) -> None:
    use_id = house.approved()
    with house.engine.begin() as connection:
        was = house.card(use_id).document_id
        connection.execute(update(Document).where(Document.id == was).values(content='{"format":1}'))
    refused("seals.document_altered", house.keeper, actions.seal, use_id=use_id, copies=1, pages=1)
    with house.engine.begin() as connection:
        connection.execute(update(Document).where(Document.id == was).values(state="voided"))


# -- no, and taken back


def test_a_rejected_use_gives_the_resident_a_slip_that_says_why_and_what_instead(house: House) -> None:
    use_id = house.request(person_id=house.person())
    refused("seals.words_missing", house.second, actions.reject, use_id=use_id, reason="unverified", words=" ")
    refused("seals.reject_reason", house.second, actions.reject, use_id=use_id, reason="mood", words="不")
    slip = house.second.do(actions.reject, use_id=use_id, reason="unverified", words="请到派出所查户籍档案。")
    assert slip is not None
    paper = house.hall.see(content_of, document_id=slip)
    (lead,) = (block for block in paper.blocks if isinstance(block, Lead))
    (facts,) = (block for block in paper.blocks if isinstance(block, Facts))
    assert (paper.kind, lead.note) == ("no_certificate_slip", "请到派出所查户籍档案。")
    assert ("为什么不能盖", "要证明的情况无法核实") in facts.pairs
    assert (house.card(use_id).state, house.card(use_id).why_not) == ("rejected", "请到派出所查户籍档案。")
    refused("seals.now_rejected", house.second, actions.verify, use_id=use_id)


def test_a_rejected_paper_of_the_hall_itself_gives_no_slip(house: House) -> None:
    use_id = house.approved(paper_name="人口统计表", list_code="own-report")
    assert house.keeper.do(actions.reject, use_id=use_id, reason="blank", words="第二页是空的") is None
    assert house.hall.see(documents_of, subject_id=use_id) == ()


def test_a_void_use_keeps_its_number_in_the_register(new_house: House) -> None:
    house = new_house
    first, second = house.sealed(), house.sealed()
    refused("seals.words_missing", house.keeper, actions.void, use_id=first, words="")
    house.keeper.do(actions.void, use_id=first, words="盖倒了")
    third = house.sealed()
    lines = house.hall.see(register, since=TODAY, until=TODAY)
    assert [(line.nth, line.id, line.state) for line in lines] == [
        (1, first, "voided"), (2, second, "sealed"), (3, third, "sealed"),
    ]  # fmt: skip
    refused("seals.now_voided", house.keeper, actions.void, use_id=first, words="再来")


# -- the register


def test_each_seal_counts_its_own_uses_from_one_in_each_year(either_house: House) -> None:
    house = either_house
    official = [house.card(house.sealed()).nth for _ in range(2)]
    special = house.card(house.sealed(seal_kind="special"))
    assert (official, special.nth, special.seal_name) == ([1, 2], 1, "望江街道办事处政务服务专用章")
    house.pass_time(days=60)
    new_year = house.card(house.sealed())
    assert (new_year.year, new_year.nth) == (2027, 1)
    numbers = [line.number for line in house.hall.see(register, since=TODAY, until=date(2027, 12, 31))]
    assert [number[-10:] for number in numbers] == ["2026-00001", "2026-00002", "2026-00003", "2027-00001"]


def test_a_year_is_filed_when_it_is_over_and_then_nothing_of_it_changes(new_house: House) -> None:
    house = new_house
    seal_id, use_id = house.seal().id, house.sealed()
    refused("seals.year_running", house.keeper, actions.log, seal_id=seal_id, year=2026)
    house.pass_time(days=60)
    refused("seals.nothing_to_log", house.keeper, actions.log, seal_id=seal_id, year=2025)
    assert house.keeper.do(actions.log, seal_id=seal_id, year=2026) == 1
    assert house.card(use_id).state == "logged"
    refused("seals.now_logged", house.keeper, actions.void, use_id=use_id, words="改")


def test_what_waits_is_grouped_by_whose_turn_it_is(new_house: House) -> None:
    house = new_house
    asked, verified, approved = house.request(), house.verified(), house.approved()
    house.sealed()
    groups = house.leader.see(waiting)
    assert [card.id for card in groups.to_verify] == [asked]
    assert [card.id for card in groups.to_approve] == [verified]
    assert [card.id for card in groups.to_seal] == [approved]
    assert len(groups) == 3


def test_papers_without_their_seal_are_listed_until_it_is_on_them_or_they_are_void(new_house: House) -> None:
    house = new_house
    paper, gone = house.paper(), house.paper()
    use_id, other = house.approved(document_id=paper, case_id="case-1"), house.request(document_id=gone)
    assert [each.document_id for each in house.hall.see(unsealed_certificates)] == [paper, gone]
    house.stamp(use_id)
    house.leader.do(documents.void, document_id=gone, reason="other")
    assert house.hall.see(unsealed_certificates) == ()
    assert [card.id for card in house.hall.see(of_document, document_id=paper)] == [use_id]
    assert [card.id for card in house.hall.see(of_case, case_id="case-1")] == [use_id]
    assert house.card(other).state == "voided"


# -- its papers


def test_the_form_shows_who_has_signed_and_leaves_the_rest_open(house: House) -> None:
    use_id = house.verified(person_id=house.person())
    paper = house.hall.see(content_of, document_id=house.leader.do(actions.print_form, use_id=use_id))
    pairs = dict(pair for block in paper.blocks if isinstance(block, Facts) for pair in block.pairs)
    assert pairs["申请人"] == "㭎小满　后4位002X\n138****0456　幸福里社区12栋"
    assert pairs["核实人"].startswith("王芳　11-23 09:00")
    assert pairs["签批人"] == pairs["盖章人"] == ""
    assert paper.number == house.card(use_id).number
    again = house.hall.see(content_of, document_id=house.leader.do(actions.print_form, use_id=use_id))
    assert again.number == f"{paper.number}-2"


@pytest.mark.parametrize("span", ["2026-11", "2026"])
def test_the_register_of_a_month_or_a_year_has_every_line_also_the_void_ones(new_house: House, span: str) -> None:
    house = new_house
    void, good = house.sealed(person_id=house.person()), house.sealed()
    house.keeper.do(actions.void, use_id=void, words="盖倒了")
    paper = house.hall.see(
        content_of, document_id=house.keeper.do(actions.print_register, seal_id=house.seal().id, span=span)
    )
    said = to_json(paper)
    assert house.card(good).paper_name in said
    assert "共2次，盖章1份，作废1次" in said
    assert "11010519491231" not in said
    refused("seals.span", house.keeper, actions.print_register, seal_id=house.seal().id, span="2026-13")
