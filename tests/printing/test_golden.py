"""Every sample paper says the same things in the same places as the reviewed dumps."""

import pytest

from hall.documents.kinds import KINDS
from tests.printing.dump import GOLDEN, dump
from tests.printing.papers import every_sample

_SAMPLES = every_sample()


@pytest.mark.parametrize("name", _SAMPLES)
def test_paper_is_as_reviewed(name: str) -> None:
    golden = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    assert dump(_SAMPLES[name]) == golden, "review the change, then run: python -m tests.printing.dump"


def test_every_golden_file_belongs_to_a_paper() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(_SAMPLES)


def test_the_gallery_shows_every_kind_of_paper_that_the_hall_issues() -> None:
    assert {content.kind for content in _SAMPLES.values()} == set(KINDS)
