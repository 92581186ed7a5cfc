"""Amounts in capitals read back as the figures beside them."""

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hall.kernel.money import LARGEST, capital, figures, parse_amount
from hall.kernel.refusal import Refusal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


def parse_capital(text: str) -> Decimal:
    """Read capitals back: zeros carry no value, each digit stands before its place."""
    sense = text.removeprefix("人民币").replace("零", "").replace("整", "")
    yuan, _, parts = sense.rpartition("元")
    value, group, digit = 0, 0, 0
    for sign in yuan:
        if sign in PLACES:
            group, digit = group + digit * PLACES[sign], 0
        elif sign in "万亿":
            value, group, digit = value + (group + digit) * (10_000 if sign == "万" else 100_000_000), 0, 0
        else:
            digit = DIGITS.index(sign)
    fen = sum(DIGITS.index(d) * (10 if unit == "角" else 1) for d, unit in re.findall("(.)([角分])", parts))
    return Decimal(value + group + digit) + Decimal(fen) / 100


# 支付结算办法, annex 1, with the spelling that the hall chose where several are allowed.
TABLE = [
    ("1,409.50", "壹仟肆佰零玖元伍角"),
    ("6,007.14", "陆仟零柒元壹角肆分"),
    ("1,680.32", "壹仟陆佰捌拾元零叁角贰分"),
    ("107,000.53", "壹拾万柒仟元零伍角叁分"),
    ("16,409.02", "壹万陆仟肆佰零玖元零贰分"),
    ("325.04", "叁佰贰拾伍元零肆分"),
    ("10.00", "壹拾元整"),
    ("0.56", "伍角陆分"),
    ("100.00", "壹佰元整"),
    ("1,000,000.00", "壹佰万元整"),
    ("10,000,001.01", "壹仟万零壹元零壹分"),
    ("0.05", "伍分"),
    ("20.20", "贰拾元零贰角"),
    ("305,000.30", "叁拾万伍仟元零叁角"),
    ("1,000,010.10", "壹佰万零壹拾元零壹角"),
    ("90,000,000.09", "玖仟万元零玖分"),
    ("4.00", "肆元整"),
    ("110.01", "壹佰壹拾元零壹分"),
    ("100,010,000.00", "壹亿零壹万元整"),
    ("200,000,500.07", "贰亿零伍佰元零柒分"),
]


@pytest.mark.parametrize(("written", "capitals"), TABLE)
def test_the_table_of_capitals(written: str, capitals: str) -> None:
    amount = parse_amount(written)
    assert capital(amount) == f"人民币{capitals}"
    assert figures(amount) == f"¥{written}"
    assert parse_capital(capitals) == amount


@pytest.mark.parametrize(
    ("written", "capitals"),
    [("0", "零元整"), ("999,999,999,999.99", "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分")],
)
def test_the_ends_of_the_range(written: str, capitals: str) -> None:
    assert capital(parse_amount(written)) == f"人民币{capitals}"


@settings(max_examples=3000, deadline=None)
@given(st.decimals(0, LARGEST, places=2))
def test_capitals_read_back_as_the_amount(amount: Decimal) -> None:
    written = capital(amount)
    assert parse_capital(written) == amount
    assert "零零" not in written
    assert written.endswith("整") == (amount == amount.to_integral_value())


@settings(max_examples=1000, deadline=None)
@given(st.text("01", min_size=1, max_size=14).map(lambda digits: Decimal(int(digits)) / 100))
def test_amounts_full_of_zeros_read_back_too(amount: Decimal) -> None:
    written = capital(amount)
    assert parse_capital(written) == amount
    assert not re.search("零[元整万亿零]", written.replace("人民币零元整", ""))


@given(st.decimals(0, LARGEST, places=2))
def test_figures_read_back_as_the_amount(amount: Decimal) -> None:
    assert parse_amount(figures(amount)) == amount


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("１，４０９．５０", "1409.50"),
        ("￥12", "12.00"),
        (" 12.5元 ", "12.50"),
        ("12。50", "12.50"),  # the full stop of a Chinese input method
        ("007", "7.00"),
        ("1409.5", "1409.50"),
    ],
)
def test_what_people_type(typed: str, amount: str) -> None:
    assert str(parse_amount(typed)) == amount


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "kernel.amount_unreadable"),
        ("一百", "kernel.amount_unreadable"),
        ("1,40", "kernel.amount_unreadable"),  # a comma for a point would cost a resident a hundredfold
        ("1.2.3", "kernel.amount_unreadable"),
        ("1e3", "kernel.amount_unreadable"),
        ("NaN", "kernel.amount_unreadable"),
        ("١٢", "kernel.amount_unreadable"),
        ("-5", "kernel.amount_negative"),
        ("－５", "kernel.amount_negative"),
        ("¥-5", "kernel.amount_negative"),
        ("0.005", "kernel.amount_decimals"),
        ("1.000", "kernel.amount_decimals"),
        ("1000000000000", "kernel.amount_too_large"),
    ],
)
def test_what_is_no_amount(typed: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_amount(typed)
    assert refused.value.code == code


@pytest.mark.parametrize("amount", ["-0.01", "0.001", "1000000000000", "NaN", "Infinity"])
def test_a_paper_never_carries_what_is_no_amount(amount: str) -> None:
    with pytest.raises(ValueError, match="amount"):
        capital(Decimal(amount))
