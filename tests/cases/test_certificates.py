"""Certificates: only from the local list, only through their own matter, and never with a gap in a sentence."""

import datetime as dt
from random import Random
from typing import Any

import pytest

from hall.cases import actions, views
from hall.cases.certificates import certificate
from hall.cases.facts import Facts
from hall.cases.model import Case
from hall.cases.record import codes_of, facts_of
from hall.catalogue import actions as catalogue
from hall.catalogue.files import read_catalogue
from hall.catalogue.views import CertificateCard, certificates, options
from hall.contacts import actions as contacts
from hall.documents.content import Facts as Pairs
from hall.documents.content import Lead
from hall.kernel.refusal import Refusal
from hall.kernel.resources import resource
from hall.people.samples import sample_identity
from hall.storage.work import Reading
from tests.cases.house import House
from tests.cases.test_course import text
from tests.cases.test_intake import refused

_RANDOM = Random(1)
GIRL = sample_identity(_RANDOM, dt.date(2015, 1, 1), "2", "119999")
UNCLE = sample_identity(_RANDOM, dt.date(1960, 1, 1), "1", "119999")
GUARDIAN = {"ward": {"name": "㭎小雨"}, "guardian": {"name": "㭎大山", "id_kind": "resident_card", "id_number": UNCLE}}


def of_matter(house: House, code: str, **form: Any) -> str:
    """Open a case with some fields said otherwise and hand everything in."""
    case_id = house.first.do(
        actions.open_case, matter_code=code, person_id=house.person(), form={**house.form(code), **form}
    )
    house.verify(case_id)
    return case_id


def certified(house: House, **form: Any) -> str:
    case_id = of_matter(house, "ZM-001", **form)
    house.first.do(actions.finish_at_once, case_id=case_id)
    return text(house, case_id, "certificate")


def facts_and_card(house: House, case_id: str, code: str) -> tuple[Facts, CertificateCard]:
    def both(reading: Reading) -> tuple[Facts, CertificateCard]:
        card = next(card for card in certificates(reading) if card.code == code)
        return facts_of(reading, reading.session.get_one(Case, case_id)), card

    return house.hall.see(both)


def test_the_general_form_offers_only_certificates_without_a_matter_of_their_own(house: House) -> None:
    assert house.hall.see(options, codes="local-certificates") == (("residence", "居住情况证明"),)
    assert [entry.code for entry in house.hall.see(codes_of)["local-certificates"].codes] == ["residence"]


@pytest.mark.parametrize(
    ("item", "name", "matter"),
    [
        ("guardian-designation", "监护人指定书", "指定监护人/监护情况"),
        ("volunteer", "志愿服务记录证明", "志愿服务记录证明"),
    ],
)
def test_a_certificate_with_its_own_matter_cannot_be_had_through_the_general_one(
    house: House, item: str, name: str, matter: str
) -> None:
    case_id = of_matter(house, "ZM-001", basis_item=item)
    for doing in (actions.submit, actions.finish_at_once):
        with pytest.raises(Refusal) as refusal:
            house.first.do(doing, case_id=case_id)
        assert (refusal.value.code, refusal.value.values) == ("cases.own_matter", {"name": name, "matter": matter})
    assert house.papers(case_id) == []


def test_a_certificate_says_who_lives_where_for_one_purpose(house: House) -> None:
    said = certified(house, purpose="第二实验小学", facts="系本社区常住居民", address="幸福里12栋3单元501室")
    assert "第二实验小学：" in said
    assert "兹证明㭎小满，现住幸福里12栋3单元501室，系本社区常住居民。" in said
    assert "本证明仅用于第二实验小学，他用无效，自出具之日起30日内有效。" in said


def test_it_speaks_of_the_person_named_in_the_form_not_of_whoever_applies(house: House) -> None:
    child = {"name": "㭎小雨", "sex": "2", "id_kind": "resident_card", "id_number": GIRL}
    case_id = of_matter(house, "ZM-001", subject=child, facts="随父母在本社区居住", address="幸福里12栋")
    house.first.do(actions.finish_at_once, case_id=case_id)
    paper, said = house.paper(case_id, "certificate"), text(house, case_id, "certificate")
    stub = {pair for block in paper.blocks if isinstance(block, Pairs) for pair in block.pairs}
    assert {("姓名", "㭎小雨"), ("用途", "幸福里第一小学")} <= stub
    assert f"兹证明㭎小雨，女，公民身份号码{GIRL}，现住幸福里12栋，随父母在本社区居住。" in said
    assert "㭎小满" not in said


def test_a_volunteer_record_is_one_sentence_with_hours_and_items(house: House) -> None:
    items = [{"item": "社区巡逻"}, {"item": "敬老助餐"}]
    case_id = of_matter(house, "ZM-004", hours="20.0", items=items)
    house.first.do(actions.finish_at_once, case_id=case_id)
    wanted = "在本社区参加志愿服务，服务时长20小时，服务项目：社区巡逻、敬老助餐。"
    assert wanted in text(house, case_id, "certificate")


def test_the_guardian_designation_tells_decision_and_objection(house: House) -> None:
    form = {**house.form("ZM-002"), **GUARDIAN, "candidates": [{"name": "㭎大山"}, {"name": "㭎小满"}]}
    case_id = house.first.do(actions.open_case, matter_code="ZM-002", person_id=house.person(), form=form)
    house.first.do(actions.submit, case_id=case_id)
    house.verify(case_id)
    house.first.do(actions.accept, case_id=case_id)
    house.walk(case_id)
    house.first.do(actions.make_ready, case_id=case_id)
    paper, said = house.paper(case_id, "certificate"), text(house, case_id, "certificate")
    assert (paper.title, paper.number) == ("监护人指定书", "（2026）幸福里社证字第00001号")
    assert "依法具有监护资格的人有：㭎大山、㭎小满。" in said
    assert f"民法典》第三十一条，指定㭎大山（证件号码{UNCLE}）为㭎小雨的监护人。" in said
    assert "30日内向有管辖权的人民法院提出异议" in said
    assert paper.copies == ("当事人联", "存档联")


@pytest.mark.parametrize(
    ("field", "gap", "what"),
    [
        ("ward", None, "被监护人"),
        ("ward", {"name": " "}, "被监护人"),
        ("guardian", {}, "指定监护人"),
        ("candidates", [], "有监护资格的人"),
        ("candidates", [{"name": " "}], "有监护资格的人"),
        ("opinion", "。", "本人真实意愿"),
    ],
)
def test_a_designation_is_never_composed_with_a_gap(house: House, field: str, gap: object, what: str) -> None:
    case_id = of_matter(house, "ZM-002")
    facts, card = facts_and_card(house, case_id, "guardian-designation")
    with pytest.raises(Refusal) as refusal:
        certificate(facts, "1", card, {**house.form("ZM-002"), field: gap})
    assert (refusal.value.code, refusal.value.values) == ("cases.paper_gap", {"paper": "监护人指定书", "what": what})


@pytest.mark.parametrize(
    ("code", "item", "field", "what"),
    [
        ("ZM-001", "residence", "facts", "证明事实"),
        ("ZM-003", "adoption", "ability", "抚养教育能力情况"),
        ("ZM-004", "volunteer", "items", "服务项目"),
    ],
)
def test_a_certificate_is_never_composed_without_what_it_certifies(
    house: House, code: str, item: str, field: str, what: str
) -> None:
    case_id = of_matter(house, code)
    facts, card = facts_and_card(house, case_id, item)
    with pytest.raises(Refusal) as refusal:
        certificate(facts, "1", card, {**house.form(code), field: ""})
    assert (refusal.value.code, refusal.value.values) == ("cases.paper_gap", {"paper": card.name, "what": what})


def test_a_certificate_off_the_local_list_is_not_even_accepted(house: House) -> None:
    case_id = house.submitted("ZM-004")
    house.verify(case_id)
    house.hall.do(catalogue.import_catalogue, catalogue=read_catalogue(resource("catalogue")))
    refused("cases.not_on_list", lambda: house.first.do(actions.accept, case_id=case_id), name="志愿服务记录证明")


@pytest.mark.parametrize(("name", "where"), [("无犯罪记录证明", "派出所"), ("会唱歌的证明", "要求您开证明的单位")])
def test_a_forbidden_certificate_gets_a_slip_that_names_the_right_office(house: House, name: str, where: str) -> None:
    sheet_id = house.first.do(contacts.open_sheet, matter_text=f"要开{name}")
    house.first.do(actions.refuse_certificate, name=name, contact_id=sheet_id)
    slip = house.paper(sheet_id, "no_certificate_slip")
    (answer,) = (block for block in slip.blocks if isinstance(block, Lead))
    assert answer.text == f"社区不能开“{name}”。"
    assert where in answer.note
    now = house.clock.now()
    (filed,) = house.hall.see(views.refusals, since=now, until=now + dt.timedelta(seconds=1))
    assert (filed.kind, filed.outcome) == ("certificate", "filed")
    refused("cases.certificate_listed", lambda: house.first.do(actions.refuse_certificate, name="居住情况证明"))
    refused("cases.certificate_name", lambda: house.first.do(actions.refuse_certificate, name=" "))
