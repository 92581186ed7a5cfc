"""The first search of a clerk finds everything loaded that it needs."""

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import CacheStats

from hall.kernel import pinyin
from hall.people import fragments
from hall.service import people
from tests.ui.counter.clerk import CONTROL, Clerk, identity, settle
from ui.shared import initials
from ui.shared.idle import IdleClock
from ui.shared.staff_window import StaffWindow


@pytest.fixture
def sounds() -> None:
    """Forget every sound, as a program that has just begun."""
    for table in (pinyin._table, pinyin.initials, fragments.fragments_of, initials.initials):
        table.cache_clear()


@pytest.fixture
def built() -> Iterator[list[str]]:
    """Give the questions to the database whose statements had to be built anew."""
    anew: list[str] = []

    def hear(
        _connection: object, _cursor: object, statement: str, _values: object, context: object, *_: object
    ) -> None:
        if getattr(context, "cache_hit", None) is CacheStats.CACHE_MISS:
            anew.append(statement)

    event.listen(Engine, "before_cursor_execute", hear)
    yield anew
    event.remove(Engine, "before_cursor_execute", hear)


def rests(monkeypatch: pytest.MonkeyPatch, window: StaffWindow, seconds: float) -> None:
    """Let nobody touch a key for so long, second by second."""
    monkeypatch.setattr(IdleClock, "idle_seconds", seconds)
    for _ in range(3):
        window._on_tick()
        settle()


def test_the_first_search_loads_nothing_and_builds_nothing(
    monkeypatch: pytest.MonkeyPatch, sounds: None, built: list[str], clerk: Clerk
) -> None:
    rests(monkeypatch, clerk.window, 60)
    assert clerk.window.rehearsal.is_over()
    assert "pypinyin" in sys.modules
    loaded = pinyin._table.cache_info().misses
    clerk.sample.itself.do(
        people.register, name="李建国", id_kind="resident_card", id_number=identity("19390305"), phone="13900000001"
    )
    for typed in ("ljg", "李建", "李建国", "0001"):
        clerk.press(Qt.Key.Key_K, CONTROL)
        built.clear()
        clerk.types(typed)
        clerk.until(lambda: any("李*国" in text for text in clerk.window.palette_.texts()))
        assert not built, typed
        clerk.press(Qt.Key.Key_Escape)
    assert pinyin._table.cache_info().misses == loaded


def test_nothing_is_loaded_while_somebody_types(monkeypatch: pytest.MonkeyPatch, sounds: None, clerk: Clerk) -> None:
    rests(monkeypatch, clerk.window, 0.5)
    assert not pinyin._table.cache_info().currsize
    rests(monkeypatch, clerk.window, 3)
    assert pinyin._table.cache_info().currsize, "a short rest is enough for the sounds of names"
    assert not clerk.window.rehearsal.is_over(), "the table of phrases waits for a longer one"
    rests(monkeypatch, clerk.window, 60)
    assert clerk.window.rehearsal.is_over()
