"""Codes: sizes that scanners need, and refusals for what would not be readable."""

import pytest

from hall.documents.content import Content, Layout, Sheet
from hall.kernel.refusal import Refusal
from printing.codes import barcode, qr
from printing.drawing import draw
from printing.measures import DOT, MM
from tests.printing.papers import COPY, codes_read


def test_bars_are_at_least_two_dots_with_ten_modules_of_white() -> None:
    code, width, _ = barcode("SJ-2026-004410", height=20.0, room=500.0)
    assert min(bar[2] for bar in code.bars) == 2
    assert code.bars[0][0] == 20
    last = code.bars[-1]
    assert width / DOT - (last[0] + last[2]) == pytest.approx(20)


@pytest.mark.parametrize("millimetres", [18, 22])
def test_a_qr_code_is_as_large_as_asked_with_four_modules_of_white(millimetres: int) -> None:
    code, side = qr("https://hall.example/q/7FK39QPM", smallest=millimetres * MM, largest=60 * MM)
    module = min(bar[3] for bar in code.bars)
    left, right = min(bar[0] for bar in code.bars), max(bar[0] + bar[2] for bar in code.bars)
    assert left == 4 * module
    assert side / DOT - right == pytest.approx(4 * module)
    assert (right - left) * DOT >= millimetres * MM - 0.01


@pytest.mark.parametrize("text", ["（2026）幸社证字第00012号", "A\n1", "é"])
def test_a_barcode_holds_ascii_only(text: str) -> None:
    with pytest.raises(Refusal, match=r"printing\.barcode_text"):
        barcode(text, height=20.0, room=500.0)


def test_a_barcode_wider_than_its_paper_is_refused() -> None:
    with pytest.raises(Refusal, match=r"printing\.barcode_too_long"):
        draw(Content("t", Sheet.TICKET_58, Layout.TICKET, "号", barcode="A" * 40), COPY)


@pytest.mark.parametrize("text", ["文" * 500, "文" * 9000])
def test_a_qr_code_too_fine_to_print_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match=r"printing\.qr_too_long"):
        draw(Content("t", Sheet.A5, Layout.FORM, "单", qr=text), COPY)


@pytest.mark.parametrize("text", ["A", "1234567", "A12345B6789", "ZM-2026-00012"])
def test_codes_on_a_ticket_are_read_back(text: str) -> None:
    sheet = Content("t", Sheet.TICKET_80, Layout.TICKET, "号", barcode=text, qr=f"查询 {text}")
    assert codes_read(draw(sheet, COPY)) == {text, f"查询 {text}"}
