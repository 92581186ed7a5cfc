"""The PDF itself: whole, embedded, small, the same every time, and its text can be copied."""

import subprocess
from pathlib import Path

import pytest
from PIL.Image import Image

from hall.documents.content import Content, Copy, Facts, Paragraph, Sheet
from printing.drawing import draw
from printing.sample_decisions import certificate
from tests.printing.papers import COPY, codes_read, copied_text, drawn, every_sample, form, thermal_raster

_SAMPLES = every_sample()
_SMALL = {Sheet.A5, Sheet.TICKET_80, Sheet.TICKET_58}
_NAMES = ("韩𠅤", "𬱖小安", "程䶮", "㭎小满", "阿卜杜热西提·买买提明·图尔荪江·艾尔肯托合提", "<b>王&李</b>", "𪚥𫝀㐂")


@pytest.mark.parametrize("name", _SAMPLES)
def test_paper_is_a_sound_small_pdf(name: str, tmp_path: Path) -> None:
    limit = 100_000 if _SAMPLES[name].sheet in _SMALL else 160_000
    for archive in (False, True):
        path = tmp_path / f"{archive}.pdf"
        path.write_bytes(drawn(name, archive=archive))
        assert path.stat().st_size < limit
    subprocess.run(["qpdf", "--check", "False.pdf"], cwd=tmp_path, check=True, capture_output=True)


@pytest.mark.parametrize("name", _SAMPLES)
def test_all_fonts_are_embedded_subsets_with_unicode(name: str, tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(drawn(name))
    listed = subprocess.run(["pdffonts", str(path)], check=True, capture_output=True, text=True).stdout
    rows = [line.split() for line in listed.splitlines()[2:]]
    assert rows
    assert all(row[-5:-2] == ["yes", "yes", "yes"] for row in rows), listed


@pytest.mark.parametrize("name", [name for name, content in _SAMPLES.items() if content.qr or content.barcode])
def test_codes_can_be_read_from_203_dpi(name: str) -> None:
    content = _SAMPLES[name]
    assert codes_read(drawn(name)) == {code for code in (content.qr, content.barcode) if code}


def test_same_content_and_copy_give_the_same_bytes() -> None:
    assert draw(certificate("韩𠅤"), COPY) == draw(certificate("韩𠅤"), COPY)


def test_an_earlier_paper_leaves_no_trace_in_the_next() -> None:
    first = draw(certificate("韩𠅤"), COPY)
    draw(_SAMPLES["supplement_notice_long"], COPY)
    assert draw(certificate("韩𠅤"), COPY) == first


def test_a_reprint_is_marked_and_otherwise_the_same(tmp_path: Path) -> None:
    again = Copy(1, "", COPY.printed_at, COPY.staff_number, reprint=2)
    content = certificate("韩𠅤")
    assert "补打第2次" in copied_text(content, tmp_path, again)
    assert copied_text(content, tmp_path, again).replace("补打第2次", "") == copied_text(content, tmp_path)


@pytest.mark.parametrize("name", _NAMES)
@pytest.mark.parametrize("paper", [lambda name: form(Facts.of(("姓名", name))), certificate])
def test_names_can_be_copied_out_letter_by_letter(name: str, paper: object, tmp_path: Path) -> None:
    assert callable(paper)
    content = paper(name)
    assert isinstance(content, Content)
    assert name in copied_text(content, tmp_path)


def test_a_page_of_more_than_256_different_characters_can_be_copied(tmp_path: Path) -> None:
    many = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 700)) + "𠀀𠀁𠀂"
    assert many in copied_text(form(Paragraph(many)), tmp_path).replace("T-1", "")


def test_a_shift_moves_all_that_is_printed_and_leaves_the_sheet() -> None:
    content = certificate("韩𠅤")
    straight, shifted = (draw(content, COPY, shift=shift) for shift in ((0.0, 0.0), (2.0, -3.0)))
    still, moved = (thermal_raster(pdf).convert("L") for pdf in (straight, shifted))
    assert still.size == moved.size
    left, top, right, bottom = ink(still)
    right_by, down_by = 2.0 * 203 / 25.4, -3.0 * 203 / 25.4
    expected = (left + right_by, top + down_by, right + right_by, bottom + down_by)
    assert ink(moved) == pytest.approx(expected, abs=1.5)
    assert draw(content, COPY, shift=(0.0, 0.0)) == draw(content, COPY)


def ink(picture: Image) -> tuple[int, int, int, int]:
    """Return the smallest box around everything that is not white."""
    box = picture.point(lambda shade: 255 - shade).getbbox()
    assert box
    return box
