"""A clerk fills in a form: what is wrong is named, what is right is left alone."""

import ast
import datetime as dt
import re
import tomllib
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.catalogue import problems as problems_of_files
from hall.catalogue.cleaning import clean_text
from hall.catalogue.files import read_catalogue
from hall.catalogue.form import FieldType, FormField
from hall.catalogue.matter import Matter
from hall.catalogue.offer import LOCAL_CERTIFICATES, CodeEntry
from hall.catalogue.rules import FieldProblem, check_form, clean_form, required_materials
from hall.kernel.resources import resource
from hall.people.rules import check_digit

CATALOGUE = read_catalogue(resource("catalogue"))
RESIDENCE = CodeEntry(code="residence", label="居住情况证明")
CODES = {
    **CATALOGUE.codes,
    LOCAL_CERTIFICATES: CATALOGUE.codes[LOCAL_CERTIFICATES].model_copy(update={"codes": (RESIDENCE,)}),
}
"""The code tables of a hall whose local list offers something to choose; the shipped one does not."""
SENTENCES = tomllib.loads(resource("translations", "zh_CN", "refusals", "catalogue.toml").read_text(encoding="utf-8"))
TODAY = dt.date(2026, 11, 22)
NUMBER = "34011119850307412" + check_digit("34011119850307412")
PERSON = {"name": "买买提·艾则孜", "id_kind": "resident_card", "id_number": NUMBER, "birth": "1985-03-07", "sex": "2"}


def matter_with(field: dict[str, Any]) -> Matter:
    """Return a matter whose form is one field."""
    whole = CATALOGUE.matter("MZ-007").model_dump(mode="json")
    return Matter.model_validate({**whole, "fields": [{"id": "x", "name": "某项", **field}]})


def check(field: dict[str, Any], value: object, *, at_result: bool = False) -> list[FieldProblem]:
    matter = matter_with(field)
    values = {} if value is None else {"x": value}
    return check_form(matter, values, today=TODAY, codes=CATALOGUE.codes, at_result=at_result)


CHOICE = {"type": "choice", "options": [{"code": "a", "label": "甲"}, {"code": 10, "label": "乙"}]}
SCHOOLING = {"type": "choice", "codes": "gbt-4658"}
CHOICES = {**CHOICE, "type": "choices"}
PEOPLE = {"type": "people", "min_rows": 1, "columns": [{"id": "income", "name": "月收入", "type": "money"}]}
TABLE = {
    "type": "table",
    "columns": [{"id": "kind", "name": "种类", "type": "text", "required": True},
                {"id": "amount", "name": "金额", "type": "money"}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ({"type": "text", "required": True}, None, ["field_required"]),
        ({"type": "text", "required": True}, "  ", ["field_required"]),
        ({"type": "text"}, None, []),
        ({"type": "text"}, 5, ["value_kind"]),
        ({"type": "text"}, "字" * 201, ["text_long"]),
        ({"type": "text", "multiline": True}, "字" * 201, []),
        ({"type": "text", "min_length": 20}, "1", ["text_short"]),
        ({"type": "number"}, 3, []),
        ({"type": "number"}, "3", []),
        ({"type": "number"}, "3.5", ["number_decimals"]),
        ({"type": "number", "decimals": 2}, "86.55", []),
        ({"type": "number"}, "三", ["number_unreadable"]),
        ({"type": "number"}, True, ["number_unreadable"]),
        ({"type": "number"}, "NaN", ["number_unreadable"]),
        ({"type": "number", "minimum": 1, "maximum": 4}, 5, ["number_large"]),
        ({"type": "number", "minimum": 1, "maximum": 4}, 0, ["number_small"]),
        ({"type": "money"}, "1409.50", []),
        ({"type": "money"}, "0", []),
        ({"type": "money"}, "1409.505", ["amount_decimals"]),
        ({"type": "money"}, "-3", ["amount_negative"]),
        ({"type": "money"}, "很多", ["amount_unreadable"]),
        ({"type": "money"}, 3, ["amount_unreadable"]),
        ({"type": "date"}, "2027-01-05", []),
        ({"type": "date", "no_future": True}, "2026-11-22", []),
        ({"type": "date", "no_future": True}, "2026-11-23", ["date_future"]),
        ({"type": "date"}, "2026-02-30", ["date_day"]),
        ({"type": "date"}, "20261122", ["date_day"]),
        ({"type": "date"}, "0985-03-07", ["date_far"]),
        ({"type": "date", "precision": "month"}, "2026-11", []),
        ({"type": "date", "precision": "month"}, "2026-11-22", ["date_month"]),
        ({"type": "date", "precision": "minute"}, "2026-11-22T09:00", []),
        ({"type": "date", "precision": "minute"}, "2026-11-22T25:00", ["date_minute"]),
        ({"type": "period"}, {"from": "2026-01-01", "to": "2026-01-01"}, []),
        ({"type": "period"}, {"from": "2026-01-02", "to": "2026-01-01"}, ["period_backwards"]),
        ({"type": "period"}, {"from": "2026-01-02"}, ["period_ends"]),
        ({"type": "period", "no_future": True}, {"from": "2026-01-02", "to": "2027-01-02"}, ["date_future"]),
        ({"type": "yes_no", "required": True}, False, []),
        ({"type": "yes_no"}, "是", ["value_kind"]),
        (CHOICE, "a", []),
        (CHOICE, "10", []),
        (CHOICE, "b", ["choice_unknown"]),
        (SCHOOLING, "21", []),
        (SCHOOLING, "24", ["choice_unknown"]),
        (CHOICES, ["a", "10"], []),
        (CHOICES, ["a", "a"], ["choice_twice"]),
        (CHOICES, ["b"], ["choice_unknown"]),
        (CHOICES, "a", ["value_kind"]),
        ({**CHOICES, "required": True}, [], ["field_required"]),
        ({"type": "phone"}, "13812345678", []),
        ({"type": "phone"}, "0551-62345678", []),
        ({"type": "phone"}, "12345", ["phone"]),
        ({"type": "bank_account"}, "6217001234567890123", []),
        ({"type": "bank_account"}, "6217 0012", ["account"]),
        ({"type": "bank_account"}, "1234567", ["account"]),
        ({"type": "address"}, "望湖路18号3栋502", []),
        ({"type": "person"}, PERSON, []),
        ({"type": "person"}, {"name": "王小芳"}, []),
        ({"type": "person"}, {"name": "王小芳", "id_kind": "none"}, []),
        ({"type": "person"}, {**PERSON, "name": ""}, ["name_missing"]),
        ({"type": "person"}, {**PERSON, "id_number": NUMBER[:-1] + ("0" if NUMBER[-1] != "0" else "1")},
         ["check_digit"]),
        ({"type": "person"}, {**PERSON, "id_number": ""}, ["identity_number_missing"]),
        ({"type": "person"}, {**PERSON, "id_kind": "library_card"}, ["identity_kind"]),
        ({"type": "person"}, {**PERSON, "birth": "1985-03-08"}, ["birth_differs"]),
        ({"type": "person"}, {"name": "王小芳", "birth": "2026-11-23"}, ["birth_wrong"]),
        ({"type": "person"}, {**PERSON, "sex": "女"}, ["sex_unknown"]),
        ({"type": "person"}, {**PERSON, "phone": "1"}, ["phone"]),
        ({"type": "person"}, {**PERSON, "hobby": "棋"}, ["value_unknown"]),
        ({"type": "person"}, "王小芳", ["value_kind"]),
        (PEOPLE, [{**PERSON, "income": "800.00"}], []),
        (PEOPLE, [], ["rows_few"]),
        (PEOPLE, [PERSON, {"relation": "20"}], ["name_missing"]),
        (PEOPLE, [{**PERSON, "income": "很少"}], ["amount_unreadable"]),
        (PEOPLE, [PERSON, "王小芳"], ["value_kind"]),
        ({"type": "people", "required": True}, [], []),
        ({"type": "organisation"}, {"name": "望湖街道办事处"}, []),
        ({"type": "organisation"}, {"name": "甲公司", "credit_code": "91350100M000100Y44"}, []),
        ({"type": "organisation"}, {"name": "甲公司", "credit_code": "123"}, ["credit_code_form"]),
        ({"type": "organisation"}, {"credit_code": "123"}, ["organisation_name"]),
        ({"type": "staff"}, "0012", []),
        ({"type": "staff", "min_rows": 2}, ["0012"], ["rows_few"]),
        ({"type": "staff", "max_rows": 1}, ["0012", "0013"], ["rows_many"]),
        ({"type": "staff"}, "王小芳", ["staff_number"]),
        (TABLE, [{"kind": "存款", "amount": "3.00"}], []),
        (TABLE, [{"amount": "3.00"}], ["field_required"]),
        (TABLE, [{"kind": "存款", "colour": "红"}], ["value_unknown"]),
        (TABLE, {"kind": "存款"}, ["value_kind"]),
    ],
)  # fmt: skip
def test_value(field: dict[str, Any], value: object, expected: list[str]) -> None:
    problems = check(field, value)
    assert [problem.code.partition(".")[2] for problem in problems] == expected
    for problem in problems:
        if problem.code.startswith("catalogue."):
            assert "某项" in SENTENCES[problem.code].format(**problem.values) or problem.part


def test_problem_in_a_row_names_row_and_column() -> None:
    problem = check(TABLE, [{"kind": "存款"}, {"kind": "房产", "amount": "-1"}])[0]
    assert (problem.field_id, problem.row, problem.part) == ("x", 2, "amount")
    assert problem.values["name"] == "金额"


def test_result_fields_are_asked_only_at_the_end() -> None:
    field = {"type": "text", "required": True, "asked": "at_result"}
    assert check(field, None) == []
    assert [problem.code for problem in check(field, None, at_result=True)] == ["catalogue.field_required"]


def test_unknown_field_is_named() -> None:
    problems = check_form(CATALOGUE.matter("ZM-004"), {"colour": "红"}, today=TODAY, codes=CATALOGUE.codes)
    assert problems[-1] == FieldProblem("colour", "catalogue.field_unknown", {"name": "colour"})


SAMPLES: dict[FieldType, Any] = {
    FieldType.TEXT: "某某情况说明如下所述共二十个字以上才算够长",
    FieldType.NUMBER: 2,
    FieldType.MONEY: "100.00",
    FieldType.DATE: "2020-05-06",
    FieldType.PERIOD: {"from": "2020-05-06", "to": "2021-05-06"},
    FieldType.YES_NO: True,
    FieldType.PHONE: "13812345678",
    FieldType.ADDRESS: "望湖路18号",
    FieldType.BANK_ACCOUNT: "6217001234567890123",
    FieldType.PERSON: PERSON,
    FieldType.ORGANISATION: {"name": "望湖街道办事处"},
    FieldType.STAFF: ["0012", "0013"],
}


def sample(field: FormField) -> Any:
    """Return a value that a field accepts."""
    if field.codes or field.options:
        code = field.options[0].code if field.options else CODES[str(field.codes)].codes[0].code
        return [code] if field.type is FieldType.CHOICES else code
    if field.type in (FieldType.PEOPLE, FieldType.TABLE):
        row = {column.id: sample(FormField(**column.model_dump())) for column in field.columns}
        row |= PERSON if field.type is FieldType.PEOPLE else {}
        return [row] * max(field.min_rows or 0, 2)
    if field.precision != "day":
        return "2020-05" if field.precision == "month" else "2020-05-06T09:00"
    if field.type is FieldType.NUMBER and field.minimum and field.minimum > 2:
        return int(field.minimum)
    return SAMPLES[field.type][: field.max_length] if field.max_length else SAMPLES[field.type]


@pytest.mark.parametrize("matter", CATALOGUE.matters, ids=lambda matter: matter.code)
def test_every_form_can_be_filled_in_and_asks_for_what_it_needs(matter: Matter) -> None:
    values = {field.id: sample(field) for field in matter.fields}
    assert check_form(matter, values, today=TODAY, codes=CODES, at_result=True) == []
    assert clean_form(matter, values) == values
    required = {field.id for field in matter.fields if field.required}
    empty = check_form(matter, {}, today=TODAY, codes=CATALOGUE.codes, at_result=True)
    assert {problem.field_id for problem in empty} == required


def test_cleaning_brings_typed_values_into_one_form() -> None:
    matter = CATALOGUE.matter("MZ-001")
    typed = {
        "members": [{"name": " 王‎ 小芳 ", "id_number": "３４０１１１ 19850307 412x", "birth": "1985年3月7日"}, {}],
        "income_month": "￥1,409.5",
        "bank_account": "6217 0012-3456 7890",
        "cause": "",
        "cadre_relative": False,
        "assets": [],
    }
    assert clean_form(matter, typed) == {
        "members": [{"name": "王小芳", "id_number": "34011119850307412X", "birth": "1985-03-07"}],
        "income_month": "1409.50",
        "bank_account": "6217001234567890",
        "cadre_relative": False,
        "assets": [],
    }


@pytest.mark.parametrize("name", ["买买提·艾则孜", "𠅤𬱖", "司马𫖯", "Anna-Maria O'Neil"])
def test_cleaning_keeps_rare_and_long_names(name: str) -> None:
    cleaned = clean_form(CATALOGUE.matter("ZM-004"), {"volunteer": {"name": name}})
    assert cleaned["volunteer"]["name"] == name


def test_unreadable_values_stay_as_typed_for_the_check_to_name() -> None:
    matter = CATALOGUE.matter("MZ-001")
    cleaned = clean_form(matter, {"income_month": "不知道", "members": [{"name": "王2"}]})
    assert cleaned["income_month"] == "不知道"
    problems = check_form(matter, cleaned, today=TODAY, codes=CATALOGUE.codes)
    found = {problem.field_id: problem.code for problem in problems}
    assert found["income_month"] == "kernel.amount_unreadable"
    assert found["members"] == "people.name_character"


@given(st.text())
def test_clean_text_is_stable_and_can_be_stored(text: str) -> None:
    cleaned = clean_text(text, multiline=True)
    assert clean_text(cleaned, multiline=True) == cleaned
    assert not re.search("[\x00-\x09\x0b-\x1f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", cleaned)
    cleaned.encode("utf-8")


def test_materials_depend_on_the_situation() -> None:
    matter = CATALOGUE.matter("MZ-001")
    plain = [material.id for material in required_materials(matter, set())]
    assert "id-card" in plain
    assert "disability-card" not in plain
    disabled = [material.id for material in required_materials(matter, {"有残疾人"})]
    assert set(disabled) - set(plain) == {"disability-card"}
    assert len(required_materials(matter, set(matter.situations))) == len(matter.materials)


def test_question_that_a_matter_does_not_ask() -> None:
    with pytest.raises(ValueError, match="MZ-001 does not ask: 天晴"):
        required_materials(CATALOGUE.matter("MZ-001"), {"天晴"})


def test_sensitive_material_serves_no_other_matter() -> None:
    matter = CATALOGUE.matter("MZ-001")
    reuse = {material.id: matter.may_reuse(material) for material in matter.materials}
    assert reuse["household-register"]
    assert not reuse["medical-records"]
    adoption = CATALOGUE.matter("ZM-003")
    assert not any(adoption.may_reuse(material) for material in adoption.materials)


ROOM = Path(read_catalogue.__code__.co_filename).parent


def test_every_code_has_a_sentence() -> None:
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in ROOM.glob("*.py")]
    texts = [node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    written = {text for text in texts if isinstance(text, str) and re.fullmatch(r"catalogue\.[a-z_]+[a-z]", text)}
    written |= {f"catalogue.{name}" for name in (*problems_of_files._CODES.values(), *problems_of_files._OWN)}
    assert len(written) > 60
    assert written - set(SENTENCES) == {"catalogue.toml"}


@pytest.mark.parametrize("code", [code for code in SENTENCES if not code.startswith("catalogue.at")])
def test_sentence_is_chinese_and_says_what_to_do(code: str) -> None:
    assert re.fullmatch(".*[\u4e00-\u9fff].*。", SENTENCES[code])
    assert all(name is None or name.isidentifier() for _, name, _, _ in Formatter().parse(SENTENCES[code]))
