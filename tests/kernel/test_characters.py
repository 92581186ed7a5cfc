"""What no keyboard writes is found by what a clerk sees or hears of it."""

import time

import pytest

from hall.kernel import characters
from hall.kernel.characters import by_code_point, by_components, by_pinyin, by_strokes, find
from hall.kernel.names import read_name
from hall.kernel.private_use import STANDARD, to_standard
from printing.faces import unprintable


def shown(found: tuple[characters.Ideograph, ...]) -> str:
    return "".join(one.character for one in found)


@pytest.mark.parametrize("typed", ["U+20164", "u+20164", "20164", "𠅤", "&#x20164;", " 20164 "])
def test_a_code_point_is_one_character(typed: str) -> None:
    one = by_code_point(typed)
    assert one is not None
    assert (one.character, one.code_point, one.readings, one.strokes, one.level) == ("𠅤", "U+20164", ("xí",), 11, 3)


@pytest.mark.parametrize("typed", ["", "U+30000", "110000", "FFFFFF", "王建", "e123"])
def test_what_no_font_has_is_no_candidate(typed: str) -> None:
    assert by_code_point(typed) is None


def test_names_come_before_everyday_characters_of_the_same_reading() -> None:
    found = shown(by_pinyin("yan"))
    assert "䶮" in found[:12]
    assert "言" not in found[:12]
    assert shown(by_pinyin("di2")).index("𬱖") < 20
    assert all("y" in one.readings[0] for one in find("yan"))
    assert by_pinyin("yan4") != by_pinyin("yan3")


@pytest.mark.parametrize(
    ("parts", "character"),
    [("亩 心", "𠅤"), ("由页", "𬱖"), ("龙天", "䶮"), ("亠 允", "充"), ("水朱", "洙"), ("木木木", "森")],
)
def test_parts_find_what_is_made_of_them_first(parts: str, character: str) -> None:
    assert character in shown(by_components(parts, 3))


def test_the_same_part_twice_is_asked_twice() -> None:
    assert "林" in shown(by_components("木木", 200))
    assert "李" not in shown(by_components("木木", 200))


def test_a_radical_counts_the_strokes_beyond_it() -> None:
    assert "𬱖" in shown(by_strokes("页", 5))
    assert by_strokes("页", 5) == by_strokes(181, 5) == find("页5")
    assert by_strokes("王建", 5) == ()


def test_all_that_is_typed_has_to_fit() -> None:
    assert shown(find("yan 龙")) == "䶮龑"
    assert "䶮" in shown(find("龙 9画"))
    assert all(one.strokes == 12 for one in find("12画"))
    assert find("") == find("zzz") == find("yan 龙 40画") == find("!?") == ()


def test_every_candidate_prints() -> None:
    assert unprintable("".join(row[0] for row in characters._rows())) == ()


def test_a_question_is_answered_while_the_key_goes_up() -> None:
    characters.load()
    for typed in ("一", "口", "人", "yan", "12画", "水 土", "木木木"):
        began = time.process_time()
        find(typed)
        assert time.process_time() - began < 0.3  # a fiftieth of a second where nothing else runs


@pytest.mark.parametrize(
    ("private", "standard"),
    [
        (0xE81E, 0x9FB4), (0xE826, 0x9FB5), (0xE82B, 0x9FB6), (0xE82C, 0x9FB7), (0xE832, 0x9FB8), (0xE843, 0x9FB9),
        (0xE854, 0x9FBA), (0xE864, 0x9FBB), (0xE816, 0x20087), (0xE83B, 0x2298F), (0xE78D, 0xFE10), (0xE863, 0x4DAE),
        (0xE815, 0x2E81), (0xE862, 0x4D19),
    ],
)  # fmt: skip
def test_what_old_cards_kept_private_has_its_standard_place(private: int, standard: int) -> None:
    assert STANDARD[private] == standard
    assert to_standard(f"王{chr(private)}") == f"王{chr(standard)}"


def test_a_name_from_an_old_card_is_stored_with_standard_characters() -> None:
    assert read_name("王\ue863\ue816").text == "王䶮\U00020087"
