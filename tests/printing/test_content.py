"""Contents: canonical JSON, digest, and what cannot be built at all."""

import dataclasses
import json

import pytest

from hall.documents.content import (
    Content,
    Copy,
    Facts,
    Grid,
    Layout,
    Paragraph,
    ParagraphStyle,
    Remedy,
    Sheet,
    copies_of,
    digest,
    from_json,
    to_json,
)
from hall.documents.kinds import KINDS
from hall.kernel.refusal import Refusal
from printing.samples import sample_contents


@pytest.mark.parametrize("name", sample_contents())
def test_content_comes_back_from_its_json(name: str) -> None:
    content = sample_contents()[name]
    again = from_json(to_json(content))
    assert again == content
    assert digest(again) == digest(content)


def test_json_is_canonical_and_readable() -> None:
    content = Content("t", Sheet.A5, Layout.FORM, "单", blocks=(Paragraph("𠅤", ParagraphStyle.NOTE),))
    assert to_json(content) == (
        '{"blocks":[{"block":"paragraph","style":"note","text":"𠅤"}],"format":1,"kind":"t","layout":"form",'
        '"sheet":"a5","title":"单"}'
    )
    assert digest(content) == "4f4f2925e30e715cef6131bb68d09edb2cace52157e81054454edde8f7f3b9d1"


def test_one_changed_letter_changes_the_digest() -> None:
    content = sample_contents()["certificate_short"]
    assert digest(dataclasses.replace(content, hall="幸福里社区居民委员会 ")) != digest(content)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.update(format=2),
        lambda data: data.update(colour="red"),
        lambda data: data.pop("title"),
        lambda data: data.update(sheet="a3"),
        lambda data: data["blocks"].append({"block": "picture"}),
        lambda data: data["blocks"].append({"text": "x"}),
    ],
)
def test_damaged_json_is_not_taken_for_a_content(change: object) -> None:
    assert callable(change)
    data = json.loads(to_json(sample_contents()["certificate_short"]))
    change(data)
    with pytest.raises(ValueError, match=r"content|Sheet"):
        from_json(json.dumps(data))


def test_facts_leave_out_what_a_paper_does_not_mention() -> None:
    assert Facts.of(("姓名", "程䶮"), ("电话", None), ("签名", "")).pairs == (("姓名", "程䶮"), ("签名", ""))


def test_a_remedy_that_does_not_name_authority_and_term_cannot_be_issued() -> None:
    text = "可以自收到之日起60日内向临江区人民政府申请行政复议。"
    assert Remedy(text, "临江区人民政府", "60日").text == text
    office = "临江区人民政府"
    for authority, term in (("", "60日"), (office, ""), ("沿湖区人民政府", "60日"), (office, "30日")):
        with pytest.raises(Refusal, match=r"printing\.remedy_incomplete"):
            Remedy(text, authority, term)


def test_rows_must_fit_their_header() -> None:
    with pytest.raises(ValueError, match="another length"):
        Grid(("甲", "乙"), (("一",),))


def test_a_ticket_needs_a_ticket_sheet() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        Content("t", Sheet.A4, Layout.TICKET, "号")


def test_copies_are_numbered_by_their_names() -> None:
    content = Content("t", Sheet.A5, Layout.FORM, "单", copies=("居民联", "存档联"))
    assert copies_of(content, printed_at="2026-11-23 09:42", staff_number="0107") == (
        Copy(1, "居民联", "2026-11-23 09:42", "0107"),
        Copy(2, "存档联", "2026-11-23 09:42", "0107"),
    )


def test_no_two_kinds_of_paper_share_the_letters_of_their_numbers() -> None:
    letters = [kind.letters for kind in KINDS.values() if kind.letters]
    assert sorted(letters) == sorted(set(letters))
