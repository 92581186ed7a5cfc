"""Characters that print, characters that stop the print, and marks that nobody sees."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hall.documents.content import Big, Content, Facts, Layout, Paragraph, Sheet
from hall.kernel.refusal import Refusal
from hall.kernel.resources import resource
from printing import faces
from printing.drawing import draw
from printing.faces import Face, clean, unprintable
from printing.unicode_fonts import CopyableFont
from tests.printing.papers import COPY, form, words


@pytest.mark.parametrize(
    ("text", "code_point"),
    [
        ("😀", "U+1F600"),
        ("\ue81e", "U+E81E"),
        ("𰀀", "U+30000"),
        ("\ud840", "U+D840"),
        ("ﷺ", "U+FDFA"),
        ("☺", "U+263A"),
    ],
)
def test_a_character_without_a_glyph_stops_the_print_by_name(text: str, code_point: str) -> None:
    with pytest.raises(Refusal, match=r"printing\.no_glyph") as refused:
        draw(form(Paragraph(f"张{text}三")), COPY)
    assert refused.value.values["code_point"] == code_point


@pytest.mark.parametrize("text", ["张\x00三", "张\t三", "张\x7f三", "张\x9f三", "张\u2028三"])
def test_control_characters_stop_the_print(text: str) -> None:
    with pytest.raises(Refusal, match=r"printing\.control_character"):
        draw(form(Facts.of(("姓名", text))), COPY)


def test_invisible_marks_are_left_out() -> None:
    assert clean("张\u200b\u202e三\ufeff\u2067\u200f") == "张三"
    assert "张三" in words(form(Facts.of(("姓名", "张\u202e三"))))[0]


def test_an_editor_can_ask_what_would_not_print() -> None:
    assert unprintable("韩𠅤，女；\r\n\u200b𪚥 A1") == ()
    assert unprintable("张😀三\x00😀\ue81e\u2028\ud840") == ("😀", "\x00", "\ue81e", "\u2028", "\ud840")


def test_what_an_editor_lets_pass_is_what_every_face_prints() -> None:
    codes = [*range(0x20, 0x33FF, 3), *range(0x3400, 0x33000, 61)]
    unseen = {0xAD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)}
    for face in Face:
        for character in (chr(code) for code in codes if code not in unseen and not 0x7F <= code < 0xA0):
            assert _prints(face, character) == (not unprintable(character)), f"U+{ord(character):04X}"


def _prints(face: Face, character: str) -> bool:
    try:
        return bool(clean(character) and list(face.runs(character)))
    except Refusal:
        return False


def test_asking_loads_neither_fonts_nor_reportlab() -> None:
    script = (
        "import sys; from printing.faces import unprintable; unprintable('韩𠅤😀'); print('reportlab' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"


@pytest.mark.parametrize("face", [Face.SERIF, Face.SERIF_BOLD, Face.SANS, Face.SANS_BOLD])
def test_every_face_prints_what_the_standard_asks_of_names(face: Face) -> None:
    blocks = (
        (0x4E00, 0x9FEF),
        (0x3400, 0x4DBF),
        (0x20000, 0x2A6D6),
        (0x2A700, 0x2B734),
        (0x2B740, 0x2B81D),
        (0x2B820, 0x2CEA1),
        (0x2CEB0, 0x2EBE0),
    )
    for first, last in blocks:
        runs = face.runs("".join(map(chr, range(first, last + 1))))
        assert sum(len(text) for _, text in runs) == last - first + 1


def test_a_rare_character_borrows_another_font_and_the_rest_stays() -> None:
    serif = "NotoSerifSC-Regular"
    assert list(Face.SERIF.runs("王\U0002a701A")) == [(serif, "王"), ("HanaMinB", "\U0002a701"), (serif, "A")]


def test_first_use_from_many_threads_loads_each_font_once(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str] = []

    def load(name: str) -> CopyableFont:
        loaded.append(name)
        return CopyableFont(name, str(resource("fonts", f"{name}.ttf")), asciiReadable=False)

    monkeypatch.setattr(faces, "_LOADED", {})
    monkeypatch.setattr(faces, "_load", load)
    with ThreadPoolExecutor(8) as pool:
        fonts = list(pool.map(faces._font, ["NotoSansSC-Bold"] * 8))
    assert loaded == ["NotoSansSC-Bold"]
    assert len(set(map(id, fonts))) == 1


def test_papers_drawn_at_the_same_time_do_not_mix() -> None:
    contents = [form(Paragraph(f"第{number}份：{chr(0x4E00 + number * 50)}")) for number in range(8)]
    alone = [draw(content, COPY) for content in contents]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda content: draw(content, COPY), contents)) == alone


def test_markup_is_printed_as_it_was_typed() -> None:
    text = '<b>张&amp;三</b><para align="right">'
    assert text in words(form(Paragraph(text)))[0]


@pytest.fixture
def fonts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Point the typefaces at another folder, with nothing remembered of the shipped one."""
    monkeypatch.setattr(faces, "resource", lambda *parts: tmp_path.joinpath(*parts[1:]))
    monkeypatch.setattr(faces, "_LOADED", {})
    monkeypatch.setattr(faces, "_glyph", faces._glyph.__wrapped__)
    return tmp_path


def test_a_missing_font_file_is_said_by_name(fonts: Path) -> None:
    with pytest.raises(Refusal, match=r"printing\.font_missing") as refused:
        draw(Content("t", Sheet.TICKET_80, Layout.TICKET, "号", blocks=(Big("A001"),)), COPY)
    assert refused.value.values["file"] == "NotoSansSC-Bold.ttf"


def test_a_damaged_font_file_is_said_by_name(fonts: Path) -> None:
    (fonts / "NotoSerifSC-Regular.ttf").write_bytes(b"half a download")
    with pytest.raises(Refusal, match=r"printing\.font_damaged"):
        draw(form(Paragraph("张三")), COPY)
