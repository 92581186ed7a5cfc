"""Contrast as it is painted: every word on the screen against the ground behind it."""

from collections import Counter
from dataclasses import replace

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from hall.service import screens_notices
from hall.simulation.sample import SampleHall
from tests.ui.display.conftest import settle
from tests.ui.display.filling import fill
from tests.ui.shared.booth import Booth
from ui.display.window import DisplayWindow, DisplayWishes
from ui.shared.theme import contrast
from ui.shared.voice.announcer import Announcer


def painted_contrast(image: QImage, label: QLabel, window: DisplayWindow) -> float:
    """Return the contrast of a label's words with what lies behind them."""
    corner = label.mapTo(window, label.rect().topLeft())
    area = image.copy(corner.x(), corner.y(), label.width(), label.height())
    colours = Counter(area.pixelColor(x, y).name() for x in range(area.width()) for y in range(0, area.height(), 3))
    ground = colours.most_common(1)[0][0]
    return max(contrast(colour, ground) for colour in colours)


@pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("theme", ["day", "contrast"])
def test_every_word_on_the_screen_can_be_read(
    sample: SampleHall, announcer: Announcer, booth: Booth, qtbot: QtBot, theme: str
) -> None:
    display = DisplayWindow(sample.display, announcer, DisplayWishes(theme=theme))
    qtbot.addWidget(display)
    display.resize(1280, 720)
    display.show()
    settle()
    booth.ready_changed.emit(False)
    display.show_interruption("09:00")
    fill(display, counters=12)
    display.hero.show_call(replace(display.board.hero, silent=True) if display.board.hero else None)
    settle()
    weak = {}
    for lit in (False, True):
        display.hero._light(on=lit)
        weak |= _weak(display)
    display.said.show_announcements([screens_notices.AnnouncementCard("1", display._hall.clock.now(), "请到导服台")])
    settle()
    weak |= {text: ratio for text, ratio in _weak(display).items() if text == display.said.words.text()}
    assert weak == {}


def _weak(display: DisplayWindow) -> dict[str, float]:
    image = display.grab().toImage()
    shown = [label for label in display.findChildren(QLabel) if label.isVisible() and label.text()]
    ratios = {label.text(): round(painted_contrast(image, label, display), 2) for label in shown}
    assert len(ratios) > 30
    return {text: ratio for text, ratio in ratios.items() if ratio < 4.5}
