"""An errand goes from the mandate to its file, and does nothing that the resident has not ticked."""

import datetime as dt

import pytest

from hall.agency.rules import AgencyPolicy
from hall.service import agency, agency_views, cases, cases_views, originals, security
from tests.agency.house import BOOK, CARD, USUAL, House, lead, table


def test_a_mandate_is_printed_and_signed_before_anything_is_done(house: House) -> None:
    errand = house.entrust()
    card = house.file(errand).card
    assert (card.state, card.agent_name, card.powers) == ("entrusted", "王芳", USUAL)
    paper = house.printed(errand, "mandate")
    assert lead(paper) == "委托王芳（101）代办“最低生活保障申请”。"
    assert house.refused(agency.submit, agency_id=errand, receipt_number="1") == "agency.now_entrusted"


def test_a_matter_that_needs_the_person_is_not_given_to_an_agent(house: House) -> None:
    assert house.refused(agency.entrust, powers=USUAL, until=house.today(), identity_way="card",
                         person_id=house.person(), matter_code="DW-001") == "agency.in_person"  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"powers": ()}, "agency.powers_missing"),
        ({"powers": ("submit", "spend")}, "agency.power_unknown"),
        ({"identity_way": ""}, "agency.identity_unverified"),
        ({"until": dt.date(2026, 11, 22)}, "agency.until_past"),
        ({"until": dt.date(2028, 11, 22)}, "agency.until_long"),
        ({"agent": "nobody"}, "agency.agent_gone"),
        ({"matter": ""}, "agency.what_missing"),
    ],
)
def test_a_mandate_says_what_by_whom_and_until_when(house: House, wrong: dict[str, object], code: str) -> None:
    matter = {"matter_code": wrong.pop("matter", "MZ-001")}
    given = {"powers": USUAL, "until": house.today(), "identity_way": "card", "person_id": house.person()}
    assert house.refused(agency.entrust, **{**given, **matter, **wrong}) == code


def test_signing_is_never_ticked_by_itself(house: House) -> None:
    errand = house.logged()
    refused = house.refused(agency.submit, agency_id=errand, receipt_number="1", signs=True)
    assert refused == "agency.no_power_sign"
    signing = house.logged(powers=(*USUAL, "sign"))
    house.clerk.do(agency.submit, agency_id=signing, receipt_number="1", signs=True)


def test_the_acceptance_form_lists_what_goes_along(house: House) -> None:
    errand = house.logged(BOOK, CARD, {"name": "申请书", "copies": 2})
    paper = house.printed(errand, "agency_form")
    assert lead(paper) == "您委托代办的事收下了，最迟2026年11月26日送到和平街道民政科。"
    assert table(paper, "去向") == [
        ("1", "居民户口簿", "1", "1", "原件随件，办完退还"),
        ("2", "居民身份证", "1", "1", "原件当场退还"),
        ("3", "申请书", "—", "2", "随件"),
    ]


def test_an_identity_card_is_only_shown_and_goes_back_at_once(house: House) -> None:
    errand = house.logged(CARD, BOOK)
    [card, book] = house.file(errand).originals
    assert (card.identity_card, card.left) == (True, 0)
    assert (book.state, book.left, book.receipt) == ("kept", 1, house.file(errand).card.number)


def test_help_is_free_and_the_fee_is_the_residents(house: House) -> None:
    errand = house.entrust()
    house.clerk.do(agency.log, agency_id=errand, items=(), place="和平街道", fee="20")
    assert house.file(errand).fee == 20
    said = str(house.printed(errand, "agency_form").blocks)
    assert "¥20.00（由委托人承担" in said
    assert "不收费" in said


def test_an_errand_that_lies_for_three_working_days_is_late(house: House) -> None:
    errand = house.logged()
    due = house.file(errand).card.report_due
    assert due is not None
    house.clock.advance(due - house.clock.now() + dt.timedelta(minutes=1))
    house.itself.run_due()
    assert house.file(errand).card.late
    house.clerk.do(agency.submit, agency_id=errand, receipt_number="1")
    assert not house.file(errand).card.late


def test_a_hall_sets_its_own_days_for_handing_in(house: House) -> None:
    house.itself.do(security.set_policy, policy=AgencyPolicy(submit_days=1))
    started = house.clock.now()
    errand = house.logged()
    house.itself.do(security.set_policy, policy=AgencyPolicy())
    due = house.file(errand).card.report_due
    assert due is not None
    assert due - started < dt.timedelta(days=4)


def test_originals_go_up_with_the_errand_and_come_back_with_the_result(house: House) -> None:
    errand = house.submitted(BOOK)
    assert [item.up for item in house.file(errand).items] == [1]
    assert house.here() == []
    house.clerk.do(agency.record_result, agency_id=errand, outcome="approved", originals_back=True)
    assert house.here() == [("居民户口簿", "kept", 1)]
    house.clerk.do(agency.deliver, agency_id=errand)
    assert house.here() == []


def test_what_the_office_asks_for_besides_needs_its_own_power(house: House) -> None:
    errand = house.submitted(powers=("submit", "collect"))
    assert house.refused(agency.ask_supplement, agency_id=errand, words=" ") == "agency.words_missing"
    house.clerk.do(agency.ask_supplement, agency_id=errand, words="户口簿缺户主页")
    refused = house.refused(agency.submit, agency_id=errand, receipt_number="2")
    assert refused == "agency.no_power_supplement"
    assert house.file(errand).acts == ("end",)


def test_a_supplement_goes_up_again(house: House) -> None:
    errand = house.submitted()
    house.clerk.do(agency.ask_supplement, agency_id=errand, words="户口簿缺户主页")
    house.clerk.do(agency.submit, agency_id=errand, receipt_number="HP-0043", items=(BOOK,))
    file = house.file(errand)
    assert (file.card.state, file.card.receipt_number) == ("submitted", "HP-0043")
    assert [(item.name, item.up) for item in file.items] == [("居民户口簿", 1)]


def test_a_result_is_not_collected_without_the_power(house: House) -> None:
    errand = house.submitted(powers=("submit",))
    assert house.refused(agency.record_result, agency_id=errand, outcome="approved") == "agency.no_power_collect"
    house.clerk.do(agency.record_result, agency_id=errand, outcome="approved", collected=False)
    assert house.state(errand) == "result"


def test_a_mandate_only_for_fetching_goes_straight_to_the_result(house: House) -> None:
    errand = house.logged(powers=("collect",))
    assert house.refused(agency.submit, agency_id=errand, receipt_number="1") == "agency.no_power_submit"
    assert house.file(errand).acts[0] == "record_result"
    house.clerk.do(agency.record_result, agency_id=errand, outcome="denied", words="材料不实")
    assert house.state(errand) == "result"


def test_a_delivery_is_signed_on_the_form_with_its_progress(house: House) -> None:
    errand = house.delivered()
    paper = house.printed(errand, "agency_form")
    assert lead(paper) == "您委托代办的事办完了，结果和原件已经交给您。"
    day = f"2026年{house.today().month}月{house.today().day}日"
    assert table(paper, "环节") == [
        ("送交上级", day, "上级收件号 HP-0042", ""),
        ("上级要求补件", "", "", ""),
        ("办结", day, "准予", ""),
        ("送达签收", day, "", ""),
        ("回访评分", "", "", ""),
    ]


def test_a_bad_grade_needs_a_word(house: House) -> None:
    errand = house.delivered()
    assert house.refused(agency.visit, agency_id=errand, grade=2) == "agency.words_missing"
    assert house.refused(agency.visit, agency_id=errand, grade=6) == "agency.grade"
    house.clerk.do(agency.visit, agency_id=errand, grade=2, words="等得太久")
    assert house.file(errand).card.grade == 2


def test_a_grid_officer_visits_and_does_nothing_else(house: House) -> None:
    errand, officer = house.delivered(), house.grid_officer()
    assert [card.id for card in officer.see(agency_views.to_visit)][-1] == errand
    officer.do(agency.visit, agency_id=errand, grade=5)
    assert house.refused(agency.close, by=officer, agency_id=errand) == "gate.not_allowed"


def test_an_errand_is_filed_when_no_original_is_out(house: House) -> None:
    errand = house.answered(BOOK)
    house.clerk.do(agency.deliver, agency_id=errand)
    house.clerk.do(agency.visit, agency_id=errand, grade=4)
    assert house.refused(agency.close, agency_id=errand) == "agency.originals_up"
    house.clerk.do(agency.take_back, agency_id=errand)
    assert house.refused(agency.close, agency_id=errand) == "agency.originals_here"
    house.clerk.do(originals.hand_back, mandate_id=errand)
    house.clerk.do(agency.close, agency_id=errand)
    assert (house.state(errand), house.file(errand).acts) == ("closed", ())


def test_a_mandate_taken_back_ends_the_errand_and_gives_the_originals_back(house: House) -> None:
    errand = house.logged(BOOK)
    house.clerk.do(agency.end, agency_id=errand, reason="withdrawn")
    assert house.tray() == [("居民户口簿", 1)]
    assert house.file(errand).acts == ("hand_back",)
    house.clerk.do(originals.hand_back, mandate_id=errand)
    house.clerk.do(agency.close, agency_id=errand)


def test_after_its_last_day_a_mandate_ends_by_itself(house: House) -> None:
    errand = house.logged(until=house.today() + dt.timedelta(days=1))
    assert house.refused(agency.end, agency_id=errand, reason="expired") == "agency.not_over"
    house.pass_time(days=1)
    assert house.state(errand) == "logged"
    house.pass_time(days=1)
    assert (house.state(errand), house.file(errand).card.ended) == ("ended", "expired")
    assert house.refused(agency.submit, agency_id=errand, receipt_number="1") == "agency.now_ended"


def test_after_its_last_day_a_result_in_hand_is_still_delivered(house: House) -> None:
    errand = house.submitted(until=house.today())
    house.clerk.do(agency.record_result, agency_id=errand, outcome="approved")
    house.pass_time(days=3)
    house.clerk.do(agency.deliver, agency_id=errand)
    assert house.state(errand) == "delivered"


def test_a_case_on_its_way_up_is_carried_by_its_errand(house: House) -> None:
    case_id = house.draft("MZ-006")
    house.accept(case_id)
    house.clerk.do(cases.begin_step, case_id=case_id)
    house.clerk.do(cases.complete_step, case_id=case_id)
    errand = house.entrust(case_id=case_id)
    assert house.file(errand).card.place == "街道"
    assert house.refused(agency.entrust, powers=USUAL, until=house.today(), identity_way="card",
                         case_id=case_id) == "agency.case_has_one"  # fmt: skip
    house.clerk.do(agency.log, agency_id=errand, items=())
    house.clerk.do(agency.submit, agency_id=errand, receipt_number="HP-77")
    file = house.itself.see(cases_views.case, case_id=case_id)
    assert (file.card.stage, file.forwardings[-1].receipt_number) == ("at_upper", "HP-77")
    house.clerk.do(agency.record_result, agency_id=errand, outcome="approved")
    assert house.itself.see(cases_views.case, case_id=case_id).card.stage != "at_upper"


def test_a_line_without_a_count_is_no_line(house: House) -> None:
    errand = house.entrust()
    for wrong in ({"name": "", "copies": 1}, {"name": "申请书"}, {"name": "申请书", "copies": -1}):
        refused = house.refused(agency.log, agency_id=errand, items=(wrong,), place="街道")
        assert refused == "agency.item"
    assert house.refused(agency.log, agency_id=errand, items=()) == "agency.place_missing"


def test_each_list_shows_what_is_left_to_do(house: House) -> None:
    mine = house.sample.seats[0].staff.id
    errand = house.delivered()
    assert errand in [card.id for card in house.itself.see(agency_views.mine, staff_id=mine)]
    house.clerk.do(agency.visit, agency_id=errand, grade=5)
    house.clerk.do(agency.close, agency_id=errand)
    assert errand not in [card.id for card in house.itself.see(agency_views.open_errands)]
    assert errand in [
        card.id for card in house.itself.see(agency_views.of_person, person_id=house.file(errand).card.person_id)
    ]
