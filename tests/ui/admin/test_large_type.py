"""Type half as large again on the smallest screen: what is asked stands whole, and nothing lies over anything."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from hall.service import people, privacy
from hall.simulation.sample import SampleHall
from tests.ui.admin.keeper import Keeper, settle
from ui.shared.folder_page import FolderPage
from ui.shared.theme import apply_theme


@pytest.fixture
def large(qapp: QApplication, qtbot: QtBot, sample: SampleHall, tmp_path: Path) -> Iterator[Keeper]:
    apply_theme(qapp, "day", 1.5)
    yield Keeper(qtbot, sample, tmp_path)
    apply_theme(qapp)


def hidden(page: FolderPage) -> int:
    """Return how many pixels of what is read and asked stand out of sight."""
    areas = (area for part in (page.panel, page._file) for area in part.findChildren(QScrollArea))
    bars = [bar for area in areas for bar in (area.verticalScrollBar(), area.horizontalScrollBar())]
    return sum(bar.maximum() for bar in bars if bar.parentWidget().isVisible())


def area(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), widget.rect().topLeft()), widget.size())


def test_the_forms_that_lay_a_hold_and_lift_it_stand_whole(large: Keeper, screenshots: Path) -> None:
    person = large.sample.itself.do(
        people.register, name="周国安", id_kind="resident_card", id_number="110101199003074477"
    )
    large.hall.do(privacy.hold, ground="lawsuit", words="（2026）民初12号", person_id=person)
    page = large.open("privacy", "＋", scope="holds")
    large.until(lambda: page.panel.go.accessibleName() == "保全")
    assert hidden(page) == 0
    large.choose(page, "周")
    large.until(lambda: page.panel.go.accessibleName() == "解除保全")
    large.window.grab().save(str(screenshots / "admin-hold-large.png"))
    assert hidden(page) == 0
    assert area(page.panel).contains(area(page.panel.go))


def test_no_part_of_a_page_lies_over_another(large: Keeper) -> None:
    for name, page in large.window.page.items():
        assert isinstance(page, FolderPage)
        large.open(name)
        settle()
        left, read, asked = map(area, (page.left, page._file, page.panel))
        assert not left.intersects(read), name
        assert not left.intersects(asked), name
        assert not read.intersects(asked), name
        for button in (page.panel.go, *page.panel.others):
            assert not button.isVisible() or asked.contains(area(button)), f"{name}: {button.text()}"
