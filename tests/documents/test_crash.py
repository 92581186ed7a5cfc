"""Killed at each step of a print, the outbox still knows which sheets may be on paper."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hall.documents.proofs import find_document_problems
from hall.storage.work import Reading
from tests.faults.print_crash import every_step, prepared


def proof(reading: Reading) -> Iterator[str]:
    """Prove what a crash could spoil; `python -m tests.faults.print_crash` proves the whole hall each time."""
    return (each for each in find_document_problems(reading, ()) if not each.startswith("numbers"))


@pytest.mark.parametrize(("paper", "blind"), [("sheet", False), ("ticket", True)])
def test_killed_at_any_step_there_is_never_a_second_original(tmp_path: Path, paper: str, blind: bool) -> None:
    with prepared(tmp_path, paper) as (path, device_id, document_id):
        steps = list(every_step(path, device_id, document_id, tmp_path, blind=blind, proof=proof))
    assert len(steps) > 5
    assert [step for step in steps if step[1]] == []
