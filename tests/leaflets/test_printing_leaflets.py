"""Printing leaflets in a hall, and writing them as files."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hall.documents.content import Layout, from_json
from hall.documents.model import Document
from hall.kernel.refusal import Refusal
from hall.service import catalogue, leaflets, leaflets_views
from hall.simulation.sample import SampleHall
from printing import drawing
from printing.sample_leaflets import leaflet
from printing.spooler import FileSpooler
from tests.halls import furnish_database, sample_hall
from ui.commands.leaflets import write_files
from ui.shared.print_worker import print_waiting


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SampleHall]:
    """Give the sample hall, everybody signed in; a leaflet changes nothing in it."""
    url = f"sqlite:///{tmp_path_factory.mktemp('leaflets') / 'hall.sqlite'}"
    furnish_database(url)
    sample = sample_hall(url)
    yield sample
    sample.itself.close()


def test_a_leaflet_has_no_number_and_needs_no_confirming(sample: SampleHall, tmp_path: Path) -> None:
    first = sample.guide.do(leaflets.print_leaflet, matter_code="MZ-001")
    again = sample.guide.do(leaflets.print_leaflet, matter_code="MZ-001", large=True)
    assert first != again
    assert print_waiting(sample.guide, FileSpooler(tmp_path)) == 2
    content = sample.itself.see(lambda reading: from_json(reading.session.get_one(Document, again).content))
    assert (content.number, content.qr, content.layout) == ("", "", Layout.LARGE_PRINT)
    assert sample.itself.see(lambda reading: reading.session.get_one(Document, first).state) == "printed"
    assert len(list(tmp_path.glob("*.pdf"))) == 2


def test_several_copies_are_one_document(sample: SampleHall, tmp_path: Path) -> None:
    clerk = sample.seats[0].hall
    clerk.do(leaflets.print_leaflet, matter_code="SB-008", copies=3)
    assert print_waiting(clerk, FileSpooler(tmp_path)) == 1
    assert len(list(tmp_path.glob("*.pdf"))) == 3


@pytest.mark.parametrize("copies", [0, 51])
def test_a_whole_paper_tray_is_refused(sample: SampleHall, copies: int) -> None:
    with pytest.raises(Refusal) as refused:
        sample.guide.do(leaflets.print_leaflet, matter_code="MZ-001", copies=copies)
    assert refused.value.code == "leaflets.copies"


def test_a_machine_prints_none_and_a_matter_that_is_switched_off_has_none(sample: SampleHall) -> None:
    with pytest.raises(Refusal):
        sample.kiosk.do(leaflets.print_leaflet, matter_code="MZ-001")
    sample.itself.do(catalogue.switch_matter, code="MZ-013", enabled=False)
    with pytest.raises(Refusal) as refused:
        sample.guide.do(leaflets.print_leaflet, matter_code="MZ-013")
    assert refused.value.code == "leaflets.not_on_offer"


def test_the_counters_that_take_the_matter_are_named(sample: SampleHall) -> None:
    content = sample.guide.see(leaflets_views.leaflet, matter_code="SB-008")
    assert any("号窗口" in value for block in content.blocks for _, value in getattr(block, "pairs", ()))


def test_who_cancels_keeps_whole_files_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draw, drawn = drawing.draw, []

    def cancelled_at_the_third(*given: Any) -> bytes:
        drawn.append(given)
        if len(drawn) == 3:
            raise KeyboardInterrupt
        return draw(*given)

    monkeypatch.setattr(drawing, "draw", cancelled_at_the_third)
    contents = {code: leaflet() for code in ("ZM-001", "ZM-002", "ZM-003", "ZM-004")}
    assert write_files(contents, tmp_path, "2026-11-23", "") == 2
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["ZM-001.pdf", "ZM-002.pdf"]
    assert all(file.read_bytes().rstrip().endswith(b"%%EOF") for file in files)
