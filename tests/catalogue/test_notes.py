"""Notes on a step: dated, with an author, by those who may, and withdrawn rather than rewritten."""

from datetime import UTC, datetime
from typing import Any

import pytest

from hall.kernel.refusal import Refusal
from hall.service import catalogue, catalogue_views
from hall.simulation.sample import SampleHall

pytestmark = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)


def test_the_newest_note_stands_first_with_its_day_and_author_until_it_is_withdrawn(sample: SampleHall) -> None:
    leader = sample.leader
    first = leader.do(catalogue.note_step, matter_code="MZ-006", step=1, words="先看户口簿")
    second = leader.do(catalogue.note_step, matter_code="MZ-006", step=0, words="  银行卡要本人的 ")
    notes = leader.see(catalogue_views.notes_of, matter_code="MZ-006")
    assert [(note.id, note.step, note.words, note.author_name) for note in notes] == [
        (second, 0, "银行卡要本人的", "何敏"),
        (first, 1, "先看户口簿", "何敏"),
    ]
    assert notes[0].written_at == datetime(2026, 11, 23, 1, tzinfo=UTC)
    leader.do(catalogue.withdraw_note, note_id=second)
    assert [note.id for note in leader.see(catalogue_views.notes_of, matter_code="MZ-006")] == [first]
    with pytest.raises(Refusal) as refused:
        leader.do(catalogue.withdraw_note, note_id=second)
    assert refused.value.code == "catalogue.note_gone"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"step": 4}, "catalogue.no_step"),
        ({"step": -1}, "catalogue.no_step"),
        ({"words": "  "}, "catalogue.note_empty"),
        ({"words": "好" * 501}, "catalogue.note_long"),
        ({"matter_code": "MZ-999"}, "catalogue.no_matter"),
    ],
)
def test_a_note_belongs_to_a_step_that_there_is_and_says_something(
    sample: SampleHall, wrong: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        sample.leader.do(catalogue.note_step, **({"matter_code": "MZ-006", "step": 1, "words": "看原件"} | wrong))
    assert refused.value.code == code
    assert sample.leader.see(catalogue_views.notes_of, matter_code="MZ-006") == ()


def test_a_clerk_writes_no_notes(sample: SampleHall) -> None:
    with pytest.raises(Refusal) as refused:
        sample.seats[0].hall.do(catalogue.note_step, matter_code="MZ-006", step=1, words="看原件")
    assert refused.value.code == "gate.not_allowed"
