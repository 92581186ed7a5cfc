"""What people type and what breaks: a paper says what was typed, or a sentence says why there is no paper."""

import json
import re
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from hall.documents.content import (
    Content,
    Facts,
    Grid,
    Lead,
    Paragraph,
    ParagraphStyle,
    Signatures,
    Ticks,
    from_json,
    to_json,
)
from hall.kernel.refusal import Refusal
from printing import faces
from printing.drawing import draw, lay_out
from printing.gallery import write_gallery
from printing.marks import Page, Seal
from printing.sample_decisions import refusal_notice
from printing.samples import material_receipt, sample_contents
from tests.printing.papers import COPY, copied_text, form, official, texts, words
from ui.shared.i18n import sentence

_SAMPLES = sample_contents()
MARKUP = "<b>&amp;%n{x}$x$"
# What a program reads rather than a person, or what must be found again in other words of the block.
_NOT_TYPED = {"block", "style", "authority", "term"}
_CODES = {"kind", "sheet", "layout", "barcode", "qr", "status_code", "number", "copies"}


def typed_into(content: Content, change: Callable[[str, str], str]) -> Content:
    """Return the content with every text that somebody may have typed changed; `change` hears where it stands."""
    data = json.loads(to_json(content))
    for key in set(data) - _CODES - {"format", "blocks"}:
        data[key] = _changed(data[key], f"content.{key}", change)
    for block in data.get("blocks", ()):
        for key in set(block) - _NOT_TYPED:
            block[key] = _changed(block[key], f"{block['block']}.{key}", change)
    return from_json(json.dumps(data))


def _changed(value: Any, place: str, change: Callable[[str, str], str]) -> Any:
    if isinstance(value, str):
        return change(place, value)
    if isinstance(value, list):
        return [_changed(each, place, change) for each in value]
    if isinstance(value, dict):
        return {key: _changed(each, f"{place}.{key}", change) for key, each in value.items()}
    return value


def places() -> dict[str, str]:
    """Return every kind of field that the samples have, each with a sample that fills it."""
    found: dict[str, str] = {}
    for name, content in _SAMPLES.items():

        def hear(place: str, text: str, sample: str = name) -> str:
            if text and place != "content.qr_note":
                found[place] = sample
            return text

        typed_into(content, hear)
    return found


def plain(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())


def printed(pages: list[Page]) -> str:
    """Return all that the pages say, without white space."""
    return plain("".join(mark.text for page in pages for _, _, mark in texts(page)))


@pytest.mark.parametrize("place", sorted(places()))
def test_markup_in_every_field_is_printed_as_it_was_typed(place: str) -> None:
    content = _SAMPLES[places()[place]]
    left = [1]

    def once(where: str, text: str) -> str:
        return text + MARKUP if where == place and text and left and left.pop() else text

    after = printed(lay_out(typed_into(content, once), COPY))
    assert MARKUP in after


def test_markup_reaches_the_pdf_unchanged(tmp_path: Path) -> None:
    said = copied_text(form(Paragraph(MARKUP), Facts.of((MARKUP, MARKUP)), Grid((MARKUP,), ((MARKUP,),))), tmp_path)
    assert said.count(MARKUP) == 5


@pytest.mark.parametrize("place", sorted(places()))
@pytest.mark.parametrize("control", ["\x07", "\u2028"])
def test_a_control_character_in_any_field_stops_the_paper_with_a_sentence(place: str, control: str) -> None:
    content = typed_into(
        _SAMPLES[places()[place]], lambda where, text: text + control if where == place and text else text
    )
    with pytest.raises(Refusal, match=r"printing\.control_character") as refused:
        draw(content, COPY)
    assert re.fullmatch(r".*请.*。", sentence(refused.value))


@pytest.mark.parametrize("name", _SAMPLES)
def test_every_paper_prints_with_nothing_filled_in(name: str) -> None:
    keep = {"facts.pairs", "remedy.text", "content.title"}
    bare = typed_into(_SAMPLES[name], lambda where, text: text if where in keep or "leaves" in where else "")
    assert lay_out(bare, COPY)


def test_a_reason_of_three_thousand_characters_is_printed_whole() -> None:
    reason = "".join(f"第{number}点：申请人户籍所在地不在本街道，本机关没有受理权限。" for number in range(1, 110))
    assert len(reason) > 3000
    content = refusal_notice(facts=reason)
    pages = lay_out(content, COPY)
    assert reason in plain("".join(mark.text for page in pages for _, _, mark in texts(page) if mark.size == 16.0))
    assert len(pages) > 4
    assert [sum(isinstance(mark, Seal) for _, _, mark in page) for page in pages] == [0] * (len(pages) - 1) + [1]
    assert len(draw(content, COPY)) < 160_000


def test_sixty_materials_lose_no_row_and_repeat_their_header() -> None:
    materials = tuple((f"第{number}样材料", "原件", "1", "2", "留存") for number in range(1, 61))
    pages = words(material_receipt(materials))
    assert len(pages) > 3
    rows = [found for page in pages for found in re.findall(r"第(\d+)样材料", page)]
    assert rows == [str(number) for number in range(1, 61)]
    for page in pages:
        assert ("序材料名称" in page) == ("样材料" in page)


def test_empty_optional_blocks_leave_no_frame_behind() -> None:
    empty = (Grid(("甲",), ()), Ticks(()), Signatures(()), Paragraph(" "), Facts(()))
    assert lay_out(form(*empty), COPY) == lay_out(form(), COPY)


@pytest.mark.parametrize(
    "missing", ["NotoSerifSC-Regular", "NotoSerifSC-Bold", "NotoSansSC-Regular", "NotoSansSC-Bold"]
)
def test_a_missing_font_file_is_refused_in_a_sentence(
    missing: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    whole = faces.resource
    monkeypatch.setattr(
        faces, "resource", lambda *parts: tmp_path / parts[-1] if missing in parts[-1] else whole(*parts)
    )
    monkeypatch.setattr(faces, "_LOADED", {name: font for name, font in faces._LOADED.items() if name != missing})
    monkeypatch.setattr(faces, "_glyph", faces._glyph.__wrapped__)
    with pytest.raises(Refusal, match=r"printing\.font_missing") as refused:
        draw(official(Paragraph("一、理由", ParagraphStyle.HEADING), Lead("不予受理。")), COPY)
    assert missing in sentence(refused.value)


@contextmanager
def no_room_for(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond `size` bytes: what a full disk does to it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_drawing_needs_no_disk() -> None:
    with no_room_for(0):
        assert draw(refusal_notice(), COPY, archive=True).startswith(b"%PDF")


def test_a_disk_that_fills_up_while_papers_are_written_is_said_and_leaves_no_half_paper(tmp_path: Path) -> None:
    with no_room_for(22_000), pytest.raises(Refusal, match=r"printing\.(disk_full|spool_failed)") as refused:
        write_gallery(tmp_path)
    assert str(tmp_path) in sentence(refused.value)
    for path in tmp_path.iterdir():
        assert path.read_bytes().endswith(b"%%EOF\n")
