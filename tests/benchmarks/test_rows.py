"""A row says honestly whether it holds."""

import pytest

from ui.bench.row import Limit, Row

AT_MOST = Row("what", "ms", Limit(1.5))
AT_LEAST = Row("what", "/s", Limit(0.6, sense="at least"))
WITHIN = Row("what", "ms", Limit(50.0, of="figure"))


@pytest.mark.parametrize(
    ("row", "holds"),
    [
        (AT_MOST, None),
        (AT_MOST.found(3.0, 1.0, 2.0), True),
        (AT_MOST.found(3.2, 1.0, 2.0), False),
        (AT_MOST.found(1.4, 1.0), True),
        (AT_MOST.found(1.6, 1.0), False),
        (AT_MOST.found(3.0, 1.0, 0.1, against=2.9), True),
        (AT_LEAST.found(60.0, 300.0, 100.0), True),
        (AT_LEAST.found(59.0, 300.0, 100.0), False),
        (WITHIN.found(50.0, 0.1), True),
        (WITHIN.found(50.1, 50.0), False),
    ],
)
def test_a_row_holds_when_what_is_bounded_stays_within_its_bound(row: Row, holds: bool | None) -> None:
    assert row.holds is holds


def test_a_row_that_was_not_run_has_no_figures() -> None:
    value = AT_MOST.as_json()
    assert [value[key] for key in ("figure", "bare", "plain", "ratio", "holds")] == [None] * 5


def test_a_program_reads_figure_comparison_and_limit() -> None:
    value = AT_LEAST.found(66.66666, 200.0, 100.0, more={"p95 ms": 12.34567}).as_json()
    assert value == {
        "name": "what", "unit": "/s", "figure": 66.667, "bare": 200.0, "plain": 100.0, "against": None,
        "more": {"p95 ms": 12.346}, "ratio": 0.667, "limit": 0.6, "limit_of": "ratio", "limit_sense": "at least",
        "holds": True,
    }  # fmt: skip
