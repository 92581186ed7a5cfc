"""Every matter on offer has a leaflet that says all that its catalogue entry knows, and nothing that staff doubt."""

from collections import Counter
from functools import cache
from itertools import combinations

import pytest

from hall.catalogue.files import read_catalogue
from hall.catalogue.words import asked_for, limit_words, requirement
from hall.documents.content import Content, Flow, FlowStep, Layout, Paragraph, Sheet, from_json, to_json
from hall.kernel.resources import resource
from hall.leaflets.papers import Told, leaflet
from hall.leaflets.rules import INCOMPLETE, NOT_ACCEPTED, NOT_GRANTED, OBJECTED, Vocabulary
from hall.storage.place import HallFacts
from printing.drawing import lay_out
from printing.leaflets import SIZE_SMALL_3
from printing.marks import Arrow, Box, Page
from printing.measures import MM
from tests.printing.papers import COPY, texts

CATALOGUE = read_catalogue(resource("catalogue"))
MATTERS = {matter.code: matter for matter in CATALOGUE.matters if matter.enabled}
WORDS = Vocabulary(
    *(
        {entry.code: entry.label for entry in CATALOGUE.codes[name].codes}
        for name in ("level", "result-kind", "pause-reason")
    )
)
HALL = HallFacts(name="幸福里社区便民服务中心", address="望江街道幸福路12号", phone="027-8000 0123")
SIZES = [False, True]


@cache
def made(code: str, large: bool = False) -> Content:
    return leaflet(Told(HALL, MATTERS[code], (1, 2), WORDS), large=large)


def said(content: Content) -> str:
    """Return everything that the leaflet says, as its data."""
    return to_json(content)


def flow_in(content: Content) -> Flow:
    [flow] = [block for block in content.blocks if isinstance(block, Flow)]
    return flow


def test_there_is_a_leaflet_for_all_sixty_five_matters() -> None:
    assert len(MATTERS) == 65
    assert all(from_json(to_json(made(code))) == made(code) for code in MATTERS)


@pytest.mark.parametrize("large", SIZES)
def test_it_says_what_to_bring_in_the_words_of_the_notice(large: bool) -> None:
    for code, matter in MATTERS.items():
        text = said(made(code, large))
        for material in matter.materials:
            assert material.name in text, (code, material.name)
        for material in asked_for(matter):
            assert requirement(material) in text, (code, material.name)
            assert (material.condition or "都要") in text


def test_every_step_stands_in_the_chart_with_its_level_and_limit() -> None:
    for code, matter in MATTERS.items():
        boxes = flow_in(made(code)).steps
        for step in matter.steps:
            found = [box for box in boxes if step.action in box.text and box.level == WORDS.levels[step.level]]
            assert found, (code, step.action)
            if step.working_days:
                assert any(f"{step.working_days}个工作日" in box.limit for box in found)


def test_both_limits_the_fee_the_basis_and_where_to_go_are_said() -> None:
    for code, matter in MATTERS.items():
        text = said(made(code))
        for words in (limit_words(matter.limits.statutory), matter.fee, *matter.legal_basis, HALL.address, HALL.phone):
            assert words in text, (code, words)
        if matter.limits.promised.value is not None:
            assert limit_words(matter.limits.promised) in text
        assert "1、2号窗口" in text
        assert "12345" in text


def test_nothing_that_staff_doubt_or_noted_for_themselves_is_printed() -> None:
    for code, matter in MATTERS.items():
        text = said(made(code))
        notes = (matter.limits.statutory.note, matter.limits.promised.note, matter.notes, matter.confidence_note)
        own = {limit_words(matter.limits.promised), ""}  # some notes only say the limit once more
        for doubt in {*matter.to_verify, *matter.other_places, *(each or "" for each in notes)} - own:
            assert doubt not in text, (code, doubt)


def test_a_posting_is_in_the_chart_where_it_is_required_and_nowhere_else() -> None:
    for code, matter in MATTERS.items():
        chart = "".join(box.text + box.limit for box in flow_in(made(code)).steps)
        required = matter.publicity is not None and matter.publicity.required
        named = any("公示" in step.action for step in matter.steps)
        assert ("公示" in chart) is (required or named), code


def test_a_posting_says_how_long_it_hangs_and_what_an_objection_does() -> None:
    [posted] = [box for box in flow_in(made("MZ-001")).steps if "公示" in box.text]
    assert (posted.limit, posted.branches) == ("公示7日（自然日）", (OBJECTED,))
    [own] = [box for box in flow_in(made("CL-002")).steps if "公示" in box.text]
    assert (own.level, own.limit, own.branches) == ("社区", "7日（自然日）", (OBJECTED,))


def test_what_may_go_wrong_leaves_the_chart_in_writing() -> None:
    boxes = flow_in(made("MZ-001")).steps
    assert boxes[0].branches == (INCOMPLETE, NOT_ACCEPTED)
    [decided] = [box for box in boxes if NOT_GRANTED in box.branches]
    assert decided.level == "区县"
    assert not any(box.branches for box in flow_in(made("TJ-003")).steps)
    assert not any(NOT_GRANTED in box.branches for box in flow_in(made("TJ-001")).steps), "both sides ask the court"


@pytest.mark.parametrize("large", SIZES)
def test_the_outside_of_a_sensitive_leaflet_names_no_trouble(large: bool) -> None:
    sensitive = [matter for matter in MATTERS.values() if matter.confidential]
    assert sensitive
    for matter in sensitive:
        content = made(matter.code, large)
        assert matter.name not in content.title
        assert content.title.startswith(matter.public_name)
        pages = lay_out(content, COPY)
        heads = ["".join(mark.text for _, y, mark in texts(page) if y < 20 * MM) for page in pages[1:]]
        assert not any(matter.name in head for head in heads)


def test_a_normal_leaflet_is_one_sheet_of_paper() -> None:
    assert {code for code in MATTERS if len(lay_out(made(code), COPY)) > 2} == set()


def test_nothing_in_large_print_is_smaller_than_small_three() -> None:
    for code in MATTERS:
        for page in lay_out(made(code, True), COPY):
            assert min(mark.size for _, _, mark in texts(page)) >= SIZE_SMALL_3


@pytest.mark.parametrize("large", SIZES)
def test_everything_said_is_printed(large: bool) -> None:
    for code in MATTERS:
        content = made(code, large)
        printed = Counter("".join(mark.text for page in lay_out(content, COPY) for _, _, mark in texts(page)))
        wanted = Counter(box.text + box.limit + "".join(map("".join, box.branches)) for box in flow_in(content).steps)
        wanted.update(block.text for block in content.blocks if isinstance(block, Paragraph))
        letters = Counter("".join(text * times for text, times in wanted.items()).replace(" ", ""))
        assert not letters - printed, code


@pytest.mark.parametrize("large", SIZES)
def test_the_boxes_of_every_chart_lie_apart_and_within_the_type_area(large: bool) -> None:
    for code in MATTERS:
        content = made(code, large)
        pages = lay_out(content, COPY)
        for page in pages:
            check_chart(page)
        steps = flow_in(content).steps
        assert sum(len(boxes_of(page)) for page in pages) >= len(steps) + sum(len(each.branches) for each in steps)


@pytest.mark.parametrize("layout", [Layout.LEAFLET, Layout.LARGE_PRINT])
def test_a_step_told_at_length_goes_on_in_a_box_below(layout: Layout) -> None:
    long = FlowStep("街道", "入户调查、走访邻里、民主评议，" * 60, "15个工作日", (("没有通过", "书面告知理由"),))
    content = Content("leaflet", Sheet.A4, layout, "办事指南", blocks=(Flow((long, long)),))
    pages = lay_out(content, COPY)
    assert len(pages) > 1
    for page in pages:
        check_chart(page)
    printed = "".join(mark.text for page in pages for _, _, mark in texts(page))
    assert printed.count("民主评议") >= 100
    assert printed.count("书面告知理由") == 2


def boxes_of(page: Page) -> list[tuple[float, float, float, float]]:
    """Return left, top, right and bottom of each box of a chart."""
    found = [(x + mark.x, y + mark.y, mark) for x, y, mark in page if isinstance(mark, Box)]
    return [(x, y, x + mark.width, y + mark.height) for x, y, mark in found]


def check_chart(page: Page) -> None:
    """Refuse boxes that touch or leave the page, text that leaves its box, and arrows that lead to none."""
    boxes = boxes_of(page)
    for left, top, right, bottom in boxes:
        assert left >= 15 * MM
        assert top >= 12 * MM
        assert right <= page.width - 15 * MM
        assert bottom <= page.height - 15 * MM
    for one, other in combinations(boxes, 2):
        assert one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1], (one, other)
    for x, y, mark in texts(page):
        for left, top, right, bottom in boxes:
            if left < x < right and top < y < bottom:
                assert x + mark.face.width(mark.text, mark.size, mark.pitch) <= right, mark.text
                assert y - mark.size * 0.9 >= top
    for x, y, mark in ((x, y, mark) for x, y, mark in page if isinstance(mark, Arrow)):
        tip_x, tip_y = x + mark.x2, y + mark.y2
        assert any(
            left - 0.1 <= tip_x <= right and top - 0.1 <= tip_y <= bottom for left, top, right, bottom in boxes
        ), (tip_x, tip_y)
