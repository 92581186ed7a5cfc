"""Fonts of this PC in the places of 小标宋, 仿宋 and 楷体: used where they may be, and never needed."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from hall.documents.content import Paragraph, ParagraphStyle
from hall.kernel.refusal import Refusal
from printing import faces, installed_fonts
from printing.drawing import draw
from printing.faces import Face, unprintable
from printing.installed_fonts import Wish, choose
from printing.sample_decisions import certificate
from tests.printing.font_maker import make_font
from tests.printing.papers import COPY, copied_text, official
from tests.printing.pdfa import problems
from ui.shared.i18n import sentence


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of fonts: one that draws what Hanazono draws, and others that may not or cannot be used."""
    folder = tmp_path_factory.mktemp("fonts")
    make_font(folder / "fang.ttf", "HanaMinA", "Hall Fang")
    make_font(folder / "biaosong.ttf", "NotoSansSC-Bold", "方正试标宋")
    make_font(folder / "closed.ttf", "NotoSansSC-Bold", "Hall Closed", licence=0x0002)
    make_font(folder / "whole.ttf", "NotoSansSC-Bold", "Hall Whole", licence=0x0100)
    make_font(folder / "dots.ttf", "NotoSansSC-Bold", "Hall Dots", licence=0x0200)
    make_font(folder / "preview.ttf", "NotoSansSC-Bold", "Hall Preview", licence=0x0004)
    make_font(folder / "curves.otf", "NotoSansSC-Bold", "Hall Curves", outlines=False)
    make_font(folder / "broken.ttf", "NotoSansSC-Bold", "Hall Broken", magic=0)
    (folder / "notes.ttf").write_text("no font at all", encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def installed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make the folder the only one in which this PC keeps fonts."""
    monkeypatch.setattr(installed_fonts, "font_folders", lambda: (folder,))
    yield
    faces.use()


def _fonts(pdf: bytes, tmp_path: Path) -> set[str]:
    """Return the fonts that a PDF names, without the letters of their subsets."""
    path = tmp_path / "fonts.pdf"
    path.write_bytes(pdf)
    listed = subprocess.run(["pdffonts", str(path)], check=True, capture_output=True, text=True).stdout
    return {line.split()[0].partition("+")[2] for line in listed.splitlines()[2:]}


def test_named_fonts_are_used_and_can_be_seen_in_the_paper(tmp_path: Path) -> None:
    plain = draw(certificate("程䶮"), COPY)
    assert faces.use(body="Hall Fang", title="方正试标宋") == ()
    pdf = draw(certificate("程䶮"), COPY)
    named = _fonts(pdf, tmp_path)
    assert "HallFang" in named
    assert named - _fonts(plain, tmp_path) - {"HallFang"}, "the title's font has a name of its own"
    assert draw(certificate("程䶮"), COPY) == pdf
    assert problems(draw(certificate("程䶮"), COPY, archive=True)) == []
    faces.use()
    assert draw(certificate("程䶮"), COPY) == plain


def test_only_the_places_of_the_standard_change() -> None:
    faces.use(kai="Hall Fang")
    assert [name.endswith("fang.ttf#0") for name, _ in Face.KAI.runs("（一）")] == [True]
    for face in set(Face) - {Face.KAI}:
        assert not any("fang" in name for name, _ in face.runs("（一）"))


def test_what_the_font_lacks_is_drawn_by_the_shipped_ones(tmp_path: Path) -> None:
    faces.use(body="Hall Fang")
    runs = list(Face.BODY.runs("韩𫝀小满"))
    assert [text for _, text in runs] == ["韩", "𫝀", "小满"]
    assert runs[1][0] == "HanaMinB"
    assert "韩𫝀小满" in copied_text(official(Paragraph("韩𫝀小满")), tmp_path)


@pytest.mark.parametrize("character", ["😀", "\ue81e", "\ue000"])
def test_a_font_of_this_pc_never_prints_what_other_pcs_cannot(character: str) -> None:
    faces.use(body="Hall Fang", title="Hall Fang", kai="Hall Fang")
    assert unprintable(character) == (character,)
    with pytest.raises(Refusal, match=r"printing\.no_glyph"):
        list(Face.BODY.runs(character))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Hall Closed", "printing.typeface_forbidden"),
        ("Hall Whole", "printing.typeface_forbidden"),
        ("Hall Dots", "printing.typeface_forbidden"),
        ("Hall Curves", "printing.typeface_outlines"),
        ("仿宋_GB2312", "printing.typeface_missing"),
        ("broken.ttf", "printing.typeface_damaged"),
        ("notes.ttf", "printing.typeface_missing"),
    ],
)
def test_a_font_that_cannot_be_used_leaves_its_place_and_a_sentence(name: str, code: str) -> None:
    plain = draw(certificate("程䶮"), COPY)
    [refusal] = faces.use(body=name)
    assert refusal.code == code
    assert name in sentence(refusal)
    assert draw(certificate("程䶮"), COPY) == plain


@pytest.mark.parametrize("name", ["preview.ttf", "PREVIEW.TTF", "Hall Preview", "hall preview"])
def test_a_font_is_found_by_family_or_file_and_may_be_one_for_print_and_preview(name: str) -> None:
    found = choose(Wish(name))
    assert found
    assert found.path.name == "preview.ttf"


def test_fonts_are_looked_for_where_the_system_keeps_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(installed_fonts.sys, "platform", "linux")
    monkeypatch.setitem(os.environ, "XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setitem(os.environ, "XDG_DATA_DIRS", "/one:/two")
    folders = installed_fonts.font_folders()
    assert folders[0] == tmp_path / "fonts"
    assert folders[-2:] == (Path("/one/fonts"), Path("/two/fonts"))
    monkeypatch.setattr(installed_fonts.sys, "platform", "win32")
    monkeypatch.setitem(os.environ, "WINDIR", "W")
    assert Path("W") / "Fonts" in installed_fonts.font_folders()


def test_second_level_headings_take_the_font_of_their_rank(tmp_path: Path) -> None:
    faces.use(kai="Hall Fang")
    content = official(Paragraph("（一）家庭收入", ParagraphStyle.SUBHEADING), Paragraph("正文"))
    assert "HallFang" in _fonts(draw(content, COPY), tmp_path)
