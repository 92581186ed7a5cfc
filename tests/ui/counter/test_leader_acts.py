"""What a leader is asked for at the desk: the acts carry the clerk's words and do what their buttons say."""

from collections.abc import Iterator

import pytest

from hall.cases import actions
from tests.cases.house import House, prepare
from tests.cases.test_notices import PHOTO, UPPER, asked, returned_once, sent_away_twice
from tests.cases.test_refusals import proposed
from ui.counter.acts import Act, Values
from ui.counter.case_acts import acts_of


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Give the cases tests' hall."""
    url = f"sqlite:///{tmp_path_factory.mktemp('leader') / 'hall.sqlite3'}"
    prepare(url)
    house = House(url)
    yield house
    house.close()


def act(office: House, case_id: str, name: str) -> Act:
    return next(each for each in acts_of(office.file(case_id)) if each.name == name)


def run(office: House, case_id: str, name: str, values: Values) -> None:
    act(office, case_id, name).run(office.leader, values)


def test_the_leader_reads_who_wants_what_and_why_before_releasing_a_second_notice(office: House) -> None:
    case_id = asked(office, "law_changed")
    assert act(office, case_id, "release_notice").explained.startswith("李明想再要：")
    assert "11月20日的新通知" in act(office, case_id, "release_notice").explained
    run(office, case_id, "release_notice", {"agree": "yes"})
    assert office.stage(case_id) == "notified"


def test_the_leader_orders_a_third_notice_and_a_third_errand(office: House) -> None:
    case_id = sent_away_twice(office)
    run(office, case_id, "insist_on_notice", {"words": "居民同意再补一次"})
    assert office.stage(case_id) == "notified"
    upper = returned_once(office)
    item = {key: UPPER[key] for key in ("name", "problem", "requirement")}
    run(office, upper, "insist_on_return", {"items": [item], "upper_new": False, "words": "街道坚持要原件"})
    assert office.stage(upper) == "supplement"


def test_the_hall_mends_a_return_itself_from_the_same_sheet_of_questions(office: House) -> None:
    case_id = returned_once(office)
    item = {key: PHOTO[key] for key in ("name", "problem", "requirement")}
    act(office, case_id, "record_return").run(office.first, {"items": [item], "upper_new": False, "who": "hall"})
    assert office.stage(case_id) == "accepted"


def test_the_leader_sends_a_no_further_up_and_decides_on_more_time(office: House) -> None:
    case_id = proposed(office)
    run(office, case_id, "escalate_refusal", {"words": "报街道分管领导"})
    assert "escalate_refusal" not in [each.name for each in acts_of(office.file(case_id))]
    running = office.accepted("MZ-001")
    office.first.do(actions.propose_extension, case_id=running, days=5, reason="入户调查没完")
    run(office, running, "approve_extension", {"agree": "yes"})
    assert office.file(running).history[-1].kind == "extended"


def test_a_delay_is_proposed_with_the_reasons_of_a_no(office: House) -> None:
    case_id = office.accepted("MZ-001")
    proposal = act(office, case_id, "propose_refusal")
    assert [field.id for field in proposal.fields][:2] == ["kind", "found"]
    values = {"kind": "delay", "found": "已初审", "reason": "排不开", "basis": "服务承诺", "office": ""}
    proposal.run(office.first, values)
    run(office, case_id, "review_refusal", {"agree": "yes", "words": ""})
    assert "delay_notice" in office.papers(case_id)


def test_the_materials_go_back_from_the_list_of_an_ended_case(office: House) -> None:
    case_id = office.accepted("MZ-001")
    office.first.do(actions.withdraw, case_id=case_id, reason="不办了")
    run(office, case_id, "hand_back_materials", {"receiver": "", "relation": ""})
    assert office.papers(case_id)[-1] == "material_return"
