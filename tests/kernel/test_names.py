"""Every real name goes in as it is; what is no name gets a sentence."""

import unicodedata
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hall.kernel.names import LONGEST, CleanName, characters, read_name
from hall.kernel.refusal import Refusal
from hall.people.samples import sample_name


@pytest.mark.parametrize(
    "name",
    [
        "王建民",
        "岑",
        "欧阳若兰",
        "\U00020164淑兰",
        "\U0002cc56子轩",
        "\u4dae㭎",
        "\U0002ebf0\U00031350",  # extensions I and H, younger than Python's own tables
        "〇",
        "阿依古丽·买合木提",
        "木江玛依艾力曼古阿依·阿卜杜再努热吾守尔",
        "Anne-Marie O'Neil",
        "MARTIN, JOSE",
        "Ngô Thị Lan",
        "ئايگۈل",
        "བཀྲ་ཤིས",
        "다은",
    ],
)
def test_a_real_name_stays_as_it_is(name: str) -> None:
    assert read_name(name) == CleanName(unicodedata.normalize("NFC", name))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("阿依‧古丽", "阿依·古丽"),
        ("阿依・古丽", "阿依·古丽"),
        ("阿依•古丽", "阿依·古丽"),
        ("阿依 · 古丽", "阿依·古丽"),
        (" 王　民\n", "王民"),
        ("Ｍａｒｉａ  Lee", "Maria Lee"),
        ("e\u0301lan", "élan"),
        ("\u2f38\u2f34", "\u5f13\u5e7f"),  # radicals copied out of a PDF
        ("\ud840\udd64淑兰", "\U00020164淑兰"),  # two halves from an input method
        ("O’Neil", "O'Neil"),
    ],
)
def test_look_alikes_become_one_form(typed: str, name: str) -> None:
    assert read_name(typed) == CleanName(name)


def test_invisible_marks_are_taken_out_and_told() -> None:
    assert read_name("王\u200b建\u202e民\ufe0f") == CleanName("王建民", ("U+200B", "U+202E", "U+FE0F"))
    assert read_name("葛\U000e0100兰").text == "葛兰"


@pytest.mark.parametrize(
    ("typed", "code", "values"),
    [
        ("", "people.name_missing", {}),
        (" \u200b　", "people.name_missing", {}),
        ("\u3164", "people.name_missing", {}),
        ("<b>王民</b>", "people.name_character", {"character": "<"}),
        ("王&民", "people.name_character", {"character": "&"}),
        ("王民3", "people.name_character", {"character": "3"}),
        ("王.民", "people.name_character", {"character": "."}),
        ("王民😀", "people.name_character", {"character": "😀"}),
        ("{王民}", "people.name_character", {"character": "{"}),
        ("王\u0301\u20e3", "people.name_character", {"character": "\u20e3"}),
        ("\u0301王", "people.name_character", {"character": "\u0301"}),
        ("王\x00民", "people.name_control", {"character": "U+0000"}),
        ("王\n民", "people.name_control", {"character": "U+000A"}),
        ("王\ud840民", "people.name_control", {"character": "U+D840"}),
        ("王\ue123", "people.name_private", {"character": "U+E123"}),
        ("·古丽", "people.name_dot", {}),
        ("阿依·", "people.name_dot", {}),
        ("阿依··古丽", "people.name_dot", {}),
        ("阿依· ·古丽", "people.name_dot", {}),
        ("李" * 51, "people.name_long", {"longest": 50}),
    ],
)
def test_what_is_no_name_gets_a_sentence(typed: str, code: str, values: dict[str, str | int]) -> None:
    with pytest.raises(Refusal) as refused:
        read_name(typed)
    assert (refused.value.code, refused.value.values) == (code, values)


def test_fifty_characters_above_the_first_plane_fit() -> None:
    assert len(read_name("\U00020164" * LONGEST).text) == LONGEST


def test_one_more_code_point_than_fifty_does_not() -> None:
    with pytest.raises(Refusal, match="name_long"):
        read_name("\U00020164" * (LONGEST + 1))


@settings(max_examples=2000, deadline=None)
@given(st.text(st.characters(), max_size=60))
@example("\ufa19\u0301")
@example("a \u0301b")
def test_whatever_is_typed_gives_a_stable_name_or_a_refusal(typed: str) -> None:
    try:
        name = read_name(typed).text
    except Refusal as refusal:
        assert refusal.code.startswith("people.name_")  # noqa: PT017
        return
    assert read_name(name) == CleanName(name)
    assert unicodedata.is_normalized("NFC", name)
    assert name.encode("utf-8")


def test_sample_names_are_names_and_some_are_rare() -> None:
    random = Random(20261122)
    names = [sample_name(random) for _ in range(3000)]
    assert [name for name in names if read_name(name) != CleanName(name)] == []
    assert any(len(name) == 20 for name in names)
    assert {"\U00020164", "\U0002cc56", "\u4dae", "\u3b4e"} <= set("".join(names))


def test_an_accent_belongs_to_its_letter() -> None:
    assert characters("Lo\u0302a") == ["L", "o\u0302", "a"]
