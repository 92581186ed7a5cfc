"""Taking back, going on, choosing, resting: what a counter does beside calling one after the other."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from hall.posts.rules import PAUSE_REASONS
from hall.queue.policy import END, NEW, QueuePolicy
from hall.service import contacts_views, posts, posts_help, posts_views, queue, queue_views, security
from tests.ui.counter.clerk import CONTROL, ENTER, SHIFT, Clerk, identity
from tests.ui.counter.test_first_contact import takes_way
from ui.counter.desk import Phase
from ui.counter.keys import commands
from ui.counter.steps import Step
from ui.shared import pause_words


def come(clerk: Clerk, count: int, service: str = "aid") -> None:
    """Have residents take tickets."""
    for _ in range(count):
        clerk.sample.kiosk.do(queue.take_ticket, service_code=service)
    clerk.until(lambda: f"{count} 人等候" in clerk.reads())


def calls(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_F2)
    clerk.until(lambda: clerk.window.phase is Phase.CALLING)


def answers(clerk: Clerk, words: str) -> None:
    """Answer a question on the spot, so that something is on record."""
    clerk.tabs_to(clerk.window.visit.ask.words)
    clerk.types(words)
    takes_way(clerk, "answer")
    clerk.types("每天都开")
    clerk.press(ENTER)
    clerk.reaches(Step.PAPERS)


def finishes(clerk: Clerk) -> None:
    """Let the resident go, who has left."""
    clerk.press(Qt.Key.Key_F8)
    clerk.press(Qt.Key.Key_2)
    clerk.until(lambda: clerk.window.phase is Phase.IDLE)


# -- taking back


def test_a_wrong_call_is_taken_back_and_stands_where_it_stood(clerk: Clerk) -> None:
    clerk.opens()
    come(clerk, 2)
    calls(clerk)
    assert clerk.told() == "已叫号。60 秒内可以撤销。"
    assert "[撤销  Ctrl+Z]" in clerk.reads()
    clerk.press(Qt.Key.Key_Z, CONTROL)
    clerk.until(lambda: clerk.window.phase is Phase.IDLE)
    assert clerk.told() == "叫号已撤销，A001 回到原来的位置。"
    assert clerk.window.bench.ticket.number.text() == "A001"


def test_the_button_in_the_message_takes_back_too(clerk: Clerk) -> None:
    clerk.opens()
    come(clerk, 1)
    calls(clerk)
    clerk.window.messages._act.click()
    clerk.until(lambda: clerk.window.phase is Phase.IDLE)
    assert clerk.window.messages._act.isHidden()


def test_a_wrong_finish_brings_the_visit_back(clerk: Clerk) -> None:
    clerk.serves("aid")
    clerk.notes_who("赵桂兰")
    answers(clerk, "食堂几点开门")
    clerk.press(Qt.Key.Key_F8)
    clerk.until(lambda: clerk.window.phase is Phase.IDLE)
    assert clerk.told() == "办完了。60 秒内可以撤销。"
    clerk.press(Qt.Key.Key_Z, CONTROL)
    clerk.until(lambda: clerk.window.phase is Phase.SERVING)
    clerk.reaches(Step.PAPERS)
    assert clerk.window.bench.ticket.number.text() == "A001"


def test_after_a_minute_it_is_too_late_and_said_so(clerk: Clerk) -> None:
    clerk.opens()
    come(clerk, 1)
    calls(clerk)
    clerk.clock().advance(timedelta(seconds=61))
    clerk.press(Qt.Key.Key_Z, CONTROL)
    assert clerk.window.messages.is_refusal()
    assert clerk.window.phase is Phase.CALLING


def test_the_offer_goes_when_the_resident_has_come(clerk: Clerk) -> None:
    clerk.serves("aid")
    clerk.until(lambda: "撤销" not in clerk.told())


# -- what comes first


def test_a_call_while_somebody_is_served_asks_and_finishes_first(clerk: Clerk) -> None:
    clerk.serves("aid")
    come(clerk, 1)
    clerk.press(Qt.Key.Key_F2)
    assert "A001 还没有办完，先怎么办？" in clerk.reads()
    clerk.press(Qt.Key.Key_1)
    assert "怎么结束的？" in clerk.reads()
    clerk.enters("带户口本，二楼 2 号窗口")
    clerk.until(lambda: clerk.window.bench.ticket.number.text() == "A002")
    assert clerk.window.phase is Phase.CALLING


def test_hold_and_call_with_three_keys(clerk: Clerk) -> None:
    clerk.serves("aid")
    come(clerk, 1)
    clerk.press(Qt.Key.Key_F2)
    clerk.press(Qt.Key.Key_2)
    clerk.press(Qt.Key.Key_1)
    clerk.until(lambda: clerk.window.bench.ticket.number.text() == "A002")
    [held] = clerk.seat.hall.see(queue_views.held)
    assert (held.number, held.hold_reason) == ("A001", "fetch_material")


def test_a_call_while_somebody_is_called_asks_whether_they_came(clerk: Clerk) -> None:
    clerk.opens()
    come(clerk, 2)
    calls(clerk)
    clerk.press(Qt.Key.Key_F2)
    assert "A001 还在叫号，先怎么办？" in clerk.reads()
    clerk.press(Qt.Key.Key_1)
    clerk.until(lambda: clerk.window.phase is Phase.SERVING)


def test_finish_and_call_with_one_key_and_take_both_back(clerk: Clerk) -> None:
    clerk.serves("aid")
    come(clerk, 1)
    clerk.notes_who("赵桂兰")
    answers(clerk, "食堂几点开门")
    clerk.press(Qt.Key.Key_F8, SHIFT)
    clerk.until(lambda: clerk.window.phase is Phase.CALLING)
    clerk.press(Qt.Key.Key_Z, CONTROL)
    clerk.until(lambda: clerk.window.phase is Phase.IDLE)
    clerk.press(Qt.Key.Key_Z, CONTROL)
    clerk.until(lambda: clerk.window.phase is Phase.SERVING)
    assert clerk.window.bench.ticket.number.text() == "A001"


# -- choosing, and those without a ticket


def test_a_chosen_ticket_that_overtakes_is_said_first(clerk: Clerk) -> None:
    clerk.opens()
    come(clerk, 3)
    clerk.tabs_to(clerk.window.bench.calm.list)
    clerk.press(Qt.Key.Key_Down)
    clerk.press(Qt.Key.Key_Down)
    clerk.press(ENTER)
    assert "A003 前面还有 2 人，先叫吗？" in clerk.reads()
    clerk.press(Qt.Key.Key_Escape)
    assert clerk.window.phase is Phase.IDLE
    clerk.press(ENTER)
    clerk.press(Qt.Key.Key_1)
    clerk.until(lambda: clerk.window.bench.ticket.number.text() == "A003")
    assert clerk.window.phase is Phase.CALLING


def test_the_first_of_the_line_is_called_without_a_question(clerk: Clerk) -> None:
    clerk.opens()
    come(clerk, 2)
    clerk.tabs_to(clerk.window.bench.calm.list)
    clerk.press(ENTER)
    clerk.until(lambda: clerk.window.phase is Phase.CALLING)
    assert clerk.window.bench.ticket.number.text() == "A001"


def test_somebody_without_a_ticket_is_served_by_initials(clerk: Clerk) -> None:
    clerk.opens()
    clerk.press(Qt.Key.Key_F2, SHIFT)
    clerk.until(lambda: "居民来办什么？" in clerk.reads())
    clerk.types("gljt")
    clerk.press(ENTER)
    clerk.until(lambda: clerk.window.phase is Phase.SERVING and clerk.window.visit.visit is not None)
    assert "无号接待" in clerk.reads()
    assert clerk.focused() is clerk.window.visit.ask.who.name
    ticket = clerk.window.visit.visit.ticket  # type: ignore[union-attr]
    assert (ticket.source, ticket.matter_code) == ("counter", "MZ-006")
    assert clerk.window.visit.ask.list.row_at(0).text == "高龄津贴申请"


def test_enter_calls_whoever_comes_to_an_empty_line(clerk: Clerk) -> None:
    clerk.opens()
    clerk.until(lambda: "现在没有人等候" in clerk.reads())
    come(clerk, 1)
    clerk.press(ENTER)
    clerk.until(lambda: clerk.window.phase is Phase.CALLING)


# -- several matters in one visit


def test_one_more_matter_keeps_the_person_and_opens_its_own_sheet(clerk: Clerk) -> None:
    clerk.serves("aid")
    clerk.notes_who("李建国", identity("19390305"), "13900001111")
    answers(clerk, "食堂几点开门")
    clerk.press(Qt.Key.Key_N, CONTROL)
    clerk.reaches(Step.ASK)
    who = clerk.window.visit.ask.who
    assert (who.name.text(), who.number.text()) == ("李建国", identity("19390305"))
    assert clerk.focused() is clerk.window.visit.ask.words
    assert clerk.window.visit.ask.words.text() == ""
    clerk.enters("gljt")
    clerk.reaches(Step.MATERIALS)
    ticket = clerk.seat.hall.see(queue_views.ticket_numbered, number="A001")
    assert ticket is not None
    assert ticket.matters == 2
    first, second = clerk.seat.hall.see(contacts_views.of_ticket, ticket_id=ticket.id)
    assert (first.state, first.case_id, bool(second.case_id)) == ("closed", None, True)


def test_who_gave_only_a_name_is_not_asked_again(clerk: Clerk) -> None:
    clerk.serves("aid")
    clerk.notes_who("赵桂兰")
    answers(clerk, "食堂几点开门")
    clerk.press(Qt.Key.Key_N, CONTROL)
    clerk.reaches(Step.ASK)
    assert clerk.window.visit.ask.who.name.text() == "赵桂兰"
    clerk.press(Qt.Key.Key_F8)
    assert "前面的办好了，这件不办了" in clerk.reads()
    clerk.tabs_to(clerk.window.queue.panel.further[1])
    clerk.press(ENTER)
    clerk.until(lambda: clerk.window.phase is Phase.IDLE)
    ticket = clerk.seat.hall.see(queue_views.ticket_numbered, number="A001")
    assert ticket is not None
    assert (ticket.matters, ticket.outcome) == (2, "advised")


def test_a_matter_with_nothing_on_record_is_not_left(clerk: Clerk) -> None:
    clerk.serves("aid")
    clerk.press(Qt.Key.Key_N, CONTROL)
    assert "这一件还没有任何记录" in clerk.told()


def test_after_a_restart_the_second_matter_is_still_the_second(clerk: Clerk) -> None:
    clerk.serves("aid")
    clerk.notes_who("李建国", identity("19390305"))
    answers(clerk, "食堂几点开门")
    clerk.press(Qt.Key.Key_N, CONTROL)
    clerk.reaches(Step.ASK)
    again = clerk.open_window(clerk.printer())
    clerk.until(lambda: again.visit.visit is not None)
    assert again.visit.step is Step.ASK
    assert again.visit.ask.who.name.text() == "李建国"


# -- resting


def test_a_counter_in_the_back_office_works_on_its_cases_and_f2_goes_on(clerk: Clerk) -> None:
    clerk.opens()
    clerk.press(Qt.Key.Key_B, CONTROL)
    clerk.until(lambda: clerk.window.phase is Phase.BACK_OFFICE)
    assert clerk.window.bench.is_working()
    assert "[继续叫号  F2]" in clerk.reads()
    clerk.press(Qt.Key.Key_F2)
    clerk.until(lambda: clerk.window.phase is Phase.IDLE)


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, ENTER])
def test_a_paused_counter_says_so_large_and_goes_on_with_a_key(clerk: Clerk, key: Qt.Key) -> None:
    clerk.opens()
    clerk.press(Qt.Key.Key_P, CONTROL)
    clerk.press(Qt.Key.Key_1)
    clerk.until(lambda: clerk.window.phase is Phase.PAUSED)
    assert clerk.window.bench.calm.sign.text() == "窗口暂停中"
    assert clerk.window.bench.calm.reason.text() == "就餐"
    clerk.press(key)
    clerk.until(lambda: clerk.window.phase is Phase.IDLE)


def test_a_counter_is_closed_with_a_reason(clerk: Clerk) -> None:
    clerk.opens()
    clerk.press(Qt.Key.Key_W, CONTROL)
    clerk.tabs_to(clerk.window.sheet.note)
    clerk.enters("停电")
    clerk.until(lambda: clerk.window.phase is Phase.CLOSED)
    assert clerk.seat.hall.see(posts_views.counter, counter_id=clerk.seat.counter.id).pause_reason == "停电"


def test_every_reason_of_the_posts_has_its_words() -> None:
    assert tuple(pause_words.PAUSE_REASONS) == PAUSE_REASONS


# -- elsewhere and back


def test_a_ticket_is_passed_to_a_person(seat: Callable[[int], Clerk]) -> None:
    clerk, colleague = seat(1), seat(2)
    clerk.serves("aid")
    clerk.press(Qt.Key.Key_F6)
    clerk.until(lambda: "转到哪里" in clerk.reads())
    clerk.types("zjj")
    assert "赵建军" in clerk.reads()
    clerk.press(ENTER)
    clerk.until(lambda: clerk.window.phase is Phase.IDLE)
    [waiting] = clerk.seat.hall.see(queue_views.in_line)
    assert waiting.target_staff_id == colleague.seat.staff.id


@pytest.mark.parametrize(
    ("place", "said"), [(NEW, "已换新号 A002，排到队尾，请把新号票交给居民。"), (END, "已顺延，排到队尾。")]
)
def test_a_missed_ticket_comes_back_as_the_hall_has_settled(clerk: Clerk, place: str, said: str) -> None:
    clerk.sample.itself.do(security.set_policy, policy=QueuePolicy(requeue_place=place, calls=1))
    clerk.opens()
    come(clerk, 1)
    calls(clerk)
    clerk.press(Qt.Key.Key_F4)
    clerk.until(lambda: "过号 1" in clerk.reads())
    clerk.press(Qt.Key.Key_F7)
    clerk.press(ENTER)
    clerk.until(lambda: clerk.told() == said)


# -- signs


def test_a_quick_counter_says_so_at_the_top(clerk: Clerk) -> None:
    counter = clerk.seat.counter
    clerk.sample.itself.do(
        posts.set_services, counter_id=counter.id, services=counter.services, takes_any=False, quick_minutes=10
    )
    clerk.until(lambda: "1 号窗口 · 快办 ≤10 分钟" in clerk.reads())


def test_a_call_for_help_is_answered_with_one_key(clerk: Clerk) -> None:
    clerk.opens()
    clerk.sample.kiosk.do(posts_help.call_for_help)
    clerk.until(lambda: "有人要帮忙" in clerk.reads())
    clerk.press(Qt.Key.Key_H, CONTROL)
    clerk.until(lambda: "有人要帮忙" not in clerk.reads())
    assert clerk.seat.hall.see(posts_help.help_calls) == ()


def test_no_two_commands_share_a_key_and_help_shows_each(clerk: Clerk) -> None:
    table = clerk.window.table.commands()
    keys = [command.key for command in table if command.key]
    assert len(keys) == len(set(keys))
    assert len(table) == len(commands(clerk.window._callbacks()))
    clerk.press(Qt.Key.Key_F1)
    assert all(command.text in clerk.reads() for command in table if command.key)
