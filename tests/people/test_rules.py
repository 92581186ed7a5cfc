"""Numbers on documents are read as they are issued, and each mistake is named without repeating the number."""

import datetime as dt
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hall.kernel.refusal import Refusal
from hall.people.rules import (
    IdentityKind,
    Sex,
    check_digit,
    credit_code_problem,
    identity_problem,
    kind_of,
    phone_problem,
    read_identity,
    read_phone,
)
from hall.people.samples import sample_identity

TODAY = dt.date(2026, 11, 22)
RESIDENT, PERMIT, PERMANENT = (
    IdentityKind.RESIDENT_CARD,
    IdentityKind.HK_MACAO_TAIWAN_PERMIT,
    IdentityKind.PERMANENT_RESIDENCE,
)


@pytest.mark.parametrize(
    ("kind", "number", "birth", "sex"),
    [
        (RESIDENT, "11010519491231002X", "1949-12-31", Sex.FEMALE),
        (RESIDENT, "440524188001010014", "1880-01-01", Sex.MALE),
        (PERMIT, "810000199408230021", "1994-08-23", Sex.FEMALE),
        (PERMIT, "820000199001010010", "1990-01-01", Sex.MALE),
        (PERMIT, "830000199201300022", "1992-01-30", Sex.FEMALE),
        (PERMANENT, "911124198108030024", "1981-08-03", Sex.FEMALE),
        (PERMANENT, "932682198501010017", "1985-01-01", Sex.MALE),
        (IdentityKind.DISABLED_CARD, "11010519491231002X34", "1949-12-31", Sex.FEMALE),
        (IdentityKind.DISABLED_CARD, "11010519491231002X34B1", "1949-12-31", Sex.FEMALE),
    ],
)
def test_a_number_tells_birthday_and_sex(kind: IdentityKind, number: str, birth: str, sex: Sex) -> None:
    identity = read_identity(kind, number, TODAY)
    assert (identity.number, identity.birth, identity.sex) == (number, dt.date.fromisoformat(birth), sex)
    assert kind_of(number) is kind


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (PERMANENT, "CAN110184052401"),
        (IdentityKind.PASSPORT, "E12345678"),
        (IdentityKind.TRAVEL_PERMIT, "H12345678"),
        (IdentityKind.TRAVEL_PERMIT, "12345678"),
        (IdentityKind.NONE, ""),
        (IdentityKind.NONE, "R110000123"),
    ],
)
def test_other_documents_are_taken_and_tell_nothing(kind: IdentityKind, number: str) -> None:
    identity = read_identity(kind, number, TODAY)
    assert (identity.number, identity.birth, identity.sex) == (number, None, None)


@pytest.mark.parametrize(
    "typed",
    [
        "110105 19491231 002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "11010519491231002×",
        "\u200e11010519491231002X\n",
    ],
)
def test_spaces_full_width_digits_and_a_small_x_are_understood(typed: str) -> None:
    assert read_identity(RESIDENT, typed, TODAY).number == "11010519491231002X"


@pytest.mark.parametrize(
    ("kind", "number", "code"),
    [
        (RESIDENT, "", "people.identity_missing"),
        (RESIDENT, "11010519491231002", "people.identity_length"),
        (RESIDENT, "11010519491231002XX", "people.identity_length"),
        (RESIDENT, "110105491231002", "people.identity_old_number"),
        (RESIDENT, "1101051949123100ZX", "people.identity_characters"),
        (RESIDENT, "1101051949123100X2", "people.identity_characters"),
        (RESIDENT, "11010519491231002٣", "people.identity_characters"),
        (RESIDENT, "110105194912310021", "people.check_digit"),
        (RESIDENT, "11010519491331002X", "people.birth_invalid"),
        (RESIDENT, "110105190002290021", "people.birth_invalid"),
        (RESIDENT, "110105109912310021", "people.birth_invalid"),
        (RESIDENT, "110105202611230021", "people.birth_in_future"),
        (PERMIT, "11010519491231002X", "people.permit_prefix"),
        (PERMANENT, "11010519491231002X", "people.permanent_prefix"),
        (PERMANENT, "1101051949123", "people.permanent_number"),
        (PERMANENT, "911124198108030025", "people.check_digit"),
        (IdentityKind.TRAVEL_PERMIT, "X12345678", "people.travel_permit"),
        (IdentityKind.PASSPORT, "E123", "people.passport"),
        (IdentityKind.PASSPORT, "E1234_678", "people.passport"),
        (IdentityKind.DISABLED_CARD, "11010519491231002X", "people.disabled_card"),
        (IdentityKind.DISABLED_CARD, "11010519491231002X84", "people.disabled_card"),
        (IdentityKind.DISABLED_CARD, "11010519491231002134", "people.check_digit"),
        (IdentityKind.NONE, "9" * 41, "people.identity_long"),
    ],
)
def test_each_mistake_is_named_without_the_number(kind: IdentityKind, number: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_identity(kind, number, TODAY)
    assert refused.value.code == code == identity_problem(kind, number, TODAY)
    assert all(isinstance(value, int) for value in refused.value.values.values())


def test_a_number_stays_out_of_logs() -> None:
    assert "1949123100" not in repr(read_identity(RESIDENT, "11010519491231002X", TODAY))


def test_a_child_born_today_has_a_number() -> None:
    number = sample_identity(Random(1), TODAY, Sex.MALE)
    assert identity_problem(RESIDENT, number, TODAY) is None


@settings(max_examples=500)
@given(
    seed=st.integers(),
    birth=st.dates(dt.date(1900, 1, 1), TODAY),
    sex=st.sampled_from([Sex.MALE, Sex.FEMALE]),
    prefix=st.from_regex("[0-9]{6}", fullmatch=True),
    place=st.integers(0, 17),
    shift=st.integers(1, 9),
)
def test_numbers_hold_wherever_they_were_issued_and_any_wrong_digit_shows(
    seed: int, birth: dt.date, sex: Sex, prefix: str, place: int, shift: int
) -> None:
    number = sample_identity(Random(seed), birth, sex, prefix)
    identity = read_identity(RESIDENT, number, TODAY)
    assert (identity.birth, identity.sex) == (birth, sex)
    wrong = "0123456789X".index(number[place]) + shift
    spoiled = number[:place] + "0123456789"[wrong % 10] + number[place + 1 :]
    assert spoiled == number or identity_problem(RESIDENT, spoiled, TODAY) is not None


def test_a_sample_needs_a_sex() -> None:
    with pytest.raises(ValueError, match="man's or a woman's"):
        sample_identity(Random(1), TODAY, Sex.UNKNOWN)


def test_the_check_digit_of_the_standards_example() -> None:
    assert check_digit("11010519491231002") == "X"


@pytest.mark.parametrize(
    ("number", "kind"),
    [("CAN110184052401", PERMANENT), ("E12345678", None), ("810000199408230021", PERMIT), ("", None)],
)
def test_the_kind_is_guessed_from_the_number(number: str, kind: IdentityKind | None) -> None:
    assert kind_of(number) is kind


@pytest.mark.parametrize(
    ("code", "warning"),
    [
        ("91350100M000100Y43", None),
        ("91350100m000100y43", None),
        ("91350100M000100Y44", "people.credit_code_check"),
        ("91350100M000100Y4", "people.credit_code_form"),
        ("91350100I000100Y43", "people.credit_code_form"),
        ("9135010AM000100Y43", "people.credit_code_form"),
    ],
)
def test_credit_codes_are_only_warned_about(code: str, warning: str | None) -> None:
    assert credit_code_problem(code) == warning


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("13812345678", "13812345678"),
        ("138-1234-5678", "13812345678"),
        ("+86 138 1234 5678", "13812345678"),
        ("１３８１２３４５６７８", "13812345678"),
        ("0551－62345678", "0551-62345678"),
        ("010-62345678-801", "010-62345678-801"),
        ("", ""),
    ],
)
def test_phone_numbers_take_one_form(typed: str, number: str) -> None:
    assert read_phone(typed) == number
    assert phone_problem(typed) is None


@pytest.mark.parametrize("typed", ["12812345678", "1381234567", "62345678", "0551-123", "电话", "138123456789", "-"])
def test_what_is_no_phone_number(typed: str) -> None:
    assert phone_problem(typed) == "people.phone"
