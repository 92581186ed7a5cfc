"""Line breaking: what may begin and end a line, what stays whole, what fills the line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.documents.content import Grid
from printing.faces import Face
from printing.lines import Setting, balanced, break_lines
from printing.marks import Text
from printing.styles import form_style
from printing.tables import grid_strips

_SETTING = Setting(Face.SERIF, 10.0)


def _broken(text: str, characters: int) -> list[str]:
    return [line.text for line in break_lines(text, _SETTING, characters * 10.0)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("一二三四，五六", ["一二三", "四，五六"]),
        ("一二三（四五）", ["一二三", "（四五）"]),
        ("一二三四）。五", ["一二三", "四）。五"]),
        ("王五·艾尔肯", ["王五·艾", "尔肯"]),
        ("一二三·五六", ["一二三·", "五六"]),
    ],
)
def test_no_line_begins_or_ends_with_the_wrong_mark(text: str, lines: list[str]) -> None:
    assert _broken(text, 4) == lines


def test_words_numbers_and_telephones_stay_whole() -> None:
    assert _broken("请在2026年12月7日前拨打027-8000 0123询问WANG女士", 9) == [
        "请在2026年12月7日",
        "前拨打",
        "027-8000 0123询问",
        "WANG女士",
    ]


def test_a_word_longer_than_the_line_is_divided() -> None:
    assert "".join(_broken("A" * 100, 8)) == "A" * 100


def test_line_breaks_in_the_text_are_kept_and_empty_lines_too() -> None:
    assert _broken("甲\n\n乙", 4) == ["甲", "", "乙"]


def test_filled_lines_reach_the_edge_and_the_last_one_does_not() -> None:
    filled = Setting(Face.SERIF, 10.0, filled=True)
    lines = break_lines("天地玄黄，宇宙洪荒。日月盈昃，辰宿列张。寒来暑往", filled, 84.0)
    assert [line.width for line in lines[:-1]] == pytest.approx([84.0] * (len(lines) - 1))
    assert lines[-1].width < 84.0


def test_a_long_title_is_a_trapezium() -> None:
    lines = balanced("关于停止发放最低生活保障金并追回多领款项的决定书", _SETTING, 200.0)
    assert len(lines) == 2
    assert lines[1].width < lines[0].width < 160.0


def test_no_paragraph_ends_with_a_single_character_on_its_own_line() -> None:
    assert _broken("一二三四五六七八九十天。", 10) == ["一二三四五六七八九", "十天。"]
    assert _broken("一二三四五六七八九十天地。", 10) == ["一二三四五六七八九十", "天地。"]
    assert _broken("一二三天", 3) == ["一二三", "天"], "a narrow column keeps what it has"


def test_a_number_longer_than_its_column_is_divided_behind_a_hyphen() -> None:
    assert _broken("420199-0007-MZ001-2026-00031", 12) == ["420199-0007-MZ001-", "2026-00031"]


def test_titles_divide_no_word_and_every_line_is_shorter_than_the_one_above() -> None:
    lines = balanced("望江街道幸福里社区党群便民服务中心", _SETTING, 120.0)
    assert [line.text for line in lines] == ["望江街道幸福里社区", "党群便民服务中心"]
    assert balanced("，".join(["请到窗口办理"] * 9), _SETTING, 120.0), "sentences are not titles"


def test_a_date_keeps_its_column_wide_enough() -> None:
    table = Grid(("编号", "事项", "备注", "期限"), (("1", "事" * 30, "无", "2026-12-28"),), widths=(2, 8, 4, 1))
    texts = [
        mark.text for strip in grid_strips(table, form_style(440.0)) for mark in strip.marks if isinstance(mark, Text)
    ]
    assert "2026-12-28" in texts


@given(st.text(alphabet="王李·，。（）《》A1 b-x𠅤\n、", max_size=80), st.integers(3, 12))
def test_nothing_is_lost_and_nothing_sticks_out(text: str, characters: int) -> None:
    lines = break_lines(text, _SETTING, characters * 10.0)
    assert "".join(line.text for line in lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")
    assert all(line.width <= characters * 10.0 + 0.1 for line in lines)
