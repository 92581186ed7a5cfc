"""Taking a case in: the checklist, acceptance, the one notice, silence, and what was promised."""

import datetime as dt
from collections.abc import Callable

import pytest

from hall.cases import actions, views
from hall.catalogue import actions as catalogue
from hall.catalogue.offer import Catalogue
from hall.catalogue.terms import DeemedAcceptance
from hall.contacts import actions as contacts
from hall.contacts.views import sheet
from hall.documents.content import Grid, Lead
from hall.kernel.refusal import Refusal
from tests.cases.house import House

DIBAO = "MZ-001"
MEDICAL = "medical-records"


def refused(code: str, doing: Callable[[], object], **values: str | int) -> None:
    with pytest.raises(Refusal) as refusal:
        doing()
    assert refusal.value.code == code
    assert {**refusal.value.values, **values} == refusal.value.values


def lead(house: House, case_id: str, kind: str) -> str:
    return next(block.text for block in house.paper(case_id, kind).blocks if isinstance(block, Lead))


def change_matter(house: House, code: str, **update: object) -> None:
    matter = house.matter(code).model_copy(update=update)
    house.hall.do(catalogue.import_catalogue, catalogue=Catalogue(matters=(matter,)))


def test_what_can_be_shared_or_does_not_apply_is_not_asked_for(house: House) -> None:
    lines = {line.material_id: line for line in house.file(house.draft(DIBAO)).materials}
    assert (lines["id-card"].state, lines["id-card"].waived_for) == ("waived", "shared")
    assert (lines[MEDICAL].state, lines[MEDICAL].waived_for) == ("waived", "condition")
    assert lines["application-form"].state == "missing"


def test_a_situation_that_applies_asks_for_its_material(house: House) -> None:
    case_id = house.draft(DIBAO, situations=["因病致困"])
    assert {line.material_id: line.state for line in house.file(case_id).materials}[MEDICAL] == "missing"
    refused("cases.situation", lambda: house.draft(DIBAO, situations=["天气不好"]))


def test_a_matter_that_is_switched_off_is_not_taken_in(house: House) -> None:
    refused("cases.matter_off", lambda: house.draft("JS-002"))


def test_a_form_with_mistakes_is_handed_in_but_not_accepted(house: House) -> None:
    form = {**house.form(DIBAO), "income_month": ""}
    case_id = house.first.do(actions.open_case, matter_code=DIBAO, person_id=house.person(), form=form)
    name = next(field.name for field in house.matter(DIBAO).fields if field.id == "income_month")
    house.first.do(actions.submit, case_id=case_id)
    house.verify(case_id)
    refused("cases.form", lambda: house.first.do(actions.accept, case_id=case_id), field=name, count=1)
    house.first.do(actions.save_form, case_id=case_id, form=house.form(DIBAO))
    house.first.do(actions.accept, case_id=case_id)
    assert house.stage(case_id) == "accepted"


def test_nothing_is_accepted_while_a_material_is_missing_or_unread(house: House) -> None:
    case_id = house.submitted(DIBAO)
    refused("cases.materials_open", lambda: house.first.do(actions.accept, case_id=case_id), count=2)
    house.verify(case_id)
    house.first.do(
        actions.check_material, case_id=case_id, material_id="application-form", state="received", originals=1
    )
    refused("cases.materials_open", lambda: house.first.do(actions.accept, case_id=case_id), count=1)


def test_acceptance_says_first_that_it_is_accepted_and_by_when_it_is_done(house: House) -> None:
    case_id = house.accepted(DIBAO)
    card = house.file(case_id).card
    # 25 working days from Monday 2026-11-23.
    assert card.promised_due is not None
    assert (card.promised_due.date(), card.provisional) == (dt.date(2026, 12, 28), False)
    assert lead(house, case_id, "acceptance_notice") == "您的申请已经受理，最迟2026年12月28日办好。"
    assert house.papers(case_id) == ["acceptance_notice", "material_receipt"]
    receipt = house.paper(case_id, "material_receipt")
    (table,) = (block for block in receipt.blocks if isinstance(block, Grid))
    assert [row[1] for row in table.rows] == ["最低生活保障申请表（含诚信承诺）", "家庭经济状况核对授权书", "合计"]


def test_a_limit_that_runs_into_an_unknown_year_is_marked_provisional(house: House) -> None:
    house.clock.advance(dt.timedelta(days=28))
    case_id = house.accepted(DIBAO)
    assert house.file(case_id).card.provisional
    assert "（暂定）" in lead(house, case_id, "acceptance_notice")


def test_the_notice_names_everything_that_is_missing_besides_what_was_typed(house: House) -> None:
    case_id = house.submitted(DIBAO)
    defect = {"key": "application-form", "name": "申请表", "problem": "没有签名", "requirement": "本人签名"}
    house.first.do(actions.give_notice, case_id=case_id, items=[defect])
    (notice,) = house.file(case_id).notices
    assert [item["key"] for item in notice.items] == ["application-form", "means-check-authorisation"]
    assert notice.due_at.date() == dt.date(2026, 12, 14)
    assert lead(house, case_id, "supplement_notice") == "您的材料还差2样，补齐就能受理。"
    assert house.stage(case_id) == "notified"


def test_there_is_no_notice_about_nothing(house: House) -> None:
    case_id = house.submitted(DIBAO)
    house.verify(case_id)
    refused("cases.notice_empty", lambda: house.first.do(actions.give_notice, case_id=case_id))


def notified(house: House) -> str:
    case_id = house.submitted(DIBAO)
    house.first.do(actions.give_notice, case_id=case_id)
    return case_id


def test_a_complete_supplement_is_accepted(house: House) -> None:
    case_id = notified(house)
    house.verify(case_id)
    house.first.do(actions.supplement, case_id=case_id)
    house.first.do(actions.accept, case_id=case_id)
    house.pass_time(days=30)
    assert house.stage(case_id) == "accepted"


def test_a_second_notice_may_repeat_but_not_add(house: House) -> None:
    case_id = notified(house)
    house.first.do(actions.supplement, case_id=case_id)
    extra = {"key": "photo", "name": "照片", "problem": "没有交", "requirement": "2寸2张"}
    refused("cases.new_items", lambda: house.first.do(actions.give_notice, case_id=case_id, items=[extra]), name="照片")
    house.first.do(actions.give_notice, case_id=case_id)
    assert house.file(case_id).violations == ()


def test_a_new_item_with_an_exemption_needs_its_code_and_a_note(house: House) -> None:
    case_id = notified(house)
    house.first.do(actions.supplement, case_id=case_id)
    extra = [{"key": "photo", "name": "照片", "problem": "没有交", "requirement": "2寸2张"}]

    def give(code: str, note: str) -> str:
        return house.first.do(actions.give_notice, case_id=case_id, items=extra, exemption=code, exemption_note=note)

    refused("cases.exemption_code", lambda: give("tired", "累了"))
    refused("cases.exemption_note", lambda: give("upper_new", " "))
    give("upper_new", "区民政局 11 月 20 日新通知")
    assert (house.stage(case_id), house.file(case_id).violations) == ("checking", ())
    house.leader.do(actions.release_notice, case_id=case_id, agree=True)
    (violation,) = house.file(case_id).violations
    assert (violation.upper, violation.against, violation.keys) == (True, None, ("photo",))


def test_a_leader_may_insist_and_the_first_author_answers_for_it(house: House) -> None:
    case_id = notified(house)
    house.first.do(actions.supplement, case_id=case_id)
    extra = [{"key": "photo", "name": "照片", "problem": "没有交", "requirement": "2寸2张"}]
    refused("gate.not_allowed", lambda: house.second.do(actions.insist_on_notice, case_id=case_id, items=extra))
    refused("cases.nothing_new", lambda: house.leader.do(actions.insist_on_notice, case_id=case_id))
    house.leader.do(actions.insist_on_notice, case_id=case_id, items=extra)
    (violation,) = house.file(case_id).violations
    assert (violation.kind, violation.against_name, violation.upper) == ("second_notice", "李明", False)
    assert house.stage(case_id) == "notified"


def test_a_supplement_that_never_comes_withdraws_the_application_after_fifteen_working_days(house: House) -> None:
    case_id = notified(house)
    house.pass_time(days=20)
    assert house.stage(case_id) == "notified"
    house.pass_time(days=2)
    assert house.stage(case_id) == "withdrawn"


def test_silence_for_five_working_days_counts_as_acceptance_only_where_the_matter_says_so(house: House) -> None:
    quiet = house.submitted(DIBAO)
    change_matter(house, DIBAO, deemed_acceptance=DeemedAcceptance.LAW)
    deemed = house.submitted(DIBAO)
    house.pass_time(days=8)
    assert house.stage(quiet) == "checking"
    card = house.file(deemed).card
    assert card.stage == "accepted"
    assert card.accepted_at is not None
    assert card.accepted_at.date() == dt.date(2026, 11, 23)


def test_a_notice_in_time_stops_the_silence(house: House) -> None:
    change_matter(house, DIBAO, deemed_acceptance=DeemedAcceptance.LAW)
    case_id = notified(house)
    house.pass_time(days=8)
    assert house.stage(case_id) == "notified"


def test_a_minor_material_may_be_promised_where_the_matter_allows_it(house: House) -> None:
    refused(
        "cases.no_tolerance",
        lambda: house.first.do(actions.accept, case_id=house.submitted(DIBAO), promised=["application-form"]),
    )
    case_id = house.submitted("MZ-005")
    (first, *rest) = [line.material_id for line in house.file(case_id).materials if line.state == "missing"]
    house.verify(case_id, *rest)
    house.first.do(actions.accept, case_id=case_id, promised=[first])
    assert {line.material_id: line.state for line in house.file(case_id).materials}[first] == "promised"
    house.verify(case_id, first)
    house.pass_time(days=30)
    assert house.stage(case_id) == "accepted"


def test_what_was_promised_and_never_came_withdraws_the_application(house: House) -> None:
    case_id = house.submitted("MZ-005")
    promised = [line.material_id for line in house.file(case_id).materials if line.state == "missing"]
    house.first.do(actions.accept, case_id=case_id, promised=promised)
    house.pass_time(days=30)
    assert house.stage(case_id) == "withdrawn"


def test_a_waiver_needs_its_reason_and_a_line_must_exist(house: House) -> None:
    case_id = house.draft(DIBAO)

    def check(**how: object) -> None:
        house.first.do(actions.check_material, case_id=case_id, **{"material_id": "photo", "state": "waived", **how})

    refused("cases.waiver_reason", lambda: check())
    refused("cases.material_state", lambda: check(state="eaten"))
    refused("cases.material_count", lambda: check(state="received", copies=-1))
    refused("cases.material_unknown", lambda: check(material_id="moon-rock", waived_for="on_file"))
    check(waived_for="on_file")


def test_the_case_keeps_the_matter_under_which_it_was_opened(house: House) -> None:
    case_id = house.draft(DIBAO)
    change_matter(house, DIBAO, name="最低生活保障（新版）")
    assert house.file(case_id).matter.name == "最低生活保障申请"
    assert house.file(house.draft(DIBAO)).matter.name == "最低生活保障（新版）"


def test_a_stale_screen_learns_who_changed_what(house: House) -> None:
    case_id = house.draft(DIBAO)
    seen = house.file(case_id).card.version
    house.second.do(actions.submit, case_id=case_id)
    refused(
        "cases.changed",
        lambda: house.first.do(actions.submit, case_id=case_id, version=seen),
        who="王芳",
        what="收件",
    )


def test_the_sheet_is_linked_at_the_opening_and_told_at_the_end(house: House) -> None:
    sheet_id = house.first.do(contacts.open_sheet, matter_text="问低保")
    case_id = house.draft(DIBAO, contact_id=sheet_id)
    assert house.hall.see(sheet, sheet_id=sheet_id).card.case_id == case_id
    house.first.do(actions.withdraw, case_id=case_id, reason="不办了")
    assert house.hall.see(sheet, sheet_id=sheet_id).card.state == "followup"


def test_the_status_code_tells_the_stage_and_no_name(house: House) -> None:
    case_id = house.accepted("ZM-003")
    code = house.file(case_id).status_code
    card = house.hall.see(views.status, code=code.lower())
    assert card is not None
    assert (card.matter_name, card.stage) == ("社区综合服务", "accepted")
    assert house.hall.see(views.status, code="AAAA2222") is None
