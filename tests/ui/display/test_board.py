"""Which call the display shows, without a screen."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hall.service import screens_display
from ui.display.board import CALLING, MISSED, SERVING, Board
from ui.display.freshness import Freshness

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TODAY = NINE.date()


def call(number: str, second: int, state: str = CALLING, calls: int = 1) -> screens_display.Call:
    return screens_display.Call(f"id {number}", number, 3, state, calls, NINE + timedelta(seconds=second))


def feed(*calls: screens_display.Call, last: int = 8, day: date = TODAY) -> screens_display.DisplayFeed:
    """What the hall says: the last calls, and a counter for everybody who is called or served."""
    newest_first = tuple(sorted(calls, key=lambda each: each.at, reverse=True))[:last]
    newest = next((each for each in newest_first if each.state == CALLING), None)
    signs = (
        screens_display.CounterSign(number, "", "open", "", each.number, each.state)
        for number, each in enumerate(calls, start=1)
        if each.state != MISSED
    )
    return screens_display.DisplayFeed(newest, newest_first, tuple(signs), day)


def numbers(calls: tuple[screens_display.Call, ...]) -> list[str]:
    return [each.number for each in calls]


@pytest.fixture
def board() -> Board:
    """Give the board of a hall where nobody has been called yet."""
    board = Board()
    board.take(feed())
    return board


def test_what_was_called_before_the_display_was_on_is_shown_and_not_new() -> None:
    board = Board()
    assert board.take(feed(call("A001", 0), call("A002", 5))) == ()
    assert board.hero is not None
    assert board.hero.number == "A002"


def test_several_new_calls_come_in_the_order_in_which_they_were_made(board: Board) -> None:
    new = board.take(feed(call("B003", 9), call("A007", 2), call("D001", 5)))
    assert numbers(new) == ["A007", "D001", "B003"]


def test_a_call_is_new_once_and_a_second_call_of_the_ticket_again(board: Board) -> None:
    assert numbers(board.take(feed(call("A001", 0)))) == ["A001"]
    assert numbers(board.take(feed(call("A001", 0)))) == []
    assert numbers(board.take(feed(call("A001", 20, calls=2)))) == ["A001"]


def test_a_call_that_others_pushed_out_of_the_list_is_not_new_when_it_comes_back(board: Board) -> None:
    board.take(feed(call("A001", 0), last=1))
    board.take(feed(call("A001", 0), call("A002", 5), last=1))
    assert board.is_called("A001")
    assert board.take(feed(call("A001", 0), last=1)) == ()


def test_a_call_waits_for_its_turn_to_be_largest_and_stands_in_the_list_until_then(board: Board) -> None:
    board.take(feed(call("A001", 0), call("A002", 1)))
    assert board.hero is None
    board.begin("A001")
    assert board.hero is not None
    assert board.hero.number == "A001"
    assert numbers(board.rest()) == ["A002"]
    board.begin("A002")
    assert board.hero.number == "A002"
    assert numbers(board.rest()) == ["A001"]


def test_nobody_is_called_any_more_who_has_come_or_was_missed(board: Board) -> None:
    board.take(feed(call("A001", 0), call("A002", 1), call("A003", 2)))
    board.take(feed(call("A001", 0, SERVING), call("A002", 1, MISSED), call("A003", 2)))
    assert [board.is_called(number) for number in ("A001", "A002", "A003")] == [False, False, True]


def test_the_hero_stays_until_the_next_turn_and_follows_its_ticket(board: Board) -> None:
    board.take(feed(call("A001", 0), call("A002", -5, SERVING)))
    board.begin("A001")
    board.take(feed(call("A001", 0, MISSED), call("A002", -5, SERVING)))
    assert board.hero is not None
    assert board.hero.state == MISSED
    assert numbers(board.rest()) == ["A002"]
    board.take(feed(call("A002", -5, SERVING)))
    assert board.hero.number == "A001"


def test_a_hero_called_again_and_missed_before_that_turn_says_so(board: Board) -> None:
    board.take(feed(call("A001", 0)))
    board.begin("A001")
    board.take(feed(call("A001", 20, calls=2)))
    assert board.hero == call("A001", 0)
    board.take(feed(call("A001", 20, MISSED, calls=2)))
    assert board.hero == call("A001", 20, MISSED, calls=2)


def test_a_new_day_begins_empty() -> None:
    board = Board()
    board.take(feed(call("A001", 0)))
    assert board.turn_to(NINE.date() + timedelta(days=1))
    assert (board.hero, board.rest()) == (None, ())
    assert not board.turn_to(NINE.date() + timedelta(days=1))


def test_a_call_that_stood_at_midnight_is_not_said_again_by_a_late_answer() -> None:
    board = Board()
    board.take(feed())
    board.take(feed(call("A001", 0)))
    board.turn_to(NINE.date() + timedelta(days=1))
    assert board.take(feed(call("A001", 0))) == ()


def test_a_call_that_was_taken_back_is_not_largest_any_more(board: Board) -> None:
    board.take(feed(call("A001", 0), call("A002", -5, SERVING)))
    board.begin("A001")
    board.take(feed(call("A002", -5, SERVING)))
    assert board.hero is not None
    assert board.hero.number == "A002"


def test_news_is_old_when_the_feed_is_lost_a_try_failed_or_nothing_was_heard() -> None:
    age = Freshness()
    age.heard(NINE)
    soon, later = NINE + timedelta(seconds=30), NINE + timedelta(minutes=2)
    assert age.interrupted_since(soon, connected=True) is None
    assert age.interrupted_since(soon, connected=False) == NINE
    assert age.interrupted_since(later, connected=True) == NINE
    age.failed()
    assert age.interrupted_since(soon, connected=True) == NINE
    age.heard(soon)
    assert age.interrupted_since(soon, connected=True) is None
