"""The paper ticket book at the desk: printed beforehand, entered leaf after leaf, nothing lost on the way."""

from datetime import time

import pytest
from PySide6.QtCore import Qt

from hall.service import books, books_views, find_problems
from tests.ui.guide.person import ENTER, Guide
from ui.guide.book_entry import following, read_time


def open_page(guide: Guide, *, minutes: int = 60) -> None:
    """Print a book, let the outage pass, and open the page."""
    guide.hall.do(books.print_book, count=12)
    guide.wait(minutes=minutes)
    guide.press(Qt.Key.Key_F8)
    guide.until(lambda: guide.window.book.form.number.text() == "H0001")
    guide.window.book.begin()


def enters_leaf(guide: Guide, came: str, service: str, *, counter: str = "", called: str = "", done: str = "") -> None:
    """Type one leaf: the keyboard stands in the time; counter by its place in the list."""
    guide.enters(came)
    guide.enters(service)
    guide.press(ENTER)  # nobody special
    if counter:
        guide.window.book.form.counter.setCurrentIndex(int(counter))
        guide.press(ENTER)
        guide.enters(called)
        guide.enters(done)
    else:
        guide.press(ENTER)


def test_one_key_prints_a_book_and_the_guide_says_that_it_came_out_well(guide: Guide) -> None:
    guide.press(Qt.Key.Key_F8)
    guide.window.book.print.click()
    guide.until(lambda: guide.window.book.list.count() == 1)
    (card,) = guide.hall.see(books_views.books)
    assert (card.first, card.last) == ("H0001", "H0060")
    assert len(guide.printed()) == 1
    guide.window.book.list.setFocus()
    guide.press(ENTER)
    guide.types("1")
    assert [paper.split()[-1] for paper in guide.papers_of(card.id)] == ["printed"]


def test_leaf_after_leaf_is_entered_from_the_keyboard(guide: Guide) -> None:
    open_page(guide)
    enters_leaf(guide, "9:10", "1")
    assert guide.told() == "H0001 已录入。"
    enters_leaf(guide, "915", "3")
    assert [(ticket.number, ticket.service) for ticket in guide.tickets()] == [("H0001", "aid"), ("H0002", "work")]
    assert guide.window.book.form.number.text() == "H0003"
    assert list(guide.sample.itself.see(find_problems)) == []


def test_who_was_served_meanwhile_is_entered_with_both_times(guide: Guide) -> None:
    open_page(guide)
    enters_leaf(guide, "9:10", "1", counter="1", called="9:20", done="9:31")
    assert guide.told() == "H0001 已录入。"
    assert guide.tickets() == []
    assert guide.hall.see(books_views.books)[0].entered == 1
    assert list(guide.sample.itself.see(find_problems)) == []


def test_what_cannot_be_read_is_said_at_its_field_and_stays(guide: Guide) -> None:
    open_page(guide)
    enters_leaf(guide, "25:00", "1")
    form = guide.window.book.form
    assert "9:05" in form.problem.text()
    assert form.came.text() == "25:00"
    assert guide.focused() is form.came
    form.came.clear()
    enters_leaf(guide, "9:20", "1")
    assert [ticket.number for ticket in guide.tickets()] == ["H0001"]


def test_a_refusal_of_the_hall_keeps_the_leaf_too(guide: Guide) -> None:
    open_page(guide)
    enters_leaf(guide, "23:00", "1")
    form = guide.window.book.form
    assert "还没到" in form.problem.text()
    assert (form.number.text(), form.came.text()) == ("H0001", "23:00")


def test_gaps_are_named_and_come_first(guide: Guide) -> None:
    open_page(guide)
    guide.window.book.form.number.setText("H0003")
    enters_leaf(guide, "9:10", "1")
    guide.until(lambda: "还有 2 张没有补录：H0001、H0002" in guide.window.notice.mark.word())
    guide.press(Qt.Key.Key_F2)
    guide.window.book.form.number.clear()
    guide.press(Qt.Key.Key_F8)
    assert guide.window.book.form.number.text() == "H0001"


def test_a_spoiled_leaf_is_voided_with_its_reason(guide: Guide) -> None:
    open_page(guide)
    guide.window.book.form.void.click()
    guide.types("1")
    assert guide.hall.see(books_views.books)[0].voided == 1
    assert guide.window.book.form.number.text() == "H0002"


@pytest.mark.parametrize("typed", ["9:05", "905", "0905", "9：05", "9点05分"])
def test_a_time_may_be_written_as_people_write_it(typed: str) -> None:
    assert read_time(typed) == time(9, 5)


@pytest.mark.parametrize("typed", ["", "9", "24:00", "9:60", "morgens"])
def test_what_is_no_time_is_none(typed: str) -> None:
    assert read_time(typed) is None


def test_the_leaf_behind_another_keeps_its_noughts() -> None:
    assert [following(each) for each in ("H0009", "h0009", "9", "")] == ["H0010", "H0010", "10", ""]
