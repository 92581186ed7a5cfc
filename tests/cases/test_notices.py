"""One-time notice: everything once and completely; what comes later needs a leader and stays on record."""

from typing import Any

import pytest

from hall.cases import actions, views
from hall.documents.content import Grid
from hall.kernel.refusal import Refusal
from tests.cases.house import House
from tests.cases.test_course import at_upper
from tests.cases.test_intake import DIBAO, refused

PHOTO = {"key": "own-photo", "name": "照片", "problem": "没有交", "requirement": "2寸2张"}
FORM = "application-form"


def checking(office: House, **fields: Any) -> str:
    """Hand an application in whose form is whole but for the fields named."""
    form = {**office.form(DIBAO), **fields}
    case_id = office.first.do(actions.open_case, matter_code=DIBAO, person_id=office.person(), form=form)
    office.first.do(actions.submit, case_id=case_id)
    return case_id


def back_again(office: House, **fields: Any) -> str:
    """Give the first notice and let the applicant come back."""
    case_id = checking(office, **fields)
    office.first.do(actions.give_notice, case_id=case_id)
    office.first.do(actions.supplement, case_id=case_id)
    return case_id


def sent_away_twice(office: House) -> str:
    case_id = back_again(office)
    office.first.do(actions.give_notice, case_id=case_id)
    office.first.do(actions.supplement, case_id=case_id)
    return case_id


def test_what_can_be_put_right_on_the_spot_is_no_supplement(office: House) -> None:
    case_id = checking(office)
    refused("cases.correction_missing", lambda: office.first.do(actions.correct_on_spot, case_id=case_id, what=" "))
    office.first.do(actions.correct_on_spot, case_id=case_id, what="申请日期写错，当场改为11月23日")
    file = office.file(case_id)
    assert (file.card.stage, file.notices, office.papers(case_id)) == ("checking", (), [])
    assert (file.history[-1].kind, file.history[-1].name) == ("corrected", "当场更正")
    assert file.notes[-1][1:] == ("correction", "申请日期写错，当场改为11月23日")


def test_only_what_is_being_checked_is_corrected_on_the_spot(office: House) -> None:
    case_id = office.draft(DIBAO)
    refused("cases.now_draft", lambda: office.first.do(actions.correct_on_spot, case_id=case_id, what="错字"))


def test_the_notice_names_the_empty_fields_of_an_incomplete_form_by_itself(office: House) -> None:
    case_id = checking(office, income_month="", apply_date="某天")
    office.first.do(actions.give_notice, case_id=case_id)
    (notice,) = office.file(case_id).notices
    gaps = {item["key"]: (item["problem"], item["requirement"]) for item in notice.items if "form." in item["key"]}
    assert gaps["form.income_month"] == ("没有填", "补填")
    table = next(block for block in office.paper(case_id, "supplement_notice").blocks if isinstance(block, Grid))
    assert any("申请表“" in cell for row in table.rows for cell in row)


def test_nobody_types_a_defect_under_the_name_of_a_field(office: House) -> None:
    item = {**PHOTO, "key": "form.income_month"}
    refused("cases.notice_item", lambda: office.first.do(actions.give_notice, case_id=checking(office), items=[item]))


def test_a_gap_that_came_into_the_form_later_is_no_breach(office: House) -> None:
    case_id = back_again(office)
    form = {key: value for key, value in office.form(DIBAO).items() if key != "income_month"}
    office.first.do(actions.save_form, case_id=case_id, form=form)
    office.first.do(actions.give_notice, case_id=case_id)
    assert len(office.file(case_id).notices) == 2
    assert office.file(case_id).violations == ()


def test_a_defect_of_a_piece_that_came_later_is_no_breach(office: House) -> None:
    case_id = checking(office)
    office.verify(case_id, FORM)
    office.first.do(actions.give_notice, case_id=case_id)
    office.first.do(actions.supplement, case_id=case_id)
    office.pass_time(minutes=5)
    office.verify(case_id, "means-check-authorisation")
    office.first.do(actions.check_material, case_id=case_id, material_id=FORM, state="received", originals=1)
    blurred = {"key": FORM, "name": "申请表", "problem": "新交的看不清", "requirement": "重填"}
    office.first.do(actions.give_notice, case_id=case_id, items=[blurred])
    assert office.file(case_id).violations == ()


def test_a_defect_that_could_be_seen_at_first_is_new_and_needs_a_leader(office: House) -> None:
    case_id = checking(office)
    office.verify(case_id, FORM)
    office.first.do(actions.give_notice, case_id=case_id)
    office.first.do(actions.supplement, case_id=case_id)
    unsigned = {"key": FORM, "name": "申请表", "problem": "没有签名", "requirement": "本人签名"}
    refused("cases.new_items", lambda: office.first.do(actions.give_notice, case_id=case_id, items=[unsigned]))


def asked(office: House, code: str) -> str:
    """Ask the leader for a second notice under an exemption."""
    case_id = back_again(office)
    office.first.do(
        actions.give_notice, case_id=case_id, items=[PHOTO], exemption=code, exemption_note="11月20日的新通知"
    )
    return case_id


def test_an_exemption_is_asked_for_by_the_clerk_and_released_by_a_leader(office: House) -> None:
    case_id = asked(office, "law_changed")
    assert len(office.file(case_id).notices) == 1
    assert case_id in [card.id for card in office.hall.see(views.to_review)]
    assert "release_notice" in office.file(case_id).acts
    again: dict[str, Any] = {"items": [PHOTO], "exemption": "law_changed", "exemption_note": "同上"}
    refused("cases.notice_waits", lambda: office.first.do(actions.give_notice, case_id=case_id, **again))
    refused("gate.not_allowed", lambda: office.first.do(actions.release_notice, case_id=case_id, agree=True))
    office.leader.do(actions.release_notice, case_id=case_id, agree=True)
    notice = office.file(case_id).notices[-1]
    assert (notice.given_by_name, notice.released_by_name, notice.exemption) == ("李明", "周建国", "law_changed")
    assert office.file(case_id).violations == ()
    assert office.stage(case_id) == "notified"


def test_a_declined_second_notice_does_not_go_out(office: House) -> None:
    case_id = asked(office, "resident_changed")
    refused("cases.reason_missing", lambda: office.leader.do(actions.release_notice, case_id=case_id, agree=False))
    office.leader.do(actions.release_notice, case_id=case_id, agree=False, words="照片可以现场拍")
    (wish,) = office.file(case_id).wishes
    assert (wish.outcome, wish.answer, len(office.file(case_id).notices)) == ("declined", "照片可以现场拍", 1)
    refused("cases.notice_not_asked", lambda: office.leader.do(actions.release_notice, case_id=case_id, agree=True))


def test_nobody_releases_their_own_second_notice(office: House) -> None:
    case_id = back_again(office)
    why = {"exemption": "law_changed", "exemption_note": "新规"}
    office.leader.do(actions.give_notice, case_id=case_id, items=[PHOTO], **why)
    refused("cases.own_notice", lambda: office.leader.do(actions.release_notice, case_id=case_id, agree=True))


def test_a_leader_does_not_excuse_their_own_first_notice(office: House) -> None:
    case_id = checking(office)
    office.leader.do(actions.give_notice, case_id=case_id)
    office.first.do(actions.supplement, case_id=case_id)
    why = {"exemption": "law_changed", "exemption_note": "新规"}
    refused("cases.own_notice", lambda: insist(office, case_id, **why))


def insist(office: House, case_id: str, **more: Any) -> str:
    return office.leader.do(actions.insist_on_notice, case_id=case_id, items=[PHOTO], **more)


def test_a_notice_without_anything_new_drops_the_wish_for_more(office: House) -> None:
    case_id = asked(office, "law_changed")
    office.first.do(actions.give_notice, case_id=case_id)
    file = office.file(case_id)
    assert (file.card.stage, [wish.outcome for wish in file.wishes]) == ("notified", ["dropped"])


@pytest.mark.parametrize(("code", "upper"), [("law_changed", None), ("shared_data_failed", None), ("upper_new", True)])
def test_an_exemption_blames_at_most_the_upper_level(office: House, code: str, upper: bool | None) -> None:
    case_id = back_again(office)
    insist(office, case_id, exemption=code, exemption_note="省里11月通知")
    found = [(each.upper, each.against) for each in office.file(case_id).violations]
    assert found == ([(True, None)] if upper else [])


def test_nobody_is_sent_away_a_third_time_but_by_a_leaders_order(office: House) -> None:
    case_id = sent_away_twice(office)
    refused("cases.third_trip", lambda: office.first.do(actions.give_notice, case_id=case_id), count=2)
    assert "give_notice" not in office.file(case_id).acts
    refused("cases.order_words", lambda: office.leader.do(actions.insist_on_notice, case_id=case_id))
    office.leader.do(actions.insist_on_notice, case_id=case_id, words="居民同意再补一次，由网格员上门取")
    (breach,) = office.file(case_id).violations
    assert (breach.kind, breach.against_name, breach.state) == ("third_trip", "李明", "upheld")


UPPER = {**PHOTO, "key": "upper-照片"}


def returned_once(office: House) -> str:
    """Let the applicant be asked once by the hall and once by the upper level."""
    case_id = back_again(office)
    office.verify(case_id)
    office.first.do(actions.accept, case_id=case_id)
    office.first.do(actions.begin_step, case_id=case_id)
    office.first.do(actions.complete_step, case_id=case_id)
    office.first.do(actions.forward, case_id=case_id)
    office.first.do(actions.record_return, case_id=case_id, items=[UPPER])
    office.first.do(actions.supplement, case_id=case_id)
    office.first.do(actions.forward, case_id=case_id)
    return case_id


def test_a_second_return_is_not_passed_on_to_the_resident(office: House) -> None:
    case_id = returned_once(office)
    other = {**UPPER, "key": "upper-户口簿", "name": "户口簿"}
    refused("cases.third_trip", lambda: office.first.do(actions.record_return, case_id=case_id, items=[other]), count=2)
    before = office.file(case_id)
    office.first.do(actions.record_return, case_id=case_id, items=[other], ask_resident=False, words="缺户口簿")
    after = office.file(case_id)
    assert (after.card.stage, after.card.step, len(after.notices)) == ("accepted", 2, len(before.notices))
    assert (after.forwardings[-1].outcome, after.forwardings[-1].items[0]["name"]) == ("returned", "户口簿")
    assert after.card.light == "green"
    refused("cases.return_items", lambda: returning_nothing(office))


def returning_nothing(office: House) -> None:
    case_id = at_upper(office)
    office.first.do(actions.record_return, case_id=case_id, items=[], ask_resident=False)


def test_a_leader_orders_a_second_return_in_words_and_it_stays_on_record(office: House) -> None:
    case_id = returned_once(office)
    order = {"items": [{**UPPER, "key": "upper-户口簿"}]}
    refused("gate.not_allowed", lambda: office.first.do(actions.insist_on_return, case_id=case_id, words="补", **order))
    refused("cases.order_words", lambda: office.leader.do(actions.insist_on_return, case_id=case_id, words="", **order))
    office.leader.do(actions.insist_on_return, case_id=case_id, words="街道坚持要原件", **order)
    assert office.stage(case_id) == "supplement"
    assert "third_trip" in [each.kind for each in office.file(case_id).violations]
    early = at_upper(office)
    refused("cases.nothing_new", lambda: office.leader.do(actions.insist_on_return, case_id=early, words="补", **order))


def test_a_notice_is_signed_for_once(office: House) -> None:
    case_id = checking(office)
    refused("cases.now_checking", lambda: office.first.do(actions.sign_notice, case_id=case_id))
    office.first.do(actions.give_notice, case_id=case_id, channel="phone")
    office.first.do(actions.sign_notice, case_id=case_id)
    assert office.file(case_id).notices[0].signed_at is not None
    refused("cases.notice_signed", lambda: office.first.do(actions.sign_notice, case_id=case_id))


def test_a_breach_is_judged_once_with_words_and_never_in_ones_own_matter(office: House) -> None:
    case_id = back_again(office)
    insist(office, case_id)
    (breach,) = office.file(case_id).violations
    judge: dict[str, Any] = {"violation_id": breach.id, "upheld": False}
    refused("gate.not_allowed", lambda: office.second.do(actions.judge_violation, **judge, words="不算"))
    refused("cases.reason_missing", lambda: office.leader.do(actions.judge_violation, **judge, words=" "))
    office.leader.do(actions.judge_violation, **judge, words="照片是居民自己要换的")
    refused("cases.violation_judged", lambda: office.leader.do(actions.judge_violation, **judge, words="再判"))
    now = office.clock.now()
    all_of_today = office.hall.see(views.violations, since=breach.at, until=now.replace(year=now.year + 1))
    judged = next(each for each in all_of_today if each.id == breach.id)
    assert (judged.state, judged.judged_by_name, judged.words) == ("dismissed", "周建国", "照片是居民自己要换的")
    left = office.hall.see(views.violations, since=breach.at, until=now.replace(year=now.year + 1), states=["upheld"])
    assert breach.id not in [each.id for each in left]


def test_a_leader_is_no_judge_of_their_own_breach(office: House) -> None:
    case_id = checking(office)
    office.leader.do(actions.give_notice, case_id=case_id)
    office.first.do(actions.supplement, case_id=case_id)
    insist(office, case_id)
    (breach,) = office.file(case_id).violations
    with pytest.raises(Refusal, match=r"cases\.own_violation"):
        office.leader.do(actions.judge_violation, violation_id=breach.id, upheld=False, words="没事")
