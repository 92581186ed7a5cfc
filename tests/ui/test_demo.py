"""The demonstration's windows lie side by side on any screen, none over another."""

from itertools import combinations

import pytest
from PySide6.QtCore import QRect

from ui.commands.demo import WANTED, fitting_scale, places
from ui.counter.window import SMALLEST


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
