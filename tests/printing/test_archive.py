"""The archive form: every paper is PDF/A-2b by our list of checks and looks as printed; and the list is not blind."""

import re
import subprocess
from pathlib import Path

import pytest
from PIL import ImageChops

from hall.documents.content import Copy
from hall.kernel.refusal import Refusal
from printing import archive_form
from printing.drawing import draw
from printing.sample_decisions import certificate
from tests.printing.papers import COPY, drawn, every_sample, thermal_raster
from tests.printing.pdfa import problems


@pytest.mark.parametrize("name", every_sample())
def test_every_paper_can_be_archived(name: str) -> None:
    assert problems(drawn(name, archive=True)) == []


def test_qpdf_agrees_that_the_archive_form_is_sound(tmp_path: Path) -> None:
    for name in ("certificate_long", "queue_ticket_short", "seal_register_short"):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(drawn(name, archive=True))
        subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)


def test_the_archive_form_looks_as_the_printed_one_and_is_the_same_every_time() -> None:
    printed, archived = (thermal_raster(drawn("certificate_short", archive=archive)) for archive in (False, True))
    assert ImageChops.difference(printed, archived).getbbox() is None
    assert draw(every_sample()["certificate_short"], COPY, archive=True) == drawn("certificate_short", archive=True)


def test_two_papers_never_share_an_identity() -> None:
    one, other = (draw(certificate(name), COPY, archive=True) for name in ("程䶮", "程夭"))
    assert re.findall(rb"/ID \s*\[<(\w+)>", one) != re.findall(rb"/ID \s*\[<(\w+)>", other)


@pytest.mark.parametrize(
    ("printed_at", "moment"), [("2026-03-05 08:07", b"2026-03-05T08:07:00+08:00"), ("", b"2000-01-01T00:00:00+08:00")]
)
def test_the_file_is_dated_as_the_paper_is(printed_at: str, moment: bytes) -> None:
    pdf = draw(certificate("程䶮"), Copy(1, "", printed_at, ""), archive=True)
    assert b"<xmp:CreateDate>" + moment in pdf
    assert problems(pdf) == []


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        (b"%PDF-1.3", b"%PDF-2.0"),
        (b"\nendstream", b" endstream"),
        (b"<pdfaid:part>2<", b"<pdfaid:part>1<"),
        (b"/GTS_PDFA1", b"/GTS_PDFX1"),
        (b"/OutputIntents", b"/AutputIntents"),
        (b"/FontFile2", b"/FontFile3"),
        (b"/Lang (zh-CN)", b"/Lung (zh-CN)"),
        (b"T09:42:00+08:00", b"T09:43:00+08:00"),
        (b"/Rotate 0 ", b"/Annots[] "),
        (b" 1000 1000 ", b" 1005 1005 "),
    ],
)
def test_the_list_of_checks_sees_what_is_wrong(was: bytes, becomes: bytes) -> None:
    pdf = drawn("certificate_short", archive=True)
    assert was in pdf
    try:
        found = problems(pdf.replace(was, becomes))
    except (KeyError, AssertionError, ValueError) as crooked:
        found = [str(crooked)]
    assert found


def test_a_paper_for_the_printer_does_not_pass_for_an_archived_one() -> None:
    assert "it does not describe itself" in problems(drawn("certificate_short"))


def test_a_missing_colour_profile_is_said_by_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(archive_form, "resource", lambda *parts: tmp_path.joinpath(*parts))
    monkeypatch.setattr(archive_form, "_profile", archive_form._profile.__wrapped__)
    with pytest.raises(Refusal, match=r"printing\.colour_missing"):
        draw(certificate("程䶮"), COPY, archive=True)
