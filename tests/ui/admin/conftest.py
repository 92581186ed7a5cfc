"""The administrator before the window."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hall.simulation.sample import SampleHall
from tests.ui.admin.keeper import Keeper


@pytest.fixture
def keeper(qtbot: QtBot, sample: SampleHall, tmp_path: Path) -> Keeper:
    """Give the administrator, 孙玉梅, signed in."""
    return Keeper(qtbot, sample, tmp_path)
