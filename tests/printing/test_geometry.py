"""GB/T 9704-2012 in millimetres: as laid out, and measured again from the PDF."""

import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from hall.documents.content import Content, Grid, Layout, Paragraph, ParagraphStyle, SealPlace, Sheet
from printing.drawing import draw, lay_out
from printing.faces import Face
from printing.marks import Page, Seal, Text
from printing.measures import MM
from printing.sample_decisions import certificate, refusal_notice
from tests.printing.papers import COPY, official, texts

LEFT, TOP, WIDE, HIGH = 28.0, 37.0, 156.0, 225.0
LEADING = HIGH / 22
CHARACTER = WIDE / 28
SIGNED = (certificate("韩𠅤"), refusal_notice())
_HEADED = official(
    Paragraph("程䶮：", ParagraphStyle.FLUSH),
    Paragraph("一、理由", ParagraphStyle.HEADING),
    Paragraph("（一）家庭收入", ParagraphStyle.SUBHEADING),
    Paragraph("经核查家庭经济状况，决定如下。" * 20),
)


def box(x: float, y: float, mark: Text) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of a line's character squares, in millimetres."""
    top = (y - mark.size * 0.88) / MM
    return x / MM, top, (x + mark.face.width(mark.text, mark.size, mark.pitch) - mark.pitch) / MM, top + mark.size / MM


def boxes(page: Page, size: float = 16.0) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Return the lines of a type size with their boxes."""
    return [(mark.text, box(x, y, mark)) for x, y, mark in texts(page) if mark.size == size]


def only(page: Page, text: str) -> tuple[float, float, float, float]:
    """Return the box of the line that says this, the largest if a stub says it again."""
    return max((mark.size, box(x, y, mark)) for x, y, mark in texts(page) if mark.text == text)[1]


@pytest.mark.parametrize("content", SIGNED, ids=lambda content: content.kind)
def test_page_and_type_area(content: Content) -> None:
    for page in lay_out(content, COPY):
        assert (page.width / MM, page.height / MM) == pytest.approx((210, 297))
        for text, (left, top, right, bottom) in boxes(page):
            assert left >= LEFT - 0.01, text
            assert right <= LEFT + WIDE + 0.1, text
            assert top >= TOP, text
            assert bottom <= TOP + HIGH, text


def test_a_full_page_has_22_lines_of_28_characters() -> None:
    page = lay_out(official(Paragraph("天" * 28 * 60, ParagraphStyle.FLUSH)), COPY)[1]
    lines = [(text, each) for text, each in boxes(page) if text]
    assert len(lines) == 22
    assert {len(text) for text, _ in lines} == {28}
    tops = [top for _, (_, top, _, _) in lines]
    assert [lower - upper for upper, lower in pairwise(tops)] == pytest.approx([LEADING] * 21)
    for _, (left, _, right, _) in lines:
        assert left == pytest.approx(LEFT)
        assert right == pytest.approx(LEFT + WIDE, abs=0.1)
    assert lines[-1][1][3] == pytest.approx(TOP + HIGH, abs=LEADING / 2)


@pytest.mark.parametrize(
    ("title", "lines"),
    [("决定书", 1), ("关于停止发放最低生活保障金并追回多领款项的决定书", 2), ("关于停止发放" * 8, 3)],
)
def test_titles_are_22_points_centred_and_a_trapezium(title: str, lines: int) -> None:
    [page] = lay_out(Content("t", Sheet.A4, Layout.OFFICIAL, title, blocks=(Paragraph("正文"),)), COPY)
    found = [each for _, each in boxes(page, 22.0)]
    assert len(found) == lines
    widths = [right - left for left, _, right, _ in found]
    assert all(lower < upper for upper, lower in pairwise(widths))
    assert [(left + right) / 2 for left, _, right, _ in found] == pytest.approx([LEFT + WIDE / 2] * lines, abs=0.1)
    assert found[0][1] == pytest.approx(TOP, abs=LEADING / 4)
    body = only(page, "正文")[1]
    assert body - found[-1][1] == pytest.approx(2 * LEADING, abs=1.5), "one empty line below the title"


def test_paragraphs_begin_two_characters_in_and_go_on_at_the_edge() -> None:
    [page] = lay_out(_HEADED, COPY)
    lefts = {text[:4]: left for text, (left, _, _, _) in boxes(page)}
    assert lefts["程䶮："] == pytest.approx(LEFT)
    assert lefts["一、理由"] == lefts["（一）家"] == pytest.approx(LEFT + 2 * CHARACTER)
    body = [left for text, (left, _, _, _) in boxes(page) if "核查" in text or "决定" in text]
    assert body[0] == pytest.approx(LEFT + 2 * CHARACTER)
    assert body[1:] == pytest.approx([LEFT] * (len(body) - 1))


def test_each_rank_has_its_typeface() -> None:
    [page] = lay_out(_HEADED, COPY)
    faces = {mark.text[:4]: (mark.face, mark.size) for _, _, mark in texts(page)}
    assert faces["决定书"] == (Face.TITLE, 22.0)
    assert faces["一、理由"] == (Face.SANS, 16.0)
    assert faces["（一）家"] == (Face.KAI, 16.0)
    assert faces["程䶮："] == (Face.BODY, 16.0)


@pytest.mark.parametrize("content", SIGNED, ids=lambda content: content.kind)
def test_date_four_characters_in_and_the_signer_centred_above_it(content: Content) -> None:
    [page] = lay_out(content, COPY)
    [place] = [block for block in content.blocks if isinstance(block, SealPlace)]
    signer, date = only(page, place.signer), only(page, place.date)
    assert LEFT + WIDE - date[2] == pytest.approx(4 * CHARACTER, abs=0.6)
    assert signer[0] + signer[2] == pytest.approx(date[0] + date[2], abs=0.2)
    assert date[1] - signer[1] == pytest.approx(LEADING)


@pytest.mark.parametrize("content", SIGNED, ids=lambda content: content.kind)
def test_the_seal_stands_on_the_date_within_a_line_of_the_text(content: Content) -> None:
    [page] = lay_out(content, COPY)
    [place] = [block for block in content.blocks if isinstance(block, SealPlace)]
    [(x, y, seal)] = [((x + mark.x) / MM, (y + mark.y) / MM, mark) for x, y, mark in page if isinstance(mark, Seal)]
    signer, date = only(page, place.signer), only(page, place.date)
    assert x == pytest.approx((date[0] + date[2]) / 2, abs=0.2)
    radius = seal.diameter / MM / 2
    last = max(bottom for _, (_, _, _, bottom) in boxes(page) if bottom < signer[1])
    assert 0 <= y - radius - last < LEADING
    assert signer[1] < y + 1 < date[3] < y + radius, "signer and date below the middle of the seal, and both under it"


def test_dates_are_written_without_padding() -> None:
    [page] = lay_out(official(Paragraph("正文"), SealPlace("望江街道办事处", "2026年3月5日")), COPY)
    assert LEFT + WIDE - only(page, "2026年3月5日")[2] == pytest.approx(4 * CHARACTER, abs=0.6)


def test_page_numbers_stand_7_mm_below_outside_right_and_left() -> None:
    pages = lay_out(official(Paragraph("天" * 28 * 60)), COPY)
    assert len(pages) == 3
    for number, page in enumerate(pages, start=1):
        [(x, y, mark)] = [each for each in texts(page) if each[2].text == f"— {number} —"]
        left, _, right, _ = box(x, y, mark)
        assert (mark.size, mark.face) == (14.0, Face.SERIF)
        assert (y - mark.size / 3) / MM == pytest.approx(TOP + HIGH + 7), "the dash, a third of a character up"
        inset = 14.0 / MM
        if number % 2:
            assert right == pytest.approx(LEFT + WIDE - inset)
        else:
            assert left == pytest.approx(LEFT + inset)


def test_a_landscape_table_carries_its_number_where_upright_pages_do() -> None:
    rows = (("程䶮", "低保"),) * 40
    content = Content("t", Sheet.A4_LANDSCAPE, Layout.OFFICIAL, "登记簿", blocks=(Grid.numbered(("姓名", "事"), rows),))
    for number, page in enumerate(lay_out(content, COPY), start=1):
        [(x, y, mark)] = [each for each in texts(page) if each[2].text == f"— {number} —"]
        assert mark.turned
        width = mark.face.width(mark.text, mark.size)
        # Turned to the left, the landscape page's left edge is the foot of the upright one.
        dash = 297 - (x + mark.size / 3) / MM
        assert dash == pytest.approx(TOP + HIGH + 7)
        start, end = y / MM, (y + width) / MM
        outer = end - (LEFT + WIDE - 14.0 / MM) if number % 2 else start - (LEFT + 14.0 / MM)
        assert outer == pytest.approx(0, abs=0.01)


def test_attachments_are_named_one_line_below_the_text() -> None:
    long = "家庭经济状况核对报告和申请家庭成员名单以及收入证明与银行流水一览表"
    [page] = lay_out(
        official(Paragraph("正文。"), Paragraph(f"{long}。\n送达回证；", ParagraphStyle.ATTACHMENTS)), COPY
    )
    label, body = only(page, "附件："), only(page, "正文。")
    assert label[0] == pytest.approx(LEFT + 2 * CHARACTER)
    assert label[1] - body[1] == pytest.approx(2 * LEADING)
    names = [(text, each) for text, each in boxes(page) if text[:2] in {"家庭", "送达"} or text in long]
    starts = {round(each[0], 2) for text, each in names if text not in {"附件：", "正文。"}}
    assert len(starts) == 1, "further lines begin below the first character of the name"
    printed = "".join(text for text, _ in boxes(page))
    assert printed.endswith(f"附件：1. {long}2. 送达回证")


def test_one_attachment_is_not_counted() -> None:
    [page] = lay_out(official(Paragraph("送达回证", ParagraphStyle.ATTACHMENTS)), COPY)
    assert "".join(text for text, _ in boxes(page)) == "附件：送达回证"


def test_a_reference_number_stands_as_it_is_and_any_other_is_called_one() -> None:
    [page] = lay_out(refusal_notice(), COPY)
    assert only(page, "望街不受字〔2026〕3号")[2] == pytest.approx(LEFT + WIDE)
    [other] = lay_out(official(), COPY)
    assert only(other, "编号：T-1")[3] < TOP


@pytest.mark.parametrize("content", SIGNED, ids=lambda content: content.kind)
def test_the_drawn_page_measures_the_same(content: Content, tmp_path: Path) -> None:
    pdf = draw(content, COPY)
    [place] = [block for block in content.blocks if isinstance(block, SealPlace)]
    drawn = _measured(pdf, tmp_path)
    assert drawn["page"] == pytest.approx((0, 0, 210, 297), abs=0.1)
    [page] = lay_out(content, COPY)
    for text in (place.signer, content.number, f"{content.blocks[0].text}"):  # type: ignore[union-attr]
        assert drawn[text][0] == pytest.approx(only(page, text)[0], abs=0.3)
        assert drawn[text][2] == pytest.approx(only(page, text)[2], abs=0.5)


def _measured(pdf: bytes, folder: Path) -> dict[str, tuple[float, float, float, float]]:
    """Return what pdftotext finds on the first page: each line with its box, in millimetres."""
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    command = ["pdftotext", "-bbox-layout", "-l", "1", str(path), "-"]
    tree = ElementTree.fromstring(subprocess.run(command, capture_output=True, check=True).stdout)
    name = "{http://www.w3.org/1999/xhtml}"
    page = next(tree.iter(f"{name}page"))
    found = {"page": (0.0, 0.0, float(page.get("width", 0)) / MM, float(page.get("height", 0)) / MM)}
    for line in page.iter(f"{name}line"):
        sides = (float(line.get(side, 0)) / MM for side in ("xMin", "yMin", "xMax", "yMax"))
        found["".join(word.text or "" for word in line.iter(f"{name}word"))] = tuple(sides)  # type: ignore[assignment]
    return found


@pytest.mark.parametrize(
    ("sought", "expected"),
    [
        # the ink of 不, first character of the body's first line, and of the dash before the page number
        (lambda text: text.index("— 1 —"), lambda ink: (ink[1] + ink[3]) / 2 - (TOP + HIGH + 7)),
        (lambda text: text.index("望街不受字"), lambda ink: max(0.0, ink[3] - TOP)),
    ],
    ids=["page number", "reference number"],
)
def test_ink_lies_where_the_standard_puts_it(
    sought: Callable[[str], int], expected: Callable[[tuple[float, ...]], float]
) -> None:
    with pypdfium2.PdfDocument(draw(refusal_notice(), COPY)) as document:
        page = document[0]
        text = page.get_textpage()
        left, bottom, right, top = text.get_charbox(sought(text.get_text_range()))
        height = pdfium.FPDF_GetPageHeightF(page)
    ink = (left / MM, (height - top) / MM, right / MM, (height - bottom) / MM)
    assert expected(ink) == pytest.approx(0, abs=0.5)
