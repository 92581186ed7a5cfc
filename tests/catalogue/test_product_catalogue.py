"""The catalogue that the product ships: whole, readable, and nothing of the sources lost."""

import json
import re
from enum import StrEnum
from pathlib import Path

import pytest

from hall.catalogue import terms
from hall.catalogue.files import read_catalogue, read_codes
from hall.catalogue.form import FieldType
from hall.catalogue.matter import Matter, digest, from_json, to_json
from hall.catalogue.offer import Catalogue
from hall.catalogue.terms import CaseType, DayKind, Level
from hall.kernel.resources import resource

CATALOGUE = read_catalogue(resource("catalogue"))
EXPECTED = json.loads(Path(__file__).with_name("expected.json").read_text(encoding="utf-8"))
DOUBTS = ("待核对", "核对原文", "未取得", "二手来源")
each_matter = pytest.mark.parametrize("matter", CATALOGUE.matters, ids=lambda matter: matter.code)


def counts(catalogue: Catalogue) -> dict[str, int]:
    matters = catalogue.matters
    limits = [limit for m in matters for limit in (m.limits.statutory, m.limits.promised) if limit.value is not None]
    materials = [material for m in matters for material in m.materials]
    steps = [step for m in matters for step in m.steps]
    fields = [field for m in matters for field in m.fields]
    return {
        "matters": len(matters),
        "enabled": sum(m.enabled for m in matters),
        "confidential": sum(m.confidential for m in matters),
        "fields": len(fields),
        "required fields": sum(field.required for field in fields),
        "materials": len(materials),
        "conditional materials": sum(material.condition is not None for material in materials),
        "shared materials": sum(material.shared for material in materials),
        "steps": len(steps),
        "steps held here": sum(step.held_here for step in steps),
        "steps with days": sum(step.working_days is not None for step in steps),
        "papers": sum(len(m.papers) for m in matters),
        "statutory limits": sum(m.limits.statutory.value is not None for m in matters),
        "promised limits": sum(m.limits.promised.value is not None for m in matters),
        "calendar-day limits": sum(limit.unit is DayKind.CALENDAR_DAY for limit in limits),
        "bases": sum(len(m.legal_basis) for m in matters),
        "to verify": sum(len(m.to_verify) for m in matters),
        "rules of other places": sum(len(m.other_places) for m in matters),
        "postings": sum(m.publicity is not None and m.publicity.required for m in matters),
    }


def test_nothing_of_the_sources_is_lost() -> None:
    assert counts(CATALOGUE) == EXPECTED


@each_matter
def test_matter_survives_its_canonical_json(matter: Matter) -> None:
    assert from_json(to_json(matter)) == matter
    assert digest(from_json(to_json(matter))) == digest(matter)


@each_matter
def test_what_residents_read_is_chinese(matter: Matter) -> None:
    shown = [matter.name, matter.public_name, matter.who_may_apply, matter.decided_by, matter.fee, matter.status]
    shown += [text for m in matter.materials for text in (m.name, m.condition, m.note) if text]
    shown += [text for step in matter.steps for text in (step.place, step.action)]
    shown += [text for field in matter.fields for text in (field.name, field.help) if text]
    shown += [paper.name for paper in matter.papers]
    shown += matter.legal_basis
    for text in shown:
        assert re.search("[\u4e00-\u9fff]", text), text
        assert not re.search(r"typical|own knowledge|[a-z]{3,}_", text), text
        assert not any(word in text for word in DOUBTS), text


@each_matter
def test_open_matter_can_be_queued_for_and_worked(matter: Matter) -> None:
    service = CATALOGUE.service_of(matter.code)
    assert (service is not None) == matter.enabled
    assert bool(matter.steps) == (matter.case_type is not CaseType.CANCELLED)
    assert [step.no for step in matter.steps] == list(range(1, len(matter.steps) + 1))
    if matter.case_type in (CaseType.IMMEDIATE, CaseType.AGENCY) and matter.enabled:
        assert any(step.held_here for step in matter.steps) or matter.code in {"SB-007", "SB-011"}
    assert 3 <= matter.service_minutes <= 20


@each_matter
def test_sensitive_matter_hides_its_name(matter: Matter) -> None:
    assert (matter.public_name != matter.name) == matter.confidential


def test_identity_card_is_never_kept() -> None:
    cards = [m for matter in CATALOGUE.matters for m in matter.materials if m.id == "id-card"]
    assert len(cards) > 50
    assert {m.form.value for m in cards} <= {"check_and_copy", "check_only", "copy", "electronic"}


def test_two_step_limit_keeps_its_parts() -> None:
    limit = CATALOGUE.matter("MZ-002").limits.statutory
    assert (limit.value, limit.parts, limit.unit) == (30, (15, 15), DayKind.WORKING_DAY)


def test_residence_permit_is_counted_in_calendar_days() -> None:
    limits = CATALOGUE.matter("LD-002").limits
    assert (limits.statutory.unit, limits.promised.unit) == (DayKind.CALENDAR_DAY, DayKind.CALENDAR_DAY)


def test_matter_without_national_limit_says_so() -> None:
    assert CATALOGUE.matter("MZ-007").limits.statutory.value is None
    assert CATALOGUE.matter("MZ-007").limits.promised.value == 0


def test_minors_are_not_posted_and_orphans_never() -> None:
    poor, orphan = CATALOGUE.matter("MZ-002").publicity, CATALOGUE.matter("MZ-010").publicity
    assert poor is not None
    assert orphan is not None
    assert (poor.required, poor.not_for_minors) == (True, True)
    assert not orphan.required


def test_low_income_family_walks_through_the_levels() -> None:
    steps = CATALOGUE.matter("MZ-001").steps
    assert [step.level for step in steps] == [
        Level.COMMUNITY,
        Level.STREET,
        Level.STREET,
        Level.COMMUNITY,
        Level.DISTRICT,
        Level.COMMUNITY,
    ]
    assert [step.held_here for step in steps] == [True, False, False, True, False, True]


def test_other_bodies_papers_are_recorded_not_drawn() -> None:
    papers = {paper.name: paper.issued_here for paper in CATALOGUE.matter("CL-003").papers}
    assert papers == {"受理回执": True, "残疾人证": False}


def test_all_sixteen_types_are_used() -> None:
    assert {field.type for m in CATALOGUE.matters for field in m.fields} == set(FieldType)


def test_series_and_first_page_of_the_kiosk() -> None:
    assert [series.letter for series in CATALOGUE.series] == ["A", "B", "C", "D", "V", "Y"]
    assert len(CATALOGUE.services) == 8
    assert CATALOGUE.services[-1].name == "不清楚，问工作人员"
    assert all(len(service.name) <= 10 and service.examples for service in CATALOGUE.services)


def test_forbidden_certificates_each_name_the_right_office() -> None:
    certificates = CATALOGUE.certificates
    assert [entry.no for entry in certificates.must_not_issue] == list(range(1, 21))
    assert [entry.name for entry in certificates.local_list] == ["监护人指定书"]
    assert all(word not in entry.basis for entry in certificates.local_list for word in DOUBTS)


def test_a_certificate_with_a_matter_of_its_own_is_not_chosen_in_another_form() -> None:
    assert "guardian-designation" not in CATALOGUE.codes["local-certificates"]
    assert CATALOGUE.matter("ZM-001").chooses_from("local-certificates")
    assert not CATALOGUE.matter("ZM-002").chooses_from("local-certificates")


def test_what_staff_still_have_to_check_stands_apart_from_what_residents_read() -> None:
    volunteer, permit = CATALOGUE.matter("ZM-004"), CATALOGUE.matter("ZM-001")
    assert volunteer.legal_basis == ("志愿服务条例", "志愿服务记录与证明出具办法（试行）")
    assert volunteer.to_verify == ("民政部志愿服务记录与证明出具办法：核对原文",)
    assert permit.other_places == ("上海市居民委员会工作条例第28条",)


@pytest.mark.parametrize(
    ("table", "count", "code", "label"),
    [
        ("gbt-2261-1", 4, "2", "女"),
        ("gbt-2261-2", 8, "23", "复婚"),
        ("gbt-3304", 58, "36", "毛南族"),
        ("gbt-4658", 39, "28", "大学普通班毕业"),
        ("gbt-4761", 84, "02", "户主"),
        ("gbt-4762", 13, "12", "无党派民主人士"),
        ("gbt-2260-provinces", 34, "65", "新疆维吾尔自治区"),
    ],
)
def test_national_code_table(table: str, count: int, code: str, label: str) -> None:
    found = read_codes(resource("codes"))[table]
    assert len({entry.code for entry in found.codes}) == len(found.codes) == count
    assert found.label(code) == label
    assert code in found
    assert "999" not in found


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("case-type", terms.CaseType),
        ("level", terms.Level),
        ("material-form", terms.MaterialForm),
        ("result-kind", terms.ResultKind),
        ("paper-kind", terms.PaperKind),
        ("community-role", terms.Role),
        ("pause-reason", terms.PauseReason),
    ],
)
def test_every_word_of_the_program_has_its_chinese_label(table: str, words: type[StrEnum]) -> None:
    assert [entry.code for entry in CATALOGUE.codes[table].codes] == [word.value for word in words]
