"""Long papers: what goes on to the next page, what is repeated there, what never stands alone."""

import pytest

from hall.documents.content import (
    Content,
    Copy,
    Facts,
    Grid,
    Layout,
    Lead,
    Paragraph,
    ParagraphStyle,
    SealPlace,
    Sheet,
    Signatures,
    Ticks,
)
from printing.drawing import lay_out
from printing.marks import Box, Page, Rule, Seal, Tick
from printing.measures import DOT, MM
from printing.sample_decisions import certificate, refusal_notice
from printing.samples import queue_ticket
from tests.printing.papers import COPY, every_sample, form, official, texts, words

_LONG = "经调查核实认定的事实如下，以下每一句都要印出来不得缺少。" * 110


def _body(page: Page) -> list[tuple[float, float, str]]:
    return [(x, y, mark.text) for x, y, mark in texts(page) if mark.size == 16.0]


@pytest.mark.parametrize("make", [form, official])
def test_three_thousand_characters_flow_over_pages_without_loss(make: object) -> None:
    assert callable(make)
    pages = words(make(Paragraph(_LONG)))
    assert len(_LONG) > 3000
    assert len(pages) > 1
    assert sum(page.count("经调查核实认定的事实如下") for page in pages) >= 100


def test_a_cell_taller_than_a_page_is_divided() -> None:
    content = form(Facts.of(("事由", _LONG)))
    pages = lay_out(content, COPY)
    assert len(pages) > 1
    printed = "".join(mark.text for page in pages for _, _, mark in texts(page) if mark.size == 11.0)
    assert printed == _LONG


def test_sixty_rows_repeat_their_header_on_every_page() -> None:
    rows = tuple((f"材料{number}", "原件") for number in range(1, 61))
    pages = words(form(Grid.numbered(("材料名称", "种类"), rows)))
    assert len(pages) > 1
    assert all("材料名称种类" in page for page in pages)
    assert all(any(f"{number}材料{number}原件" in page for page in pages) for number in range(1, 61))


def test_every_table_is_closed_below_on_every_page() -> None:
    rows = tuple((f"材料{number}", "原件") for number in range(1, 61))
    for page in lay_out(form(Grid.numbered(("材料名称", "种类"), rows)), COPY):
        placed = [(y, mark) for _, y, mark in page if isinstance(mark, Rule)]
        level = [y + mark.y1 for y, mark in placed if mark.y1 == mark.y2]
        upright = [y + mark.y2 for y, mark in placed if mark.x1 == mark.x2]
        assert max(upright) == pytest.approx(next(y for y in level if y >= max(upright) - 0.1))


def test_further_pages_say_whose_they_are_and_how_many_there_are() -> None:
    pages = words(form(Paragraph(_LONG)))
    assert "测试单（续）　T-1" in pages[1]
    assert f"第 2 页　共 {len(pages)} 页" in pages[1]


def test_empty_blocks_leave_no_trace() -> None:
    empty = (Facts.of(("电话", None)), Grid(("甲",), ()), Paragraph(""), Ticks(()), Signatures(()))
    assert words(form(Lead("受理了。"), *empty)) == words(form(Lead("受理了。")))


def test_a_paper_without_blocks_has_one_page() -> None:
    assert len(lay_out(form(), COPY)) == 1
    assert len(lay_out(official(), COPY)) == 1


def test_long_values_in_two_columns_take_the_whole_line() -> None:
    name = "阿卜杜热西提·买买提明·图尔荪江·艾尔肯托合提" * 3
    [page] = lay_out(form(Facts.of(("姓名", name), ("电话", "1"), ("性别", "女"), columns=2)), COPY)
    rows = [round(y, 1) for _, y, mark in texts(page) if mark.text in {"姓名", "电话", "性别"}]
    assert rows[0] < rows[1] == rows[2]


def test_a_heading_goes_with_its_text() -> None:
    for lines in range(10, 26):
        filler = Paragraph("\n".join(["行"] * lines), ParagraphStyle.FLUSH)
        heading = Paragraph("一、理由", ParagraphStyle.HEADING)
        pages = words(official(filler, heading, Paragraph("经核查，没有受理权限。")))
        assert any("一、理由经核查" in page for page in pages)


def test_seal_and_signatures_never_stand_alone() -> None:
    for lines in range(8, 24):
        filler = Paragraph("\n".join(["行"] * lines), ParagraphStyle.FLUSH)
        pages = lay_out(official(filler, SealPlace("望江街道办事处", "2026年3月5日")), COPY)
        sealed = next(page for page in pages if any(isinstance(mark, Seal) for _, _, mark in page))
        assert any(text == "行" for _, _, text in _body(sealed))


def test_official_pages_hold_22_lines_of_28_characters() -> None:
    page = lay_out(official(Paragraph("天" * 28 * 60, ParagraphStyle.FLUSH)), COPY)[1]
    lines = _body(page)
    assert len(lines) == 22
    assert {len(text) for _, _, text in lines} <= {28, 1}
    assert lines[1][1] - lines[0][1] == pytest.approx(225 / 22 * MM)
    assert lines[0][0] == pytest.approx(28 * MM)


def test_page_numbers_stand_outside_right_then_left() -> None:
    first, second = lay_out(official(Paragraph("天" * 28 * 30)), COPY)[:2]
    [odd] = [x for x, _, mark in texts(first) if mark.text == "— 1 —"]
    [even] = [x for x, _, mark in texts(second) if mark.text == "— 2 —"]
    assert odd > 105 * MM
    assert even == pytest.approx(28 * MM + 14)


def test_signer_is_centred_over_the_date_four_characters_from_the_edge() -> None:
    [page] = lay_out(official(Paragraph("特此证明。"), SealPlace("幸福里社区居委会", "2026年3月5日")), COPY)
    spans = {mark.text: (x, x + mark.face.width(mark.text, mark.size, mark.pitch)) for x, _, mark in texts(page)}
    signer, date = spans["幸福里社区居委会"], spans["2026年3月5日"]
    assert sum(signer) == pytest.approx(sum(date), abs=1)
    assert 184 * MM - date[1] == pytest.approx(4 * 16, abs=1)


def test_the_seal_covers_signer_and_date_and_reaches_up_to_the_text() -> None:
    [page] = lay_out(refusal_notice(), COPY)
    [(seal_y, seal)] = [(y + mark.y, mark) for _, y, mark in page if isinstance(mark, Seal)]
    signer, date = (
        next(y for _, y, mark in texts(page) if mark.text == text)
        for text in ("江汉市临江区望江街道办事处", "2026年11月24日")
    )
    last_line = max(y for _, y, text in _body(page) if y < signer)
    top, bottom = seal_y - seal.diameter / 2, seal_y + seal.diameter / 2
    assert last_line < top < last_line + 29
    assert seal_y - 10 < signer < date < bottom


@pytest.mark.parametrize(("signer", "date"), [("幸福里社区居民委员会", "2026年3月5日"), ("居委会", "2026年11月23日")])
def test_without_a_seal_the_longer_of_both_ends_two_characters_from_the_edge(signer: str, date: str) -> None:
    [page] = lay_out(official(SealPlace(signer, date, sealed=False)), COPY)
    spans = {mark.text: (x, x + mark.face.width(mark.text, mark.size, mark.pitch)) for x, _, mark in texts(page)}
    assert spans[date][0] - spans[signer][0] == pytest.approx(32)
    longer = max(spans[signer], spans[date], key=lambda span: span[1] - span[0])
    assert 184 * MM - longer[1] == pytest.approx(32, abs=1)


def test_the_stub_stands_at_the_foot_behind_the_cut() -> None:
    [page] = lay_out(certificate("韩𠅤"), COPY)
    [cut] = {round(y + mark.y1) for _, y, mark in page if isinstance(mark, Rule) and mark.dashed}
    stub = [y for _, y, mark in texts(page) if mark.text == "证明存根"]
    assert stub[0] > cut > 148 * MM


def test_parts_are_counted_and_named() -> None:
    content = Content("t", Sheet.A5, Layout.FORM, "单", copies=("首问人联", "承办人联", "居民联"))
    [said] = words(content, Copy(3, "居民联", "2026-11-23 09:42", "0107"))
    assert "本单一式三份" in said
    assert "第三联　居民联" in said


def test_ticked_boxes_are_ticked_and_open_ones_are_not() -> None:
    [page] = lay_out(form(Ticks((("直接", True), ("留置", False), ("邮寄", True)))), COPY)
    assert sum(isinstance(mark, Box) for _, _, mark in page) == 3
    assert sum(isinstance(mark, Tick) for _, _, mark in page) == 2


@pytest.mark.parametrize(("sheet", "dots"), [(Sheet.TICKET_80, 640), (Sheet.TICKET_58, 464)])
def test_tickets_are_whole_dots_and_leave_room_for_the_knife(sheet: Sheet, dots: int) -> None:
    [page] = lay_out(queue_ticket(sheet), COPY)
    assert page.width == pytest.approx(dots * DOT)
    assert page.height / DOT == pytest.approx(round(page.height / DOT))
    assert page.height - max(y for _, y, _ in texts(page)) >= 8 * MM


def test_the_ticket_number_takes_six_tenths_of_the_strip() -> None:
    [page] = lay_out(queue_ticket(), COPY)
    [number] = [mark for _, _, mark in texts(page) if mark.text == "B017"]
    assert 60 <= number.size <= 72
    assert 0.55 <= number.face.width("B017", number.size) / page.width <= 0.67


@pytest.mark.parametrize("name", every_sample())
def test_no_text_leaves_its_sheet(name: str) -> None:
    for page in lay_out(every_sample()[name], COPY):
        for x, y, mark in texts(page):
            assert x >= 0
            assert x + mark.face.width(mark.text, mark.size, mark.pitch) <= page.width
            assert mark.size < y < page.height
