"""What people type, read as they mean it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.shared.fields.typed import digits_only, grouped, half_width, read_date


@pytest.mark.parametrize(
    ("typed", "precision", "read"),
    [
        ("20261122", "day", "2026-11-22"),
        ("2026-11-22", "day", "2026-11-22"),
        ("2026年1月5日", "day", "2026-01-05"),
        ("２０２６．１．５", "day", "2026-01-05"),
        (" 2026/1/5 ", "day", "2026-01-05"),
        ("202611", "month", "2026-11"),
        ("2026年3月", "month", "2026-03"),
        ("202611220905", "minute", "2026-11-22T09:05"),
        ("2026-11-22 9:05", "minute", "2026-11-22T09:05"),
        ("2026-11-22T09:05", "minute", "2026-11-22T09:05"),
        ("2026年11月22日9时5分", "minute", "2026-11-22T09:05"),
        ("20260230", "day", None),
        ("2026-13-01", "day", None),
        ("昨天", "day", None),
        ("2026", "day", None),
        ("约2026-11-22", "day", None),
        ("10000101", "day", None),
        ("2026-11-22", "month", None),
        ("", "day", None),
    ],
)
def test_dates_are_read_in_the_ways_people_write_them(typed: str, precision: str, read: str | None) -> None:
    assert read_date(typed, precision) == read


@given(st.dates(min_value=date(1850, 1, 1), max_value=date(2199, 12, 31)))
def test_every_day_is_read_with_and_without_strokes(day: date) -> None:
    text = str(day)
    assert read_date(text) == text
    assert read_date(text.replace("-", "")) == text


def test_full_width_figures_of_an_input_method_are_understood() -> None:
    assert half_width("　１２３．５０ ") == "123.50"
    assert digits_only("１３９ 0000-0000") == "13900000000"


@given(st.text("0123456789", max_size=30))
def test_grouping_an_account_loses_no_figure(digits: str) -> None:
    assert digits_only(grouped(digits)) == digits
