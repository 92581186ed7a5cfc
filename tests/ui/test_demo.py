"""The demonstration's windows lie side by side on any screen, none over another."""

from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hall.service import seals, seals_views
from hall.simulation.sample import SampleHall
from ui.commands import demo
from ui.commands.demo import WANTED, fitting_scale, places
from ui.commands.seal_keeper import SealKeeper
from ui.shared import tasks
from ui.shared.theme import SMALLEST


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (2560, 1440), (3840, 2160), (1600, 900)])
def test_the_windows_fit_on_one_screen(width: int, height: int) -> None:
    scale = fitting_scale(width, height)
    screen = QRect(0, 0, int(width / scale), int(height / scale))
    windows = places(screen)
    assert all(screen.contains(window) for window in windows)
    assert not [pair for pair in combinations(windows, 2) if pair[0].intersects(pair[1])]
    assert all(window.width() >= SMALLEST.width() - 1 for window in windows[-2:])


def test_a_large_screen_shows_everything_in_its_own_size() -> None:
    assert fitting_scale(WANTED.width(), WANTED.height()) == 1.0


def test_a_small_screen_keeps_words_readable() -> None:
    assert fitting_scale(1024, 768) == 0.5


@pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
def test_guide_leader_and_administrator_wait_in_the_task_bar_signed_in(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, sample: SampleHall, tmp_path: Path
) -> None:
    monkeypatch.setattr(demo, "sample_hall", lambda _folder, _facts: sample.itself)
    _, windows = demo._build(tmp_path)
    for window in (*windows.side_by_side, *windows.desks):
        qtbot.addWidget(window)
    for window in windows.desks:
        qtbot.waitUntil(window.is_settled, timeout=5_000)
    heads = [f"{window.header.place.text()} {window.header.clerk.text()}" for window in windows.desks]
    assert heads == ["导服台 李明 · 导服员", "督办 何敏 · 站长", "管理 孙玉梅 · 管理员"]
    windows.admin.open_page("copies")
    page = windows.admin.page["copies"]
    qtbot.waitUntil(lambda: "还没有备份" in page.facts.text(), timeout=5_000)
    for window in windows.side_by_side:
        window.close()


@pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
def test_the_keeper_whom_nobody_plays_seals_what_was_approved(qapp: QApplication, sample: SampleHall) -> None:
    wish = {"paper_name": "人口统计表", "list_code": "own-report", "reason": "上报街道"}
    use_id, waits = (sample.seats[0].hall.do(seals.request, **wish) for _ in range(2))
    sample.leader.do(seals.verify, use_id=use_id, filled_in=True)
    sample.leader.do(seals.approve, use_id=use_id)
    SealKeeper(sample.keeper, qapp).work()
    tasks.wait_for_all()
    states = [sample.leader.see(seals_views.use, use_id=each).card.state for each in (use_id, waits)]
    assert states == ["sealed", "requested"]
