"""What a template may say and what the machine never prints: privacy of postings, one amount, days that count."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hall.catalogue.matter import Publicity
from hall.catalogue.terms import DayKind
from hall.documents.content import Content, to_json
from hall.documents.kinds import KINDS
from hall.kernel.calendar import load_calendar
from hall.kernel.refusal import Refusal
from hall.kernel.resources import resource
from hall.templates.files import TemplateProblems, read_templates, template_of, templates
from hall.templates.known import Known
from hall.templates.rules import draw, last_day
from hall.templates.samples import template_samples

TODAY = dt.date(2026, 11, 23)
CALENDAR = load_calendar()
GROWN = {"name": "程䶮", "category": "城镇", "count": "2", "birth": "1961-04-08"}
POSTING: dict[str, Any] = {"subject": "最低生活保障对象", "people": [GROWN], "first": "2026-11-23", "days": "7"}
KNOWN = Known(
    today=TODAY,
    calendar=CALENDAR,
    values={"hall.committee": "幸福里社区居民委员会", "hall.phone": "027-80000123", "posting.where": "公示栏"},
    secrets=(("幸福路十八号院东头", "address"),),
    minors=("韩小满",),
    publicity=Publicity(required=True, days=7, day_kind=DayKind.CALENDAR_DAY),
)


def posted(**changed: object) -> Content:
    return draw(template_of("public_notice"), {**POSTING, **changed}, KNOWN, "GS-1")


def refusal(code: str, **changed: object) -> Refusal:
    with pytest.raises(Refusal) as refused:
        posted(**changed)
    assert refused.value.code == code
    return refused.value


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("城镇，420199196104080037", "身份证号"),
        ("城镇 420199 19610408 003X", "身份证号"),
        ("４２０１９９１９６１０４０８００３０", "身份证号"),
        ("住12栋3单元501室", "详细住址"),
        ("住幸福路十八号院东头", "详细住址"),
        ("肝癌晚期", "病情"),
        ("卡号6222 0210 0111 2223 334", "银行账号"),
        ("电话13800000456", "个人电话"),
    ],
)
def test_a_posting_never_tells(text: str, what: str) -> None:
    found = refusal("templates.private", people=[{**GROWN, "category": text}])
    assert found.values["what"] == what


def test_a_posting_watches_its_title_too() -> None:
    assert refusal("templates.private", subject="程䶮（420199196104080037）").values["field"] == "公示什么"


def test_a_posting_names_classes_and_masked_numbers() -> None:
    said = to_json(posted(people=[{**GROWN, "category": "因病致贫，420199********0037"}]))
    assert "因病致贫" in said


@pytest.mark.parametrize("birth", ["2008-11-24", "2020-01-01"])
def test_nobody_under_eighteen_is_posted(birth: str) -> None:
    assert refusal("templates.minor", people=[{**GROWN, "birth": birth}]).values["name"] == "程䶮"


def test_who_is_eighteen_today_may_be_posted_and_the_birthday_stays_off_the_wall() -> None:
    said = to_json(posted(people=[{**GROWN, "birth": "2008-11-23"}]))
    assert "程䶮" in said
    assert "2008" not in said


def test_a_minor_of_the_family_is_not_named_in_passing() -> None:
    refusal("templates.minor", people=[{**GROWN, "category": "城镇，和韩小满同住"}])


def test_a_birthday_nobody_gave_cannot_be_passed_over() -> None:
    missing = {key: value for key, value in GROWN.items() if key != "birth"}
    assert refusal("templates.cell_missing", people=[missing]).values["row"] == 1


def test_a_posting_template_with_an_identity_number_is_not_taken_over(tmp_path: Path) -> None:
    text = resource("papers", "templates", "public_notice.toml").read_text(encoding="utf-8")
    column = '{ id = "number", label = "证件号码", holds = "identity" },\n    { id = "category"'
    (tmp_path / "wall.toml").write_text(text.replace('{ id = "category"', column), encoding="utf-8")
    with pytest.raises(TemplateProblems) as wrong:
        read_templates(tmp_path)
    assert [sentence for sentence in wrong.value.sentences if "number" in sentence and "不登" in sentence]


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('label = "金额", type = "money"', 'label = "金额大写"', "大写由系统"),
        ("{payer}", "{nobody}", "nobody"),
        ('from = "applicant.name"', 'from = "applicant.shoes"', "applicant.shoes"),
        ('sheet = "a5"', 'shet = "a5"', "shet"),
        ('"merchant", "what"', '"merchant"', "what"),
        ('code = "payment_slip"', 'code = "payment_slop"', "payment_slop"),
        ('id = "account", label', 'id = "account", whole = true, label', "掩码"),
    ],
)
def test_each_mistake_of_a_template_has_its_sentence(tmp_path: Path, was: str, becomes: str, said: str) -> None:
    text = resource("papers", "templates", "payment_slip.toml").read_text(encoding="utf-8")
    text = text.replace("{what}已经代缴", "{payer}的{account}已经代缴")
    assert was in text
    (tmp_path / "slip.toml").write_text(text.replace(was, becomes, 1), encoding="utf-8")
    with pytest.raises(TemplateProblems) as wrong:
        read_templates(tmp_path)
    assert said in "".join(wrong.value.sentences)


SLIP = {
    "payer": "㭎小满", "merchant": "自来水公司", "what": "水费", "account": "0071220031", "serial": "417",
    "paid": "2026-11-23 09:31",
}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "figures", "capitals"),
    [("1,409.5", "¥1,409.50", "人民币壹仟肆佰零玖元伍角"), ("10", "¥10.00", "人民币壹拾元整")],
)
def test_figures_and_capitals_come_from_one_amount(typed: str, figures: str, capitals: str) -> None:
    said = to_json(draw(template_of("payment_slip"), {**SLIP, "amount": typed}, KNOWN, "JF-1"))
    assert figures in said
    assert capitals in said


def test_capitals_cannot_be_typed() -> None:
    with pytest.raises(Refusal, match="field_unknown"):
        draw(template_of("payment_slip"), {**SLIP, "amount": "10", "amount.capital": "人民币壹佰元整"}, KNOWN, "JF-1")


def test_an_empty_required_field_is_named() -> None:
    with pytest.raises(Refusal) as refused:
        draw(template_of("payment_slip"), SLIP, KNOWN, "JF-1")
    assert (refused.value.code, refused.value.values["field"]) == ("templates.field_missing", "金额")


def test_a_fiscal_receipt_is_only_recorded_by_numbers_of_the_right_length() -> None:
    values = dict(template_of("fiscal_receipt").samples.short)
    assert "不是收款凭证" in to_json(draw(template_of("fiscal_receipt"), values, KNOWN, "CZ-1"))
    with pytest.raises(Refusal, match="digits"):
        draw(template_of("fiscal_receipt"), {**values, "ticket_number": "371842"}, KNOWN, "CZ-1")


@pytest.mark.parametrize(
    ("first", "days", "kind", "last"),
    [
        ("2026-11-23", 5, DayKind.CALENDAR_DAY, "2026-11-27"),  # Monday to Friday: both days count
        ("2026-11-23", 7, DayKind.CALENDAR_DAY, "2026-11-30"),  # Sunday is no day to object: Monday
        ("2026-11-23", 5, DayKind.WORKING_DAY, "2026-11-27"),
        ("2026-11-28", 1, DayKind.WORKING_DAY, "2026-11-30"),
        ("2026-09-30", 7, DayKind.CALENDAR_DAY, "2026-10-08"),  # National Day: the first working day after it
    ],
)
def test_the_days_of_a_posting(first: str, days: int, kind: DayKind, last: str) -> None:
    assert last_day(dt.date.fromisoformat(first), days, kind, CALENDAR).isoformat() == last


def test_the_period_stands_on_the_posting_without_padding() -> None:
    assert "公示期：2026年12月3日至2026年12月9日，首尾两天都算" in to_json(posted(first="2026-12-03"))


def test_a_party_letter_is_good_for_ninety_days_at_most() -> None:
    letter, values = template_of("party_letter"), dict(template_of("party_letter").samples.short)
    assert "2027年2月20日" in to_json(draw(letter, {**values, "days": "90"}, KNOWN, "DZ-1"))
    with pytest.raises(Refusal) as refused:
        draw(letter, {**values, "days": "91"}, KNOWN, "DZ-1")
    assert refused.value.values["high"] == 90


def test_a_number_is_masked_wherever_somebody_types_it() -> None:
    values = {**template_of("mediation_record").samples.long, "said": "对方身份证420199196104080037，在场。"}
    said = to_json(draw(template_of("mediation_record"), values, KNOWN, "RT-1"))
    assert "420199********0037" in said
    assert "420199196104080037" not in said


def test_no_sample_shows_a_whole_number_and_every_one_is_of_a_known_kind() -> None:
    samples = template_samples()
    assert len(samples) == 2 * len(templates())
    for paper in samples.values():
        assert paper.kind in KINDS
        assert "420199199003070028" not in to_json(replace(paper, qr="", barcode=""))


def test_titles_and_printers_of_the_kinds_agree_with_the_templates() -> None:
    for code, template in templates().items():
        small = template.sheet.value in ("a5", "a6")
        assert KINDS[code].role == ("receipt" if small else "page"), code


def test_letters_of_numbers_are_unique() -> None:
    letters = [kind.letters for kind in KINDS.values()]
    assert len(set(letters)) == len(letters)
