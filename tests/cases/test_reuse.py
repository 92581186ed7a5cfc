"""What is held is not asked for again; each use has its purpose on record, and sensitive things need a consent."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from hall.audit.model import AuditEntry
from hall.cases import actions
from hall.cases.cards import MaterialCard
from hall.cases.model import CaseMaterial
from hall.catalogue import actions as catalogue
from hall.catalogue.offer import Catalogue
from hall.check import find_problems
from hall.documents.content import Facts
from hall.kernel.refusal import Refusal
from hall.people import actions as people
from hall.people import views as people_views
from hall.people.model import Reuse
from hall.people.views import HoldingCard
from hall.storage.engine import for_writing
from tests.cases.house import House, prepare

DIBAO, TRAINING, DISABLED, ALLOWANCE = "MZ-001", "SB-020", "CL-003", "CL-001"
CARD, DIPLOMA, RECORDS = "disability-card", "education-certificate", "medical-records"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("prepared") / "hall.sqlite3"
    prepare(f"sqlite:///{file}")
    return file


@pytest.fixture
def house(prepared: Path, tmp_path: Path) -> Iterator[House]:
    house = House(f"sqlite:///{shutil.copy(prepared, tmp_path / 'hall.sqlite3')}")
    yield house
    house.close()


@pytest.fixture
def who(house: House) -> str:
    return house.first.do(
        people.register, name="㭎小满", id_kind="resident_card", id_number="11010519491231002X", phone="13800000456"
    )


def opened(house: House, who: str, code: str, **more: Any) -> str:
    more.setdefault("situations", house.matter(code).situations if code == TRAINING else ())
    return house.first.do(actions.open_case, matter_code=code, person_id=who, **more)


def line(house: House, case_id: str, material_id: str) -> MaterialCard:
    return next(each for each in house.file(case_id).materials if each.material_id == material_id)


def check(house: House, case_id: str, material_id: str, **how: Any) -> None:
    entry = {"state": "verified", "originals": 1, "copies": 1, "returned": True, **how}
    house.first.do(actions.check_material, case_id=case_id, material_id=material_id, **entry)


def kept(house: House, who: str, code: str, material_id: str, **how: Any) -> str:
    """Open a case in which a material is handed in and checked."""
    case_id = opened(house, who, code)
    check(house, case_id, material_id, **how)
    return case_id


def held(house: House, who: str) -> dict[str, HoldingCard]:
    return {card.kind: card for card in house.hall.see(people_views.holdings, person_id=who)}


def refused(code: str, doing: Callable[[], object], **values: str | int) -> None:
    with pytest.raises(Refusal) as refusal:
        doing()
    assert refusal.value.code == code
    assert {**refusal.value.values, **values} == refusal.value.values


def situated(house: House, code: str, material_id: str) -> list[str]:
    return [each.condition for each in house.matter(code).materials if each.id == material_id and each.condition]


def test_what_was_checked_with_a_copy_is_held_and_crossed_off_the_next_list(house: House, who: str) -> None:
    kept(house, who, TRAINING, DIPLOMA)
    house.clock.advance(dt.timedelta(days=3))
    row = line(house, opened(house, who, TRAINING), DIPLOMA)
    assert (row.state, row.waived_for) == ("waived", "on_file")
    assert row.held is not None
    assert (row.held.state, row.held.since, row.held.source) == ("used", dt.date(2026, 11, 23), "counter")


def test_a_case_keeps_a_snapshot_and_not_the_thing_itself(house: House, who: str) -> None:
    kept(house, who, TRAINING, DIPLOMA, number="2001")
    used = opened(house, who, TRAINING)
    kept(house, who, TRAINING, DIPLOMA, number="2002")
    with Session(house.engine) as session:
        row = session.scalars(select(CaseMaterial).where(CaseMaterial.case_id == used, CaseMaterial.held != {})).one()
    assert (row.material_id, row.held["number"]) == (DIPLOMA, "2001")
    assert held(house, who)[DIPLOMA].number == "2002"
    history = house.hall.see(people_views.holdings, person_id=who, history=True)
    assert [card.ended_for for card in history] == ["", "renewed"]


def test_what_was_only_shown_or_belongs_to_others_is_not_held(house: House, who: str) -> None:
    kept(house, who, TRAINING, DIPLOMA, copies=0)
    kept(house, who, DIBAO, "application-form")
    assert held(house, who) == {}


def test_a_mistaken_tick_taken_back_holds_nothing_and_the_former_copy_again(house: House, who: str) -> None:
    kept(house, who, TRAINING, DIPLOMA, number="2001")
    second = kept(house, who, TRAINING, DIPLOMA, number="2002")
    assert held(house, who)[DIPLOMA].number == "2002"
    check(house, second, DIPLOMA, state="missing", originals=0, copies=0)
    assert held(house, who)[DIPLOMA].number == "2001"


def test_a_withdrawn_application_takes_its_papers_along(house: House, who: str) -> None:
    case_id = kept(house, who, TRAINING, DIPLOMA)
    house.first.do(actions.withdraw, case_id=case_id, reason="不办了")
    assert held(house, who) == {}
    assert line(house, opened(house, who, TRAINING), DIPLOMA).state == "missing"


def test_what_another_case_rests_on_is_neither_taken_back_nor_handed_back(house: House, who: str) -> None:
    first = kept(house, who, TRAINING, DIPLOMA)
    number = house.file(opened(house, who, TRAINING)).card.number
    undone = {"state": "missing", "originals": 0, "copies": 0}
    refused("cases.holding_in_use", lambda: check(house, first, DIPLOMA, **undone), number=number)
    house.first.do(actions.withdraw, case_id=first, reason="不办了")
    assert DIPLOMA in held(house, who)


def test_one_that_has_run_out_is_asked_for_with_the_reason(house: House, who: str) -> None:
    kept(house, who, TRAINING, DIPLOMA, valid_to="2026-12-01")
    house.clock.advance(dt.timedelta(days=9))
    case_id = opened(house, who, TRAINING)
    row = line(house, case_id, DIPLOMA)
    assert row.held is not None
    assert (row.state, row.held.state) == ("missing", "expired")
    house.first.do(actions.submit, case_id=case_id)
    house.first.do(actions.give_notice, case_id=case_id)
    (notice,) = house.file(case_id).notices
    problems = {item["key"]: item["problem"] for item in notice.items}
    assert problems[DIPLOMA] == "库里的一份已过有效期"


def test_what_has_run_out_already_is_not_checked_as_good(house: House, who: str) -> None:
    case_id = opened(house, who, TRAINING)
    refused("cases.material_expired", lambda: check(house, case_id, DIPLOMA, valid_to="2026-11-22"))
    refused("cases.material_dates", lambda: check(house, case_id, DIPLOMA, valid_to="明年"))
    check(house, case_id, DIPLOMA, valid_to="2026-11-23")


def test_one_whose_facts_have_changed_since_is_asked_for_again(house: House, who: str) -> None:
    form = house.form("SB-008") | {"education": "71"}
    first = opened(house, who, "SB-008", form=form)
    house.first.do(actions.submit, case_id=first)
    house.verify(first)
    house.first.do(actions.accept, case_id=first)
    house.clock.advance(dt.timedelta(minutes=1))
    kept(house, who, TRAINING, DIPLOMA)
    house.clock.advance(dt.timedelta(minutes=1))
    assert line(house, opened(house, who, TRAINING), DIPLOMA).state == "waived"
    second = opened(house, who, "SB-008", form=form | {"education": "61"})
    house.first.do(actions.submit, case_id=second)
    house.verify(second)
    house.first.do(actions.accept, case_id=second)
    row = line(house, opened(house, who, TRAINING), DIPLOMA)
    assert row.held is not None
    assert (row.state, row.held.state) == ("missing", "changed")


def test_a_notice_must_not_name_what_is_held_or_can_be_shared(house: House, who: str) -> None:
    kept(house, who, TRAINING, DIPLOMA)
    case_id = opened(house, who, TRAINING)
    house.first.do(actions.submit, case_id=case_id)
    for material_id in (DIPLOMA, "id-card"):
        item = {"key": material_id, "name": "材料", "problem": "没有交", "requirement": "交一份"}
        name = line(house, case_id, material_id).name
        refused(
            "cases.already_held",
            lambda item=item: house.first.do(actions.give_notice, case_id=case_id, items=[item]),  # type: ignore[misc]
            name=name,
        )
    assert house.file(case_id).notices == ()


def test_what_is_disputed_with_a_note_may_be_asked_for(house: House, who: str) -> None:
    kept(house, who, TRAINING, DIPLOMA)
    case_id = opened(house, who, TRAINING)
    check(house, case_id, DIPLOMA, state="missing", originals=0, copies=0, note="复印件看不清编号")
    check(house, case_id, "id-card", state="missing", originals=0, copies=0, note="公安接口查不到")
    house.first.do(actions.submit, case_id=case_id)
    house.first.do(actions.give_notice, case_id=case_id)
    problems = {item["key"]: item["problem"] for item in house.file(case_id).notices[0].items}
    assert (problems[DIPLOMA], problems["id-card"]) == ("复印件看不清编号", "公安接口查不到")
    row = line(house, opened(house, who, TRAINING), DIPLOMA)
    assert row.held is not None
    assert (row.state, row.held.state) == ("missing", "disputed")


def test_a_word_is_needed_for_a_dispute(house: House, who: str) -> None:
    kept(house, who, TRAINING, DIPLOMA)
    holding = held(house, who)[DIPLOMA].id
    refused("people.dispute_note", lambda: house.first.do(people.dispute, holding_id=holding, note=" "))


def test_something_held_serves_where_the_clerk_says_so_and_only_if_it_is_good(house: House, who: str) -> None:
    kept(house, who, TRAINING, DIPLOMA, valid_to="2026-12-01")
    case_id = opened(house, who, TRAINING)
    check(house, case_id, DIPLOMA, state="missing", originals=0, copies=0)
    check(house, case_id, DIPLOMA, state="waived", waived_for="on_file", originals=0, copies=0)
    assert line(house, case_id, DIPLOMA).held is not None
    house.clock.advance(dt.timedelta(days=9))
    late = opened(house, who, TRAINING)
    entry = {"state": "waived", "waived_for": "on_file", "originals": 0, "copies": 0}
    refused("cases.held_trouble", lambda: check(house, late, DIPLOMA, **entry), why="库里的一份已过有效期")


def test_each_use_is_on_record_with_its_purpose(house: House, who: str) -> None:
    kept(house, who, TRAINING, DIPLOMA)
    case_id = opened(house, who, TRAINING)
    number = house.file(case_id).card.number
    (use,) = [each for each in house.hall.see(people_views.reuses, person_id=who) if each.what == "material"]
    assert (use.kind, use.matter_code, use.case_id, use.case_number) == (DIPLOMA, TRAINING, case_id, number)
    assert use.staff_id is not None
    with Session(house.engine) as session:
        opening = session.scalars(select(AuditEntry).where(AuditEntry.action == "cases.open_case")).all()
    assert use.held_id in opening[-1].subjects


def records_held(house: House, who: str) -> None:
    case_id = opened(house, who, DISABLED, situations=situated(house, DISABLED, RECORDS))
    check(house, case_id, RECORDS)


def records_needed(house: House, who: str) -> str:
    return opened(house, who, DIBAO, situations=situated(house, DIBAO, RECORDS))


def test_sensitive_things_are_asked_for_as_if_not_held_until_there_is_a_consent(house: House, who: str) -> None:
    records_held(house, who)
    case_id = records_needed(house, who)
    row = line(house, case_id, RECORDS)
    assert row.held is not None
    assert (row.state, row.held.state) == ("missing", "consent")
    entry = {"state": "waived", "waived_for": "on_file", "originals": 0, "copies": 0}
    refused("cases.consent_needed", lambda: check(house, case_id, RECORDS, **entry))
    consent_id = house.first.do(actions.take_consent, case_id=case_id)
    row = line(house, case_id, RECORDS)
    assert (row.state, row.waived_for) == ("waived", "on_file")
    use = house.hall.see(people_views.reuses, person_id=who)[0]
    assert (use.kind, use.consent_id) == (RECORDS, consent_id)


def test_the_consent_names_what_is_used_and_for_what_alone(house: House, who: str) -> None:
    records_held(house, who)
    case_id = records_needed(house, who)
    house.first.do(actions.take_consent, case_id=case_id)
    paper = house.paper(case_id, "consent_form")
    pairs = dict(next(block for block in paper.blocks if isinstance(block, Facts)).pairs)
    assert pairs["用哪些材料"] == "病历或诊断材料"
    assert house.file(case_id).card.number in pairs["只用来办"]
    assert "11010519491231002X" not in str(paper)


def test_a_consent_counts_for_one_case_only(house: House, who: str) -> None:
    records_held(house, who)
    house.first.do(actions.take_consent, case_id=records_needed(house, who))
    assert line(house, records_needed(house, who), RECORDS).state == "missing"


def test_whoever_does_not_sign_hands_the_material_in_again(house: House, who: str) -> None:
    records_held(house, who)
    case_id = records_needed(house, who)
    refused("cases.consent_none", lambda: house.first.do(actions.take_consent_back, case_id=case_id))
    house.first.do(actions.take_consent, case_id=case_id)
    house.first.do(actions.take_consent_back, case_id=case_id)
    row = line(house, case_id, RECORDS)
    assert row.held is not None
    assert (row.state, row.held.state) == ("missing", "consent")
    refused("cases.consent_nothing", lambda: house.first.do(actions.take_consent, case_id=case_id, kinds=[CARD]))


def test_what_an_accepted_form_says_fills_the_next_form(house: House, who: str) -> None:
    form = house.form(ALLOWANCE) | {"bank_account": "6228480000000000001"}
    first = opened(house, who, ALLOWANCE, form=form)
    house.first.do(actions.submit, case_id=first)
    house.verify(first)
    house.first.do(actions.accept, case_id=first)
    file = house.file(opened(house, who, DIBAO))
    assert file.form["bank_account"] == "6228480000000000001"
    origin = file.origins["bank_account"]
    assert (origin.name, origin.since, origin.source) == ("银行账号", dt.date(2026, 11, 23), "counter")
    uses = house.hall.see(people_views.reuses, person_id=who)
    assert ("bank_account", DIBAO) in {(use.field_id, use.matter_code) for use in uses}


def test_a_draft_that_nobody_accepted_tells_the_register_nothing(house: House, who: str) -> None:
    opened(house, who, ALLOWANCE, form={"bank_account": "6228480000000000001"})
    assert "bank_account" not in house.file(opened(house, who, DIBAO)).form


def test_what_was_typed_is_not_overwritten_and_loses_its_mark(house: House, who: str) -> None:
    case_id = opened(house, who, "SB-006", form={"phone": "13900000001"})
    file = house.file(case_id)
    assert (file.form["phone"], file.origins) == ("13900000001", {})
    filled = opened(house, who, "SB-006")
    assert set(house.file(filled).origins) == {"phone"}
    house.first.do(actions.save_form, case_id=filled, form={"phone": "13900000002"})
    assert house.file(filled).origins == {}


def test_a_form_about_somebody_else_is_neither_filled_nor_kept(house: House, who: str) -> None:
    house.first.do(people.correct, person_id=who, phone="13800000456", address="幸福里社区12栋")
    other = {"subject": {"name": "程大满", "id_kind": "none"}}
    assert "address" not in house.file(opened(house, who, "ZM-001", form=other)).form
    assert house.file(opened(house, who, "ZM-001")).form["address"] == "幸福里社区12栋"


def test_an_answer_that_is_too_old_is_asked_for_again(house: House, who: str) -> None:
    form = house.form("JS-001") | {"marital": "20", "woman": {"name": "㭎小满", "id_kind": "none"}}
    first = opened(house, who, "JS-001", form=form)
    house.first.do(actions.submit, case_id=first)
    house.verify(first)
    house.first.do(actions.accept, case_id=first)
    assert house.file(opened(house, who, "JS-001")).form["marital"] == "20"
    house.clock.advance(dt.timedelta(days=400))
    assert "marital" not in house.file(opened(house, who, "JS-001")).form


def test_a_matter_that_is_not_to_be_reused_keeps_its_answers(house: House, who: str) -> None:
    matter = house.matter(ALLOWANCE).model_copy(update={"reuse_sensitive": True})
    house.hall.do(catalogue.import_catalogue, catalogue=Catalogue(matters=(matter,)))
    first = opened(house, who, ALLOWANCE, form=house.form(ALLOWANCE))
    house.first.do(actions.submit, case_id=first)
    house.verify(first)
    house.first.do(actions.accept, case_id=first)
    assert "bank_account" not in house.file(opened(house, who, DIBAO)).form


def test_a_correction_keeps_what_the_register_said_before(house: House, who: str) -> None:
    house.clock.advance(dt.timedelta(hours=1))
    house.first.do(people.correct, person_id=who, phone="13900000001", address="")
    history = house.hall.see(people_views.fact_history, person_id=who, fact="phone")
    assert [(each.value, each.until is None) for each in history] == [("13800000456", False), ("13900000001", True)]
    assert history[0].until == history[1].since


def test_a_case_of_before_has_no_holding_and_stays_as_it_was(house: House, who: str) -> None:
    case_id = opened(house, who, TRAINING)
    with Session(for_writing(house.engine)) as session, session.begin():
        session.execute(update(CaseMaterial).values(holding_id=None, held={}, state="waived", waived_for="on_file"))
    assert line(house, case_id, DIPLOMA).held is None
    assert house.hall.see(lambda reading: list(find_problems(reading))) == []


def test_the_check_finds_a_use_that_is_not_on_record_and_a_sensitive_one_without_consent(
    house: House, who: str
) -> None:
    kept(house, who, TRAINING, DIPLOMA)
    opened(house, who, TRAINING)
    records_held(house, who)
    house.first.do(actions.take_consent, case_id=records_needed(house, who))
    assert house.hall.see(lambda reading: list(find_problems(reading))) == []
    with Session(for_writing(house.engine)) as session, session.begin():
        session.execute(delete(Reuse).where(Reuse.kind == DIPLOMA))
        session.execute(update(Reuse).where(Reuse.kind == RECORDS).values(consent_id=None))
    found = house.hall.see(lambda reading: list(find_problems(reading)))
    assert any(DIPLOMA in each and "no use is on record" in each for each in found)
    assert any("no consent covers it" in each for each in found)
