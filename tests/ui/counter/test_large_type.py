"""Large type and high contrast: nothing that is needed lies over something else or out of reach."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from hall.service import queue
from tests.ui.counter.clerk import CONTROL, Clerk, identity
from ui.shared.theme import apply_theme

LOOKS = [("day", 1.0, 1280, 660), ("day", 2.0, 1920, 1080), ("day", 2.0, 1366, 768), ("contrast", 1.0, 1366, 768)]


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}-{look[2]}")
def look(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[tuple[str, float, int, int]]:
    name, scale, *_ = request.param
    apply_theme(qapp, name, scale)
    yield request.param
    apply_theme(qapp)


@pytest.fixture
def large(look: tuple[str, float, int, int], clerk: Clerk) -> Clerk:
    clerk.window.resize(look[2], look[3])
    clerk.opens()
    clerk.sample.kiosk.do(queue.take_ticket, service_code="aid")
    clerk.until(lambda: clerk.window.table.is_enabled("call_next"))
    return clerk


def area(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def whole(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect().size() == widget.size()


def buttons(clerk: Clerk) -> list[QPushButton]:
    found = clerk.window.bench.ticket.findChildren(QPushButton)
    return [button for button in found if button.isVisible()]


def test_the_ticket_and_its_keys_stand_side_by_side(large: Clerk) -> None:
    ticket = large.window.bench.ticket
    assert whole(ticket.number)
    assert whole(ticket.leading["call_next"])
    for one, other in combinations(buttons(large), 2):
        assert not area(one, large.window).intersects(area(other, large.window))


def test_the_next_step_of_a_visit_is_in_sight_and_the_keyboard_too(large: Clerk) -> None:
    large.press(Qt.Key.Key_F2)
    large.until(lambda: large.window.phase == "calling")
    large.press(Qt.Key.Key_Return)
    large.until(lambda: large.window.phase == "serving" and large.window.visit.visit is not None)
    page = large.window.visit.ask
    large.until(lambda: whole(page.leading))
    assert whole(page.who.name)
    large.notes_who("李建国", identity("19390305"))
    assert whole(page.words)
    assert whole(page.leading)


def test_every_answer_of_a_question_can_be_reached(large: Clerk) -> None:
    large.press(Qt.Key.Key_P, CONTROL)
    sheet = large.window.sheet
    large.until(sheet.isVisible)
    assert whole(sheet.note)
    assert not area(sheet.list, large.window).intersects(area(sheet.note, large.window))


def test_the_bottom_line_shows_whole_words(large: Clerk) -> None:
    for button in large.window.findChildren(QPushButton):
        if button.isVisible() and button.property("role") == "plain" and button.parent().height() < 120:
            assert button.width() >= button.sizeHint().width(), button.text()
