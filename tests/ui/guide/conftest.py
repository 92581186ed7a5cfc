"""The guide's desk of the sample hall, with a printer that is a folder."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hall.simulation.sample import SampleHall
from tests.ui.guide.person import Guide


@pytest.fixture
def guide(qtbot: QtBot, sample: SampleHall, tmp_path: Path) -> Guide:
    """Give the guide, 李明, at the desk."""
    return Guide(qtbot, sample, tmp_path / "printer")
