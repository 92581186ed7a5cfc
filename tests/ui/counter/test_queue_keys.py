"""Calling, holding, passing on and finishing, by their keys."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from hall.service import posts_views, queue, queue_views
from tests.ui.counter.clerk import CONTROL, ENTER, Clerk
from tests.ui.texts import assert_golden
from ui.counter.desk import Phase


def test_a_closed_counter_has_one_obvious_step(clerk: Clerk) -> None:
    assert "窗口没有开" in clerk.reads()
    assert not clerk.window.table.is_enabled("call_next")
    clerk.opens()
    assert "可以接待下一位居民" in clerk.reads()


def test_idle_says_who_is_next_and_since_when(clerk: Clerk) -> None:
    clerk.opens()
    clerk.sample.kiosk.do(queue.take_ticket, service_code="aid")
    clerk.clock().advance(timedelta(minutes=7))
    clerk.sample.kiosk.do(queue.take_ticket, service_code="aid")
    clerk.until(lambda: "A002" in clerk.reads())
    assert_golden("counter-idle", clerk.reads())


def test_f2_calls_and_enter_begins(clerk: Clerk) -> None:
    clerk.serves("aid")
    assert clerk.window.bench.ticket.number.text() == "A001"
    assert "正在办理" in clerk.reads()
    clerk.clock().advance(timedelta(minutes=3, seconds=12))
    clerk.until(lambda: "03:12" in clerk.reads())


def test_nothing_is_called_while_somebody_is_served(clerk: Clerk) -> None:
    clerk.serves("aid")
    clerk.sample.kiosk.do(queue.take_ticket, service_code="aid")
    clerk.until(lambda: "1 人等候" in clerk.reads())
    clerk.press(Qt.Key.Key_F2)
    assert clerk.window.phase is Phase.SERVING


def test_a_recall_comes_no_sooner_than_the_first_call_is_spoken(clerk: Clerk) -> None:
    clerk.opens()
    clerk.sample.kiosk.do(queue.take_ticket, service_code="aid")
    clerk.until(lambda: clerk.window.table.is_enabled("call_next"))
    clerk.press(Qt.Key.Key_F2)
    clerk.until(lambda: clerk.window.phase is Phase.CALLING)
    clerk.press(Qt.Key.Key_F3)
    assert clerk.told() == "A001 刚刚叫过，还在播报：请过 8 秒再叫。"
    clerk.clock().advance(timedelta(seconds=10))
    clerk.press(Qt.Key.Key_F3)
    clerk.until(lambda: "第 2 次呼叫" in clerk.reads())


def test_a_missed_ticket_comes_back_with_f7(clerk: Clerk) -> None:
    clerk.opens()
    clerk.sample.kiosk.do(queue.take_ticket, service_code="aid")
    clerk.until(lambda: clerk.window.table.is_enabled("call_next"))
    clerk.press(Qt.Key.Key_F2)
    clerk.until(lambda: clerk.window.phase is Phase.CALLING)
    for call in ("第 2 次呼叫", "第 3 次呼叫"):
        clerk.clock().advance(timedelta(seconds=15))
        clerk.press(Qt.Key.Key_F3)
        clerk.until(lambda words=call: words in clerk.reads())
    clerk.press(Qt.Key.Key_F4)
    clerk.until(lambda: "过号 1" in clerk.reads())
    clerk.press(Qt.Key.Key_F7)
    assert "A001　低保·救助" in clerk.reads()
    clerk.press(ENTER)
    clerk.until(lambda: "下一位" in clerk.reads())
    assert clerk.told() == "已顺延，排到第三位。"


def test_a_held_ticket_comes_back_with_all_that_was_typed(clerk: Clerk) -> None:
    clerk.serves("aid")
    clerk.press(Qt.Key.Key_F5)
    assert "为什么挂起" in clerk.reads()
    clerk.press(Qt.Key.Key_2)
    clerk.until(lambda: clerk.window.phase is Phase.IDLE)
    clerk.press(Qt.Key.Key_F7)
    clerk.press(ENTER)
    clerk.until(lambda: clerk.window.phase is Phase.SERVING)
    assert clerk.window.bench.ticket.number.text() == "A001"


def test_a_ticket_is_passed_on_by_typing_where(seat: Callable[[int], Clerk]) -> None:
    clerk, colleague = seat(1), seat(2)
    colleague.opens()
    clerk.serves("aid")
    clerk.press(Qt.Key.Key_F6)
    clerk.types("2")
    assert "2 号窗口" in clerk.reads()
    clerk.press(ENTER)
    clerk.until(lambda: clerk.window.phase is Phase.IDLE)
    waiting = clerk.seat.hall.see(queue_views.in_line)
    assert [ticket.target_counter_id for ticket in waiting] == [colleague.seat.counter.id]
    colleague.until(lambda: colleague.window.table.is_enabled("call_next"))


def test_a_pause_says_why_in_the_clerks_own_words(clerk: Clerk) -> None:
    clerk.opens()
    clerk.press(Qt.Key.Key_P, CONTROL)
    clerk.tabs_to(clerk.window.sheet.note)
    clerk.enters("上门办理")
    clerk.until(lambda: clerk.window.phase is Phase.PAUSED)
    counter = clerk.seat.hall.see(posts_views.counter, counter_id=clerk.seat.counter.id)
    assert counter.pause_reason == "上门办理"
    assert "上门办理" in clerk.reads()
    clerk.opens()


def test_a_visit_does_not_end_with_nothing(clerk: Clerk) -> None:
    clerk.serves("aid")
    clerk.press(Qt.Key.Key_F8)
    assert "怎么结束的？" in clerk.reads()
    clerk.press(ENTER)
    assert "这一项还没有填。" in clerk.reads()
    clerk.press(Qt.Key.Key_Escape)
    assert clerk.window.phase is Phase.SERVING
    clerk.press(Qt.Key.Key_F8)
    clerk.tabs_to(clerk.window.queue.panel.further[0])
    clerk.press(ENTER)
    clerk.until(lambda: clerk.window.phase is Phase.IDLE)
    ticket = clerk.seat.hall.see(queue_views.ticket_numbered, number="A001")
    assert ticket is not None
    assert ticket.outcome == "left"


def test_the_help_sheet_names_the_keys(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_F1)
    assert all(word in clerk.reads() for word in ("呼叫下一位", "重呼", "办完", "换人"))
    clerk.press(Qt.Key.Key_Escape)
    assert clerk.window.help.isHidden()


@pytest.mark.parametrize("typed", ["A001", "a001"])
def test_the_palette_finds_a_ticket_and_calls_it(clerk: Clerk, typed: str) -> None:
    clerk.opens()
    clerk.sample.kiosk.do(queue.take_ticket, service_code="aid")
    clerk.press(Qt.Key.Key_K, CONTROL)
    clerk.types(typed)
    clerk.until(lambda: any("A001 号" in text for text in clerk.window.palette_.texts()))
    clerk.press(ENTER)
    clerk.until(lambda: clerk.window.phase is Phase.CALLING)


def test_an_unknown_ticket_is_a_sentence_and_calls_nobody(clerk: Clerk) -> None:
    clerk.opens()
    clerk.press(Qt.Key.Key_K, CONTROL)
    clerk.types("Z999")
    clerk.press(ENTER)
    clerk.until(lambda: "没有找到" in clerk.reads())
    assert clerk.window.phase is Phase.IDLE
    assert "Z999" in clerk.reads()
