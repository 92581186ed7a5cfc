"""The first search at the guide's desk finds everything loaded that it needs."""

import pytest
from PySide6.QtCore import Qt

from hall.kernel import pinyin
from hall.people import fragments
from tests.ui.guide.person import CONTROL, Guide
from ui.shared.idle import IdleClock


def test_after_a_rest_the_first_search_finds_the_sounds_loaded(monkeypatch: pytest.MonkeyPatch, guide: Guide) -> None:
    for table in (pinyin._table, pinyin.initials, fragments.fragments_of):
        table.cache_clear()
    monkeypatch.setattr(IdleClock, "idle_seconds", 60)
    guide.until(guide.window.rehearsal.is_over)
    loaded = pinyin._table.cache_info().misses
    assert loaded == 1
    guide.press(Qt.Key.Key_K, CONTROL)
    guide.types("sydj")
    guide.until(lambda: any("失业登记" in text for text in guide.window.palette_.texts()))
    assert pinyin._table.cache_info().misses == loaded
